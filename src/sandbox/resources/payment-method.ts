// Payment methods: how somebody pays. Test cards are there by name in every sandbox.
// Source: https://docs.stripe.com/api/payment_methods

import { ApiError } from '../../wire/api-error.ts';
import { detachSource } from '../accounts/source-objects.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { checkEmail } from '../checking/emails.ts';
import { missingByParam, missingParam } from '../checking/errors.ts';
import { change } from '../objects/make.ts';
import { attach, markSetUp, markSpent, refuseCopy } from '../payment-methods/attach.ts';
import { checkBilling } from '../payment-methods/billing-details.ts';
import { setupFateOf, testCardOf } from '../payment-methods/card-behind.ts';
import { declineError, declineOf } from '../payment-methods/declines.ts';
import { dropDefault, sourceOf } from '../payment-methods/default-method.ts';
import { isUnverified } from '../payment-methods/microdeposits.ts';
import {
  describedPaymentMethod,
  fullYear,
  inner,
  methodOfCard,
  namedPaymentMethod,
  paymentMethodOf,
  refuseExpired,
} from '../payment-methods/payment-methods.ts';

export const paymentMethod: Behaviour = {
  object: 'payment_method',
  named(id, call) {
    if (call.ids.has('customer') && call.get('payment_method', id)) {
      // Another customer's, or nobody's.
      throw new ApiError('Invalid request', { status: 404, param: 'customer' });
    }
    const held = call.get('card', id) ?? call.get('source', id);
    const version = held?.['customer'] ? paymentMethodOf(id, call) : namedPaymentMethod(id, call);
    return version && { version };
  },
  listed,
  rules: {
    create,
    update,
    attach: attached,
    detach,
  },
};

/**
 * Where another one is named: the same again, for the account that asks; nobody's yet.
 * Source: https://docs.stripe.com/connect/direct-charges-multiple-accounts
 */
function create({ id }: ApiObject, call: Call): ApiObject {
  const { payment_method: original, customer, type } = call.params;
  if (typeof original !== 'string' && type === undefined) throw missingParam('type');
  if (typeof original !== 'string') {
    checkBilling(call.params);
    return describedPaymentMethod(call.params, call, id);
  }
  const platform = call.as(call.owner);
  const find = (kind: string, one: string): ApiObject | undefined =>
    call.get(kind, one) ?? platform.get(kind, one);
  const source = find('payment_method', original) ?? paymentMethodOf(original, call);
  if (typeof customer === 'string') {
    if (!find('customer', customer)) throw missingByParam('customer', customer, 'customer');
    refuseCopy(source, customer);
  }
  const copy = { ...source, id, created: call.now, customer: null, metadata: {} };
  const isVerified = [call, platform].some((keeper) => !isUnverified(source, keeper));
  if (isVerified && isUnverified(copy, call)) markSetUp(copy, call);
  return copy;
}

/** Of its own kind only: a bank account becomes no card. */
function update(plain: ApiObject, call: Call): ApiObject {
  const { type } = plain;
  const { billing_details: billing, metadata: __, ...params } = call.params;
  checkEmail(inner(billing)['email'], 'billing_details[email]');
  for (const [param, told] of Object.entries(params)) {
    if (param === type || typeof told !== 'object' || Array.isArray(told)) continue;
    throw new ApiError(
      `This PaymentMethod is of type \`${String(type)}\`: \`${param}\` cannot be told of it.`,
      { param },
    );
  }
  if (params['card'] === undefined) return plain;
  const card = plain['card'] as { readonly exp_month: number; readonly exp_year: number };
  const year = fullYear(card.exp_year);
  refuseExpired(card.exp_month, year, call);
  return { ...plain, card: { ...card, exp_year: year } };
}

/** A customer's cards are means of payment, too. Those that are nobody's are not listed. */
function listed(call: Call): readonly ApiObject[] | undefined {
  const { ids, params } = call;
  const customer = ids.get('customer') ?? params['customer'];
  if (customer === undefined) return [];
  if (typeof customer !== 'string' || (params['type'] ?? 'card') !== 'card') return undefined;
  const cards = call.having('card', 'customer', customer);
  if (cards.length === 0) return undefined;
  const { type } = params;
  const methods = call
    .having('payment_method', 'customer', customer)
    .filter((method) => type === undefined || method['type'] === type);
  return [...cards.map((card) => methodOfCard(card, call)), ...methods].toReversed();
}

function attached(before: ApiObject, call: Call): ApiObject {
  const customer = call.params['customer'];
  if (typeof customer !== 'string' || customer === '') {
    throw new ApiError('Must provide customer or customer_account.', { code: 'parameter_missing' });
  }
  const decline = declineOf(setupFateOf(testCardOf(before, call), before), call);
  if (decline) throw declineError({ param: '', ...decline });
  if (isUnverified(before, call)) {
    throw new ApiError(
      `PaymentMethods of type \`${String(before['type'])}\` must be verified before they can be ` +
        'attached to a customer.',
    );
  }
  return attach(before, customer, call);
}

function detach(before: ApiObject, call: Call): ApiObject {
  if (!before['customer']) {
    throw new ApiError(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    );
  }
  const after = change(call, before, { customer: null });
  markSpent(after, call);
  call.emit('payment_method.detached', after, before);
  dropDefault(before, call);
  // A card of the customer's is a source of theirs, too.
  const held = sourceOf(before.id, before['customer'], call);
  if (held) detachSource(held, call);
  return after;
}
