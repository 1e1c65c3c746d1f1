// Pedalhaus' own tests: their MSW server, with Sandshell's handlers behind api.stripe.com. Nothing is
// mocked by hand, and no request leaves the machine.

import { setupServer } from 'msw/node';
import { handlers } from 'sandshell/msw';
import { createSandbox } from 'sandshell/sandbox';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { giveBack, rent } from './billing.ts';

const sandbox = createSandbox({ seed: 'pedalhaus', now: '2026-05-01T09:00:00Z' });
const server = setupServer(...handlers(sandbox));

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => sandbox.reset());
afterAll(() => server.close());

test('a rider pays for a day, and is registered once', async () => {
  const types: string[] = [];
  const stop = sandbox.on('event', ({ event }) => types.push(String(event['type'])));
  const first = await rent('ada@pedalhaus.example', 'pm_card_visa');
  const second = await rent('ada@pedalhaus.example', 'pm_card_visa');
  stop();
  expect([first.status, second.status]).toEqual(['paid', 'paid']);
  expect(types.filter((type) => type === 'customer.created')).toHaveLength(1);
  expect(types.filter((type) => type === 'payment_intent.succeeded')).toHaveLength(2);
});

test('a card that is declined is told, and nothing is charged', async () => {
  const ride = await rent('ben@pedalhaus.example', 'pm_card_chargeDeclined');
  expect(ride.status).toBe('declined');
  await expect(giveBack(ride)).rejects.toThrow(/charge/);
});

test('rain gives the money back, once', async () => {
  const ride = await rent('cleo@pedalhaus.example', 'pm_card_visa');
  await giveBack(ride);
  await expect(giveBack(ride)).rejects.toThrow('has already been refunded');
});
