// The proxy in Deno and Bun, which hand over no bindings: what the backend promises, from the environment
// of the process, and a limit for each address. Workers: `proxy.test.ts`.

import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logged } from '../../src/backend/logged.ts';
import { createRequestLog } from '../../src/backend/request-log.ts';
import { outsideFetch } from '../../src/server/outside-fetch.ts';
import { testAnswers } from '../backend/contract.ts';
import { openUpstream } from '../proxy/recording-upstream.ts';
import { type Served, serveSandbox } from './program.ts';
import { runtimes } from './runtimes.ts';

describe.each(runtimes.filter(({ name }) => name !== 'workerd'))('in $name', ({ open }) => {
  const running = open();
  let sandbox: Served;

  beforeAll(async () => {
    sandbox = await serveSandbox();
  });

  afterAll(async () => {
    await running.close();
    await sandbox.stop();
  });

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

  test('each address has a limit of its own', async () => {
    const upstream = await openUpstream();
    const url = await running.start({
      SANDSHELL_KEY: 'rk_test_proxyOwnKey12345678',
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
