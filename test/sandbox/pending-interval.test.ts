// What waits, billed more often than its subscription is renewed; and how what a subscription bills is collected.

import { expect, test } from 'vitest';
import { made, payerOnClock, post, type Given } from './made.ts';
import { nowSeconds, openSandbox, typesOf } from './open-sandbox.ts';

const inDays = (days: number): number => nowSeconds + days * 86_400;
const weekly = { pending_invoice_item_interval: { interval: 'week' } };

async function opened(more: Given = {}) {
  const { call } = openSandbox();
  const { customer, advance } = await payerOnClock(call, nowSeconds);
  const price_data = {
    currency: 'usd',
    product: (await made(call, '/v1/products', { name: 'Orchard' })).id,
    unit_amount: '3000',
    recurring: { interval: 'month' },
  };
  const subscription = await made(call, '/v1/subscriptions', {
    customer,
    items: [{ price_data }],
    ...more,
  });
  return {
    call,
    advance,
    subscription,
    at: `/v1/subscriptions/${subscription.id}`,
    addItem: () => made(call, '/v1/invoiceitems', { customer, amount: '700', currency: 'usd' }),
    invoices: async () => (await call('GET', '/v1/invoices', { customer })).body.data,
  };
}

test('a subscription tells when what waits is billed next', async () => {
  const { call, at, subscription } = await opened(weekly);
  expect(subscription).toMatchObject({
    next_pending_invoice_item_invoice: inDays(7),
    pending_invoice_item_interval: { interval: 'week', interval_count: 1 },
  });
  const daily = { pending_invoice_item_interval: { interval: 'day', interval_count: '3' } };
  expect(await made(call, at, daily)).toMatchObject({
    next_pending_invoice_item_invoice: inDays(3),
    pending_invoice_item_interval: { interval: 'day', interval_count: 3 },
  });
  expect(await made(call, at, { pending_invoice_item_interval: '' })).toMatchObject({
    next_pending_invoice_item_invoice: null,
    pending_invoice_item_interval: null,
  });
});

test.each([
  ['day', '366'],
  ['week', '53'],
  ['month', '13'],
  ['year', '2'],
  ['week', '0'],
])('which is once a year at least: not each %s, %s times', async (interval, interval_count) => {
  const { call, at } = await opened();
  const asked = { pending_invoice_item_interval: { interval, interval_count } };
  const { status, body } = await post(call, at, asked);
  const param = 'pending_invoice_item_interval[interval_count]';
  expect([status, body.error.param]).toEqual([400, param]);
});

test('what waits is a draft then, and paid an hour later; without it there is none', async () => {
  const { call, at, advance, addItem, invoices } = await opened(weekly);
  await addItem();
  await advance(inDays(7));
  const [draft] = await invoices();
  const reason = 'automatic_pending_invoice_item_invoice';
  expect(draft).toMatchObject({ status: 'draft', total: 700, billing_reason: reason });
  expect((await call('GET', at)).body).toMatchObject({
    latest_invoice: draft.id,
    next_pending_invoice_item_invoice: inDays(14),
  });
  await advance(inDays(15));
  expect(await invoices()).toHaveLength(2);
  expect((await invoices())[0]).toMatchObject({ id: draft.id, status: 'paid' });
  expect(await typesOf(call)).toContain('customer.subscription.updated');
});

test('what is asked for no more waits for the renewal', async () => {
  const { call, at, advance, addItem, invoices } = await opened(weekly);
  await addItem();
  await made(call, at, { pending_invoice_item_interval: '' });
  await advance(inDays(29));
  expect(await invoices()).toHaveLength(1);
  await advance(inDays(31));
  expect((await invoices())[0]).toMatchObject({ status: 'paid', total: 3700 });
});

test('a subscription that is sent from now on has to say until when it is due', async () => {
  const { call, at } = await opened();
  const sent = { collection_method: 'send_invoice' };
  const { status, body } = await post(call, at, sent);
  expect([status, body.error.param]).toEqual([400, 'days_until_due']);
  await made(call, at, { ...sent, days_until_due: '7' });
  expect(await made(call, at, sent)).toMatchObject({ days_until_due: 7 });
  const charged = { collection_method: 'charge_automatically' };
  expect(await made(call, at, charged)).toMatchObject({ days_until_due: null });
});

test('all that it bills then is due by that, and nothing of it is charged', async () => {
  const sent = { collection_method: 'send_invoice', days_until_due: '7' };
  const { call, at, advance, addItem, invoices, subscription } = await opened(weekly);
  await made(call, at, sent);
  const items = [{ id: subscription.items.data[0].id, quantity: '2' }];
  await made(call, at, { items, proration_behavior: 'always_invoice' });
  await addItem();
  await advance(inDays(8));
  const [waiting, change] = await invoices();
  expect(change).toMatchObject({ status: 'open', due_date: inDays(7) });
  expect(waiting).toMatchObject({ status: 'open', due_date: inDays(14) });
  await made(call, '/v1/invoiceitems', {
    customer: subscription.customer,
    subscription: subscription.id,
    amount: '900',
    currency: 'usd',
  });
  await call('DELETE', at, { invoice_now: 'true' });
  const [last] = await invoices();
  expect(last).toMatchObject({ status: 'draft', due_date: inDays(15), next_payment_attempt: null });
  await advance(inDays(9));
  expect((await invoices())[0]).toMatchObject({ id: last.id, status: 'open', attempt_count: 0 });
});
