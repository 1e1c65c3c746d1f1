// Refunds: money given back, whole or in part. Source: https://docs.stripe.com/api/refunds

import { ApiError } from '../../wire/api-error.ts';
import { moveBalance } from '../accounts/balance.ts';
import { takeBack } from '../accounts/destination.ts';
import { converted, returnedAs } from '../accounts/settlement.ts';
import type { ApiObject, Asked, Behaviour, Call } from '../behaviour.ts';
import { written } from '../checking/amounts.ts';
import { missingByPath, missingParam, notSimulated } from '../checking/errors.ts';
import { requireStatus } from '../checking/require-status.ts';
import { completedPart } from '../objects/complete.ts';
import { changed } from '../objects/layered.ts';
import { change } from '../objects/make.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { cardBehind } from '../payment-methods/card-behind.ts';
import { blockPayer } from '../payments/block-lists.ts';
import { isOfCard } from '../payments/card-payment.ts';
import { heldByIntent } from '../payments/held-by-intent.ts';
import { settleRisk } from '../payments/radar.ts';
import { failRefund, giveBack } from '../payments/returned-refunds.ts';
import { awaitReference } from '../payments/settle-refunds.ts';

export const refund: Behaviour = {
  object: 'refund',
  named,
  rules: { create, update, cancel, expire },
};

/** At the path of a charge that has no such refund, it is named as what it is. */
function named(id: string, _call: Call, { route }: Asked): undefined {
  if (!route.path.startsWith('/v1/charges/')) return;
  const { message } = missingByPath('refund', id);
  throw new ApiError(message, { status: 404, code: 'resource_missing', param: 'refund' });
}

function create(plain: ApiObject, call: Call): ApiObject {
  const charge = chargeOf(call);
  const isCard = isOfCard(charge);
  const draft = isCard ? plain : { ...plain, id: `pyr_${plain.id.slice(3)}` };
  const left = leftOf(charge, call);
  const amount = amountOf(charge, left, call);
  const back = takeBack(charge, { id: draft.id, amount }, call);
  const transaction = isHeld(charge) ? undefined : paidBack(charge, draft, amount, call);
  const refunded = Number(charge['amount_refunded']) + amount;
  const isWhole = amount === left && (isHeld(charge) || charge['captured'] === true);
  const after = change(call, charge, { amount_refunded: refunded, refunded: isWhole });
  // Told after the refund itself.
  call.later.push(() => call.emit('charge.refunded', after, charge));
  if (isWhole) settleRisk(charge, call);
  if (call.params['reason'] === 'fraudulent') blockPayer(charge, call);
  const fate = cardBehind(charge, call)?.refund;
  if (fate === 'fails') call.later.push(() => failRefund(draft.id, call));
  if (isCard) awaitReference(draft, fate === 'pending', call);
  return changed(draft, {
    amount,
    balance_transaction: transaction?.id ?? null,
    charge: charge.id,
    currency: charge['currency'],
    customer: charge['customer'],
    payment_intent: charge['payment_intent'],
    payment_method: charge['payment_method'],
    status: fate === 'pending' ? 'pending' : 'succeeded',
    ...destinationOf(charge, call),
    ...askedFor(charge, call),
    ...back,
  });
}

function paidBack(charge: ApiObject, { id }: ApiObject, amount: number, call: Call): ApiObject {
  const settlement = returnedAs(charge, call);
  return moveBalance(call, {
    type: isOfCard(charge) ? 'refund' : 'payment_refund',
    category: 'refund',
    amount: -converted(amount, charge['currency'], settlement),
    currency: settlement.currency,
    exchangeRate: settlement.rate,
    description: descriptionOf(charge),
    source: id,
  });
}

function descriptionOf(charge: ApiObject): string {
  const { description } = charge;
  const what = isOfCard(charge) ? 'CHARGE' : 'PAYMENT';
  return `REFUND FOR ${what}${description ? ` (${String(description)})` : ''}`;
}

const bankTransfers: Readonly<Record<string, string>> = {
  au_becs_debit: 'au_bank_transfer',
  bacs_debit: 'gb_bank_transfer',
  sepa_debit: 'eu_bank_transfer',
  us_bank_account: 'us_bank_transfer',
};

/** Where it goes to; nothing of kinds that Stripe tells nothing of. */
function destinationOf(charge: ApiObject, call: Call): Values {
  if (isOfCard(charge)) {
    const card = {
      reference_status: 'pending',
      reference_type: 'acquirer_reference_number',
      type: 'refund',
    };
    return { destination_details: { card, type: 'card' } };
  }
  const { type: kind } = Object(charge['payment_method_details']) as { readonly type?: string };
  const type = bankTransfers[String(kind)] ?? String(kind);
  const told = call.shape('refund')?.get('destination_details')?.type;
  if (told?.type !== 'object' || !told.fields.has(type)) return {};
  const part = completedPart({}, ['refund', 'destination_details', type], call);
  return { destination_details: sorted({ [type]: part, type }) };
}

/** Kinds whose customers are asked by e-mail where the money is to go. */
const askedByMail = ['customer_balance', 'konbini', 'promptpay'];
const answerSeconds = 45 * 86_400;

