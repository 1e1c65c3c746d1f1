// What a quantity costs: by the unit, in packages and in tiers; and usage, which is billed afterwards.

import { describe, expect, test } from 'vitest';
import { costOf, partsOf } from '../../src/sandbox/prices/pricing.ts';
import { payer, payerOnClock } from './made.ts';
import { openSandbox, typesOf } from './open-sandbox.ts';

const tiers = [
  { up_to: 5, unit_amount: 700, flat_amount: null },
  { up_to: 10, unit_amount: 650, flat_amount: 100 },
  { up_to: null, unit_amount: 600, flat_amount: null },
];

function price(values: object) {
  return { id: 'price_1', object: 'price', ...values };
}

describe('the cost of a quantity', () => {
  test.each<[string, object, number, number]>([
    ['by the unit', { unit_amount: 1250 }, 3, 3750],
    ['of parts of a cent', { unit_amount_decimal: '0.4' }, 6, 2],
    ['of nothing', { unit_amount: 1250 }, 0, 0],
    [
      'in packages that are begun',
      { unit_amount: 500, transform_quantity: { divide_by: 10, round: 'up' } },
      21,
      1500,
    ],
    [
      'in packages that are full',
      { unit_amount: 500, transform_quantity: { divide_by: 10, round: 'down' } },
      21,
      1000,
    ],
    ['by volume, in the first tier', { tiers, tiers_mode: 'volume' }, 5, 3500],
    ['by volume, with a flat fee', { tiers, tiers_mode: 'volume' }, 6, 4000],
    ['by volume, in the last tier', { tiers, tiers_mode: 'volume' }, 20, 12_000],
    ['graduated, in the first tier', { tiers, tiers_mode: 'graduated' }, 5, 3500],
    ['graduated, over two tiers', { tiers, tiers_mode: 'graduated' }, 6, 3500 + 650 + 100],
    ['graduated, over all', { tiers, tiers_mode: 'graduated' }, 12, 3500 + 3250 + 100 + 1200],
  ])('%s', (_, values, quantity, expected) => {
    expect(costOf(price(values), quantity)).toBe(expected);
  });

  test('every tier has a line, and so has its flat fee', () => {
    const parts = partsOf(price({ tiers, tiers_mode: 'graduated' }), 12);
    expect(parts.map(({ tier, quantity, isFlat = false }) => [tier, quantity, isFlat])).toEqual([
      [1, 5, false],
      [2, 5, false],
      [2, 1, true],
      [3, 2, false],
    ]);
  });
});

test('tiers are told only where they are asked for', async () => {
  const { call } = openSandbox();
  const product = (await call('POST', '/v1/products', { name: 'Plan' })).body.id;
  const params = {
    product,
    currency: 'usd',
    recurring: { interval: 'month' },
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    tiers: [
      { up_to: '5', unit_amount: '700' },
      { up_to: 'inf', unit_amount: '600' },
    ],
  };
  const { body: made } = await call('POST', '/v1/prices', params);
  expect(made).not.toHaveProperty('tiers');
  expect(made).toMatchObject({ billing_scheme: 'tiered', unit_amount: null });
  const { body } = await call('GET', `/v1/prices/${made.id}`, 'expand[]=tiers');
  expect(body.tiers).toMatchObject([
    { up_to: 5, unit_amount: 700, unit_amount_decimal: '700' },
    { up_to: null, unit_amount: 600 },
  ]);
  const customer = await payer(call);
  const { body: subscription } = await call('POST', '/v1/subscriptions', {
    customer,
    items: [{ price: made.id, quantity: '7' }],
    expand: ['latest_invoice'],
  });
  const { total, lines } = subscription.latest_invoice;
  expect(total).toBe(5 * 700 + 2 * 600);
  expect(lines.data).toMatchObject([{ quantity: 5 }, { quantity: 2 }]);
  expect(subscription.items.data[0].price).not.toHaveProperty('tiers');
  const { tiers: _, ...untiered } = params;
  expect((await call('POST', '/v1/prices', untiered)).body.error.param).toBe('tiers');
  const ended = { ...params, tiers: [{ up_to: '5', unit_amount: '700' }] };
  expect((await call('POST', '/v1/prices', ended)).body.error.param).toBe('tiers');
});

test('the tax code of a product is told in two places', async () => {
  const { call } = openSandbox();
  const [code, other] = ['txcd_10103001', 'txcd_10502000'];
  const detailsOf = (tax_code: string) => ({ performance_location: null, tax_code });
  const { body: made } = await call('POST', '/v1/products', { name: 'Plan', tax_code: code });
  expect(made).toMatchObject({ tax_code: code, tax_details: detailsOf(code) });
  const path = `/v1/products/${made.id}`;
  const { body: changed } = await call('POST', path, { tax_code: other });
  expect(changed).toMatchObject({ tax_code: other, tax_details: detailsOf(other) });
  const { body: renamed } = await call('POST', path, 'name=Other');
  expect(renamed.tax_details).toEqual(detailsOf(other));
  const { body: without } = await call('POST', path, 'tax_code=');
  expect(without).toMatchObject({ tax_code: null, tax_details: null });
});

test('other currencies are told only where they are asked for', async () => {
  const { call } = openSandbox();
  const product = (await call('POST', '/v1/products', { name: 'Plan' })).body.id;
  const { body: made } = await call('POST', '/v1/prices', {
    product,
    currency: 'usd',
    unit_amount: '1000',
    currency_options: { eur: { unit_amount: '900' } },
  });
  expect(made).not.toHaveProperty('currency_options');
  const { body } = await call('GET', `/v1/prices/${made.id}`, 'expand[]=currency_options');
  const usual = { custom_unit_amount: null, tax_behavior: 'unspecified' };
  expect(body.currency_options).toEqual({
    eur: { ...usual, unit_amount: 900, unit_amount_decimal: '900' },
    usd: { ...usual, unit_amount: 1000, unit_amount_decimal: '1000' },
  });
});

