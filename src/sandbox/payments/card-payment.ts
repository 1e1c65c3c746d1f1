// Charges: what a payment leaves behind, whether it went through or not.
// Source: https://docs.stripe.com/api/charges/object

import { applicationOf, cardFee, moveBalance, tellBalance } from '../accounts/balance.ts';
import { isDirect } from '../accounts/connected.ts';
import { directFee, passOn } from '../accounts/destination.ts';
import { converted, settlementOf } from '../accounts/settlement.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { completedPart } from '../objects/complete.ts';
import { change, make } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { cardBehind, looked } from '../payment-methods/card-behind.ts';
import { isPresent, presentDetails } from '../payment-methods/card-present.ts';
import type { Decline } from '../payment-methods/declines.ts';
import { incrementalStatus } from '../payment-methods/incremental.ts';
import type { TestCard } from '../payment-methods/test-cards.ts';
import { disputeCard } from './dispute-charge.ts';
import { watch } from './radar.ts';

export interface Payment {
  readonly from: Readonly<Record<string, unknown>>;
  readonly method: ApiObject;
  readonly card: TestCard | undefined;
  /** Of the intent. */
  readonly intent: string | null;
  readonly isCaptured: boolean;
  /** By the bank: nothing is held then. */
  readonly isDeclined?: boolean;
}

const approved = {
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
  normal: approved,
  elevated: { ...approved, reason: 'elevated_risk_level', risk_level: 'elevated', risk_score: 65 },
  highest: { ...approved, risk_level: 'highest' },
};

/** Emits charge.succeeded, and what a test card brings with it. */
export function succeed(call: Call, payment: Payment): ApiObject {
  const { card, isCaptured } = payment;
  const amount = Number(payment.from['amount']);
  const made = make(call, 'charge', common(call, payment), {
    amount_captured: isCaptured ? amount : 0,
    captured: isCaptured,
    outcome: approvals[card?.risk ?? 'normal'],
    paid: true,
    status: 'succeeded',
  });
  const settled = isCaptured ? settle(call, made, card) : made;
  call.emit('charge.succeeded', isSettledLater(payment) ? made : settled);
  const charge = watch(settled, card, call);
  if (card && card.dispute !== 'none' && isCaptured) return disputeCard(call, charge, card);
  if (card?.isAvailable && isCaptured) tellBalance(call);
  return charge;
}

/** Then `charge.updated` tells of the transaction, after all else. */
export function isSettledLater({ from, isCaptured }: Payment): boolean {
  return isCaptured && from['capture_method'] === 'automatic_async';
}

/** Into the balance. */
function settle(call: Call, charge: ApiObject, card: TestCard | undefined): ApiObject {
  const captured = Number(charge['amount_captured'] || charge['amount']);
  const isAvailable = card?.isAvailable ?? false;
  const settlement = settlementOf(charge, call);
  const amount = converted(captured, charge['currency'], settlement);
  const transaction = moveBalance(call, {
    type: 'charge',
    category: 'charge',
    amount,
    currency: settlement.currency,
    exchangeRate: settlement.rate,
    fee: cardFee(amount),
    applicationFee: directFee(charge, call),
    description: charge['description'],
    source: charge.id,
    isAvailable,
  });
  const passed = passOn(charge, { isAvailable, settlement }, call);
  return change(call, charge, { balance_transaction: transaction.id, ...passed });
}

/** While a bank is asked for it. Emits charge.pending. */
export function pend(call: Call, payment: Payment): ApiObject {
  const told = { amount_captured: 0, captured: false, paid: false, status: 'pending' };
  const charge = make(call, 'charge', common(call, payment), told);
  call.emit('charge.pending', charge);
  return charge;
}

/** What a bank sends days later. Emits charge.succeeded. */
export function arrive(call: Call, pending: ApiObject): ApiObject {
  const paid = { amount_captured: pending['amount'], captured: true, paid: true };
  const after = settle(call, change(call, pending, { ...paid, status: 'succeeded' }), undefined);
  call.emit('charge.succeeded', after);
  return after;
}

/**
 * Takes so much of what a charge holds; the rest is let go, which once counted as a refund. Emits
 * charge.captured.
 * Source: https://docs.stripe.com/changelog/basil
 */
