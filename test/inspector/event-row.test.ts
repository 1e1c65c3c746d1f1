// @vitest-environment happy-dom
// The row of an event: when it was, however the API writes that.

import { expect, test } from 'vitest';
import { eventLine } from '../../src/inspector/event-row.ts';
import { readStripeEvent } from '../../src/inspector/stripe-event.ts';

test.each([
  ['event', 1_795_564_800],
  ['v2.core.event', '2026-11-25T00:00:00.000Z'],
])('of the kind %s tells its time', (object, created) => {
  const event = readStripeEvent({ id: 'evt_1', object, type: 'customer.created', created });
  expect(event).toBeDefined();
  const time = event && eventLine(event).querySelector('time');
  expect(time?.dateTime).toBe('2026-11-25T00:00:00.000Z');
});
