// What every backend promises, whichever way it answers. Run in Node and in a real browser.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BackendOptions, openBackend } from '../../src/backend/backend.ts';
import type { Backend } from '../../src/backend/opened.ts';

const url = 'https://api.stripe.com/v1/customers';
const key = 'sk_test_contract1234567890';

interface Customer {
  readonly id: string;
  readonly name: string;
}

/** What every way to an API has, wherever its objects are. */
export type Answering = Pick<Backend, 'send' | 'log' | 'close'>;

interface Asking {
  ask(path?: string, init?: RequestInit): Promise<Response>;
  create(name: string): Promise<Customer>;
  names(): Promise<string[]>;
}

function asking(opened: () => Answering): Asking {
  function ask(path = '', init: RequestInit = {}): Promise<Response> {
    const headers = { Authorization: `Bearer ${key}`, ...init.headers };
    return opened().send(new Request(url + path, { ...init, headers }));
  }
  return {
    ask,
    async create(name) {
      const response = await ask('', { method: 'POST', body: new URLSearchParams({ name }) });
      expect(response.status).toBe(200);
      return response.json() as Promise<Customer>;
    },
    async names() {
      const { data } = (await (await ask('?limit=100')).json()) as { data: Customer[] };
      return data.map(({ name }) => name);
    },
  };
}

/** `open` gives one without any objects. */
export function testAnswers(title: string, open: () => Promise<Answering>): void {
  describe(title, () => {
    let backend: Answering;
    const { ask, create, names } = asking(() => backend);

    beforeEach(async () => {
      backend = await open();
    });
    afterEach(() => backend.close());

    test('answers as the API does, with its headers', async () => {
      const { id } = await create('Jane');
      const response = await ask(`/${id}`);
      expect(response.headers.get('Request-Id')).toMatch(/^req_\w{14}$/);
      expect(response.headers.get('Stripe-Version')).toMatch(/^\d{4}-\d\d-\d\d/);
      expect(await response.json()).toMatchObject({ id, object: 'customer', name: 'Jane' });
    });

    test('gives the API’s refusals as answers', async () => {
      const response = await ask('/cus_missing');
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'resource_missing' } });
    });

    test('answers requests that come at the same time, each with its own object', async () => {
      const wanted = Array.from({ length: 20 }, (_, index) => `Number ${index}`);
      const made = await Promise.all(wanted.map(create));
      expect(made.map(({ name }) => name)).toEqual(wanted);
      expect(new Set(made.map(({ id }) => id)).size).toBe(wanted.length);
      expect((await names()).toSorted()).toEqual(wanted.toSorted());
    });

    test('logs each exchange once, with its bodies, and tells who listens', async () => {
      const told: string[] = [];
      backend.log.on('add', ({ method, path }) => told.push(`${method} ${path}`));
      const { id } = await create('Jane');
      await ask(`/${id}?expand[]=sources`);
      expect(told).toEqual(['POST /v1/customers', `GET /v1/customers/${id}`]);
      expect(backend.log.entries()).toMatchObject([
        { status: 200, requestBody: 'name=Jane', responseBody: expect.stringContaining(id) },
        { status: 200, query: expect.stringContaining('expand'), requestBody: '' },
      ]);
      expect(backend.log.entries()[0]?.requestId).toMatch(/^req_/);
    });

    test('refuses a live key, and keeps it nowhere', async () => {
      const live = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';
      const body = new URLSearchParams({ name: live });
      const headers = { Authorization: `Bearer ${live}` };
      const response = await ask('', { method: 'POST', headers, body });
      expect(response.status).toBe(401);
      const kept = JSON.stringify([backend.log.entries(), await response.text()]);
      expect(kept).not.toContain('4eC39');
    });

    test('does nothing for a request that was given up before it began', async () => {
      const body = new URLSearchParams({ name: 'Never' });
      const given = ask('', { method: 'POST', body, signal: AbortSignal.abort() });
      await expect(given).rejects.toThrow();
      expect(await names()).toEqual([]);
    });

    test('takes a body of a megabyte, and refuses one of ten', async () => {
      const post = (body: string): Promise<Response> => ask('', { method: 'POST', body });
      expect((await post(`description=${'x'.repeat(1_000_000)}`)).status).toBeLessThan(500);
      expect((await post(`description=${'x'.repeat(10_000_000)}`)).status).toBe(413);
      await create('Still here');
      expect(await names()).toContain('Still here');
    });
  });
}

/** `name`: of a database that no other test uses. */
export function testBackend(title: string, optionsOf: (name: string) => BackendOptions): void {
  const open = (): Promise<Backend> => openBackend(optionsOf(crypto.randomUUID()));
  testAnswers(title, open);

  describe(title, () => {
    let backend: Backend;
    const { ask, create, names } = asking(() => backend);

    beforeEach(async () => {
      backend = await open();
    });
    afterEach(() => backend.close());

    test('keeps no live key among its objects', async () => {
      const body = new URLSearchParams({ name: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' });
      await ask('', { method: 'POST', body });
      expect(JSON.stringify(await backend.sandbox.snapshot())).not.toContain('4eC39');
    });

    test('gives its whole state, takes it back, and forgets it', async () => {
      await create('Kept');
      const snapshot = await backend.sandbox.snapshot();
      await create('Lost');
      await backend.sandbox.restore(structuredClone(snapshot));
      expect(await names()).toEqual(['Kept']);
      await backend.sandbox.reset();
      expect(await names()).toEqual([]);
    });

    test('tells of events and changes as they come', async () => {
      const told: unknown[] = [];
      backend.sandbox.on('event', ({ event, isOwn }) => told.push([event['type'], isOwn]));
      backend.sandbox.on('change', ({ isOwn }) => told.push({ isOwn }));
      await create('Jane');
      expect(told).toEqual(expect.arrayContaining([['customer.created', true], { isOwn: true }]));
      expect(told).toHaveLength(2);
    });
  });
}
