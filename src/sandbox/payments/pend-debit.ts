// Debits of bank accounts while the bank has not answered yet.
// Source: https://docs.stripe.com/payments/bank-debits

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { awaitAnswer, stopWaiting } from '../objects/waiting.ts';
import { attach, markSpent } from '../payment-methods/attach.ts';
import { debitFateOf, isDebit } from '../payment-methods/debit-accounts.ts';
import type { Payment } from './card-payment.ts';
import { pend } from './debit-charge.ts';
import { laterUse, mandateOf } from './mandates.ts';

/** So long the bank takes here, in seconds; Stripe's banks take days, or three minutes in test mode. */
const usualSeconds = 10;
const delayedSeconds = 180;

/** Throws for one that is to be held first: no bank holds what is debited. */
export function refuseHeld(method: ApiObject, { capture_method: how }: ApiObject): void {
  if (how !== 'manual' || !isDebit(method)) return;
  const type = String(method['type']);
  throw new ApiError(
    `\`capture_method=manual\` is not supported by payment method type \`${type}\`. Use a ` +
      'different capture method.',
    { param: 'capture_method' },
  );
}

/** The intent is processing. Emits payment_intent.processing and charge.pending. */
export function pendDebit(method: ApiObject, intent: ApiObject, call: Call): ApiObject {
  const payment = { from: intent, method, card: undefined, intent: intent.id, isCaptured: true };
  const charge = pend(call, payment, mandateOf(intent, method, call));
  awaitBank(intent, method, call);
  const { customer } = intent;
  if (typeof customer === 'string' && laterUse(intent, method)) attach(method, customer, call);
  else markSpent(method, call);
  const after = {
    ...intent,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    status: 'processing',
  };
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

function awaitBank(asked: ApiObject, method: ApiObject, call: Call): void {
  const { result, isDelayed } = debitFateOf(method);
  if (result === 'never') stopWaiting(asked.id, call);
  else awaitAnswer(asked, isDelayed ? delayedSeconds : usualSeconds, call);
}
