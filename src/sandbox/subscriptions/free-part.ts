// The time before the first whole period of a subscription, where none of it is to be billed.
// Source: https://docs.stripe.com/billing/subscriptions/billing-cycle

import type { ApiObject, Call } from '../behaviour.ts';

/** Kept beside subscriptions, and told nowhere. */
const freePartKind = 'subscription.free_part';

export function keepFreePart({ id }: ApiObject, { params, put }: Call): void {
  if (params['proration_behavior'] === 'none') put({ id, object: freePartKind });
}

/** Whether it was asked for so when the subscription was made. */
export function isFreeFirst({ id }: ApiObject, { get }: Call): boolean {
  return get(freePartKind, id) !== undefined;
}

/** Whether that time is now: what is changed in it is not prorated, as nothing of it was billed. */
export function isFreeNow(subscription: ApiObject, call: Call): boolean {
  return Number(subscription['billing_cycle_anchor']) > call.now && isFreeFirst(subscription, call);
}
