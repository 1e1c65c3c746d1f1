// How many customers a test clock may move. Source: https://docs.stripe.com/billing/testing/test-clocks

import { ApiError } from '../../wire/api-error.ts';
import type { Call } from '../behaviour.ts';

const customersMax = 3;

/** Throws for one more customer than that; those who are deleted do not count. */
export function refuseFullClock({ params, having }: Call): void {
  const { test_clock: clock } = params;
  if (typeof clock !== 'string') return;
  if (having('customer', 'test_clock', clock).length < customersMax) return;
  throw new ApiError(
    `You already have the maximum number (${customersMax}) of customers allowed on this test clock.`,
    { param: 'test_clock' },
  );
}
