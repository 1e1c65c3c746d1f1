// What is told ahead of the end of a trial.
// Source: https://docs.stripe.com/api/events/types#event_types-customer.subscription.trial_will_end

import type { ApiObject, Call } from '../behaviour.ts';

/** So long before. */
export const noticeSeconds = 3 * 86_400;

/**
 * With the request where that leaves less than that of a trial, or nothing of it: behind what it changes.
 * Of one that was told of before, only that it is over now.
 */
export function tellTrialEnd(after: ApiObject, before: ApiObject | undefined, call: Call): void {
  const isNear = (end: unknown): boolean => Number(end) - call.now <= noticeSeconds;
  const wasTold = before?.['status'] === 'trialing' && isNear(before['trial_end']);
  const isOver = Number(after['trial_end']) <= call.now;
  if (!isNear(after['trial_end']) || (wasTold && !isOver)) return;
  const type = 'customer.subscription.trial_will_end';
  // What comes of a new one is told later anyway.
  if (!before) return call.emit(type, after);
  call.later.push(() => call.emit(type, call.get('subscription', after.id) ?? after));
}
