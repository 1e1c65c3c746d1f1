import { describe, expect, test } from 'vitest';
import { readProxyUrl } from '../../src/backend/proxy-url.ts';
import { toProxy } from '../../src/backend/proxy.ts';
import { visitorTokenOf } from '../../src/backend/visitor-token.ts';
import type { Fetch } from '../../src/base/fetch.ts';

const url = new URL('https://docs.example.com/stripe');
const api = 'https://api.stripe.com/v1/customers';
const json = { 'Content-Type': 'application/json' };

interface Way {
  readonly send: Fetch;
  readonly asked: Request[];
  readonly told: (string | undefined)[];
}

function way(answer: Fetch, isOnline = true): Way {
  const asked: Request[] = [];
  const told: (string | undefined)[] = [];
  const send = toProxy({
    url,
    origin: 'https://shop.example.com',
    token: visitorTokenOf(url, memoryStorage()),
    isOnline: () => isOnline,
    tell: (text) => void told.push(text),
    send: (request) => {
      asked.push(request.clone());
      return answer(request);
    },
  });
  return { send, asked, told };
}

const ok: Fetch = async () => new Response('{}', { headers: json });
const none: Fetch = async () => Promise.reject(new TypeError('Failed to fetch'));

function breakOff(stream: ReadableStreamDefaultController): void {
  stream.error(new TypeError('network error'));
}

function memoryStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
  };
}

describe('proxy-url', () => {
  test.each([
    ['https://docs.example.com', 'https://docs.example.com/'],
    ['https://docs.example.com/stripe/', 'https://docs.example.com/stripe'],
    ['http://localhost:8787', 'http://localhost:8787/'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787/'],
    ['http://[::1]:8787', 'http://[::1]:8787/'],
    ['/stripe', 'https://shop.example.com/stripe'],
  ])('%s is taken', (text, href) => {
    expect(readProxyUrl(text, 'https://shop.example.com/docs/').href).toBe(href);
  });

  test.each([
    ['', 'needs proxy-url'],
    ['http://docs.example.com', 'begin with https://'],
    ['http://127.0.0.1.example.com', 'begin with https://'],
    ['javascript:alert(1)', 'begin with https://'],
    ['https://me:secret@docs.example.com', 'a name or a password'],
    ['https://docs.example.com/?key=1', 'a query or a fragment'],
    ['https://docs.example.com/sk_test_4eC39HqLyjWDarjtT1zdp7dc', 'no key belongs'],
    ['https://docs.example.com/sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'no key belongs'],
    ['https://api.stripe.com', 'Stripe itself'],
    ['https://', 'no address'],
  ])('%s is refused', (text, reason) => {
    expect(() => readProxyUrl(text)).toThrow(reason);
    expect(() => readProxyUrl(text)).not.toThrow('4eC39');
  });
});

describe('what goes to the proxy', () => {
  test('path and query under its own path, and no key', async () => {
    const { send, asked } = way(ok);
    const headers = {
      Authorization: 'Bearer sk_test_4eC39HqLyjWDarjtT1zdp7dc',
      'Stripe-Version': '2026-08-26.dahlia',
      'X-Else': 'no',
    };
    await send(new Request(`${api}?limit=3`, { headers }));
    expect(asked[0]?.url).toBe('https://docs.example.com/stripe/v1/customers?limit=3');
    expect([...asked[0]!.headers]).toEqual([['stripe-version', '2026-08-26.dahlia']]);
    expect(asked[0]).toMatchObject({ credentials: 'omit', redirect: 'error' });
  });

  test.each([
    ['as the key', { headers: { Authorization: 'Bearer sk_live_4eC39HqLyjWDarjtT1zdp7dc' } }, 401],
    ['as the user', { headers: { Authorization: `Basic ${btoa('sk_live_4eC39Hq:')}` } }, 401],
    ['in a header', { headers: { 'Idempotency-Key': 'rk_live_4eC39HqLyjWDarjtT1zdp7dc' } }, 400],
    ['in the body', { method: 'POST', body: 'name=sk%5Flive%5F4eC39HqLyjWDarjtT1zdp7dc' }, 400],
  ] as const)('no live key: %s', async (_, init, status) => {
    const { send, asked } = way(ok);
    const response = await send(new Request(api, init));
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('4eC39');
    expect(asked).toEqual([]);
  });

  test('a visitor is known again from the second request on, also when several are made at once', async () => {
    let visitors = 0;
    const { send, asked } = way(async ({ headers }) => {
      const known = headers.get('Sandshell-Visitor');
      const token = known ?? `visitor${(visitors += 1)}`;
      return new Response('{}', { headers: { ...json, 'Sandshell-Visitor': token } });
    });
    await Promise.all([1, 2, 3].map(() => send(new Request(api))));
    expect(visitors).toBe(1);
    expect(asked.map(({ headers }) => headers.get('Sandshell-Visitor'))).toEqual([
      null,
      'visitor1',
      'visitor1',
    ]);
  });
});

describe('why there is no answer', () => {
  const reasons: readonly (readonly [string, Fetch, boolean, RegExp])[] = [
    ['the browser is offline', none, false, /^This browser is offline/],
    ['the proxy is stopped', none, true, /^No proxy answers at https:\/\/docs.example.com\/stripe/],
    [
      'the origin is not allowed',
      ({ mode }) => (mode === 'no-cors' ? ok(new Request(api)) : none(new Request(api))),
      true,
      /does not let this page read it.* https:\/\/shop.example.com/,
    ],
    [
      'another server stands there',
      async () => new Response('<html>', { status: 404, headers: { 'Content-Type': 'text/html' } }),
      true,
      /is no proxy of Sandshell: it sent a page \(status 404\)/,
    ],
    [
      'the answer breaks off',
      async () => new Response(new ReadableStream({ pull: breakOff }), { headers: json }),
      true,
      /^docs.example.com broke off in the middle of its answer\. Try again\.$/,
    ],
  ];
  test.each(reasons)('%s', async (_, answer, isOnline, reason) => {
    const { send, told } = way(answer, isOnline);
    await expect(send(new Request(api))).rejects.toMatchObject({
      message: expect.stringMatching(reason),
      url: 'https://docs.example.com/stripe/v1/customers',
    });
    expect(told).toEqual([expect.stringMatching(reason)]);
  });

  test('a refusal and a limit are answers, and are told until all is well again', async () => {
    const error = JSON.stringify({ error: { message: 'Not this operation.' } });
    const answers = [
      new Response(error, { status: 403, headers: json }),
      new Response('{}', { status: 429, headers: { ...json, 'Retry-After': '12' } }),
      new Response('{}', { headers: json }),
    ];
    const { send, told } = way(async () => answers.shift()!);
    expect((await send(new Request(api))).status).toBe(403);
    expect((await send(new Request(api))).status).toBe(429);
    expect((await send(new Request(api))).status).toBe(200);
    expect(told).toEqual([
      'docs.example.com refused this: Not this operation.',
      'Too many requests: docs.example.com takes the next one in 12 s.',
      undefined,
    ]);
  });

  test('what was given up is no trouble', async () => {
    const { send, told } = way(ok);
    const given = send(new Request(api, { signal: AbortSignal.abort() }));
    await expect(given).rejects.toThrow('abort');
    expect(told).toEqual([]);
  });
});

test('a browser that keeps nothing still has the token for this visit', () => {
  const broken = {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('denied');
    },
  };
  const token = visitorTokenOf(url, broken);
  token.set('one');
  expect(token.get()).toBe('one');
  token.set('x'.repeat(5000));
  expect(token.get()).toBe('one');
});
