// The backends in a real browser: its database, its locks, its service worker.

import { Stripe } from 'stripe';
import { afterEach, describe, expect, test } from 'vitest';
import { type BackendOptions, openBackend } from '../../src/backend/backend.ts';
import type { Backend } from '../../src/backend/opened.ts';
import { testBackend } from '../backend/contract.ts';

testBackend('the sandbox, saved', (name) => ({ type: 'sandbox', name }));
testBackend('the sandbox, in memory', () => ({ type: 'sandbox', isSaved: false }));
testBackend('the worker', (name) => ({ type: 'worker', name, workerUrl: '/mockServiceWorker.js' }));

const url = 'https://api.stripe.com/v1/customers';
const headers = { Authorization: 'Bearer sk_test_browser1234567890' };
const opened: Backend[] = [];
const frames: HTMLIFrameElement[] = [];

afterEach(() => {
  for (const backend of opened.splice(0)) backend.close();
  for (const frame of frames.splice(0)) frame.remove();
});

async function open(name: string): Promise<Backend> {
  const backend = await openBackend({ type: 'sandbox', name });
  opened.push(backend);
  return backend;
}

function create(backend: Backend, name: string): Promise<Response> {
  const body = new URLSearchParams({ name });
  return backend.send(new Request(url, { method: 'POST', headers, body }));
}

/** Names of all customers, newest first. */
async function list(backend: Backend): Promise<string[]> {
  const names: string[] = [];
  let [after, hasMore] = ['', true];
  while (hasMore) {
    const request = new Request(`${url}?limit=100${after}`, { headers });
    const page = (await (await backend.send(request)).json()) as {
      data: { id: string; name: string }[];
      has_more: boolean;
    };
    names.push(...page.data.map(({ name }) => name));
    hasMore = page.has_more;
    after = `&starting_after=${page.data.at(-1)?.id}`;
  }
  return names;
}

/** Another tab: a page of its own, with modules, clocks and chance of its own. */
async function openFrame(): Promise<Window> {
  const source = new URL('../../src/backend/backend.ts', import.meta.url).href;
  const frame = document.createElement('iframe');
  const script = document.createElement('script');
  script.type = 'module';
  // The test's server wraps each import() of a module in a call that its own page has.
  script.textContent = `
    globalThis.__vitest_browser_runner__ = { wrapDynamicImport: (load) => load() };
    const { openBackend } = await import('${source}');
    globalThis.openBackend = openBackend;
    globalThis.dispatchEvent(new Event('opened'));
  `;
  frame.src = '/mockServiceWorker.js';
  document.body.append(frame);
  frames.push(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve));
  const page = frame.contentWindow as Window;
  const isOpened = new Promise((resolve) => page.addEventListener('opened', resolve));
  frame.contentDocument?.head.append(script);
  await isOpened;
  return page;
}

async function openInFrame(options: BackendOptions): Promise<Backend> {
  const page = (await openFrame()) as Window & { openBackend?: typeof openBackend };
  const backend = await page.openBackend?.(options);
  if (!backend) throw new Error('the frame has no backend');
  opened.push(backend);
  return backend;
}

async function rawDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error));
  });
}

