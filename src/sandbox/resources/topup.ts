// Top-ups: from the bank to the balance, while it does not hold enough.
// Source: https://docs.stripe.com/connect/top-ups

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { change } from '../objects/make.ts';
import { paymentMethodOf } from '../payment-methods/payment-methods.ts';
import { awaitTopup, usualSeconds } from '../payments/settle-payouts.ts';

export const topup: Behaviour = { object: 'topup', rules: { create, cancel } };

function create(draft: ApiObject, call: Call): ApiObject {
  requireWithin(draft['amount'], 'amount', { least: 1 });
  const { payment_method: id } = call.params;
  const method = typeof id === 'string' ? { payment_method: paymentMethodOf(id, call).id } : {};
  awaitTopup(draft, call);
  // In test mode it does not take days.
  return { ...draft, ...method, expected_availability_date: call.now + usualSeconds };
}

function cancel(before: ApiObject, call: Call): ApiObject {
  if (before['status'] !== 'pending') {
    throw new ApiError('Top-ups can only be canceled while they are pending.');
  }
  return change(call, before, { status: 'canceled' }, 'topup.canceled');
}