test('a price bills what is counted by a meter, and tiers again and again', async () => {
  const { call } = openSandbox();
  const given = { currency: 'usd', unit_amount: '500', product_data: { name: 'Tea' } };
  const monthly = { interval: 'month', usage_type: 'metered' };
  const unmetered = { ...given, recurring: monthly };
  const now = await call('POST', '/v1/prices', unmetered);
  expect(now.body.error.message).toContain('must be backed by meters');
  const then = { 'stripe-version': '2024-06-20' };
  expect((await call('POST', '/v1/prices', unmetered, then)).status).toBe(200);
  const once = { ...given, billing_scheme: 'tiered', tiers_mode: 'volume' };
  const tiers = [{ up_to: 'inf', unit_amount: '5' }];
  const { unit_amount: _unit, ...tiered } = { ...once, tiers };
  expect((await call('POST', '/v1/prices', tiered)).body.error.param).toBe('interval');
});

test('usage is billed when its month is over, and once more at the end', async () => {
  const { call } = openSandbox();
  const start = Date.UTC(2026, 0, 1) / 1000;
  const { clock, customer, advance } = await payerOnClock(call, start);
  const meter = (
    await call('POST', '/v1/billing/meters', {
      display_name: 'Tokens',
      event_name: 'tokens',
      default_aggregation: { formula: 'sum' },
    })
  ).body.id;
  const product = (await call('POST', '/v1/products', { name: 'Tokens' })).body.id;
  const recurring = { interval: 'month', usage_type: 'metered', meter };
  const params = { product, currency: 'usd', unit_amount: '4', recurring };
  const price = (await call('POST', '/v1/prices', params)).body.id;
  const { body: made } = await call('POST', '/v1/subscriptions', {
    customer,
    items: [{ price }],
  });
  expect(made).toMatchObject({ status: 'active', latest_invoice: null });
  expect(made.items.data[0]).not.toHaveProperty('quantity');

  const use = async (value: string) => {
    const payload = { stripe_customer_id: customer, value };
    const { body: frozen } = await call('GET', `/v1/test_helpers/test_clocks/${clock}`);
    const timestamp = String(frozen.frozen_time);
    const { status } = await call('POST', '/v1/billing/meter_events', {
      event_name: 'tokens',
      payload,
      timestamp,
    });
    expect(status).toBe(200);
  };

  await use('100');
  await advance(start + 10 * 86_400);
  await use('50');
  await advance(Date.UTC(2026, 1, 1, 2) / 1000);
  await use('7');
  await call('POST', `/v1/subscriptions/${made.id}`, { cancel_at_period_end: 'true' });
  await advance(Date.UTC(2026, 2, 1, 2) / 1000);
  const { body: invoices } = await call('GET', '/v1/invoices', { customer });
  expect(
    invoices.data.map(({ total, status }: Record<string, unknown>) => [total, status]),
  ).toEqual([
    [28, 'paid'],
    [600, 'paid'],
  ]);
  expect(invoices.data[1].lines.data[0]).toMatchObject({
    quantity: 150,
    period: { start, end: Date.UTC(2026, 1, 1) / 1000 },
  });
  const { body: after } = await call('GET', `/v1/subscriptions/${made.id}`);
  expect(after.status).toBe('canceled');
});

describe('a price and its product', () => {
  test('are made together by the product, in their order', async () => {
    const { call } = openSandbox();
    const { body: product } = await call('POST', '/v1/products', {
      name: 'Gold',
      default_price_data: {
        currency: 'usd',
        unit_amount: '2000',
        recurring: { interval: 'month' },
      },
      'expand[]': 'default_price',
    });
    expect(product.default_price).toMatchObject({
      product: product.id,
      unit_amount: 2000,
      type: 'recurring',
    });
    expect(await typesOf(call)).toEqual(['product.created', 'plan.created', 'price.created']);
    const [begun] = (await call('GET', '/v1/events', 'type=product.created')).body.data;
    expect(begun.data.object.default_price).toBe(product.default_price.id);
  });

  test('are made together by the price, or not at all', async () => {
    const { call } = openSandbox();
    const given = { currency: 'usd', unit_amount: '500', product_data: { name: 'Tea' } };
    const { body: price } = await call('POST', '/v1/prices', given);
    expect((await call('GET', `/v1/products/${price.product}`)).body.name).toBe('Tea');
    const both = await call('POST', '/v1/prices', { ...given, product: price.product });
    expect(both.body.error).toMatchObject({ param: 'product' });
    const wrong = { ...given, recurring: { interval: 'month', meter: 'mtr_none' } };
    expect((await call('POST', '/v1/prices', wrong)).status).toBe(400);
    expect((await call('GET', '/v1/products')).body.data).toHaveLength(1);
  });
});

test('a price recurs after a day at least, and after three years at most', async () => {
  const { call } = openSandbox();
  const product = (await call('POST', '/v1/products', { name: 'Tea' })).body.id;
  const one = { product, currency: 'usd', unit_amount: '900' };
  for (const [count, interval, status] of [
    ['0', 'day', 400],
    ['-1', 'month', 400],
    ['37', 'month', 400],
    ['36', 'month', 200],
    ['999999999999999', 'year', 400],
  ] as const) {
    const recurring = { interval, interval_count: count };
    const { body, status: given } = await call('POST', '/v1/prices', { ...one, recurring });
    expect([count, given]).toEqual([count, status]);
    if (given !== 200) expect(body.error.param).toBe('recurring[interval_count]');
  }
});
