// What the upstream may answer, and what of it is passed on: statuses, headers, live mode, and all
// that goes wrong on the way.

import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Observation } from '../../src/proxy/call.ts';
import type { Serving } from '../../src/server/serve.ts';
import { type ProxyServerOptions, startProxy } from '../../src/server/proxy.ts';
import { json, openUpstream, type RecordingUpstream } from './recording-upstream.ts';

const key = 'rk_test_proxyOwnKey12345678';
const live = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';
const opened: (() => Promise<void>)[] = [];

let upstream: RecordingUpstream;

beforeEach(async () => {
  upstream = await openUpstream();
  opened.push(upstream.close);
});
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function proxyOf(options: Partial<ProxyServerOptions> = {}): Promise<Serving> {
  const proxy = await startProxy({
    key,
    upstream: upstream.url,
    host: '127.0.0.1',
    port: 0,
    ...options,
  });
  opened.push(proxy.close);
  return proxy;
}

interface Told {
  readonly status: number;
  readonly code: unknown;
  readonly text: string;
  readonly headers: Headers;
}

async function ask(
  { url }: Serving,
  init: RequestInit = {},
  path = '/v1/customers/cus_1',
): Promise<Told> {
  const response = await fetch(url + path, init);
  const text = await response.text();
  const { error } = JSON.parse(text) as { error?: { code: unknown } };
  return { status: response.status, code: error?.code, text, headers: response.headers };
}

type Reply = (response: ServerResponse) => void;

const raw =
  (status: number, headers: Record<string, string>, body = ''): Reply =>
  (response) =>
    void response.writeHead(status, headers).end(body);
const typed = { 'Content-Type': 'application/json' };
const whole = '{"id":"cus_1","livemode":false}';
const apiError =
  (status: number): Reply =>
  (response) =>
    json(
      response,
      { error: { message: `failed at 10.0.0.1 with ${key}`, type: 'api_error' } },
      status,
    );

