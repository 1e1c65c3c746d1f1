// Charges: what a payment leaves behind, whether it went through or not. Those of debits go on in
// debit-charge.ts.
// Source: https://docs.stripe.com/api/charges/object

import { cardFee, moveBalance, tellBalance } from '../accounts/balance.ts';
import { creatorOf, isDirect } from '../accounts/connected.ts';
import { directFee, passOn } from '../accounts/destination.ts';
import { converted, settlementOf } from '../accounts/settlement.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change, make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { cardBehind } from '../payment-methods/card-behind.ts';
import { isPresent } from '../payment-methods/card-present.ts';
import type { Decline } from '../payment-methods/declines.ts';
import type { TestCard } from '../payment-methods/test-cards.ts';
import { detailsOf, type Charged } from './charged-method.ts';
import { disputeCard } from './dispute-charge.ts';
import { watch } from './radar.ts';

export interface Payment extends Charged {
  /** Of the intent. */
  readonly intent: string | null;
  /** What was charged before there were payment methods. */
  readonly source?: ApiObject | null;
}

// Shared by all charges: versions never change.
const empty = {};

/** Emits charge.succeeded, and what a test card brings with it. */
export function succeed(call: Call, payment: Payment): ApiObject {
  const { card, isCaptured } = payment;
  const amount = Number(payment.from['amount']);
  const isDisputed = card !== undefined && card.dispute !== 'none' && isCaptured;
  const made = make(call, 'charge', common(call, payment), {
    amount_captured: isCaptured ? amount : 0,
    captured: isCaptured,
    dispute: isDisputed ? call.newId('dispute') : null,
    disputed: isDisputed,
    outcome: approved(card),
    paid: true,
    status: 'succeeded',
  });
  const isAvailable = card?.isAvailable ?? false;
  const settled = isCaptured ? settle(call, made, { isAvailable }) : made;
  call.emit('charge.succeeded', isSettledLater(payment) ? made : settled);
  const charge = watch(settled, card, call);
  if (isDisputed) return disputeCard(call, charge, { card, isAhead: isSettledLater(payment) });
  if (card?.isAvailable && isCaptured) tellBalance(call);
  return charge;
}

/** What the network says of it. */
const usual = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'normal',
  risk_score: 24,
  seller_message: 'Payment complete.',
  type: 'authorized',
};

/** By the risk of the card. */
const approvals = {
  normal: usual,
  elevated: { ...usual, reason: 'elevated_risk_level', risk_level: 'elevated', risk_score: 65 },
  highest: { ...usual, risk_level: 'highest' },
};

export function approved(card?: TestCard): Values {
  return approvals[card?.risk ?? 'normal'];
}

/** Then `charge.updated` tells of the transaction, after all else. */
export function isSettledLater({ from, isCaptured }: Payment): boolean {
  return isCaptured && from['capture_method'] === 'automatic_async';
}

interface Settling {
  readonly isAvailable: boolean;
  /** Of an amount of the balance; that of cards where it is absent. */
  readonly feeOf?: (amount: number) => number;
  /** Whether the bank will take it back at once: nobody else gets of it. */
  readonly isLost?: boolean;
}

/** Into the balance. */
export function settle(
  call: Call,
  charge: ApiObject,
  { isAvailable, feeOf = cardFee, isLost = false }: Settling,
): ApiObject {
  const captured = Number(charge['amount_captured'] || charge['amount']);
  const settlement = settlementOf(charge, call);
  const amount = converted(captured, charge['currency'], settlement);
  const transaction = moveBalance(call, {
    type: isOfCard(charge) ? 'charge' : 'payment',
    category: 'charge',
    amount,
    currency: settlement.currency,
    exchangeRate: settlement.rate,
    fee: feeOf(amount),
    applicationFee: isLost ? 0 : directFee(charge, call),
    description: charge['description'],
    source: charge.id,
    isAvailable,
  });
  const passed = isLost ? {} : passOn(charge, { isAvailable, settlement }, call);
  return change(call, charge, { balance_transaction: transaction.id, ...passed });
}

/**
 * Takes so much of what a charge holds; the rest is let go with the final one, which once counted as a
 * refund. Emits charge.captured, or charge.updated where more is to come.
 * Source: https://docs.stripe.com/changelog/basil
 */
export function captureCharge(
  call: Call,
  held: ApiObject,
  amount: number,
  isFinal = true,
): ApiObject {
  const card = cardBehind(held, call);
  const part = { ...held, amount_captured: amount };
  const settled =
    amount > 0 ? settle(call, part, { isAvailable: card?.isAvailable ?? false }) : held;
  const taken = Number(held['amount_captured']) + amount;
  const isLetGo = isFinal && call.version < '2025-03-31';
  const refunded = Number(held['amount_refunded']) + (isLetGo ? Number(held['amount']) - taken : 0);
  const after: ApiObject = {
    ...settled,
    amount_captured: taken,
    amount_refunded: refunded,
    ...ofFirstCapture(held),
    captured: isFinal,
    refunded: isFinal && taken > 0 && refunded === taken,
  };
  call.put(after);
  if (!isFinal) {
    call.emit('charge.updated', after, held);
    return after;
  }
  call.emit('charge.captured', after);
  return card && card.dispute !== 'none'
    ? disputeCard(call, after, { card, isAhead: false })
    : after;
}

