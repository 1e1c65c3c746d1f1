// Whether a subscription is over.
// Source: https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses

import type { ApiObject } from '../behaviour.ts';

/** For good: nothing is billed any more, and nothing of it changes. */
export function hasEnded({ status }: ApiObject): boolean {
  return status === 'canceled' || status === 'incomplete_expired';
}