describe('kept in the browser', () => {
  test('two pages that write 200 customers at the same time lose none, and agree on their order', async () => {
    const name = crypto.randomUUID();
    const [here, there] = [await open(name), await openInFrame({ type: 'sandbox', name })];
    const wanted = Array.from({ length: 200 }, (_, index) => `Number ${index}`);
    const answers = await Promise.all(
      wanted.map((each, index) => create(index % 2 ? here : there, each)),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);

    const seen = await list(here);
    expect(seen.toSorted()).toEqual(wanted.toSorted());
    expect(await list(there)).toEqual(seen);
    expect(await list(await open(name))).toEqual(seen);
    expect(here.sandbox.storage()).toEqual({ type: 'saved' });
    expect(there.sandbox.storage()).toEqual({ type: 'saved' });
  });

  test('a page hears what another one does, and is emptied with it', async () => {
    const name = crypto.randomUUID();
    const [here, there] = [await open(name), await openInFrame({ type: 'sandbox', name })];
    const told = new Promise((resolve) => here.sandbox.on('event', resolve));
    await create(there, 'Jane');
    expect(await told).toMatchObject({ isOwn: false, event: { type: 'customer.created' } });

    const emptied = new Promise((resolve) => here.sandbox.on('reset', () => resolve('emptied')));
    await there.sandbox.reset();
    expect(await emptied).toBe('emptied');
    expect(await list(here)).toEqual([]);
  });

  test('requests of an earlier visit stay in the log', async () => {
    const name = crypto.randomUUID();
    const before = await open(name);
    await create(before, 'Jane');
    before.close();
    const after = await open(name);
    expect(after.log.entries()).toMatchObject([{ method: 'POST', path: '/v1/customers' }]);
  });

  test('a damaged database: the rest is there, the page is told, and reset mends it', async () => {
    const name = crypto.randomUUID();
    const before = await open(name);
    for (const each of ['a', 'b', 'c']) await create(before, each);
    before.close();
    const raw = await rawDatabase(name);
    const transaction = raw.transaction('journal', 'readwrite');
    transaction.objectStore('journal').put('damaged', 2);
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    raw.close();

    const after = await open(name);
    expect(await list(after)).toEqual(['c', 'a']);
    expect(after.sandbox.storage()).toMatchObject({
      type: 'memory',
      reason: expect.stringContaining('damaged'),
    });
    await create(after, 'd');
    expect(await list(after)).toEqual(['d', 'c', 'a']);

    await after.sandbox.reset();
    expect(after.sandbox.storage()).toEqual({ type: 'saved' });
    await create(after, 'e');
    expect(await list(await open(name))).toEqual(['e']);
  });

  test('a full database: the answer comes, the page is told, and nothing is lost', async () => {
    const name = crypto.randomUUID();
    const backend = await open(name);
    await create(backend, 'a');
    const { add, put } = IDBObjectStore.prototype;
    const refuse = (): never => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Object.assign(IDBObjectStore.prototype, { add: refuse, put: refuse });
    const told = new Promise((resolve) => backend.sandbox.on('storage', resolve));
    try {
      expect((await create(backend, 'b')).status).toBe(200);
      await told;
    } finally {
      Object.assign(IDBObjectStore.prototype, { add, put });
    }
    expect(backend.sandbox.storage()).toMatchObject({
      type: 'memory',
      reason: expect.stringContaining('no room left'),
    });
    expect(await list(backend)).toEqual(['b', 'a']);
    expect(await list(await open(name))).toEqual(['a']);
  });
});

describe('the worker', () => {
  test('lets the official SDK work in the page, with its own errors and its own paging', async () => {
    const name = crypto.randomUUID();
    const backend = await openBackend({ type: 'worker', name, workerUrl: '/mockServiceWorker.js' });
    opened.push(backend);
    const { customers } = new Stripe('sk_test_browser1234567890', { maxNetworkRetries: 0 });
    for (let number = 1; number <= 25; number += 1) {
      await customers.create({ name: `Number ${number}` });
    }
    const names: unknown[] = [];
    for await (const customer of customers.list({ limit: 10 })) names.push(customer.name);
    expect(names).toHaveLength(25);
    expect(names[0]).toBe('Number 25');
    const refused: unknown = await customers
      .retrieve('cus_missing')
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(backend.log.entries().at(-1)).toMatchObject({ status: 404 });
  });

  test('goes on when another page ends its own', async () => {
    const options = { type: 'worker', isSaved: false, workerUrl: '/mockServiceWorker.js' } as const;
    const [here, there] = [await openBackend(options), await openInFrame(options)];
    opened.push(here);
    expect((await create(there, 'there')).status).toBe(200);
    there.close();
    frames[0]?.remove();
    for (let number = 1; number <= 20; number += 1) {
      expect((await create(here, `here ${number}`)).status).toBe(200);
    }
    expect(await list(here)).toHaveLength(20);
  });

  test('lets all other requests of the page pass', async () => {
    const workerUrl = '/mockServiceWorker.js';
    opened.push(await openBackend({ type: 'worker', isSaved: false, workerUrl }));
    const response = await fetch(workerUrl);
    expect(await response.text()).toContain('Mock Service Worker');
  });

  test.each([
    ['a script that is not there', '/no-such-worker.js', 'could not start'],
    ['a script of another origin', 'https://example.com/worker.js', 'page’s own origin'],
  ])('%s is told with what to do', async (_name, workerUrl, message) => {
    const opening = openBackend({ type: 'worker', isSaved: false, workerUrl });
    await expect(opening).rejects.toThrow(message.replace('’', "'"));
  });
});
