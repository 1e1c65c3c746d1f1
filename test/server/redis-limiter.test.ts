import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Limiter } from '../../src/proxy/call.ts';
import { openSharedCounts, type SharedCounts } from '../../src/server/redis-limiter.ts';
import { openRedis, type RedisServer } from '../find-redis.ts';

let redis: RedisServer;
const opened: SharedCounts[] = [];

beforeAll(async () => {
  redis = await openRedis();
});
afterEach(async () => {
  for (const counts of opened.splice(0)) await counts.close();
});
afterAll(() => redis.close());

async function open(awayShare = 0.25): Promise<{ counts: SharedCounts; told: string[] }> {
  const told: string[] = [];
  const counts = openSharedCounts({
    url: redis.url,
    awayShare,
    onState: (sentence) => void told.push(sentence),
  });
  opened.push(counts);
  await expect.poll(counts.isReady).toBe(true);
  return { counts, told };
}

async function allowed(limiter: Limiter, client: string, times: number): Promise<number> {
  const taken = await Promise.all(Array.from({ length: times }, () => limiter.take(client)));
  for (const one of taken) {
    if (one.type === 'limited') expect(one.retryAfterSeconds).toBeGreaterThanOrEqual(1);
  }
  return taken.filter(({ type }) => type === 'allowed').length;
}

const rule = { requestsMax: 20, windowSeconds: 600 };

describe('limits in Redis', () => {
  test('two proxies hold one limit', async () => {
    const client = crypto.randomUUID();
    const [one, other] = await Promise.all([open(), open()]);
    const limiters = [one, other].map(({ counts }) => counts.limiter('shared', rule));
    const both = await Promise.all(limiters.map((limiter) => allowed(limiter, client, 50)));
    expect(both[0]! + both[1]!).toBe(20);
    expect(await allowed(limiters[0]!, 'another', 50)).toBe(20);
  });

  test('rules of different names are counted apart', async () => {
    const { counts } = await open();
    const client = crypto.randomUUID();
    expect(await allowed(counts.limiter('one', rule), client, 30)).toBe(20);
    expect(await allowed(counts.limiter('two', rule), client, 30)).toBe(20);
  });

  test('a Redis that dies makes limits stricter, never none; and it is used again when it is back', async () => {
    const { counts, told } = await open();
    const limiter = counts.limiter('dying', rule);
    expect(await allowed(limiter, 'before', 30)).toBe(20);
    await redis.kill();
    await expect.poll(counts.isReady).toBe(false);
    // A quarter of twenty.
    expect(await allowed(limiter, 'meanwhile', 100)).toBe(5);
    expect(await allowed(limiter, 'meanwhile', 100)).toBe(0);
    await redis.start();
    await expect.poll(counts.isReady, { timeout: 10_000 }).toBe(true);
    expect(await allowed(limiter, 'after', 100)).toBe(20);
    expect(told).toEqual([
      'Redis is there.',
      'Redis is away: limits are counted here, and are stricter.',
      'Redis is there.',
    ]);
  });
});

test('a Redis that was never there is no reason not to start', async () => {
  const counts = openSharedCounts({ url: '/nowhere/redis.sock' });
  opened.push(counts);
  expect(await allowed(counts.limiter('none', rule), 'a', 50)).toBe(5);
  expect(counts.isReady()).toBe(false);
});
