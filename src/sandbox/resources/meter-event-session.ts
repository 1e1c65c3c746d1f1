// Sessions to stream usage with, for a quarter of an hour.
// Source: https://docs.stripe.com/api/v2/billing/meter-event-stream

import type { Behaviour } from '../behaviour.ts';

const lifeSeconds = 15 * 60;

export const meterEventSession: Behaviour = {
  object: 'v2.billing.meter_event_session',
  initial: ({ account, newText, now }) => ({
    authentication_token: `mes_test_${account}_${newText(24)}`,
    expires_at: new Date((now + lifeSeconds) * 1000).toISOString(),
  }),
};
