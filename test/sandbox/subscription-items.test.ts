// Items of subscriptions by their own address: they join, change and go with their prorations.

import { expect, test } from 'vitest';
import { made, payer, post } from './made.ts';
import { nowSeconds, openSandbox, type Call } from './open-sandbox.ts';

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
  expect(await amounts()).toEqual([3000, -1000]);
});

test('another price is of one again, unless the request says of how many', async () => {
  const { call, itemsNow, first, subscription } = await subscribed();
  const path = `/v1/subscription_items/${first}`;
  await made(call, path, { quantity: '5' });
  const other = await priceOf(call, '2000');
  expect(await made(call, path, { price: other, quantity: '4' })).toMatchObject({ quantity: 4 });
  expect(await made(call, path, { price: other })).toMatchObject({ quantity: 4 });
  const third = await priceOf(call, '3000');
  await made(call, `/v1/subscriptions/${subscription}`, { items: [{ id: first, price: third }] });
  expect(await itemsNow()).toMatchObject([{ id: first, quantity: 1, price: { id: third } }]);
});

test('there are no more than twenty', async () => {
  const { call, itemsNow, subscription } = await subscribed();
  const prices = await Promise.all(
    Array.from({ length: 20 }, (_, index) => priceOf(call, String(100 + index))),
  );
  const customer = await payer(call);
  const items = prices.map((price) => ({ price }));
  expect(await made(call, '/v1/subscriptions', { customer, items })).toMatchObject({
    status: 'active',
  });
  const one = await priceOf(call, '900');
  const { body } = await post(call, '/v1/subscriptions', {
    customer,
    items: [...items, { price: one }],
  });
  expect(body.error.param).toBe('items');
  expect((await post(call, `/v1/subscriptions/${subscription}`, { items })).status).toBe(400);
  expect(await itemsNow()).toHaveLength(1);
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

test('what is sold once beside the first period is of the subscription, and of no item', async () => {
  const { call } = openSandbox();
  const customer = await payer(call);
  const money = { currency: 'usd', product: 'prod_1', unit_amount: '500' };
  const monthly = { price_data: { ...money, recurring: { interval: 'month' } } };
  const sold = { items: [monthly], add_invoice_items: [{ price_data: money }] };
  const { id: subscription } = await made(call, '/v1/subscriptions', { customer, ...sold });
  const [item] = (await call('GET', '/v1/invoiceitems', { customer })).body.data;
  const details = { subscription };
  expect(item.parent).toEqual({ subscription_details: details, type: 'subscription_details' });
});

test('an item without a price, or with one that is not there, is refused', async () => {
  const { call, subscription } = await subscribed();
  const without = await call('POST', '/v1/subscription_items', { subscription });
  expect(without.body.error.param).toBe('price');
  const unknown = { subscription, price: 'price_unknown' };
  expect((await call('POST', '/v1/subscription_items', unknown)).body.error.param).toBe('price');
});

test('an item in another currency, or of a subscription that is over, is refused', async () => {
  const { call, subscription } = await subscribed();
  const abroad = { currency: 'gbp', unit_amount: '900', recurring: { interval: 'month' } };
  const product = (await call('POST', '/v1/products', 'name=Plan')).body.id;
  const other = (await call('POST', '/v1/prices', { product, ...abroad })).body.id;
  const path = '/v1/subscription_items';
  const { body } = await call('POST', path, { subscription, price: other });
  expect(body.error).toMatchObject({
    param: 'price',
    message:
      "The price specified only supports `gbp`. This doesn't match the expected currency: `usd`.",
  });
  const price = await priceOf(call, '500');
  await call('DELETE', `/v1/subscriptions/${subscription}`);
  const late = await call('POST', path, { subscription, price });
  expect(late.status).toBe(404);
  expect(late.body.error).toMatchObject({
    code: 'resource_missing',
    param: 'subscription',
    message: `No such subscription: '${subscription}'`,
  });
});

const month = { start: nowSeconds, end: Date.UTC(2026, 11, 25) / 1000 };

test.each([
  ['a trial that begins', {}, String(nowSeconds + 864_000), nowSeconds + 864_000, [-1000]],
  ['a trial that ends', { trial_period_days: '10' }, 'now', month.end, []],
])('another price takes the period of %s', async (_, begun, trialEnd, end, credited) => {
  const { call } = openSandbox();
  const customer = await payer(call);
  const [old, young] = [await priceOf(call, '1000'), await priceOf(call, '2000')];
  const asked = { customer, items: [{ price: old }], ...begun };
  const { id, items } = await made(call, '/v1/subscriptions', asked);
  const changed = [{ id: items.data[0].id, price: young }];
  const told = await made(call, `/v1/subscriptions/${id}`, { items: changed, trial_end: trialEnd });
  const period = { current_period_start: month.start, current_period_end: end };
  expect(told.items.data).toMatchObject([{ price: { id: young }, ...period }]);
  expect((await call('GET', `/v1/subscriptions/${id}`)).body.items).toEqual(told.items);
  const waiting = (await call('GET', '/v1/invoiceitems', { customer })).body.data;
  expect(waiting.map(({ amount }: { amount: number }) => amount)).toEqual(credited);
  const latest = (await call('GET', `/v1/invoices/${told.latest_invoice}`)).body;
  expect(latest.total).toBe(trialEnd === 'now' ? 2000 : -1000);
});

test.each([
  [{ 'items[0][quantity]': '3', proration_behavior: 'always_invoice' }],
  [{ billing_cycle_anchor: 'now', proration_behavior: 'none' }],
])('a change %j that cannot be paid makes it past due until it is', async (asked) => {
  const { call } = openSandbox();
  const customer = await payer(call);
  const items = [{ price: await priceOf(call, '1000') }];
  const { id, items: held } = await made(call, '/v1/subscriptions', { customer, items });
  const failing = (
    await made(call, '/v1/payment_methods/pm_card_chargeCustomerFail/attach', { customer })
  ).id;
  await made(call, `/v1/customers/${customer}`, {
    invoice_settings: { default_payment_method: failing },
  });
  const path = `/v1/subscriptions/${id}`;
  const params = {
    ...asked,
    ...('items[0][quantity]' in asked ? { 'items[0][id]': held.data[0].id } : {}),
  };
  const before = (await call('GET', path)).body;
  const strict = await post(call, path, { ...params, payment_behavior: 'error_if_incomplete' });
  expect([strict.status, strict.body.error.code]).toEqual([402, 'card_declined']);
  expect((await call('GET', path)).body).toEqual(before);
  const told = await made(call, path, params);
  expect(told.status).toBe('past_due');
  expect((await call('GET', path)).body).toEqual(told);
  const invoice = `/v1/invoices/${told.latest_invoice}`;
  expect((await call('GET', invoice)).body).toMatchObject({ status: 'open', attempt_count: 1 });
  await made(call, `${invoice}/pay`, { payment_method: 'pm_card_visa' });
  expect((await call('GET', path)).body.status).toBe('active');
});

test('a subscription that ends gives back what is left, with a last draft, where that is asked for', async () => {
  const { call } = openSandbox();
  const customer = await payer(call);
  const items = [{ price: await priceOf(call, '1000') }];
  const { id } = await made(call, '/v1/subscriptions', { customer, items });
  const asked = { prorate: 'true', invoice_now: 'true' };
  const { body } = await call('DELETE', `/v1/subscriptions/${id}`, asked);
  expect(body.status).toBe('canceled');
  const latest = (await call('GET', `/v1/invoices/${body.latest_invoice}`)).body;
  expect(latest).toMatchObject({
    status: 'draft',
    billing_reason: 'subscription_cycle',
    auto_advance: true,
    attempted: false,
    next_payment_attempt: latest.created + 3600,
    total: -1000,
    ending_balance: null,
  });
  const final = await made(call, `/v1/invoices/${latest.id}/finalize`);
  expect(final).toMatchObject({ status: 'paid', amount_due: 0, ending_balance: -1000 });
  expect((await call('GET', `/v1/customers/${customer}`)).body.balance).toBe(-1000);
});

test('what is prorated from another day on is an item of today, and names the bill it gives back', async () => {
  const { call } = openSandbox();
  const customer = await payer(call);
  const items = [{ price: await priceOf(call, '2400') }];
  const sold = await made(call, '/v1/subscriptions', { customer, items });
  const [{ id: item, current_period_end: end }] = sold.items.data;
  const day = end - 86_400;
  await made(call, `/v1/subscriptions/${sold.id}`, {
    items: [{ id: item, quantity: '2' }],
    proration_date: String(day),
  });
  const { data } = (await call('GET', '/v1/invoiceitems', { customer })).body;
  expect(data.map(({ date, period }: { date: number; period: object }) => [date, period])).toEqual([
    [sold.created, { start: day, end }],
    [sold.created, { start: day, end }],
  ]);
  const [credit, debit] = data;
  const { lines } = (await call('GET', `/v1/invoices/${sold.latest_invoice}`)).body;
  expect(credit).toMatchObject({
    frozen_fields: ['pricing', 'quantity', 'discounts'],
    net_amount: credit.amount,
    proration_details: {
      credited_items: {
        invoice_line_item_details: {
          invoice: sold.latest_invoice,
          invoice_line_items: [lines.data[0].id],
        },
        type: 'invoice_line_items',
      },
      discount_amounts: [],
    },
  });
  expect(debit).toMatchObject({
    net_amount: debit.amount,
    proration_details: { credited_items: null },
  });
});

test('an item that is changed has its names where they were', async () => {
  const { call, first } = await subscribed();
  const path = `/v1/subscription_items/${first}`;
  const before = Object.keys((await call('GET', path)).body);
  expect(Object.keys(await made(call, path, { quantity: '3' }))).toEqual(before);
});
