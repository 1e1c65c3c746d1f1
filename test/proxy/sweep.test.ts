import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSandbox } from '../../src/backend/whole-sandbox.ts';
import { fromEnvironment } from '../../src/proxy/from-environment.ts';
import { createProxy } from '../../src/proxy/proxy.ts';
import { sweepInPassing } from '../../src/proxy/sweep-in-passing.ts';
import { visited, visitorOf } from './visiting.ts';

const hourMs = 3600_000;

async function names(place: ReturnType<typeof visited>, path: string): Promise<string[]> {
  const { body } = await place.own('GET', path, { limit: '100' });
  return body.data.map(({ name }: { name: string }) => name);
}

test('what a visitor leaves behind ends with the visit, and nothing else does', async () => {
  const place = visited({ SANDSHELL_VISITORS: 'tag', SANDSHELL_VISITOR_HOURS: '2' });
  await place.own('POST', '/v1/customers', { name: 'The owner’s' });
  const early = visitorOf(place);
  const { body: early1 } = await early.ask('POST', '/v1/customers', { name: 'Early' });
  await early.ask('POST', '/v1/products', { name: 'Mug' });
  const { body: payment } = await early.ask('POST', '/v1/payment_intents', {
    amount: '100',
    currency: 'usd',
    customer: early1.id,
  });
  place.time.nowMs += hourMs;
  await visitorOf(place).ask('POST', '/v1/customers', { name: 'Late' });

  expect(await place.sweep()).toEqual({ ended: 0, refused: 0 });
  place.time.nowMs += 1.5 * hourMs;
  expect(await place.sweep()).toEqual({ ended: 3, refused: 0 });
  expect(await names(place, '/v1/customers')).toEqual(['Late', 'The owner’s']);
  expect((await place.own('GET', `/v1/payment_intents/${payment.id}`)).body.status).toBe(
    'canceled',
  );
  expect((await place.own('GET', '/v1/products', { active: 'true' })).body.data).toEqual([]);
  // What is over stays over: the next sweep has nothing to do.
  expect(await place.sweep()).toEqual({ ended: 0, refused: 0 });
});

test('accounts of visitors go whole', async () => {
  const place = visited({ SANDSHELL_VISITORS: 'account', SANDSHELL_VISITOR_HOURS: '1' });
  await visitorOf(place).ask('POST', '/v1/customers', { name: 'Jane' });
  await place.own('POST', '/v1/accounts', { type: 'custom', country: 'US' });
  place.time.nowMs += 2 * hourMs;
  await visitorOf(place).ask('POST', '/v1/customers', { name: 'John' });
  expect((await place.own('GET', '/v1/accounts')).body.data).toHaveLength(3);
  expect(await place.sweep()).toEqual({ ended: 1, refused: 0 });
  expect((await place.own('GET', '/v1/accounts')).body.data).toHaveLength(2);
});

test('a sweep waits where the upstream is asked often enough already', async () => {
  const place = visited({ SANDSHELL_VISITORS: 'tag', SANDSHELL_LIMIT_ALL: '2/1' });
  const visitor = visitorOf(place);
  for (const name of ['One', 'Two', 'Three']) {
    await visitor.ask('POST', '/v1/customers', { name });
    place.time.nowMs += 1000;
  }
  place.time.nowMs += 25 * hourMs;
  expect(await place.sweep()).toEqual({ ended: 3, refused: 0 });
});

describe('where nothing calls for a sweep', () => {
  const environment = {
    SANDSHELL_KEY: 'sk_test_ofTheProxy123456',
    SANDSHELL_ORIGIN: 'https://docs.example.com',
    SANDSHELL_VISITORS: 'tag',
    SANDSHELL_VISITOR_HOURS: '1',
    SANDSHELL_SWEEP_MINUTES: '30',
  };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout'], now: Date.parse('2026-03-01T12:00:00Z') });
    vi.spyOn(console, 'info').mockReturnValue();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  /** What a runtime calls, and what the upstream was asked to delete. */
  function opened(variables: Readonly<Record<string, string>> = environment) {
    const sandbox = openSandbox({ seed: 'swept', now: Date.now });
    const ended: string[] = [];
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      if (init.method === 'DELETE') ended.push(new URL(url).pathname);
      return sandbox.fetch(new Request(url, init));
    });
    const { fetch } = fromEnvironment(createProxy);
    const ask = (method: string, context?: object): Promise<Response> => {
      const headers = { Origin: 'https://docs.example.com' };
      return fetch(
        new Request('http://localhost/v1/customers', { method, headers }),
        variables,
        context,
      );
    };
    return { ask, ended };
  }

  test('a request after the time brings one about', async () => {
    const { ask, ended } = opened();
    const { id } = (await (await ask('POST')).json()) as { id: string };
    vi.setSystemTime(Date.now() + 2 * hourMs);
    expect((await ask('GET')).status).toBe(200);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ended).toEqual([`/v1/customers/${id}`]);
    expect(console.info).toHaveBeenLastCalledWith(
      'Sandshell proxy: 1 objects of visitors were ended.',
    );
  });

  test('one that fails is not the last', async () => {
    let [nowMs, tries] = [0, 0];
    const told: number[] = [];
    const passBy = sweepInPassing({
      minutes: 1,
      clock: () => nowMs,
      pause: async () => undefined,
      onSwept: ({ ended }) => void told.push(ended),
      async sweep() {
        tries += 1;
        if (tries === 1) throw new Error('broken');
        return { ended: tries, refused: 0 };
      },
    });
    for (; nowMs <= 120_000; nowMs += 60_000) {
      passBy();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(told).toEqual([2]);
  });

  test.each([
    ['a Worker, which has times of its own', environment, {}],
    ['a proxy that is to sweep never', { ...environment, SANDSHELL_SWEEP_MINUTES: '0' }, undefined],
  ])('not in %s', async (_, variables, context) => {
    const { ask, ended } = opened(variables);
    await ask('POST', context);
    vi.setSystemTime(Date.now() + 2 * hourMs);
    await ask('GET', context);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ended).toEqual([]);
  });
});
