// Top-ups: from the bank to the balance, while it does not hold enough.
// Source: https://docs.stripe.com/connect/top-ups

import { ApiError } from '../../wire/api-error.ts';
import { businessDaysAfter } from '../accounts/balance.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { change } from '../objects/make.ts';
import { awaitBank } from '../payments/settle-payouts.ts';

export const topup: Behaviour = { object: 'topup', rules: { create, cancel } };

const usualDays = 5;

function create(draft: ApiObject, call: Call): ApiObject {
  requireWithin(draft['amount'], 'amount', { least: 1 });
  awaitBank(draft, call);
  return { ...draft, expected_availability_date: businessDaysAfter(call.now, usualDays) };
}

function cancel(before: ApiObject, call: Call): ApiObject {
  if (before['status'] !== 'pending') {
    throw new ApiError('Top-ups can only be canceled while they are pending.');
  }
  return change(call, before, { status: 'canceled' }, 'topup.canceled');
}