const replies: readonly (readonly [name: string, status: number, code: string, reply: Reply])[] = [
  [
    'a redirect to another host',
    502,
    'upstream_redirect',
    raw(302, { Location: 'https://evil.example' }),
  ],
  [
    'a redirect to itself',
    502,
    'upstream_redirect',
    raw(301, { ...typed, Location: '/v1/customers' }, whole),
  ],
  ['a redirect that keeps the method', 502, 'upstream_redirect', raw(307, { Location: '/v1/x' })],
  ['not modified', 502, 'upstream_redirect', raw(304, {})],
  [
    'HTML',
    502,
    'upstream_not_json',
    raw(200, { 'Content-Type': 'text/html' }, '<html>10.0.0.1</html>'),
  ],
  ['HTML that says it is JSON', 502, 'upstream_not_json', raw(200, typed, '<html>10.0.0.1</html>')],
  [
    'JSON that says it is HTML',
    502,
    'upstream_not_json',
    raw(200, { 'Content-Type': 'text/html' }, whole),
  ],
  [
    'JSON of another kind',
    502,
    'upstream_not_json',
    raw(200, { 'Content-Type': 'application/jsonp' }, whole),
  ],
  ['no content type', 502, 'upstream_not_json', raw(200, {}, whole)],
  ['half of the JSON', 502, 'upstream_not_json', raw(200, typed, whole.slice(0, 12))],
  ['a list', 502, 'upstream_not_json', raw(200, typed, '[]')],
  ['a text', 502, 'upstream_not_json', raw(200, typed, '"a"')],
  ['nothing', 502, 'upstream_not_json', raw(200, typed)],
  ['no content', 502, 'upstream_not_json', raw(204, {})],
  [
    'bytes that are not UTF-8',
    502,
    'upstream_unreachable',
    (response) => {
      response.writeHead(200, typed).end(Buffer.from('{"a":"\xff"}', 'latin1'));
    },
  ],
  ['a PDF', 502, 'upstream_not_json', raw(200, { 'Content-Type': 'application/pdf' }, '%PDF')],
  ['400 in HTML', 502, 'upstream_not_json', raw(400, { 'Content-Type': 'text/html' }, 'nginx')],
  ['its own key', 502, 'upstream_secret', raw(200, typed, `{"secret":"${key}"}`)],
  ['a live key', 502, 'upstream_secret', raw(200, typed, `{"secret":"${live}"}`)],
  [
    'a live key, escaped',
    502,
    'upstream_secret',
    raw(200, typed, `{"a":"${live.replaceAll('_', '\\u005f')}"}`),
  ],
  ['401', 502, 'key_refused', apiError(401)],
  ['403', 403, 'key_not_permitted', apiError(403)],
  ['500', 500, 'upstream_failed', apiError(500)],
  ['503 in HTML', 503, 'upstream_failed', raw(503, { 'Content-Type': 'text/html' }, 'at 10.0.0.1')],
  [
    'more than is passed on',
    502,
    'upstream_too_large',
    raw(200, typed, `{"a":"${'a'.repeat(60_000)}"}`),
  ],
  [
    'more than is passed on, in chunks',
    502,
    'upstream_too_large',
    (response) => {
      response.writeHead(200, typed).write(`{"a":"${'a'.repeat(60_000)}`);
    },
  ],
  ['nothing in time', 504, 'upstream_timeout', () => undefined],
  [
    'a head and no body in time',
    504,
    'upstream_timeout',
    (response) => response.writeHead(200, typed).flushHeaders(),
  ],
  [
    'half a body in time',
    504,
    'upstream_timeout',
    (response) => void response.writeHead(200, typed).write('{"a":'),
  ],
  [
    'half a body of its length',
    502,
    'upstream_unreachable',
    (response) => {
      response
        .writeHead(200, { ...typed, 'Content-Length': '50' })
        .write(whole, () => response.destroy());
    },
  ],
  [
    'half of its chunks',
    502,
    'upstream_unreachable',
    (response) => {
      response.writeHead(200, typed).write(whole, () => response.destroy());
    },
  ],
  ['a reset', 502, 'upstream_unreachable', (response) => response.socket?.resetAndDestroy()],
  ['a closed connection', 502, 'upstream_unreachable', (response) => response.destroy()],
  [
    'no HTTP',
    502,
    'upstream_unreachable',
    (response) => response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n'),
  ],
  [
    'a header with a line end',
    502,
    'upstream_unreachable',
    (response) => {
      response.socket?.end(
        'HTTP/1.1 200 OK\r\nRequest-Id: a\rSet-Cookie: b=c\r\nContent-Length: 2\r\n\r\n{}',
      );
    },
  ],
  [
    'length and chunks',
    502,
    'upstream_unreachable',
    (response) => {
      response.socket?.end(
        'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      );
    },
  ],
  [
    'two lengths',
    502,
    'upstream_unreachable',
    (response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ');
    },
  ],
  [
    'another protocol',
    502,
    'upstream_unreachable',
    (response) => {
      response.socket?.end(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
      );
    },
  ],
];

describe('an upstream that answers', () => {
  test.each(replies)('%s', async (_, status, code, reply) => {
    const proxy = await proxyOf({ limits: { responseBytesMax: 50_000, upstreamTimeoutMs: 1_500 } });
    upstream.answer(reply);
    const told = await ask(proxy);
    expect(told).toMatchObject({ status, code: `proxy_${code}` });
    expect(told.text + [...told.headers].join()).not.toMatch(
      /10\.0\.0\.1|4eC39|nginx|proxyOwn|evil/,
    );
    expect(told.text).not.toContain(new URL(upstream.url).port);
    expect(upstream.seen).toHaveLength(1);

    upstream.answer((response) => json(response, { livemode: false }));
    expect((await ask(proxy)).status).toBe(200);
  });

  test('nowhere', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const proxy = await proxyOf({ upstream: `http://127.0.0.1:${port}` });
    expect(await ask(proxy)).toMatchObject({ status: 502, code: 'proxy_upstream_unreachable' });
  });

  test.each([400, 402, 404, 409, 429])(
    '%i in Stripe’s form, which is passed on',
    async (status) => {
      const proxy = await proxyOf();
      const error = { code: 'its_own', message: 'No such customer', type: 'invalid_request_error' };
      upstream.answer((response) => json(response, { error }, status));
      expect(await ask(proxy)).toMatchObject({
        status,
        code: 'its_own',
        text: JSON.stringify({ error }),
      });
    },
  );
});

describe('text beyond ASCII', () => {
  test.each([false, true])('comes through whole, by Fetch: %s', async (isByFetch) => {
    const proxy = await proxyOf({ isByFetch });
    const text = JSON.stringify({ name: 'Zoë 🐈 £', livemode: false });
    upstream.answer(raw(200, typed, text));
    const told = await ask(proxy);
    expect(told.text).toBe(text);
    expect(told.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    upstream.answer(raw(200, typed, whole));
    expect((await ask(proxy)).text).toBe(whole);
  });
});

describe('headers', () => {
  test('only some of the answer are passed on', async () => {
    const proxy = await proxyOf();
    const passed = {
      'idempotency-key': 'a',
      'idempotent-replayed': 'true',
      'original-request': 'req_0',
      'request-id': 'req_1',
      'retry-after': '2',
      'stripe-should-retry': 'false',
      'stripe-version': '2026-08-26.dahlia',
    };
    const kept = {
      server: 'nginx',
      'set-cookie': 'a=b',
      'access-control-allow-origin': '*',
      'access-control-allow-credentials': 'true',
      'strict-transport-security': 'max-age=1',
      'x-powered-by': 'upstream',
      'content-security-policy': "default-src '*'",
      via: '1.1 inner',
      location: 'https://evil.example',
      link: '<https://evil.example>; rel=preload',
      refresh: '0;url=https://evil.example',
      'www-authenticate': 'Basic',
    };
    upstream.answer(raw(200, { ...typed, ...passed, ...kept }, whole));
    const { headers, text } = await ask(proxy);
    expect(text).toBe(whole);
    expect(Object.fromEntries(headers)).toMatchObject(passed);
    for (const [name, value] of Object.entries(kept)) expect(headers.get(name)).not.toBe(value);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'content-type': 'application/json',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      vary: 'Origin',
    });
  });

  test('of a request, all but a few are dropped', async () => {
    const proxy = await proxyOf({ accounts: ['acct_1'] });
    const passed = {
      'idempotency-key': 'a-b',
      'stripe-version': '2026-08-26.dahlia',
      'stripe-account': 'acct_1',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    };
    const dropped = {
      cookie: 'a=b',
      'proxy-authorization': 'Basic YTpi',
      'stripe-context': 'acct_2',
      'stripe-livemode': 'true',
      'stripe-signature': 't=1',
      'x-forwarded-for': '1.2.3.4',
      'x-stripe-client-user-agent': '{}',
      forwarded: 'for=1.2.3.4',
    };
    const headers = { ...passed, ...dropped, authorization: 'Bearer sk_test_ofTheCaller' };
    expect((await ask(proxy, { headers })).status).toBe(200);
    const [seen] = upstream.seen;
    expect(seen?.headers).toMatchObject({ ...passed, authorization: `Bearer ${key}` });
    expect(Object.keys(seen?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(Object.keys(dropped).join('|'))]),
    );
    await ask(proxy, { headers: { 'stripe-account': 'acct_2' } });
    expect(upstream.seen[1]?.headers).not.toHaveProperty('stripe-account');
  });
});

