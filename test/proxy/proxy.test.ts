// The proxy as a Fetch: which pages may ask and read, who is limited, what is done at the same time.

import { describe, expect, test } from 'vitest';
import type { Question, Reply } from '../../src/proxy/ask.ts';
import type { ProxyOptions } from '../../src/proxy/options.ts';
import { createProxy } from '../../src/proxy/proxy.ts';

const key = 'rk_test_proxyOwnKey12345678';
const origin = 'https://docs.example.com';
const url = 'https://proxy.example.com/v1/customers';

interface Opened {
  readonly asked: Question[];
  ask(init?: RequestInit, address?: string): Promise<Response>;
}

const reply: Reply = {
  status: 200,
  header: (name) => (name === 'content-type' ? 'application/json' : null),
  body: '{"livemode":false}',
};

function opened(options: Partial<ProxyOptions> = {}): Opened {
  const asked: Question[] = [];
  const proxy = createProxy({
    key,
    origins: [origin],
    ask: async (question) => {
      asked.push(question);
      return reply;
    },
    ...options,
  });
  return {
    asked,
    ask: (init = {}, address = '203.0.113.7') => proxy(new Request(url, init), { address }),
  };
}

async function codeOf(response: Response): Promise<string | undefined> {
  return ((await response.json()) as { error?: { code: string } }).error?.code;
}

test('what is not allowed is told by the name that would allow it', async () => {
  const { ask, asked } = opened({ allow: ['products.*'] });
  const refused = await ask();
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    error: {
      code: 'proxy_operation_not_allowed',
      message: expect.stringContaining('does not pass customers.list on'),
    },
  });
  expect(asked).toEqual([]);
  expect((await opened({ allow: ['customers.list'] }).ask()).status).toBe(200);
});

describe('pages', () => {
  test('of an allowed origin may read answers and refusals', async () => {
    const { ask } = opened({ allow: ['products.*'] });
    const response = await ask({ headers: { origin } });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-expose-headers')).toContain('Request-Id');
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
    expect(response.headers.get('vary')).toBe('Origin');
  });

  test('ask beforehand', async () => {
    const { ask, asked } = opened();
    const headers = { origin, 'access-control-request-method': 'POST' };
    const response = await ask({ method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': expect.stringContaining('Idempotency-Key'),
      'access-control-max-age': '3600',
    });
    expect(asked).toEqual([]);
  });

  test('of the proxy’s own host send no origin, and are known by their site', async () => {
    const { ask } = opened({ isForPagesOnly: true });
    expect((await ask({ headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(200);
    expect((await ask({ headers: { 'sec-fetch-site': 'same-site' } })).status).toBe(403);
  });

  test('are all that is answered, where the author says so', async () => {
    const { ask } = opened({ isForPagesOnly: true });
    expect(await codeOf(await ask())).toBe('proxy_origin_not_allowed');
    expect((await ask({ headers: { origin } })).status).toBe(200);
  });
});

test('programs send no origin, and are answered', async () => {
  const { ask } = opened();
  const response = await ask();
  expect(response.status).toBe(200);
  expect(response.headers.has('access-control-allow-origin')).toBe(false);
});

describe('addresses', () => {
  async function counted(
    options: Partial<ProxyOptions>,
    headers: Record<string, string>,
    address?: string,
  ): Promise<string[]> {
    const clients: string[] = [];
    const limiter = {
      take: async (client: string) => {
        clients.push(client);
        return { type: 'allowed' } as const;
      },
    };
    await opened({ limiter, ...options }).ask({ headers }, address);
    return clients;
  }

  test('are those of the connection, whatever a header says', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.1', 'cf-connecting-ip': '198.51.100.1' };
    expect(await counted({}, headers)).toEqual(['203.0.113.7']);
    expect(await counted({}, {}, '::ffff:203.0.113.7')).toEqual(['203.0.113.7']);
  });

  test('are what a trusted proxy in front adds last', async () => {
    const options = { clientAddressHeader: 'X-Forwarded-For' };
    const headers = { 'x-forwarded-for': '6.6.6.6, 198.51.100.1' };
    expect(await counted(options, headers)).toEqual(['198.51.100.1']);
    expect(await counted(options, { 'x-forwarded-for': 'a b' })).toEqual(['203.0.113.7']);
  });
});

test('who asks too often is told when to ask again, and nothing is sent on', async () => {
  const limiter = { take: async () => ({ type: 'limited', retryAfterSeconds: 7 }) as const };
  const { ask, asked } = opened({ limiter });
  const response = await ask();
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
  expect(await codeOf(response)).toBe('proxy_rate_limited');
  expect(asked).toEqual([]);
});

test('no more is done at the same time than is allowed', async () => {
  let release: ((answer: Reply) => void) | undefined;
  const slow = new Promise<Reply>((resolve) => (release = resolve));
  const { ask } = opened({ limits: { requestsMax: 2 }, ask: () => slow });
  const first = [ask(), ask()];
  expect(await codeOf(await ask())).toBe('proxy_busy');
  release?.(reply);
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await ask()).status).toBe(200);
});

test('a mistake of whatever stands around is told to the author, not to the reader', async () => {
  const errors: unknown[] = [];
  const around = () => () => Promise.reject(new Error(`lost ${key}`));
  const { ask } = opened({ around, onError: (error) => errors.push(error) });
  const response = await ask();
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain(key);
  expect(errors).toHaveLength(1);
});

test('parameters are written anew: the last of one name counts, lists get their numbers', async () => {
  const { ask, asked } = opened();
  const body = 'name=a&name=b&items[][price]=p1&metadata%5Ba%20b%5D=%26&expand[]=x&&=1';
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
  expect((await ask({ method: 'POST', body, headers })).status).toBe(200);
  expect(asked[0]).toMatchObject({
    method: 'POST',
    origin: 'https://api.stripe.com',
    path: '/v1/customers',
    body: 'name=b&items[0][price]=p1&metadata[a%20b]=%26&expand[0]=x',
  });
});

test('endpoints are answered beside the API, to anybody', async () => {
  const proxy = createProxy({
    key,
    endpoints: { '/healthz': () => Response.json({ status: 'ok' }) },
  });
  const response = await proxy(new Request('https://proxy.example.com/healthz'));
  expect(await response.json()).toEqual({ status: 'ok' });
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('a body that breaks off is the mistake of who sent it', async () => {
  const { ask, asked } = opened();
  const body = new ReadableStream({ pull: (stream) => stream.error(new Error('broken off')) });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await ask({ method: 'POST', headers, body, duplex: 'half' } as RequestInit);
  expect([response.status, await codeOf(response)]).toEqual([400, 'proxy_body_broken']);
  expect(asked).toEqual([]);
});
