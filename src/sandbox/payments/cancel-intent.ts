// A payment intent that nobody pays any more: what it holds goes back, and what came in for it.
// Source: https://docs.stripe.com/api/payment_intents/cancel

import type { ApiObject, Call } from '../behaviour.ts';
import { requireStatus } from '../checking/require-status.ts';
import { change } from '../objects/make.ts';
import { stopWaiting } from '../objects/waiting.ts';
import { returnFunds } from './cash-balance.ts';
import { dropDebit } from './debit-charge.ts';
import { useUp } from './mandates.ts';

const formerlyCancelable = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
];

/** Two more, in which no payment of the sandbox ever is: told in refusals only. */
const cancelable = [
  'requires_payment_method',
  'requires_capture',
  'requires_reauthorization',
  'requires_confirmation',
  'requires_action',
  'expired',
  'processing',
];

const cancelableMoreSince = '2026-08-26';

/** Throws for a payment that is made, or was given up before. */
export function requireCancelable(intent: ApiObject, { version }: Call): void {
  requireStatus(intent, {
    verb: 'cancel',
    done: 'canceled',
    allowed: version < cancelableMoreSince ? formerlyCancelable : cancelable,
  });
}

/** Gives it as it is then. Emits payment_intent.canceled. */
export function cancelIntent(before: ApiObject, reason: unknown, call: Call): ApiObject {
  const held = call.get('charge', String(before['latest_charge']));
  // Source: https://docs.stripe.com/changelog/basil
  if (held && before['status'] === 'requires_capture' && call.version < '2025-03-31') {
    change(call, held, { amount_refunded: held['amount'], refunded: true }, 'charge.refunded');
  }
  if (held && before['status'] === 'processing') {
    dropDebit(call, held);
    useUp(held, call);
  }
  stopWaiting(before.id, call);
  returnFunds(before, call);
  const after = {
    ...before,
    amount_capturable: 0,
    canceled_at: call.now,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  };
  call.emit('payment_intent.canceled', after);
  return after;
}