describe('live mode', () => {
  test.each([
    ['an object', '{"id":"cus_1","livemode":true}'],
    ['an object in a list', '{"object":"list","data":[{"livemode":false},{"livemode":true}]}'],
    ['deep inside', '{"livemode":false,"a":{"b":[{"c":{"livemode":true}}]}}'],
    ['said twice', '{"livemode":true,"livemode":false}'],
    ['said with escapes', '{"\\u006civemode":true}'],
    ['said twice, and once with escapes', '{"live\\u006Dod\\u0065":true,"livemode":false}'],
    ['with spaces', '{"livemode" :\n true}'],
    ['in what is no whole JSON', '{"livemode":true,'],
  ])('as %s stops the proxy for good', async (_, body) => {
    const stops: string[] = [];
    const proxy = await proxyOf({ onStop: (reason) => stops.push(reason) });
    expect((await ask(proxy)).status).toBe(200);
    upstream.answer(raw(200, typed, body));
    const told = await ask(proxy);
    expect(told).toMatchObject({ status: 503, code: 'proxy_stopped' });
    expect(told.headers.get('stripe-should-retry')).toBe('false');
    upstream.answer((response) => json(response, { livemode: false }));
    for (const path of ['/v1/customers', '/v1/products', '/v9/nothing']) {
      expect(await ask(proxy, {}, path)).toMatchObject({ status: 503, code: 'proxy_stopped' });
    }
    expect(upstream.seen).toHaveLength(2);
    expect(stops).toEqual(['The upstream answered from live mode.']);
  });

  test('is told of an error too', async () => {
    const proxy = await proxyOf();
    upstream.answer(raw(400, typed, '{"error":{"payment_intent":{"livemode":true}}}'));
    expect((await ask(proxy)).status).toBe(503);
  });

  test('holds back the answers that are under way', async () => {
    const proxy = await proxyOf();
    let release: (() => void) | undefined;
    const isAsked = new Promise<void>((asked) => {
      upstream.answer((response) => {
        release = () => json(response, { livemode: false });
        asked();
      });
    });
    const slow = ask(proxy);
    await isAsked;
    upstream.answer(raw(200, typed, '{"livemode":true}'));
    await ask(proxy);
    release?.();
    expect(await slow).toMatchObject({ status: 503, code: 'proxy_stopped' });
  });

  test('is no word of a customer', async () => {
    const proxy = await proxyOf();
    const value = { livemode: false, metadata: { livemode: 'true' }, name: '"livemode":true' };
    upstream.answer((response) => json(response, value));
    expect((await ask(proxy)).status).toBe(200);
  });
});

test('what is observed tells no ids, keys or bodies', async () => {
  const observed: Observation[] = [];
  const proxy = await proxyOf({ observe: (observation) => observed.push(observation) });
  await ask(proxy, { method: 'POST', body: new URLSearchParams({ name: 'Jane' }) });
  await ask(proxy, {}, '/v1/payouts/po_1');
  await ask(proxy, {}, `/v1/customers/${live}`);
  expect(observed).toMatchObject([
    { operation: 'customers update', method: 'POST', status: 200, refusal: undefined },
    { operation: undefined, status: 403, refusal: 'operation_not_allowed', upstreamMs: undefined },
    { operation: undefined, status: 400, refusal: 'live_key' },
  ]);
  expect(observed[0]?.upstreamMs).toBeLessThanOrEqual(observed[0]?.durationMs ?? 0);
  expect(JSON.stringify(observed)).not.toMatch(/cus_1|po_1|4eC39|Jane|rk_test/);
});
