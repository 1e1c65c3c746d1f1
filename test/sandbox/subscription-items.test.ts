// Items of subscriptions by their own address: they join, change and go with their prorations.

import { expect, test } from 'vitest';
import { openSandbox, type Call } from './open-sandbox.ts';

async function priceOf(call: Call, amount: string): Promise<string> {
  const product = (await call('POST', '/v1/products', { name: `Plan at ${amount}` })).body.id;
  const recurring = { interval: 'month' };
  const params = { product, currency: 'usd', unit_amount: amount, recurring };
  return (await call('POST', '/v1/prices', params)).body.id;
}

async function subscribed() {
  const { call } = openSandbox();
  const card = 'pm_card_visa';
  const settings = { payment_method: card, invoice_settings: { default_payment_method: card } };
  const customer = (await call('POST', '/v1/customers', settings)).body.id;
  const price = await priceOf(call, '1000');
  const { body } = await call('POST', '/v1/subscriptions', { customer, items: [{ price }] });
  const amounts = async (): Promise<readonly number[]> =>
    (await call('GET', '/v1/invoiceitems', { customer })).body.data
      .map(({ amount }: { amount: number }) => amount)
      .toReversed();
  const itemsNow = async () =>
    (await call('GET', `/v1/subscriptions/${body.id}`)).body.items.data as readonly {
      id: string;
      quantity: number;
    }[];
  return { call, amounts, itemsNow, subscription: body.id, first: body.items.data[0].id };
}

test('an item joins, is prorated, and stands in the subscription', async () => {
  const { call, amounts, itemsNow, subscription } = await subscribed();
  const price = await priceOf(call, '500');
  const { body } = await call('POST', '/v1/subscription_items', {
    subscription,
    price,
    quantity: '2',
  });
  expect(body).toMatchObject({ object: 'subscription_item', quantity: 2, subscription });
  expect((await itemsNow()).map(({ id }) => id)).toContain(body.id);
  expect(await amounts()).toEqual([1000]);
  expect((await call('GET', `/v1/subscription_items/${body.id}`)).body).toEqual(body);
});

test('an item changes its quantity, with what is left of the period', async () => {
  const { call, amounts, itemsNow, first } = await subscribed();
  const path = `/v1/subscription_items/${first}`;
  const { body } = await call('POST', path, { quantity: '3', metadata: { seat: 'all' } });
  expect(body).toMatchObject({ quantity: 3, metadata: { seat: 'all' } });
  expect(await itemsNow()).toMatchObject([{ id: first, quantity: 3, metadata: { seat: 'all' } }]);
  expect(await amounts()).toEqual([-1000, 3000]);
});

test('an item changes without proration where that is asked for', async () => {
  const { call, amounts, first } = await subscribed();
  const asked = { quantity: '2', proration_behavior: 'none' };
  await call('POST', `/v1/subscription_items/${first}`, asked);
  expect(await amounts()).toEqual([]);
});

test('an item goes, but not the last one', async () => {
  const { call, amounts, itemsNow, subscription, first } = await subscribed();
  expect((await call('DELETE', `/v1/subscription_items/${first}`)).status).toBe(400);
  const price = await priceOf(call, '500');
  const added = (await call('POST', '/v1/subscription_items', { subscription, price })).body.id;
  const { status, body } = await call('DELETE', `/v1/subscription_items/${added}`);
  expect([status, body]).toEqual([200, { id: added, object: 'subscription_item', deleted: true }]);
  expect((await itemsNow()).map(({ id }) => id)).toEqual([first]);
  expect((await call('GET', `/v1/subscription_items/${added}`)).status).toBe(404);
  expect(await amounts()).toEqual([500, -500]);
});

test('an item without a price, or with one that is not there, is refused', async () => {
  const { call, subscription } = await subscribed();
  const without = await call('POST', '/v1/subscription_items', { subscription });
  expect(without.body.error.param).toBe('price');
  const unknown = { subscription, price: 'price_unknown' };
  expect((await call('POST', '/v1/subscription_items', unknown)).body.error.param).toBe('price');
});
