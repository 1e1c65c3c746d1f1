// Checkout pages that change while they are open.

import { expect, test } from 'vitest';
import { made, post, type Given } from './made.ts';
import { openSandbox, type Answered, type Call } from './open-sandbox.ts';

const sessions = '/v1/checkout/sessions';

interface Shop {
  readonly call: Call;
  readonly tea: string;
  readonly cup: string;
  readonly monthly: string;
}

async function openShop(): Promise<Shop> {
  const { call } = openSandbox();
  const { id: product } = await made(call, '/v1/products', { name: 'Tea' });
  const { id: other } = await made(call, '/v1/products', { name: 'Cup' });
  const usd = { currency: 'usd', unit_amount: '500' };
  const { id: tea } = await made(call, '/v1/prices', { ...usd, product });
  const { id: cup } = await made(call, '/v1/prices', {
    ...usd,
    unit_amount: '900',
    product: other,
  });
  const recurring = { interval: 'month' };
  const { id: monthly } = await made(call, '/v1/prices', { ...usd, product, recurring });
  return { call, tea, cup, monthly };
}

function open(call: Call, price: string, more: Given = {}): Promise<Answered['body']> {
  return made(call, sessions, {
    mode: 'payment',
    ui_mode: 'elements',
    return_url: 'https://example.com/done',
    line_items: [{ price, quantity: '2' }],
    expand: ['line_items'],
    ...more,
  });
}

function change(call: Call, id: string, more: Given): Promise<Answered['body']> {
  return made(call, `${sessions}/${id}`, { ...more, expand: ['line_items'] });
}

function shipping(amount: string, name = 'Post'): Given {
  const fixed_amount = { amount, currency: 'usd' };
  return { shipping_rate_data: { display_name: name, type: 'fixed_amount', fixed_amount } };
}

test('a line keeps its id with another quantity, others are added in the order told', async () => {
  const { call, tea, cup } = await openShop();
  const { id, line_items: before } = await open(call, tea);
  const [{ id: line }] = before.data;
  const told = await change(call, id, {
    line_items: [
      { price: cup, quantity: '1' },
      { id: line, quantity: '3' },
    ],
  });
  expect(told).toMatchObject({
    amount_subtotal: 2400,
    amount_total: 2400,
    payment_status: 'unpaid',
  });
  expect(told.line_items.data).toMatchObject([
    { description: 'Cup', quantity: 1, amount_total: 900 },
    { id: line, description: 'Tea', quantity: 3, amount_total: 1500 },
  ]);
  const listed = (await call('GET', `${sessions}/${id}/line_items`)).body;
  expect(listed.data).toEqual(told.line_items.data);
});

test('a line that is left out is gone, one with another price stays the same line', async () => {
  const { call, tea, cup } = await openShop();
  const line_items = [
    { price: tea, quantity: '1' },
    { price: cup, quantity: '1' },
  ];
  const { id, line_items: before } = await open(call, tea, { line_items });
  const [{ id: line }] = before.data;
  const told = await change(call, id, { line_items: [{ id: line, price: cup }] });
  expect(told.line_items.data).toMatchObject([{ id: line, description: 'Cup', amount_total: 900 }]);
  expect(told.amount_total).toBe(900);
});

test('rates, discounts and what is written on a line stay', async () => {
  const { call, tea } = await openShop();
  const vat = { display_name: 'VAT', percentage: '10', inclusive: 'false' };
  const { id: rate } = await made(call, '/v1/tax_rates', vat);
  const { id: coupon } = await made(call, '/v1/coupons', { percent_off: '50', duration: 'once' });
  const { id, line_items: before } = await open(call, tea, {
    line_items: [{ price: tea, quantity: '2', tax_rates: [rate], metadata: { shelf: '4' } }],
    discounts: [{ coupon }],
  });
  const [{ id: line }] = before.data;
  const told = await change(call, id, { line_items: [{ id: line, quantity: '4' }] });
  expect(told).toMatchObject({
    amount_subtotal: 2000,
    amount_total: 1100,
    total_details: { amount_discount: 1000, amount_tax: 100 },
  });
  expect(told.line_items.data).toMatchObject([{ metadata: { shelf: '4' }, amount_tax: 100 }]);
});

