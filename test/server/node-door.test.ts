import { createServer, request as httpRequest, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Fetch } from '../../src/base/fetch.ts';
import { bodyBytesMax } from '../../src/sandbox/read-body.ts';
import { lightResponse } from '../../src/server/light-response.ts';
import { nodeDoor } from '../../src/server/node-door.ts';

let servers: Server[] = [];
const errors: unknown[] = [];

afterEach(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  servers = [];
  errors.length = 0;
});

async function open(inner: Fetch): Promise<string> {
  const onError = (error: unknown): void => void errors.push(error);
  const server = createServer(nodeDoor(inner, { isLocal: true, onError }));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const echo: Fetch = async (request) =>
  Response.json({
    method: request.method,
    url: request.url,
    authorization: request.headers.get('Authorization'),
    body: await request.text(),
  });

test('method, path, query, headers and body arrive as they were sent, for Stripe’s own host', async () => {
  const url = await open(echo);
  const response = await fetch(`${url}/v1/a%2Fb?x=1&x=2`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_1' },
    body: 'name=J%C3%BCrgen',
  });
  expect(await response.json()).toEqual({
    method: 'POST',
    url: 'https://api.stripe.com/v1/a%2Fb?x=1&x=2',
    authorization: 'Bearer sk_test_1',
    body: 'name=J%C3%BCrgen',
  });
});

test('a page of another origin is told that it may call, and may read the answers', async () => {
  const url = await open(echo);
  const asked = await fetch(`${url}/v1/customers`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'http://localhost:5173',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,stripe-version',
    },
  });
  expect(asked.status).toBe(204);
  expect(asked.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(asked.headers.get('Access-Control-Allow-Methods')).toContain('DELETE');
  expect(asked.headers.get('Access-Control-Allow-Headers')).toBe('authorization,stripe-version');
  const { headers } = await fetch(url);
  expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(headers.get('Access-Control-Expose-Headers')).toContain('Request-Id');
});

test('a light response arrives whole, its headers letter for letter', async () => {
  for (const value of ['plain', 'caf\u00e9']) {
    const url = await open(async () =>
      lightResponse({ status: 402, headers: { 'Idempotency-Key': value }, body: '"J\u00fcrgen"' }),
    );
    const response = await fetch(url);
    expect(response.status).toBe(402);
    expect(response.headers.get('Idempotency-Key')).toBe(value);
    expect(response.headers.get('Content-Length')).toBe('9');
    expect(await response.json()).toBe('Jürgen');
  }
});

test('HEAD gives the headers of GET, and no body', async () => {
  const url = await open(echo);
  const [head, get] = [await fetch(url, { method: 'HEAD' }), await fetch(url)];
  expect(head.headers.get('Content-Length')).toBe(get.headers.get('Content-Length'));
  expect(await head.text()).toBe('');
});

test('a body of the greatest size arrives whole', async () => {
  const url = await open(async (request) =>
    Response.json((await request.arrayBuffer()).byteLength),
  );
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(bodyBytesMax) });
  expect(await response.json()).toBe(bodyBytesMax);
});

test('a greater body is refused with 413 in the form of Stripe’s errors, and the next request works', async () => {
  const url = await open(echo);
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(bodyBytesMax + 1) });
  expect(response.status).toBe(413);
  expect(await response.json()).toEqual({
    error: { message: expect.stringContaining('larger than 4 MB'), type: 'invalid_request_error' },
  });
  expect((await fetch(url)).status).toBe(200);
});

test('a body that announces a gigabyte is refused before it is read', async () => {
  const url = await open(echo);
  const status = await new Promise((resolve, reject) => {
    const sending = httpRequest(url, {
      method: 'POST',
      headers: { 'Content-Length': 1_000_000_000 },
    });
    sending.on('response', (response) => {
      resolve(response.statusCode);
      sending.destroy();
    });
    sending.on('error', reject);
    sending.write('x');
  });
  expect(status).toBe(413);
});

test('a foreign page is refused, also for a form that no browser asks about beforehand', async () => {
  const url = await open(echo);
  const response = await fetch(url, {
    method: 'POST',
    headers: { Origin: 'https://evil.example' },
    body: 'a=1',
  });
  expect(response.status).toBe(403);
});

test('an error inside is answered with 500, and the server goes on', async () => {
  const url = await open(async ({ url }) => {
    if (url.endsWith('/bad')) throw new Error('a mistake');
    return Response.json('good');
  });
  const response = await fetch(`${url}/bad`);
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ error: { type: 'api_error' } });
  expect(errors).toHaveLength(1);
  expect(await (await fetch(url)).json()).toBe('good');
});

test('the signal tells when the client goes away, and the server goes on', async () => {
  let tell: (isAborted: boolean) => void = () => undefined;
  const gone = new Promise<boolean>((resolve) => {
    tell = resolve;
  });
  const url = await open((request) =>
    request.method === 'GET'
      ? Promise.resolve(Response.json('good'))
      : new Promise((_resolve, reject) => {
          request.signal.addEventListener('abort', () => {
            tell(request.signal.aborted);
            reject(new Error('aborted'));
          });
          sending.destroy();
        }),
  );
  const sending = httpRequest(url, { method: 'POST' }).on('error', () => undefined);
  sending.end('a=1');
  expect(await gone).toBe(true);
  expect(errors).toEqual([]);
  expect(await (await fetch(url)).json()).toBe('good');
});

test('a client that goes away in the middle of its body is no error', async () => {
  const url = await open(echo);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      const half = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf';
      socket.write(half, () => socket.destroy());
    });
    socket.on('close', () => resolve());
  });
  expect((await fetch(url)).status).toBe(200);
  expect(errors).toEqual([]);
});

test('what is no HTTP is answered with 400, and the server goes on', async () => {
  const url = await open(echo);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
      socket.write('\0\0\r\n\r\n'),
    );
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1.1 400/);
  expect((await fetch(url)).status).toBe(200);
});

test('an absolute target cannot make it ask another host', async () => {
  const url = await open(echo);
  const { hostname, port } = new URL(url);
  const body = await new Promise<string>((resolve, reject) => {
    const sending = httpRequest({ hostname, port, path: 'http://127.0.0.1:1/v1/x?y=1' });
    sending.on('response', async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve(text);
    });
    sending.on('error', reject).end();
  });
  expect(JSON.parse(body)).toMatchObject({ url: 'https://api.stripe.com/v1/x?y=1' });
});
