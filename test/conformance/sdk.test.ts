// The official SDK in Node: over HTTP against `sandshell serve`, and without a server through MSW.

import { setupServer } from 'msw/node';
import { Stripe } from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox } from '../../src/backend/in-page.ts';
import { handlers } from '../../src/backend/msw-handlers.ts';
import { type Served, serveSandbox } from './program.ts';

const key = 'sk_test_conformance123456';
const server = setupServer(...handlers(createSandbox()));
let served: Served;

beforeAll(async () => {
  served = await serveSandbox();
  server.listen({ onUnhandledRequest: 'bypass' });
});

afterAll(async () => {
  server.close();
  await served.stop();
});

type Connect = (apiKey?: string) => Stripe;

const overHttp: Connect = (apiKey = key) =>
  new Stripe(apiKey, {
    host: '127.0.0.1',
    port: served.port,
    protocol: 'http',
    maxNetworkRetries: 0,
  });

const throughMsw: Connect = (apiKey = key) => new Stripe(apiKey, { maxNetworkRetries: 0 });

const throughMswByFetch: Connect = (apiKey = key) =>
  new Stripe(apiKey, { maxNetworkRetries: 0, httpClient: Stripe.createFetchHttpClient() });

async function errorOf(
  work: Promise<unknown>,
): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error(`Not refused by the API: ${String(error)}`);
}

describe.each([
  ['over HTTP', overHttp],
  ['through MSW', throughMsw],
  ['through MSW, by fetch', throughMswByFetch],
])('the official SDK %s', (name, connect) => {
  /** Part of keys, so that each way has accounts of its own. */
  const slug = name.replaceAll(/\W/g, '');

  test('uploads a file', async () => {
    const { files } = connect(`${key}_files`);
    const data = Buffer.from('%PDF-1.7 \u00ff', 'latin1');
    const file = { data, name: 'scan.pdf', type: 'application/pdf' };
    const made = await files.create({ purpose: 'dispute_evidence', file });
    expect(made).toMatchObject({ filename: 'scan.pdf', size: data.length, type: 'pdf' });
    expect((await files.retrieve(made.id)).purpose).toBe('dispute_evidence');
  });

  test('creates, retrieves, updates, lists, searches and deletes a customer', async () => {
    const { customers } = connect(`${key}_crud`);
    const created = await customers.create({ name: 'Jane Smith', metadata: { mark: 'sdk' } });
    expect(created.lastResponse.requestId).toMatch(/^req_\w{14}$/);
    expect(await customers.retrieve(created.id)).toMatchObject({ name: 'Jane Smith' });
    expect(await customers.update(created.id, { phone: '' })).toMatchObject({ phone: null });
    expect((await customers.list()).data.map(({ id }) => id)).toContain(created.id);
    const query = 'metadata["mark"]:"sdk"';
    expect((await customers.search({ query })).data.map(({ id }) => id)).toContain(created.id);
    expect(await customers.del(created.id)).toMatchObject({ deleted: true });
  });

  test('walks through 250 customers by itself, newest first, each once', async () => {
    const { customers } = connect(`${key}_250_${slug}`);
    const made: string[] = [];
    for (let number = 1; number <= 250; number += 1) {
      made.unshift((await customers.create({ name: `Number ${number}` })).id);
    }
    const seen: string[] = [];
    for await (const { id } of customers.list({ limit: 100 })) seen.push(id);
    expect(seen).toEqual(made);
    const found = await customers.search({ query: 'name~"number"', limit: 100 }).autoPagingToArray({
      limit: 1000,
    });
    expect(found.map(({ id }) => id).toSorted()).toEqual(made.toSorted());
  });

  test('gives a typed error for an unknown id', async () => {
    const error = await errorOf(connect().customers.retrieve('cus_missing'));
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(error).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
      message: "No such customer: 'cus_missing'",
    });
    expect(error.requestId).toMatch(/^req_/);
  });

  test('gives a typed error for a parameter that is none', async () => {
    const error = await errorOf(connect().customers.create({ nme: 'x' } as object));
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(error).toMatchObject({ statusCode: 400, code: 'parameter_unknown', param: 'nme' });
  });

  test('gives a typed error for a key that is none, and never tells it back', async () => {
    const error = await errorOf(connect('bad_key_1234567890abcdef').customers.list());
    expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(error.message).not.toContain('1234567890');
  });

  test.each(['sk_live_1234567890abcdef', 'rk_live_1234567890abcdef'])(
    'refuses the live key %s, and never tells it back',
    async (live) => {
      const error = await errorOf(connect(live).customers.list());
      expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
      expect(JSON.stringify(error.raw) + error.message).not.toContain('1234567890');
    },
  );

  test('gives the same answer again for the same idempotency key', async () => {
    const { customers } = connect();
    const idempotencyKey = `again-${slug}`;
    const first = await customers.create({ name: 'Once' }, { idempotencyKey });
    const again = await customers.create({ name: 'Once' }, { idempotencyKey });
    expect(again.id).toBe(first.id);
    const { headers } = again.lastResponse;
    const plain = headers instanceof Headers ? Object.fromEntries(headers) : headers;
    expect(plain).toMatchObject({ 'idempotent-replayed': 'true' });
  });

  test('gives a typed error for other parameters under the same idempotency key', async () => {
    const { customers } = connect();
    const idempotencyKey = `other-${slug}`;
    await customers.create({ name: 'One' }, { idempotencyKey });
    const error = await errorOf(customers.create({ name: 'Two' }, { idempotencyKey }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(error.statusCode).toBe(400);
  });

  test('tells of what happened as events, with what was before', async () => {
    const { customers, events } = connect(`${key}_events_${slug}`);
    const { id } = await customers.create({ name: 'Before' });
    await customers.update(id, { name: 'After' });
    const { data } = await events.list({ limit: 2 });
    expect(data.map(({ type }) => type)).toEqual(['customer.updated', 'customer.created']);
    expect(data[0]?.data).toMatchObject({
      object: { id, name: 'After' },
      previous_attributes: { name: 'Before' },
    });
  });

  test('expands an object that another one names', async () => {
    const { customers, prices, products } = connect(`${key}_expand`);
    const product = await products.create({ name: 'Lamp' });
    const price = await prices.create({ product: product.id, currency: 'usd', unit_amount: 500 });
    expect(price.product).toBe(product.id);
    const expanded = await prices.retrieve(price.id, { expand: ['product'] });
    expect(expanded.product).toMatchObject({ id: product.id, name: 'Lamp' });
    const error = await errorOf(customers.list({ expand: ['data.name'] }));
    expect(error.message).toContain('cannot be expanded');
  });
});
