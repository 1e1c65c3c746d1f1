// Debits of bank accounts while the bank has not answered yet.
// Source: https://docs.stripe.com/payments/bank-debits

import type { ApiObject, Call } from '../behaviour.ts';
import { clocked } from '../objects/clocked.ts';
import { attach, markSpent } from '../payment-methods/attach.ts';
import { debitFateOf } from '../payment-methods/debit-accounts.ts';
import type { Payment } from './card-payment.ts';
import { pend } from './debit-charge.ts';
import { mandateOf } from './mandates.ts';
import { waitingKind } from '../objects/waiting-kind.ts';

/** So long the bank takes here, in seconds; Stripe's banks take days, or three minutes in test mode. */
const usualSeconds = 10;
const delayedSeconds = 180;

const debits: ReadonlySet<unknown> = new Set([
  'acss_debit',
  'au_becs_debit',
  'bacs_debit',
  'sepa_debit',
  'us_bank_account',
]);

export function isDebit({ type }: ApiObject): boolean {
  return debits.has(type);
}

/** The intent is processing. Emits payment_intent.processing and charge.pending. */
export function pendDebit(method: ApiObject, intent: ApiObject, call: Call): ApiObject {
  const payment = { from: intent, method, card: undefined, intent: intent.id, isCaptured: true };
  const charge = pend(call, payment, mandateOf(intent, method, call));
  awaitBank(intent, method, call);
  const { customer, setup_future_usage: later } = intent;
  if (typeof customer === 'string' && later) attach(method, customer, call);
  else markSpent(method, call);
  const after = { ...intent, latest_charge: charge.id, next_action: null, status: 'processing' };
  call.emit('payment_intent.processing', after);
  call.emit('charge.pending', charge);
  return after;
}

/** Without an intent: the charge itself waits. Emits charge.pending. */
export function pendCharge(payment: Payment, call: Call): ApiObject {
  const charge = pend(call, payment);
  call.emit('charge.pending', charge);
  awaitBank(charge, payment.method, call);
  return charge;
}

function awaitBank({ id, customer: of }: ApiObject, method: ApiObject, call: Call): void {
  const { result, isDelayed } = debitFateOf(method);
  if (result === 'never') return;
  const customer = call.get('customer', String(of));
  const { now } = customer ? clocked(call, customer) : call;
  const time = now + (isDelayed ? delayedSeconds : usualSeconds);
  // The customer's test clock says when; where there is none, the sandbox's own does.
  const clock = customer?.['test_clock'] ?? null;
  call.put({ id, object: waitingKind, clock, time, owner: call.owner });
}
