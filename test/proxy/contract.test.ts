// What every way to an API promises, through the proxy on Node, with a served sandbox behind it.

import { afterAll, beforeAll } from 'vitest';
import { logged } from '../../src/backend/logged.ts';
import { createRequestLog } from '../../src/backend/request-log.ts';
import { outsideFetch } from '../../src/server/outside-fetch.ts';
import { startProxy } from '../../src/server/proxy.ts';
import { serve, type Serving } from '../../src/server/serve.ts';
import { testAnswers } from '../backend/contract.ts';

let sandbox: Serving;

beforeAll(async () => {
  sandbox = await serve({ host: '127.0.0.1', port: 0, warn: () => undefined });
});
afterAll(() => sandbox.close());

testAnswers('the proxy on Node', async () => {
  // A key of its own has objects of its own.
  const key = `sk_test_${crypto.randomUUID().replaceAll('-', '')}`;
  const proxy = await startProxy({ key, upstream: sandbox.url, host: '127.0.0.1', port: 0 });
  const log = createRequestLog();
  const send = logged(outsideFetch(proxy.url), {
    remember: log.add,
    now: Date.now,
    stopwatch: () => performance.now(),
  });
  return { send, log, close: () => void proxy.close() };
});
