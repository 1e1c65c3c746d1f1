// Checkout sessions whose time is over: nobody can pay on their pages any more.
// Source: https://docs.stripe.com/payments/checkout/abandoned-carts

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { awaitTime, stopWaiting } from '../objects/waiting.ts';
import { cancelIntent } from '../payments/cancel-intent.ts';
import { recoveryOf } from './session-settings.ts';

/** By the sandbox's own clock: pages do not stand on test clocks. */
export function awaitExpiry({ id, object, expires_at: end }: ApiObject, call: Call): void {
  awaitTime({ id, object }, Number(end), call);
}

export function expireSession(id: string, call: Call): void {
  const session = call.get('checkout.session', id);
  if (session?.['status'] === 'open') call.put(expiredSession(session, call));
  stopWaiting(id, call);
}

/** Told, and not yet stored. */
export function expiredSession(before: ApiObject, call: Call): ApiObject {
  const intent = call.get('payment_intent', String(before['payment_intent']));
  if (intent) call.put(cancelIntent(intent, null, call));
  const after = { ...before, status: 'expired', url: null, ...recoveryOf(before, call) };
  call.emit('checkout.session.expired', after);
  return after;
}

export function isOver({ status, expires_at: end }: ApiObject, now: number): boolean {
  return status === 'open' && Number(end) <= now;
}

/** A session whose time is over counts as expired. */
export function requireOpen(session: ApiObject, done: string, { now }: Call): void {
  const status = isOver(session, now) ? 'expired' : session['status'];
  if (status === 'open') return;
  throw new ApiError(
    `Only Checkout Sessions with a status in ["open"] can be ${done}. This Checkout Session has a ` +
      `status of \`${String(status)}\`.`,
  );
}
