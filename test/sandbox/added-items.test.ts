// What is sold once with a change of a subscription, and what its items are told then.

import { expect, test } from 'vitest';
import { made, payer, post, type Given } from './made.ts';
import { openSandbox } from './open-sandbox.ts';

async function subscribed(more: Given = {}) {
  const { call } = openSandbox();
  const customer = await payer(call);
  const product = (await made(call, '/v1/products', { name: 'Kiln' })).id;
  const sold = { product, currency: 'usd' };
  const monthly = { ...sold, unit_amount: '2000', recurring: { interval: 'month' } };
  const price = (await made(call, '/v1/prices', monthly)).id;
  const fee = (await made(call, '/v1/prices', { ...sold, unit_amount: '300' })).id;
  const items = [{ price }];
  const subscription = await made(call, '/v1/subscriptions', { customer, items, ...more });
  const at = `/v1/subscriptions/${subscription.id}`;
  return { call, customer, price, fee, at, item: subscription.items.data[0].id };
}

test('it waits for the next invoice', async () => {
  const { call, customer, fee, at } = await subscribed();
  await made(call, at, { add_invoice_items: [{ price: fee, quantity: '2' }] });
  const { data } = (await call('GET', '/v1/invoiceitems', { customer })).body;
  expect(data).toMatchObject([
    { amount: 600, invoice: null, parent: { type: 'subscription_details' } },
  ]);
  const { id } = (await call('GET', at)).body;
  const next = await made(call, '/v1/invoices/create_preview', { subscription: id });
  expect(next.total).toBe(2600);
});

test.each<[string, Given]>([
  ['classic', { billing_mode: { type: 'classic' } }],
  ['flexible', { billing_mode: { type: 'flexible' } }],
])('where the change is billed at once it is on that invoice: %s', async (_, mode) => {
  const { call, customer, fee, at, item } = await subscribed(mode);
  const added = { add_invoice_items: [{ price: fee }] };
  const items = [{ id: item, quantity: '2' }];
  const after = await made(call, at, { ...added, items, proration_behavior: 'always_invoice' });
  const { body: billed } = await call('GET', `/v1/invoices/${after.latest_invoice}`);
  expect(billed).toMatchObject({ status: 'paid', total: 2300 });
  const anew = await made(call, at, {
    ...added,
    billing_cycle_anchor: 'now',
    proration_behavior: 'always_invoice',
  });
  const { body: begun } = await call('GET', `/v1/invoices/${anew.latest_invoice}`);
  expect(begun.lines.data.map(({ amount }: { amount: number }) => amount)).toContain(300);
  const pending = await call('GET', '/v1/invoiceitems', { customer, pending: 'true' });
  expect(pending.body.data).toEqual([]);
});

test('an item takes metadata and discounts without another price', async () => {
  const { call, at, item } = await subscribed();
  await made(call, '/v1/coupons', { id: 'fifth', percent_off: '20', duration: 'forever' });
  const told = [{ id: item, metadata: { room: 'north' }, discounts: [{ coupon: 'fifth' }] }];
  const { items, latest_invoice: latest } = await made(call, at, { items: told });
  expect(items.data[0]).toMatchObject({ metadata: { room: 'north' } });
  expect(items.data[0].discounts).toHaveLength(1);
  const after = await made(call, at, { items: [{ id: item, metadata: { room: '' } }] });
  expect(after.items.data[0].metadata).toEqual({});
  expect(after.items.data[0].discounts).toEqual(items.data[0].discounts);
  expect(after.latest_invoice).toBe(latest);
});

test('it is refused in another currency', async () => {
  const { call, customer, price, at } = await subscribed();
  const { product } = (await call('GET', `/v1/prices/${price}`)).body;
  const sold = { currency: 'eur', unit_amount: '500' };
  const euros = { add_invoice_items: [{ price_data: { ...sold, product } }] };
  for (const [path, more] of [
    [at, {}],
    ['/v1/subscriptions', { customer, items: [{ price }] }],
  ] as const) {
    const other = await post(call, path, { ...more, ...euros });
    expect([other.status, other.body.error.param]).toEqual([400, 'add_invoice_items[0][price]']);
  }
  const { data } = (await call('GET', '/v1/invoiceitems', { customer })).body;
  expect(data).toEqual([]);
});
