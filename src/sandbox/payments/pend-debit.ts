// Debits of bank accounts while the bank has not answered yet.
// Source: https://docs.stripe.com/payments/bank-debits

import type { ApiObject, Call } from '../behaviour.ts';
import { clocked } from '../objects/clocked.ts';
import { debitFateOf } from '../payment-methods/debit-accounts.ts';
import { pend, type Payment } from './card-payment.ts';
import { waitingKind } from './waiting-kind.ts';

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

/** The intent is processing. Emits charge.pending and payment_intent.processing. */
export function pendDebit(method: ApiObject, intent: ApiObject, call: Call): ApiObject {
  const charge = pend(call, {
    from: intent,
    method,
    card: undefined,
    intent: intent.id,
    isCaptured: true,
  });
  awaitBank(intent, method, call);
  const after = { ...intent, latest_charge: charge.id, next_action: null, status: 'processing' };
  call.emit('payment_intent.processing', after);
  return after;
}

/** Without an intent: the charge itself waits. Emits charge.pending. */
export function pendCharge(payment: Payment, call: Call): ApiObject {
  const charge = pend(call, payment);
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
