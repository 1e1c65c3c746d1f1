// expand: what comes in, and what cannot.

import { describe, expect, test } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

async function shop() {
  const { call } = openSandbox();
  const clock = (await call('POST', '/v1/test_helpers/test_clocks', 'frozen_time=1577836800')).body;
  const customer = (await call('POST', '/v1/customers', { test_clock: clock.id })).body;
  const product = (await call('POST', '/v1/products', 'name=a')).body;
  const price = (
    await call('POST', '/v1/prices', `currency=usd&unit_amount=1&product=${product.id}`)
  ).body;
  const intent = (
    await call('POST', '/v1/payment_intents', {
      amount: 100,
      currency: 'usd',
      customer: customer.id,
    })
  ).body;
  return { call, clock, customer, product, price, intent };
}

test('an id becomes the object, on retrieval, creation and update', async () => {
  const { call, product, price } = await shop();
  const expand = ['product'];
  expect((await call('GET', `/v1/prices/${price.id}`, { expand })).body.product).toEqual(product);
  expect(
    (await call('POST', `/v1/prices/${price.id}`, { expand, nickname: 'x' })).body,
  ).toMatchObject({
    nickname: 'x',
    product,
  });
  const made = { currency: 'usd', unit_amount: 2, product: product.id, expand };
  expect((await call('POST', '/v1/prices', made)).body.product).toEqual(product);
  expect((await call('GET', `/v1/prices/${price.id}`)).body.product).toBe(product.id);
});

test('expand written with codes for its letters is expand', async () => {
  const { call, clock, customer } = await shop();
  const path = `/v1/customers/${customer.id}`;
  expect((await call('GET', `${path}?%65xp%61nd[]=test_clock`)).body.test_clock).toEqual(clock);
});

test('lists and searches are expanded through data', async () => {
  const { call, product } = await shop();
  const expand = ['data.product'];
  expect((await call('GET', '/v1/prices', { expand })).body.data[0].product).toEqual(product);
  const found = await call('GET', '/v1/prices/search', { query: 'active:"true"', expand });
  expect(found.body.data[0].product).toEqual(product);
});

test('paths go on through what was expanded', async () => {
  const { call, clock, customer, intent } = await shop();
  const { body } = await call('GET', `/v1/payment_intents/${intent.id}`, {
    expand: ['customer.test_clock'],
  });
  expect(body.customer).toEqual({ ...customer, test_clock: clock });
  const listed = await call('GET', '/v1/payment_intents', {
    expand: ['data.customer', 'data.customer.test_clock'],
  });
  expect(listed.body.data[0].customer.test_clock).toEqual(clock);
});

test('a deleted object comes in as its stub', async () => {
  const { call, customer, intent } = await shop();
  await call('DELETE', `/v1/customers/${customer.id}`);
  const { body } = await call('GET', `/v1/payment_intents/${intent.id}`, { expand: ['customer'] });
  expect(body.customer).toEqual({ id: customer.id, object: 'customer', deleted: true });
});

test('a part that leads to an id may be named too, without effect', async () => {
  const { call } = await shop();
  const method = 'invoice_settings[default_payment_method]';
  const made = { payment_method: 'pm_card_visa', [method]: 'pm_card_visa' };
  const { id } = (await call('POST', '/v1/customers', made)).body;
  const path = `/v1/customers/${id}`;
  const inner = 'invoice_settings.default_payment_method';
  const { body } = await call('GET', path, { expand: ['invoice_settings', inner] });
  expect(body.invoice_settings.default_payment_method.object).toBe('payment_method');
  const bare = await call('GET', path, { expand: ['invoice_settings'] });
  expect(bare.body).toEqual((await call('GET', path)).body);
  expect((await call('GET', path, { expand: ['metadata'] })).status).toBe(400);
});

test('null stays null', async () => {
  const { call, product } = await shop();
  const { status, body } = await call('GET', `/v1/products/${product.id}`, {
    expand: ['default_price'],
  });
  expect(status).toBe(200);
  expect(body.default_price).toBeNull();
});

test('data of a list may be named without effect', async () => {
  const { call } = await shop();
  expect((await call('GET', '/v1/customers', { expand: ['data'] })).status).toBe(200);
});

describe('refused', () => {
  const cases = [
    [
      'GET',
      '/v1/customers',
      'default_source',
      "This property cannot be expanded (default_source). You may want to try expanding 'data.default_source' instead.",
    ],
    ['GET', '/v1/customers', 'data.name', 'This property cannot be expanded (data.name).'],
    ['POST', '/v1/customers', 'bogus', 'This property cannot be expanded (bogus).'],
    ['POST', '/v1/customers', 'name', 'This property cannot be expanded (name).'],
    ['POST', '/v1/customers', 'metadata.x', 'This property cannot be expanded (metadata.x).'],
    // The path ends where it leads to nothing.
    ['POST', '/v1/customers', 'bogus.deep.path', 'This property cannot be expanded (bogus).'],
    ['POST', '/v1/customers', 'data.discount', 'This property cannot be expanded (data).'],
    ['POST', '/v1/customers', '__proto__', 'This property cannot be expanded (__proto__).'],
    ...['constructor', '__proto__'].map(
      (name) =>
        [
          'GET',
          '/v1/charges',
          `data.${name}`,
          `This property cannot be expanded (data.${name}).`,
        ] as const,
    ),
    // Of searches it may be asked: see search.test.ts.
    ['GET', '/v1/customers', 'total_count', 'This property cannot be included (total_count)'],
    [
      'POST',
      '/v1/customers',
      'test_clock.name',
      'This property cannot be expanded (test_clock.name).',
    ],
    [
      'GET',
      '/v1/customers',
      'data.subscriptions.data.customer.test_clock',
      'You cannot expand more than 4 levels of a property. Property: data.subscriptions.data.customer.test_clock',
    ],
  ] as const;
  for (const [method, path, name, message] of cases) {
    test(`${method} ${path} with ${name}`, async () => {
      const { call, sandbox } = openSandbox();
      const { status, body } = await call(method, path, { expand: [name] });
      expect(status).toBe(400);
      expect(body.error.message).toBe(message);
      expect(body.error).not.toHaveProperty('param');
      expect(sandbox.sequence()).toBe(0);
    });
  }

  test('a path that is too deep has a code of its own, which no page tells of', async () => {
    const { call } = openSandbox();
    const expand = ['data.subscriptions.data.customer.test_clock'];
    const { body } = await call('GET', '/v1/customers', { expand });
    expect(body.error.code).toBe('property_expansion_max_depth');
    expect(body.error).not.toHaveProperty('doc_url');
  });

  test('expand must be a list', async () => {
    const { call } = openSandbox();
    expect((await call('GET', '/v1/customers', 'expand=data.x')).body.error).toMatchObject({
      message: 'Invalid array',
      param: 'expand',
    });
  });
});