test('another way of shipping costs what it costs, none costs nothing', async () => {
  const { call, tea } = await openShop();
  const { id } = await open(call, tea, { shipping_options: [shipping('500')] });
  const told = await change(call, id, { shipping_options: [shipping('300'), shipping('900')] });
  expect(told).toMatchObject({
    amount_total: 1300,
    shipping_cost: { amount_total: 300 },
    shipping_options: [{ shipping_amount: 300 }, { shipping_amount: 900 }],
    total_details: { amount_shipping: 300 },
  });
  const rate = `/v1/shipping_rates/${told.shipping_options[1].shipping_rate}`;
  expect((await call('GET', rate)).body).toMatchObject({ fixed_amount: { amount: 900 } });
  const none = await change(call, id, { shipping_options: '' });
  expect(none).toMatchObject({ amount_total: 1000, shipping_cost: null, shipping_options: [] });
});

test('what is paid then is what it came to', async () => {
  const { call, tea, monthly } = await openShop();
  const { id, line_items: before } = await open(call, tea);
  await change(call, id, { line_items: [{ id: before.data[0].id, quantity: '5' }] });
  const pay = { payment_method: 'pm_card_visa' };
  const paid = await made(call, `/v1/payment_pages/${id}/confirm`, pay);
  const intent = (await call('GET', `/v1/payment_intents/${paid.payment_intent}`)).body;
  expect(intent).toMatchObject({ amount: 2500, status: 'succeeded' });
  const { id: customer } = await made(call, '/v1/customers', { email: 'jane@example.com' });
  const again = await open(call, monthly, { mode: 'subscription', customer });
  await change(call, again.id, {
    line_items: [{ id: again.line_items.data[0].id, quantity: '7' }],
  });
  const { subscription } = await made(call, `/v1/payment_pages/${again.id}/confirm`, pay);
  const { items } = (await call('GET', `/v1/subscriptions/${subscription}`)).body;
  expect(items.data).toMatchObject([{ quantity: 7, price: { id: monthly } }]);
});

const refusals: readonly (readonly [string, Given, Given, string])[] = [
  ['an unknown line', {}, { line_items: [{ id: 'li_none', quantity: '1' }] }, 'line_items[0][id]'],
  ['no line at all', {}, { line_items: '' }, 'line_items'],
  [
    'an unknown way of shipping',
    {},
    { shipping_options: [{ shipping_rate: 'shr_none' }] },
    'shipping_options[0][shipping_rate]',
  ],
  [
    'lines of a page that Stripe shows',
    { ui_mode: 'hosted_page', success_url: 'https://example.com' },
    { line_items: [{ price_data: { currency: 'usd', product: 'p', unit_amount: '1' } }] },
    'line_items',
  ],
];

test.each(refusals)('%s is refused, and nothing is changed', async (_, more, asked, param) => {
  const { call, tea } = await openShop();
  const shown = { ui_mode: 'elements', return_url: 'https://example.com/done' };
  const { id } = await made(call, sessions, {
    mode: 'payment',
    line_items: [{ price: tea, quantity: '2' }],
    ...('ui_mode' in more ? more : shown),
  });
  const before = (await call('GET', `${sessions}/${id}`, { expand: ['line_items'] })).body;
  const { status, body } = await post(call, `${sessions}/${id}`, asked);
  expect([status, body.error.param]).toEqual([400, param]);
  expect((await call('GET', `${sessions}/${id}`, { expand: ['line_items'] })).body).toEqual(before);
});

test('nothing of a page that is over is changed but what is written on it', async () => {
  const { call, tea } = await openShop();
  const { id, line_items: before } = await open(call, tea);
  await made(call, `${sessions}/${id}/expire`);
  const asked = { line_items: [{ id: before.data[0].id, quantity: '3' }] };
  expect((await post(call, `${sessions}/${id}`, asked)).body.error.message).toContain(
    'can be updated',
  );
  const told = await change(call, id, { metadata: { order: '7' } });
  expect(told).toMatchObject({ metadata: { order: '7' }, status: 'expired', amount_total: 1000 });
});
