import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { serve } from '../../src/server/serve.ts';
import { openRedis } from '../find-redis.ts';
import { runProxy } from './running-proxy.ts';

const closes: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closes.splice(0).toReversed()) await close();
});

/** Gives the address of an upstream that does so with every request. */
async function upstream(
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): Promise<string> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closes.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function proxyTo(
  address: string,
  environment: Readonly<Record<string, string>> = {},
): ReturnType<typeof runProxy> {
  const proxy = await runProxy(address, environment);
  closes.push(() => proxy.close());
  return proxy;
}

const patience = { timeout: 20_000 };

const json = { 'content-type': 'application/json', 'request-id': 'req_upstream' };
const good = '{"object": "list", "data": [], "has_more": false, "livemode": false}';

describe('an upstream that', () => {
  const faults: readonly (readonly [
    string,
    (incoming: IncomingMessage, outgoing: ServerResponse) => void,
    number,
    string,
  ])[] = [
    ['never answers', () => undefined, 504, 'proxy_upstream_timeout'],
    [
      'never ends its answer',
      (_, outgoing) => void outgoing.writeHead(200, json).write('{"object":'),
      504,
      'proxy_upstream_timeout',
    ],
    [
      'resets the connection',
      ({ socket }) => socket.resetAndDestroy(),
      502,
      'proxy_upstream_unreachable',
    ],
    [
      'resets it within the answer',
      (_, outgoing) => {
        outgoing.writeHead(200, { ...json, 'content-length': '500' }).write('{"object":');
        outgoing.socket?.resetAndDestroy();
      },
      502,
      'proxy_upstream_unreachable',
    ],
    [
      'ends its answer early',
      (_, outgoing) => {
        outgoing.writeHead(200, { ...json, 'content-length': '500' });
        outgoing.write('{"object":', () => outgoing.socket?.end());
      },
      502,
      'proxy_upstream_unreachable',
    ],
    [
      'fails',
      (_, outgoing) => void outgoing.writeHead(500, json).end('{}'),
      500,
      'proxy_upstream_failed',
    ],
    [
      'is down for maintenance',
      (_, outgoing) => void outgoing.writeHead(503, { 'content-type': 'text/html' }).end('<html>'),
      503,
      'proxy_upstream_failed',
    ],
    [
      'answers no JSON',
      (_, outgoing) => void outgoing.writeHead(200, json).end('{"object": '),
      502,
      'proxy_upstream_not_json',
    ],
    [
      'answers a page',
      (_, outgoing) => void outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      502,
      'proxy_upstream_not_json',
    ],
    [
      'answers too much',
      (_, outgoing) => void outgoing.writeHead(200, json).end(`{"a":"${'x'.repeat(200_000)}"}`),
      502,
      'proxy_upstream_too_large',
    ],
    [
      'answers what is no HTTP',
      ({ socket }) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
      502,
      'proxy_upstream_unreachable',
    ],
  ];

  test.each(faults)('%s', async (_, fault, status, code) => {
    let isFaulty = true;
    const address = await upstream((incoming, outgoing) => {
      if (isFaulty) fault(incoming, outgoing);
      else outgoing.writeHead(200, json).end(good);
    });
    const { url } = await proxyTo(address, {
      // A busy machine is no late upstream.
      ...(status === 504 ? { SANDSHELL_UPSTREAM_TIMEOUT_MS: '300' } : {}),
      SANDSHELL_RESPONSE_BYTES_MAX: '100000',
    });
    const ask = (): Promise<Response> => fetch(`${url}/v1/customers`);
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    for (const answer of answers) {
      expect(answer.status).toBe(status);
      const text = await answer.text();
      expect(JSON.parse(text)).toMatchObject({ error: { code } });
      expect(text).not.toContain('127.0.0.1');
    }
    // As soon as it is well again, so is the proxy.
    isFaulty = false;
    await expect.poll(async () => (await ask()).status, patience).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  test.each([
    ['is at no address', 'https://nowhere.invalid'],
    ['does not listen', 'http://127.0.0.1:9'],
  ])('%s', async (_, address) => {
    const { url } = await proxyTo(address);
    const answer = await fetch(`${url}/v1/customers`);
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ error: { code: 'proxy_upstream_unreachable' } });
  });

  test('answers from live mode stops the proxy, and it is not ready any more', async () => {
    let asked = 0;
    const address = await upstream((_, outgoing) => {
      asked += 1;
      outgoing.writeHead(200, json).end('{"id": "cus_1", "livemode": true, "name": "A secret"}');
    });
    const { url, told } = await proxyTo(address);
    for (let time = 0; time < 3; time += 1) {
      const answer = await fetch(`${url}/v1/customers/cus_1`);
      expect(answer.status).toBe(503);
      expect(await answer.text()).not.toContain('A secret');
    }
    expect(asked).toBe(1);
    expect(told.join(' ')).toContain('live mode');
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'not_ready', reasons: ['stopped'] },
    ]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

test('Redis killed and started again under load: no crash, no more than allowed, right statuses', async () => {
  const redis = await openRedis();
  closes.push(redis.close);
  const sandbox = await serve({ host: '127.0.0.1', port: 0, warn: () => undefined });
  closes.push(() => sandbox.close());
  const environment = {
    REDIS_URL: redis.url,
    SANDSHELL_LIMIT_ADDRESS: '100/600',
    SANDSHELL_CLIENT_ADDRESS_HEADER: 'x-real-ip',
  };
  const proxies = [
    await proxyTo(sandbox.url, environment),
    await proxyTo(sandbox.url, environment),
  ];
  const missing = async (): Promise<unknown> => {
    const answers = await Promise.all(proxies.map(({ url }) => fetch(`${url}/readyz`)));
    return Promise.all(answers.map(async (answer) => ((await answer.json()) as Missing).missing));
  };
  await expect.poll(missing, patience).toEqual([undefined, undefined]);

  const seen = { passed: 0, limited: 0, other: [] as number[] };
  const state = { isDone: false };
  // Who is over the limit stays so, whatever becomes of Redis: each part has a client of its own.
  let address = '192.0.2.1';
  const ask = async (number: number): Promise<void> => {
    const { url } = proxies[number % 2]!;
    const answer = await fetch(`${url}/v1/customers`, { headers: { 'x-real-ip': address } });
    await answer.text();
    if (answer.status === 200) seen.passed += 1;
    else if (answer.status === 429) seen.limited += 1;
    else seen.other.push(answer.status);
    if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  };
  const load = [1, 2, 3, 4, 5, 6, 7, 8].map(async (number) => {
    while (!state.isDone) await ask(number);
  });
  closes.push(async () => {
    state.isDone = true;
    await Promise.allSettled(load);
  });
  const settled = async (): Promise<void> => {
    const before = seen.limited;
    await expect.poll(() => seen.limited, patience).toBeGreaterThan(before + 50);
  };
  // One limit for both, counted in Redis. An answer of Redis that came too late on a busy machine is
  // counted by the proxy itself: a quarter more at most, for each of the two.
  const passedAtLeast = (count: number): Promise<void> =>
    expect.poll(() => seen.passed, patience).toBeGreaterThanOrEqual(count);
  await passedAtLeast(100);
  await settled();
  const first = seen.passed;
  expect(first).toBeLessThanOrEqual(150);
  await redis.kill();
  await expect.poll(missing, patience).toEqual([['redis'], ['redis']]);
  await settled();
  expect(seen.passed).toBeLessThanOrEqual(150);
  address = '192.0.2.2';
  // Each by itself: a quarter of the limit.
  await passedAtLeast(first + 50);
  await settled();
  const second = seen.passed;
  expect(second).toBeLessThanOrEqual(200);
  await redis.start();
  await expect.poll(missing, patience).toEqual([undefined, undefined]);
  // The new Redis is empty: it counts anew.
  await passedAtLeast(second + 100);
  await settled();
  state.isDone = true;
  await Promise.all(load);
  expect(seen.passed).toBe(second + 100);
  expect(seen.other).toEqual([]);
});

interface Missing {
  readonly missing?: readonly string[];
}

test('an end under load loses no request of those who ask whether it is ready', async () => {
  const sandbox = await serve({ host: '127.0.0.1', port: 0, warn: () => undefined });
  closes.push(() => sandbox.close());
  const proxy = await runProxy(sandbox.url, { SANDSHELL_DRAIN_MS: '2000' });
  const statuses = new Set<number>();
  let asked = 0;
  // As whoever hands out requests does.
  const load = Array.from({ length: 8 }, async () => {
    while ((await fetch(`${proxy.url}/readyz`)).status === 200) {
      const answer = await fetch(`${proxy.url}/v1/customers`);
      await answer.text();
      statuses.add(answer.status);
      asked += 1;
    }
  });
  await expect.poll(() => asked, patience).toBeGreaterThan(50);
  const closing = proxy.close();
  await Promise.all(load);
  const last = await fetch(`${proxy.url}/v1/customers`);
  expect([last.status, last.headers.get('connection')]).toEqual([200, 'close']);
  await closing;
  expect([...statuses]).toEqual([200]);
  await expect(fetch(proxy.url)).rejects.toThrow('fetch failed');
});