/** Of several transactions, transfers and fees the first is told. */
function ofFirstCapture(held: ApiObject): Values {
  const names = ['balance_transaction', 'application_fee', 'transfer'];
  return Object.fromEntries(names.filter((name) => held[name]).map((name) => [name, held[name]]));
}

const unsent = { network_status: 'not_sent_to_network', type: 'blocked' };

/** What is told where Radar declines and no bank is asked. */
const blocks: Readonly<Record<string, Values | undefined>> = {
  fraudulent: {
    ...unsent,
    reason: 'highest_risk_level',
    risk_level: 'highest',
    risk_score: 92,
    seller_message: 'Stripe blocked this payment as too risky.',
  },
  merchant_blacklist: { ...unsent, seller_message: 'Stripe blocked this payment.' },
};

/** Emits charge.failed. */
export function fail(call: Call, payment: Payment, decline: Decline): ApiObject {
  const declineCode = decline.decline_code ?? decline.code;
  const block = blocks[declineCode];
  const declined = { ...payment, isDeclined: true };
  const charge = make(call, 'charge', common(call, declined), {
    amount_captured: 0,
    captured: false,
    failure_code: decline.code,
    failure_message: decline.message,
    outcome: {
      advice_code: decline.advice_code ?? null,
      network_advice_code: decline.network_advice_code ?? null,
      network_decline_code: decline.network_decline_code ?? null,
      network_status: 'declined_by_network',
      reason: declineCode,
      risk_level: 'normal',
      risk_score: 24,
      seller_message:
        declineCode === 'generic_decline'
          ? 'The bank did not return any further details with this decline.'
          : `The bank returned the decline code \`${declineCode}\`.`,
      type: 'issuer_declined',
      ...block,
    },
    paid: false,
    receipt_url: null,
    status: 'failed',
  });
  call.emit('charge.failed', charge);
  return charge;
}

/** The first are what a charge takes over from the intent, or from the parameters that made it. */
export function common(call: Call, payment: Payment): Values {
  const { from, method, intent, source = null } = payment;
  const isCard = method['card'] !== undefined || isPresent(method);
  const id = isCard ? call.newId('charge') : `py_${call.newId('charge').slice(3)}`;
  return {
    amount: from['amount'] ?? null,
    application_fee_amount: from['application_fee_amount'] ?? null,
    currency: from['currency'] ?? null,
    customer: from['customer'] ?? null,
    description: from['description'] ?? null,
    on_behalf_of: from['on_behalf_of'] ?? null,
    receipt_email: from['receipt_email'] ?? null,
    shipping: from['shipping'] ?? null,
    statement_descriptor: from['statement_descriptor'] ?? null,
    statement_descriptor_suffix: from['statement_descriptor_suffix'] ?? null,
    transfer_data: from['transfer_data']
      ? { amount: null, ...Object(from['transfer_data']) }
      : null,
    transfer_group: from['transfer_group'] ?? null,
    id,
    amount_refunded: 0,
    application: creatorOf(call),
    billing_details: method['billing_details'],
    calculated_statement_descriptor: isCard ? descriptorOf(from, call) : null,
    disputed: false,
    fraud_details: empty,
    metadata: from['metadata'] ?? {},
    payment_intent: intent,
    payment_method: method.id,
    payment_method_details: detailsOf(call, payment),
    radar_options: empty,
    receipt_url: receiptOf(from, call),
    refunded: false,
    source,
    destination: null,
    dispute: null,
    order: null,
  };
}

/** Where it is told to whoever paid: what is paid of an invoice, on that. */
export function receiptOf({ payment_details: details }: Values, { newText }: Call): string {
  const { order_reference: told } = Object(details) as { readonly order_reference?: unknown };
  const isOfInvoice = String(told).startsWith('in_');
  return isOfInvoice
    ? `https://pay.stripe.com/receipts/invoices/${newText(60)}?s=ap`
    : `https://pay.stripe.com/receipts/payment/${newText(60)}`;
}

/** All others are called payments. */
export function isOfCard({ id }: ApiObject): boolean {
  return !id.startsWith('py_');
}

/** What the cardholder reads: the whole text, or what the business is called before the end of it. */
function descriptorOf(from: Payment['from'], call: Call): string {
  const { on_behalf_of: behalf, statement_descriptor: whole } = from;
  const suffix = from['statement_descriptor_suffix'];
  // The platform knows its accounts, whether it charges for one or as one.
  const platform = isDirect(call) ? call.as(call.owner) : call;
  const merchant = platform.get('account', String(behalf ?? call.account));
  const { card_payments: cards, payments } = Object(merchant?.['settings']);
  const usual = Object(payments).statement_descriptor || 'SANDSHELL';
  const prefix = Object(cards).statement_descriptor_prefix ?? usual;
  const told = whole ?? (suffix ? `${prefix}* ${String(suffix)}` : usual);
  return String(told).toUpperCase().slice(0, 22);
}
