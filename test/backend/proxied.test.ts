// The proxy backend against a real proxy with a sandbox behind it, as pages have it.

import { afterEach, describe, expect, test } from 'vitest';
import { openProxyBackend, type ProxyBackend } from '../../src/backend/open-proxy.ts';
import { serve } from '../../src/server/serve.ts';
import { runProxy } from '../server/running-proxy.ts';
import { testAnswers } from './contract.ts';

const closes: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closes.splice(0).toReversed()) await close();
});

interface Behind {
  readonly backend: ProxyBackend;
  stopProxy(): Promise<void>;
}

async function open(environment: Readonly<Record<string, string>> = {}): Promise<Behind> {
  const sandbox = await serve({ host: '127.0.0.1', port: 0, warn: () => undefined });
  const proxy = await runProxy(sandbox.url, { SANDSHELL_DRAIN_MS: '0', ...environment });
  const backend = openProxyBackend({ proxyUrl: proxy.url });
  let isStopped = false;
  const stopProxy = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    await proxy.close();
  };
  closes.push(() => sandbox.close(), stopProxy);
  return { backend, stopProxy };
}

testAnswers('the proxy', async () => (await open()).backend);
testAnswers('the proxy that keeps visitors apart', async () => {
  const { backend } = await open({ SANDSHELL_VISITORS: 'tag' });
  return backend;
});

const api = 'https://api.stripe.com';

function post(backend: ProxyBackend, path: string, params = ''): Promise<Response> {
  return backend.send(
    new Request(api + path, { method: 'POST', body: new URLSearchParams(params) }),
  );
}

describe('what a page knows of the sandbox behind a proxy', () => {
  test('events come after what causes them, each once, in their order', async () => {
    const { backend } = await open();
    const told: string[] = [];
    backend.sandbox.on('event', ({ event, isOwn }) => {
      if (isOwn) told.push(String(event['type']));
    });
    const { id } = (await (await post(backend, '/v1/customers', 'name=Jane')).json()) as {
      id: string;
    };
    await expect.poll(() => told, { timeout: 10_000 }).toEqual(['customer.created']);
    await post(backend, `/v1/customers/${id}`, 'name=Joan');
    await expect
      .poll(() => told, { timeout: 10_000 })
      .toEqual(['customer.created', 'customer.updated']);
    // What the page asks for itself is not in its log.
    expect(backend.log.entries().map(({ path }) => path)).toEqual([
      '/v1/customers',
      `/v1/customers/${id}`,
    ]);
    backend.close();
  });

  test('its objects complete, those that were not seen yet too', async () => {
    const { backend } = await open();
    await post(backend, '/v1/products', 'name=Mug');
    expect(backend.newestId('product')).toMatch(/^prod_/);
    const { id } = (await (await post(backend, '/v1/customers', 'name=Jane')).json()) as {
      id: string;
    };
    expect(backend.newestId('customer')).toBe(id);
    await backend.send(new Request(`${api}/v1/customers/${id}`, { method: 'DELETE' }));
    expect(backend.newestId('customer')).toBeUndefined();
    expect((await backend.objects(['product'])).map(({ name }) => name)).toEqual(['Mug']);
    backend.close();
  });

  test('what only a sandbox in the page can do is refused in words', async () => {
    const { backend } = await open();
    const { snapshot, restore, reset } = backend.sandbox;
    await expect(snapshot()).rejects.toThrow('A sandbox behind a proxy cannot be copied');
    await expect(restore({} as never)).rejects.toThrow('cannot be replaced');
    await expect(reset()).rejects.toThrow('cannot be emptied');
    backend.close();
  });

  test('a proxy without events says that there are none, once', async () => {
    const { backend } = await open({ SANDSHELL_ALLOW: 'customers.*' });
    await post(backend, '/v1/customers');
    const notice = (): unknown => backend.sandbox.storage();
    await expect
      .poll(notice, { timeout: 10_000 })
      .toMatchObject({ reason: expect.stringContaining('does not let "events list" through') });
    backend.close();
  });

  test('a proxy that stops is told, in the answer and in the notice', async () => {
    const { backend, stopProxy } = await open();
    expect(await backend.probe()).toBeUndefined();
    await stopProxy();
    expect(await backend.probe()).toMatch(/^No proxy answers at http:\/\/127.0.0.1/);
    await expect(post(backend, '/v1/customers')).rejects.toThrow('No proxy answers at');
    expect(backend.sandbox.storage()).toMatchObject({
      reason: expect.stringContaining('No proxy answers at'),
    });
    expect(backend.log.entries()).toMatchObject([{ status: 0, path: '/v1/customers' }]);
    backend.close();
  });

  test('an operation that is not allowed is an answer, and a notice', async () => {
    const { backend } = await open({ SANDSHELL_ALLOW: 'customers.*' });
    const response = await post(backend, '/v1/products', 'name=Mug');
    expect(response.status).toBe(403);
    expect(backend.sandbox.storage()).toMatchObject({
      reason: expect.stringMatching(/^127\.0\.0\.1:\d+ refused this: /),
    });
    backend.close();
  });
});
