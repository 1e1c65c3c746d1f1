// Charges that are made directly, with a token or a customer's card.
// Source: https://docs.stripe.com/api/charges/create

import { present } from '../../base/assert.ts';
import { ApiError, shorten } from '../../wire/api-error.ts';
import { debitAccount, debitedAccount } from '../accounts/account-debits.ts';
import { checkDestination } from '../accounts/destination.ts';
import { cardObjectOf, heldCard } from '../accounts/known-cards.ts';
import { chargedBy, requireChargeable } from '../accounts/source-objects.ts';
import { asToldBy } from '../accounts/told-by-holder.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { checkAmount } from '../checking/amounts.ts';
import { requireWithin } from '../checking/bounds.ts';
import { drafted } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { cardOfToken, fateOf, missingToken, testCardOf } from '../payment-methods/card-behind.ts';
import { isDebit } from '../payment-methods/debit-accounts.ts';
import { sourceOf } from '../payment-methods/default-method.ts';
import { authenticationRequired, declineError, declineOf } from '../payment-methods/declines.ts';
import { inner, paymentMethodOf } from '../payment-methods/payment-methods.ts';
import { blockPayer, blockedBy } from '../payments/block-lists.ts';
import { captureCharge, fail, succeed } from '../payments/card-payment.ts';
import { authenticationFor } from '../payments/intents.ts';
import { heldByIntent } from '../payments/held-by-intent.ts';
import { pendCharge } from '../payments/pend-debit.ts';

export const charge: Behaviour = {
  object: 'charge',
  rules: { create, update, capture, refund },
  present: asTold,
};

/**
 * The answer to what was captured asynchronously does not know yet where the money went.
 * Source: https://docs.stripe.com/payments/payment-intents/asynchronous-capture
 */
function asTold(version: ApiObject, call: Call): ApiObject {
  if (!call.untold.has(version.id)) return version;
  const { transfer: _, ...rest } = version;
  return { ...rest, application_fee: null, balance_transaction: null };
}

function create(draft: ApiObject, call: Call): ApiObject {
  checkAmount(call.params, true);
  checkDestination(call.params, call);
  const payer = debitedAccount(call);
  if (payer) return debitAccount(draft, payer, call);
  const method = methodOf(call);
  const card = testCardOf(method, call);
  const isCaptured = call.params['capture'] !== false;
  const payment = { from: draft, method, card, intent: null, isCaptured };
  const decline = isAsked(method, call)
    ? authenticationRequired
    : (blockedBy(payment, call) ?? declineOf(fateOf(card, method), call));
  if (!decline) {
    const sourced = { ...payment, source: chargedSource(method, call) };
    return isDebit(method) ? pendCharge(sourced, call) : succeed(call, sourced);
  }
  const failed = fail(call, payment, decline);
  throw declineError(decline, { charge: failed.id }, true);
}

/** Whether the bank wants to ask the cardholder, whom nobody can ask here. */
function isAsked(method: ApiObject, call: Call): boolean {
  const card = testCardOf(method, call);
  const occasion = { id: '', isOffSession: true, isWaiting: false, isRequested: false };
  return (
    card?.askedBy === 'bank' && authenticationFor(method, card, occasion, call) === 'impossible'
  );
}

/** As it was told before payment methods. */
function chargedSource({ id }: ApiObject, call: Call): ApiObject | null {
  const source = call.get('source', id);
  if (!source) return call.get('card', id) ?? null;
  const after = chargedBy(source, call);
  call.put(after);
  return after;
}

/** What a payment intent says of its charge is said to the intent. */
function update(plain: ApiObject, call: Call): ApiObject {
  const { payment_intent: intent } = plain;
  if (inner(call.params['fraud_details'])['user_report'] === 'fraudulent') blockPayer(plain, call);
  if (typeof intent !== 'string' || call.params['transfer_group'] === undefined) return plain;
  throw new ApiError(
    `This Charge was created by a PaymentIntent (${intent}). You must update the \`transfer_group\` ` +
      'on the PaymentIntent instead of updating the Charge directly. See ' +
      'https://stripe.com/docs/api#update_payment_intent',
  );
}

function methodOf(call: Call): ApiObject {
  const { source, customer } = call.params;
  if (typeof source === 'string') {
    if (typeof customer === 'string') return methodLinkedTo(customer, source, call);
    const known = call.get('source', source);
    if (known) {
      requireChargeable(known, call);
      return paymentMethodOf(source, call);
    }
    const card = cardOfToken(source, call);
    if (!card) throw missingToken(source, 'source');
    return paymentMethodOf(keptCard(heldCard(source, card, call), call), call);
  }
  if (source !== undefined) {
    return paymentMethodOf(keptCard(cardObjectOf(source, call), call), call);
  }
  const owner = typeof customer === 'string' ? call.get('customer', customer) : undefined;
  const chosen = owner?.['default_source'];
  if (typeof chosen === 'string') return paymentMethodOf(chosen, call);
  if (!owner) {
    throw new ApiError('Must provide source or customer.', { code: 'parameter_missing' });
  }
  throw new ApiError(
    call.having('payment_method', 'customer', owner.id).length > 0
      ? "This Customer doesn't have any legacy saved payment details, but does have a Payment " +
          'Method attached. Use a Payment Intent instead of creating a Charge: ' +
          'https://stripe.com/docs/payments/payment-intents/migration'
      : "This Customer doesn't have any saved payment details. Attach a legacy Token, Card, Bank " +
          'Account, or Source to this Customer and then try this request again, or use Payment ' +
          'Intents and Payment Methods instead.',
    { status: 402, type: 'card_error', code: 'missing', param: 'card' },
  );
}

/** A customer who is named pays with what is theirs already, and never with a token. */
function methodLinkedTo(customer: string, id: string, call: Call): ApiObject {
  const linked = sourceOf(id, customer, call);
  if (!linked) {
    throw new ApiError(
      `Customer ${customer} does not have a linked source with ID ${shorten(id)}.`,
      { status: 404, code: 'missing', param: 'source' },
    );
  }
  if (linked.object === 'source') requireChargeable(linked, call);
  return paymentMethodOf(id, call);
}

/** Its id. */
function keptCard(values: Values, call: Call): string {
  const card = drafted(call, 'card', { id: call.newId('card'), ...values });
  call.put(asToldBy('customer', card));
  return card.id;
}

function capture(before: ApiObject, call: Call): ApiObject {
  if (before['captured'] === true) {
    throw new ApiError(`Charge ${before.id} has already been captured.`, {
      code: 'charge_already_captured',
    });
  }
  if (before['refunded'] === true) {
    throw new ApiError(`Charge ${before.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  const { payment_intent: intent } = before;
  if (typeof intent === 'string') throw heldByIntent(intent, 'capture the PaymentIntent instead');
  const amount = Number(call.params['amount'] ?? before['amount']);
  requireWithin(amount, 'amount', { least: 1 });
  checkAmount({ amount, currency: String(before['currency']) });
  if (amount > Number(before['amount'])) {
    throw new ApiError('You cannot capture a charge for an amount greater than it already has.', {
      code: 'amount_too_large',
      param: 'amount',
    });
  }
  return captureCharge(call, before, amount);
}

/** As older versions had it: the answer is the charge. */
function refund({ id }: ApiObject, call: Call): ApiObject {
  call.request('/v1/refunds', { ...call.params, charge: id });
  return present(call.get('charge', id), 'the charge that was refunded');
}