function askedFor(charge: ApiObject, { get, params, now }: Call): Values {
  const { type } = Object(charge['payment_method_details']) as { readonly type?: string };
  if (!askedByMail.includes(String(type))) return {};
  const { email } = Object(charge['billing_details']) as { readonly email?: string | null };
  const holder = get('customer', String(charge['customer']));
  const to = params['instructions_email'] ?? email ?? holder?.['email'];
  if (!to) throw missingParam('instructions_email');
  const sent = { email_sent_at: now, email_sent_to: to };
  return {
    instructions_email: to,
    next_action: {
      display_details: { email_sent: sent, expires_at: now + answerSeconds },
      type: 'display_details',
    },
    status: 'requires_action',
  };
}

/** As if nobody had answered in time. */
function expire(before: ApiObject, call: Call): ApiObject {
  requireStatus(before, { verb: 'expire', done: 'expired', allowed: ['requires_action'] });
  failRefund(before.id, call);
  return call.get('refund', before.id) ?? before;
}

/** Throws Stripe's errors for one that cannot be found, or cannot be refunded. */
function chargeOf({ params, ids, get, having }: Call): ApiObject {
  const { payment_intent: intentId } = params;
  // Older versions name it in the path.
  const chargeId = ids.get('charge') ?? params['charge'];
  const intent = typeof intentId === 'string' ? get('payment_intent', intentId) : undefined;
  const id = typeof chargeId === 'string' ? chargeId : intent?.['latest_charge'];
  if (typeof chargeId !== 'string' && typeof intentId !== 'string') {
    throw new ApiError(
      'One of the following params should be provided for this request: payment_intent or charge.',
    );
  }
  const charge = typeof id === 'string' ? get('charge', id) : undefined;
  if (!charge) {
    if (typeof chargeId === 'string') throw missingByPath('charge', chargeId);
    throw new ApiError('This PaymentIntent does not have a successful charge to refund.', {
      param: 'payment_intent',
    });
  }
  if (charge['disputed'] === true && !isRefundable(charge, having)) {
    throw new ApiError(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (Object(charge['source']).object === 'account') {
    throw notSimulated('the refund of an account debit; its transfer can be reversed');
  }
  if (charge['refunded'] === true) {
    throw new ApiError(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  const { payment_intent: by, status } = charge;
  if (status === 'failed' && typeof by === 'string') {
    throw new ApiError(`This PaymentIntent (${by}) does not have a successful charge to refund.`);
  }
  if (isHeld(charge) && typeof by === 'string') throw heldByIntent(by, reversal);
  if (status !== 'succeeded') {
    throw new ApiError('This charge cannot be refunded, as it did not succeed.', {
      param: 'charge',
    });
  }
  return charge;
}

const reversal =
  'cancel the PaymentIntent to reverse the authorization instead of refunding the Charge directly';

/** Where each was won, or is only a question. */
function isRefundable({ id }: ApiObject, having: Call['having']): boolean {
  const disputes = having('dispute', 'charge', id);
  return disputes.every(({ is_charge_refundable: isOpen }) => isOpen === true);
}

/** Nothing of it is taken yet: of one that is captured in parts, those can be given back. */
function isHeld({ captured, amount_captured: taken }: ApiObject): boolean {
  return captured === false && Number(taken) === 0;
}

/** What was taken, or is held, and not given back yet. */
function leftOf(charge: ApiObject, { having }: Call) {
  const { id, amount, amount_captured: taken } = charge;
  const ended: readonly unknown[] = ['failed', 'canceled'];
  const refunds = having('refund', 'charge', id).filter(({ status }) => !ended.includes(status));
  const whole = Number(isHeld(charge) ? amount : taken);
  return refunds.reduce((left, refund) => left - Number(refund['amount']), whole);
}

function amountOf(charge: ApiObject, rest: number, { params }: Call): number {
  const amount = Number(params['amount'] ?? rest);
  if (amount < 1) {
    throw new ApiError('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  if (amount > rest) {
    const currency = String(charge['currency']);
    const isFirst = Number(charge['amount_refunded']) === 0;
    const of = isFirst ? 'charge amount' : 'unrefunded amount on charge';
    throw new ApiError(
      `Refund amount (${written(amount, currency)}) is greater than ${of} ` +
        `(${written(rest, currency)})`,
      { param: 'amount' },
    );
  }
  if (isHeld(charge) && amount < rest) {
    throw new ApiError(
      'You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount ' +
        'less than the original amount',
      { param: 'amount' },
    );
  }
  return amount;
}

function update(plain: ApiObject, call: Call): ApiObject {
  call.emit('charge.refund.updated', plain, call.get('refund', plain.id));
  return plain;
}

/**
 * Only one whose customer has something to do.
 * Source: https://docs.stripe.com/api/refunds/cancel
 */
function cancel(before: ApiObject, call: Call): ApiObject {
  if (before['status'] !== 'requires_action') {
    throw new ApiError('Canceling this refund is unsupported.');
  }
  return giveBack(before, { failure_reason: 'merchant_request', status: 'canceled' }, call);
}
