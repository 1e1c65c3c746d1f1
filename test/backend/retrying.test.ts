import { describe, expect, test } from 'vitest';
import { retryAfterSeconds, retrying } from '../../src/backend/retrying.ts';
import type { Fetch } from '../../src/base/fetch.ts';

const url = 'https://api.stripe.com/v1/customers';

type Step = Response | Error;

/** Answers with one step after the other, the last one again and again. */
function scripted(steps: readonly Step[]): {
  send: Fetch;
  asked: Request[];
  pausesMs: number[];
} {
  const asked: Request[] = [];
  const pausesMs: number[] = [];
  const inner: Fetch = async (request) => {
    const step = steps[Math.min(asked.length, steps.length - 1)]!;
    asked.push(request);
    if (step instanceof Error) throw step;
    return step.clone();
  };
  const send = retrying(inner, {
    random: () => 0,
    wait: async (ms, signal) => {
      pausesMs.push(ms);
      signal.throwIfAborted();
    },
  });
  return { send, asked, pausesMs };
}

const status = (code: number, headers: Record<string, string> = {}): Response =>
  new Response('{}', { status: code, headers });

describe('what is asked again', () => {
  const cases: readonly (readonly [string, readonly Step[], number, number | string])[] = [
    ['an answer is given as it is', [status(200)], 1, 200],
    ['a refusal is given as it is', [status(400)], 1, 400],
    ['a failed network, then an answer', [new Error('gone'), status(200)], 2, 200],
    ['a conflict', [status(409), status(200)], 2, 200],
    ['too many requests', [status(429), status(200)], 2, 200],
    ['a failure of the server', [status(502), status(500), status(200)], 3, 200],
    ['no more than three times', [status(500)], 3, 500],
    ['no more than three times without an answer', [new Error('gone')], 3, 'gone'],
    ['what the server says is worth it', [status(400, { 'Stripe-Should-Retry': 'true' })], 3, 400],
    ['not what it says is not', [status(503, { 'Stripe-Should-Retry': 'false' })], 1, 503],
    ['not where the wait is too long', [status(429, { 'Retry-After': '60' })], 1, 429],
  ];
  test.each(cases)('%s', async (_, steps, times, outcome) => {
    const { send, asked } = scripted(steps);
    const answer = send(new Request(url));
    if (typeof outcome === 'string') await expect(answer).rejects.toThrow(outcome);
    else expect((await answer).status).toBe(outcome);
    expect(asked).toHaveLength(times);
  });
});

test('a POST keeps one idempotency key over its tries, and its body', async () => {
  const { send, asked } = scripted([status(500), new Error('gone'), status(200)]);
  await send(new Request(url, { method: 'POST', body: 'name=Jane' }));
  const keys = asked.map(({ headers }) => headers.get('Idempotency-Key'));
  expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
  expect(new Set(keys).size).toBe(1);
  expect(await Promise.all(asked.map((request) => request.text()))).toEqual(
    Array.from({ length: 3 }, () => 'name=Jane'),
  );
});

test('the reader’s own idempotency key stays, and a GET gets none', async () => {
  const { send, asked } = scripted([status(200)]);
  await send(new Request(url, { method: 'POST', headers: { 'Idempotency-Key': 'mine' } }));
  await send(new Request(url));
  expect(asked.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual(['mine', null]);
});

test('pauses grow, and are never shorter than the server asks for', async () => {
  const { send, pausesMs } = scripted([status(429, { 'Retry-After': '2' }), status(500)]);
  await send(new Request(url));
  expect(pausesMs).toEqual([2000, 750]);
});

test('Ctrl-C ends a pause, and nothing more is asked', async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  const send = retrying(
    async ({ method }) => {
      asked.push(method);
      return status(500);
    },
    {
      random: Math.random,
      async wait(_, signal) {
        stop.abort();
        signal.throwIfAborted();
      },
    },
  );
  await expect(send(new Request(url, { signal: stop.signal }))).rejects.toThrow('abort');
  expect(asked).toEqual(['GET']);
});

test('the time to wait is read as seconds or as a date', () => {
  const nowMs = Date.parse('2026-01-31T12:00:00Z');
  const read = (value: string): number =>
    retryAfterSeconds(new Headers({ 'Retry-After': value }), nowMs);
  expect(read('7')).toBe(7);
  expect(read('Sat, 31 Jan 2026 12:00:30 GMT')).toBe(30);
  expect(read('Sat, 31 Jan 2026 11:00:00 GMT')).toBe(0);
  expect(read('soon')).toBe(0);
});
