// A subscription whose periods begin on another day than it does: until then it is billed in part.
// Source: https://docs.stripe.com/billing/subscriptions/billing-cycle

import { ApiError } from '../wire/api-error.ts';
import type { ApiObject, Call } from './behaviour.ts';
import { requireFuture } from './ending.ts';
import { periodFrom } from './period.ts';
import { prorate } from './prorating.ts';
import { priceOf } from './subscription-item.ts';
import { itemsOf } from './subscribing.ts';

/** When the first whole period begins; undefined where that is at once. Throws for a day too late. */
export function anchorOf(prices: readonly ApiObject[], call: Call): number | undefined {
  const { billing_cycle_anchor: anchor } = call.params;
  if (typeof anchor !== 'number') return undefined;
  requireFuture('billing_cycle_anchor', call);
  const late = prices.find((price) => periodFrom(call.now, price).end < anchor);
  if (!late) return anchor;
  throw new ApiError(
    'billing_cycle_anchor cannot be later than next natural billing date ' +
      `(${periodFrom(call.now, late).end}) for plan`,
    { param: 'billing_cycle_anchor' },
  );
}

/** What the time until then costs, as invoice items; nothing where none of it is to be billed. */
export function partUntil(subscription: ApiObject, call: Call): readonly ApiObject[] {
  if (call.params['proration_behavior'] === 'none') return [];
  const changes = itemsOf(subscription, call).map((item) => {
    const whole = periodFrom(call.now, priceOf(item));
    const start = Number(item['current_period_end']) - (whole.end - whole.start);
    return { before: undefined, after: { ...item, current_period_start: start } };
  });
  return prorate(subscription, changes, call);
}
