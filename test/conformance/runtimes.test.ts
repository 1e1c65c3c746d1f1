// The proxy as the package has it, in workerd, Deno and Bun: what the backend promises, what stops it, and
// limits; those of a Worker by its bindings.

import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logged } from '../../src/backend/logged.ts';
import { createRequestLog } from '../../src/backend/request-log.ts';
import { outsideFetch } from '../../src/server/outside-fetch.ts';
import { testAnswers } from '../backend/contract.ts';
import { json, openUpstream } from '../proxy/recording-upstream.ts';
import { openWorkerd } from './in-workerd.ts';
import { type Served, serveSandbox } from './program.ts';
import { runtimes } from './runtimes.ts';

const ownKey = `sk_test_${'proxy'.repeat(4)}`;

let sandbox: Served;

beforeAll(async () => {
  sandbox = await serveSandbox();
});

afterAll(() => sandbox.stop());

describe.each(runtimes)('in $name', ({ open }) => {
  const running = open();

  afterAll(() => running.close());

  testAnswers('the proxy', async () => {
    const own = `sk_test_${crypto.randomUUID().replaceAll('-', '')}`;
    const url = await running.start({ SANDSHELL_KEY: own, SANDSHELL_UPSTREAM: sandbox.url });
    const log = createRequestLog();
    const send = logged(outsideFetch(url), {
      remember: log.add,
      now: Date.now,
      stopwatch: () => performance.now(),
    });
    return { send, log, close: () => undefined };
  });

  test('an answer of live mode stops it', async () => {
    const upstream = await openUpstream();
    const url = await running.start({ SANDSHELL_KEY: ownKey, SANDSHELL_UPSTREAM: upstream.url });
    const ask = async (): Promise<number> => (await fetch(`${url}/v1/customers`)).status;
    expect(await ask()).toBe(200);
    upstream.answer((response) => json(response, { livemode: true }));
    expect(await ask()).toBe(503);
    upstream.answer((response) => json(response, { livemode: false }));
    expect(await ask()).toBe(503);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect(upstream.seen).toHaveLength(2);
    await upstream.close();
  });

  test('redirects are not followed, and paths are those of the catalogue', async () => {
    const upstream = await openUpstream();
    const url = await running.start({ SANDSHELL_KEY: ownKey, SANDSHELL_UPSTREAM: upstream.url });
    upstream.answer((response) => response.writeHead(302, { Location: upstream.url }).end());
    expect((await fetch(`${url}/v1/customers`)).status).toBe(502);
    expect(upstream.seen).toHaveLength(1);
    for (const path of ['/v1//customers', '/v1/customers%2F', '/v1/customers/%2e%2e%2fpayouts']) {
      expect((await fetch(url + path)).status).toBe(400);
    }
    expect(upstream.seen).toHaveLength(1);
    await upstream.close();
  });

  test('with a key of live mode it answers nothing', async () => {
    const url = await running.start({ SANDSHELL_KEY: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' });
    const response = await fetch(`${url}/v1/customers`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('4eC39');
  });
});

describe.each(runtimes.filter(({ name }) => name !== 'workerd'))(
  'in $name, which has no bindings',
  ({ open }) => {
    const running = open();

    afterAll(() => running.close());

    test('each address has a limit of its own', async () => {
      const upstream = await openUpstream();
      const url = await running.start({
        SANDSHELL_KEY: ownKey,
        SANDSHELL_UPSTREAM: upstream.url,
        SANDSHELL_LIMIT_ADDRESS: '2/60',
      });
      const statuses: number[] = [];
      for (const from of ['127.0.0.1', '127.0.0.2']) {
        for (let count = 0; count < 3; count += 1) statuses.push(await statusFor(url, from));
      }
      expect(statuses).toEqual([200, 200, 429, 200, 200, 429]);
      await upstream.close();
    });
  },
);

interface Timed {
  scheduled(event: { readonly cron: string }): Promise<unknown>;
}

describe('a Worker', () => {
  const workerd = openWorkerd();
  const { start } = workerd;

  afterAll(() => workerd.close());

  test('its own bindings limit, and its health is told', async () => {
    const upstream = await openUpstream();
    const url = await start(
      { SANDSHELL_KEY: ownKey, SANDSHELL_UPSTREAM: upstream.url, SANDSHELL_LIMIT_ADDRESS: '2/60' },
      { ratelimits: { SANDSHELL_ADDRESS_LIMITER: { simple: { limit: 2, period: 60 } } } },
    );
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) {
      statuses.push((await fetch(`${url}/v1/customers`)).status);
    }
    expect(statuses).toEqual([200, 200, 429, 429]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    await upstream.close();
  });

  test('at its times it ends what visitors have left behind', async () => {
    const url = await start({
      SANDSHELL_KEY: ownKey,
      SANDSHELL_UPSTREAM: sandbox.url,
      SANDSHELL_VISITORS: 'tag',
    });
    const made = async (tag: string): Promise<string> => {
      const headers = { Authorization: `Bearer ${ownKey}` };
      const body = new URLSearchParams({ 'metadata[sandshell_visitor]': tag });
      const asked = { method: 'POST', headers, body };
      const response = await fetch(`${sandbox.url}/v1/customers`, asked);
      return ((await response.json()) as { id: string }).id;
    };
    // One visit has ended in 1970, one will in 2286.
    const [over, open] = [
      await made('zz_0123456789abcdef'),
      await made('4ldqpds_0123456789abcdef'),
    ];
    const handlers = (await workerd.handlers()) as Timed;
    await handlers.scheduled({ cron: '17 * * * *' });
    const isThere = async (id: string): Promise<boolean> => {
      const headers = { Authorization: `Bearer ${ownKey}` };
      const response = await fetch(`${sandbox.url}/v1/customers/${id}`, { headers });
      return !('deleted' in ((await response.json()) as object));
    };
    expect([await isThere(over), await isThere(open)]).toEqual([false, true]);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});

/** All of 127.0.0.0/8 is this machine. */
function statusFor(url: string, localAddress: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), localAddress });
    const head = 'GET /v1/customers HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n';
    socket.setEncoding('latin1').on('error', reject).write(head);
    socket.once('data', (text) => {
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(text))?.[1]));
      socket.destroy();
    });
  });
}
