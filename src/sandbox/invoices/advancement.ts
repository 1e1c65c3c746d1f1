// When an invoice becomes final by itself, and when it is collected.
// Source: https://docs.stripe.com/invoicing/integration/automatic-advancement-collection

import type { ApiObject, Call } from '../behaviour.ts';
import { requireFuture } from '../checking/times.ts';
import { timeFor } from '../objects/clocked.ts';
import type { Values } from '../objects/skeleton.ts';

/** A draft waits an hour before it is final. */
export const draftSeconds = 3600;
const daySeconds = 86_400;
/** Until the next attempt, by how many there were. */
const retryDays: readonly number[] = [3, 5, 7];

/** Null after the last one. */
export function retryAt(attempts: number, now: number): number | null {
  const days = retryDays[attempts - 1];
  return days === undefined ? null : now + days * daySeconds;
}

const asking = ['auto_advance', 'automatically_finalizes_at', 'collection_method'];

/** As a request changes it; `plain` has its parameters already. One that is over never advances. */
export function planned(plain: ApiObject, before: Values, call: Call): Values {
  const { params } = call;
  if (!asking.some((name) => params[name] !== undefined)) return {};
  const { status } = before;
  if (status === 'draft') return plannedDraft(plain, before, call);
  return status === 'open'
    ? plannedAttempt(plain, before as ApiObject, call)
    : { auto_advance: false };
}

export function isCharged({ collection_method: method }: ApiObject): boolean {
  return method === 'charge_automatically';
}

/** Told while it is a draft: both at once. */
function plannedDraft(plain: ApiObject, before: Values, call: Call): Values {
  const { automatically_finalizes_at: chosen, auto_advance: wish } = call.params;
  const now = timeFor(plain['customer'], call);
  requireFuture(chosen, 'automatically_finalizes_at', now);
  const isChosen = typeof chosen === 'number' && wish !== false;
  const isAdvancing = isChosen || plain['auto_advance'] === true;
  const known = before['automatically_finalizes_at'] ?? hourAfter(before, now);
  const time = isAdvancing ? (isChosen ? chosen : known) : null;
  return {
    auto_advance: isAdvancing,
    automatically_finalizes_at: time,
    next_payment_attempt: isCharged(plain) ? time : null,
  };
}

/** Since it was made, or since now where that is over. */
function hourAfter({ created }: Values, now: number): number {
  const time = Number(created) + draftSeconds;
  return time > now ? time : now + draftSeconds;
}

/** The next one, where it was stopped; or none. */
function plannedAttempt(plain: ApiObject, before: ApiObject, call: Call): Values {
  if (plain['auto_advance'] !== true || !isCharged(plain)) return { next_payment_attempt: null };
  const now = timeFor(plain['customer'], call);
  const attempts = Number(before['attempt_count']);
  const known = before['next_payment_attempt'];
  const next = attempts === 0 ? hourAfter(before, now) : retryAt(attempts, now);
  return { next_payment_attempt: known ?? next };
}

/** Of what a subscription makes: final after a while, by itself. */
export function advancing(subscription: ApiObject, { now }: Call): Values {
  const time = now + draftSeconds;
  return {
    auto_advance: true,
    automatically_finalizes_at: time,
    next_payment_attempt: isCharged(subscription) ? time : null,
  };
}