export function captureCharge(call: Call, held: ApiObject, amount: number): ApiObject {
  const captured = change(call, held, {
    amount_captured: amount,
    amount_refunded: call.version < '2025-03-31' ? Number(held['amount']) - amount : 0,
    captured: true,
  });
  const after = settle(call, captured, cardBehind(held, call));
  call.emit('charge.captured', after);
  return after;
}

/** Emits charge.failed. */
export function fail(call: Call, payment: Payment, decline: Decline): ApiObject {
  const declineCode = decline.decline_code ?? decline.code;
  const isBlocked = declineCode === 'fraudulent';
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
      network_status: isBlocked ? 'not_sent_to_network' : 'declined_by_network',
      reason: isBlocked ? 'highest_risk_level' : declineCode,
      risk_level: isBlocked ? 'highest' : 'normal',
      risk_score: isBlocked ? 92 : 24,
      seller_message: isBlocked
        ? 'Stripe blocked this payment as too risky.'
        : declineCode === 'generic_decline'
          ? 'The bank did not return any further details with this decline.'
          : `The bank returned the decline code \`${declineCode}\`.`,
      type: isBlocked ? 'blocked' : 'issuer_declined',
    },
    paid: false,
    receipt_url: null,
    status: 'failed',
  });
  call.emit('charge.failed', charge);
  return charge;
}

/** The first are what a charge takes over from the intent, or from the parameters that made it. */
function common(call: Call, payment: Payment): Readonly<Record<string, unknown>> {
  const { from, method, intent } = payment;
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
    application: isDirect(call) ? applicationOf(call.owner) : null,
    billing_details: method['billing_details'],
    calculated_statement_descriptor: descriptorOf(from, call),
    disputed: false,
    fraud_details: empty,
    metadata: from['metadata'] ?? {},
    payment_intent: intent,
    payment_method: method.id,
    payment_method_details: detailsOf(call, payment),
    radar_options: empty,
    receipt_url: `https://pay.stripe.com/receipts/payment/${call.newText(60)}`,
    refunded: false,
    source: null,
    destination: null,
    dispute: null,
    order: null,
  };
}

/** What the cardholder reads: the whole text, or what the business is called before the end of it. */
function descriptorOf(from: Payment['from'], { get }: Call): string {
  const { on_behalf_of: merchant, statement_descriptor: whole } = from;
  const suffix = from['statement_descriptor_suffix'];
  const { card_payments: cards, payments } = Object(get('account', String(merchant))?.['settings']);
  const usual = Object(payments).statement_descriptor || 'SANDSHELL';
  const prefix = Object(cards).statement_descriptor_prefix ?? usual;
  const told = whole ?? (suffix ? `${prefix}* ${String(suffix)}` : usual);
  return String(told).toUpperCase().slice(0, 22);
}

// Shared by all charges: versions never change.
const disabled = { status: 'disabled' };
const unavailable = { status: 'unavailable' };
const unused = { used: false };
const empty = {};

function detailsOf(call: Call, { from, method, card, isCaptured, isDeclined }: Payment): object {
  if (isPresent(method)) return presentDetails(method, from, call);
  const type = String(method['type']);
  const kept = method[type] as Readonly<Record<string, unknown>> | undefined;
  if (type !== 'card' || !kept) {
    return {
      [type]: completedPart(kept ?? {}, ['charge', 'payment_method_details', type], call),
      type,
    };
  }
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 } = kept;
  const amount = from['amount'];
  const isHeld = !isCaptured && !isDeclined;
  // Put together without what few have, for an engine is slow with what stands behind a spread.
  const told = {
    amount_authorized: isDeclined ? null : amount,
    authorization_code: String(100_000 + (Number(String(last4)) % 900_000)),
    brand,
    checks: looked(checks, card),
    country,
    ds_transaction_id: null,
    // Of a purchase on the net whose cardholder was not asked, as Visa writes it.
    electronic_commerce_indicator: brand === 'visa' ? '07' : null,
    exp_month,
    exp_year,
    extended_authorization: disabled,
    fingerprint,
    funding,
    incremental_authorization: { status: incrementalStatus(from, brand, isCaptured) },
    installments: null,
    last4,
    mandate: null,
    multicapture: unavailable,
    network: brand,
    network_token: unused,
    network_transaction_id: call.newCode(15),
    overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
  const until = { capture_before: call.now + 7 * 86_400 };
  return { card: isHeld ? sorted({ ...told, ...until }) : told, type };
}
