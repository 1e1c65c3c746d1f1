// Requests at random that mostly fit what is there. Whatever is made of it keeps the types of the official
// SDK, none is an error of the sandbox's
// own, and what is told of a field shows in it.

import { expect, test, vi } from 'vitest';
import { countEffects } from './effects.ts';
import { openSandbox } from './open-sandbox.ts';
import { begin, catalog, nextRequest, openWorld, remember } from './random-requests.ts';

/** More of them, where there is time: `STATEFUL_REQUESTS=100000`, and others: `STATEFUL_SEED=b`. */
const requests = Number(process.env['STATEFUL_REQUESTS'] ?? 3_000);
const seed = process.env['STATEFUL_SEED'] ?? 'stateful';

/** Then it begins anew: else most of what there is would be over. */
const requestsBetweenResets = 3_000;

/** So often a parameter may not show, by chance, before it counts as passed over. */
const timesMax = 4;

/** What is rightly told otherwise. */
const otherwise: readonly string[] = [
  // Whose refund it is, its charge tells; the field is for those without one.
  'POST /v1/charges/{charge}/refunds customer',
  'POST /v1/charges/{charge}/refunds payment_intent',
  'POST /v1/refunds customer',
  // The charge is told, not the refund.
  'POST /v1/charges/{charge}/refund amount',
  'POST /v1/charges/{charge}/refund customer',
  // One that is cloned is nobody's yet.
  'POST /v1/payment_methods customer',
];

test(
  `${requests} requests that mostly fit are answered as the types say`,
  {
    timeout: 1_200_000,
  },
  async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const world = openWorld(seed);
    const effects = countEffects();
    let call = openSandbox().call;
    let count = 0;
    for (let n = 0; n < requests; n += 1) {
      if (n % requestsBetweenResets === 0) {
        call = openSandbox().call;
        world.known.clear();
        await begin(world, call);
      }
      const { route, path, params } = nextRequest(world);
      // An answer that goes through is held against the types there.
      const { status, body } = await call('POST', path, params);
      expect([path, params, status < 500, told.mock.calls]).toEqual([path, params, true, []]);
      if (status !== 200) continue;
      count += 1;
      effects.note(`POST ${route.path}`, params, body, catalog.shape(body.object));
      remember(world, body);
    }
    told.mockRestore();
    console.log(`${requests} requests that mostly fit; ${count} went through`);
    expect(count).toBeGreaterThan(requests / 10);
    const passedOver = [...effects.passedOver(timesMax)].filter(
      ([name]) => !otherwise.includes(name),
    );
    expect(passedOver).toEqual([]);
  },
);
