import { describe, expect, test } from 'vitest';
import { createSandbox } from '../../src/backend/in-page.ts';

const url = 'https://api.stripe.com/v1/customers';
const headers = { Authorization: 'Bearer sk_test_123' };

interface Customer {
  readonly id: string;
  readonly created: number;
}

async function create(sandbox: ReturnType<typeof createSandbox>): Promise<Customer> {
  const body = 'name=Jane';
  const response = await sandbox.fetch(new Request(url, { method: 'POST', headers, body }));
  expect(response.status).toBe(200);
  return response.json() as Promise<Customer>;
}

async function count(sandbox: ReturnType<typeof createSandbox>): Promise<number> {
  const response = await sandbox.fetch(new Request(url, { headers }));
  return ((await response.json()) as { data: unknown[] }).data.length;
}

describe('a sandbox', () => {
  test('with a seed and an instant gives the same answers each time', async () => {
    const options = { seed: 'docs', now: '2026-01-31T12:00:00Z' };
    const [one, other] = [createSandbox(options), createSandbox(options)];
    expect(await create(one)).toEqual(await create(other));
  });

  test('without a seed gives other ids each time, and the time it is', async () => {
    const before = Math.floor(Date.now() / 1000);
    const [one, other] = [await create(createSandbox()), await create(createSandbox())];
    expect(one.id).not.toBe(other.id);
    expect(one.created).toBeGreaterThanOrEqual(before);
    expect(one.created).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000));
  });

  test.each([
    ['an instant', '2026-01-31T12:00:00Z'],
    ['a Date', new Date('2026-01-31T12:00:00Z')],
    ['a clock', () => Date.UTC(2026, 0, 31, 12)],
  ])('takes %s for its time', async (_name, now) => {
    expect((await create(createSandbox({ now }))).created).toBe(1_769_860_800);
  });

  test('refuses what is no instant at once', () => {
    expect(() => createSandbox({ now: 'yesterday' })).toThrow('"yesterday" is no instant');
  });

  test('can be kept as one JSON value, restored elsewhere, and emptied', async () => {
    const first = createSandbox();
    await create(first);
    const kept = JSON.parse(JSON.stringify(first.snapshot())) as never;
    const second = createSandbox();
    second.restore(kept);
    expect(await count(second)).toBe(1);
    second.reset();
    expect(await count(second)).toBe(0);
    expect(await count(first)).toBe(1);
  });

  test('tells of the events that come to be', async () => {
    const sandbox = createSandbox();
    const types: unknown[] = [];
    const stop = sandbox.on('event', ({ event }) => types.push(event['type']));
    await create(sandbox);
    stop();
    await create(sandbox);
    expect(types).toEqual(['customer.created']);
  });
});
