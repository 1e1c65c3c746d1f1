// A day for whole periods to begin on: it must not come after the first period of any price is over.
// Source: https://docs.stripe.com/billing/subscriptions/billing-cycle

import { ApiError } from '../../wire/api-error.ts';

/** `ends` are those of the first periods, in seconds since 1970. */
export function refuseLateAnchor(anchor: number, ends: readonly number[]): void {
  const end = ends.find((one) => one < anchor);
  if (end === undefined) return;
  throw new ApiError(
    `billing_cycle_anchor cannot be later than next natural billing date (${end}) for plan`,
    { param: 'billing_cycle_anchor' },
  );
}
