// What a change of a subscription gives back: of what was billed in flexible mode, of the current price in
// classic mode. The dates and sums are those of Stripe's own examples.
// Source: https://docs.stripe.com/billing/subscriptions/prorations#credit-prorations

import { describe, expect, test } from 'vitest';
import { made, payerOnClock } from './made.ts';
import { openSandbox, type Call } from './open-sandbox.ts';

const daySeconds = 86_400;
const april = Date.UTC(2026, 3, 1) / 1000;

interface Line {
  readonly amount: number;
  readonly description: string;
}

async function opened(type = 'flexible') {
  const { call } = openSandbox();
  const { customer, advance } = await payerOnClock(call, april);
  const product = (await made(call, '/v1/products', { name: 'Club' })).id;
  const price = async (amount: string, interval = 'month'): Promise<string> =>
    (
      await made(call, '/v1/prices', {
        ...{ product, currency: 'gbp', unit_amount: amount, recurring: { interval } },
      })
    ).id;
  const [ten, twenty] = [await price('1000'), await price('2000')];
  const subscribed = (params: object = {}) =>
    made(call, '/v1/subscriptions', {
      ...{ customer, items: [{ price: ten }], billing_mode: { type }, ...params },
    });
  const day = (count: number) => advance(april + count * daySeconds);
  return { call, customer, price, ten, twenty, subscribed, day };
}

async function changed(call: Call, id: string, params: object) {
  const asked = { ...params, expand: ['latest_invoice'] };
  return (await made(call, `/v1/subscriptions/${id}`, asked)).latest_invoice;
}

const amountsOf = ({ lines }: { lines: { data: readonly Line[] } }) =>
  lines.data.map(({ amount }) => amount);

const waiting = async (call: Call, customer: string) =>
  (await call('GET', '/v1/invoiceitems', { customer, pending: 'true' })).body.data;

describe('after a change that was not prorated', () => {
  test.each([
    ['classic', [-667, 333]],
    ['flexible', [-334, 333]],
  ])('%s mode gives back another price', async (type, amounts) => {
    const { call, ten, twenty, subscribed, day } = await opened(type);
    const { id, items } = await subscribed();
    const [{ id: item }] = items.data;
    await day(10);
    const quiet = { items: [{ id: item, price: twenty }], proration_behavior: 'none' };
    await changed(call, id, quiet);
    await day(20);
    const back = { items: [{ id: item, price: ten }], proration_behavior: 'always_invoice' };
    expect(amountsOf(await changed(call, id, back))).toEqual(amounts);
  });

  test('what is canceled gives back what was billed, and once', async () => {
    const { call, customer, twenty, subscribed, day } = await opened();
    const { id, items, latest_invoice: invoice } = await subscribed();
    await day(15);
    const [{ id: item }] = items.data;
    const more = [{ id: item, quantity: '3' }];
    await changed(call, id, { items: more, proration_behavior: 'none' });
    await changed(call, id, { items: [{ id: item, price: twenty }], proration_behavior: 'none' });
    await call('DELETE', `/v1/subscriptions/${id}`, { prorate: 'true', invoice_now: 'true' });
    const [last] = (await call('GET', '/v1/invoices', { customer })).body.data;
    const of = { proration_details: { credited_items: { invoice } } };
    expect(last.lines.data).toMatchObject([
      {
        ...{ amount: -500, description: 'Unused time on Club after 16 Apr 2026', quantity: 1 },
        parent: { subscription_item_details: of },
      },
    ]);
  });
});

test('each bill of the time that is left is given back by itself, whether it was sent or waits', async () => {
  const { call, customer, subscribed, day } = await opened();
  const { id, items } = await subscribed();
  const [{ id: item }] = items.data;
  const withQuantity = (quantity: string) =>
    made(call, `/v1/subscriptions/${id}`, { items: [{ id: item, quantity }] });
  await day(10);
  await withQuantity('2');
  const debit = (await waiting(call, customer))[1];
  await day(20);
  await withQuantity('3');
  const [credit, due, ...before] = await waiting(call, customer);
  expect([credit, due, ...before].map(({ amount }: Line) => amount)).toEqual([
    -667, 1000, -667, 1333,
  ]);
  expect(credit.proration_details.credited_items).toEqual({
    invoice_item: debit.id,
    type: 'invoice_item',
  });
});

test('an item that is added has the period of the others, and costs what is left of it', async () => {
  const { call, customer, price, twenty, subscribed, day } = await opened();
  const { id, items } = await subscribed();
  await day(15);
  const { current_period_start: start, current_period_end: end } = items.data[0];
  const added = await made(call, '/v1/subscription_items', { subscription: id, price: twenty });
  expect(added).toMatchObject({ current_period_start: start, current_period_end: end });
  expect(added.created).toBe(start + 15 * daySeconds);
  const yearly = await price('36500', 'year');
  const other = await made(call, '/v1/subscription_items', { subscription: id, price: yearly });
  expect(other.current_period_start).toBe(start);
  const [whole, half] = await waiting(call, customer);
  expect([whole.amount, half.amount]).toEqual([35_000, 1000]);
  const listed = (await call('GET', '/v1/subscription_items', { subscription: id })).body;
  expect(listed.data.map(({ id: one }: { id: string }) => one)).toEqual([
    ...[items.data[0].id, added.id, other.id],
  ]);
});

test.each(['classic', 'flexible'])(
  'a first part of a period is a part in %s mode too',
  async (type) => {
    const { call, customer, twenty, subscribed, day } = await opened(type);
    const anchor = { billing_cycle_anchor: String(april + 15 * daySeconds) };
    const { id, items } = await subscribed(anchor);
    await day(5);
    const other = [{ id: items.data[0].id, price: twenty }];
    await made(call, `/v1/subscriptions/${id}`, { items: other });
    // Of 30 days 10 are left, of 15 that were billed.
    const amounts = (await waiting(call, customer)).map(({ amount }: Line) => amount);
    expect(amounts).toEqual([-334, 666]);
  },
);

test.each([
  ['create_prorations', true],
  ['always_invoice', false],
])(
  'a period that begins anew costs what comes after what is paid: %s',
  async (behavior, isLater) => {
    const { call, subscribed, day } = await opened();
    const { id, latest_invoice: first } = await subscribed();
    await day(10);
    const asked = { billing_cycle_anchor: 'now', proration_behavior: behavior };
    const after = await made(call, `/v1/subscriptions/${id}`, asked);
    expect(after.items.data[0].current_period_start).toBe(april + 10 * daySeconds);
    expect(after.latest_invoice === first).toBe(isLater);
    const { data } = (await call('GET', '/v1/invoiceitems', { customer: after.customer })).body;
    // From 1 to 11 May, of the 30 days from 11 April on.
    const start = april + 30 * daySeconds;
    expect(data).toMatchObject([
      { amount: 333, period: { start }, description: 'Remaining time on Club after 01 May 2026' },
    ]);
  },
);

test('another interval leaves the anchor of flexible mode where it is', async () => {
  const { call, price, subscribed, day } = await opened();
  const { id, items } = await subscribed();
  await day(73);
  const yearly = [{ id: items.data[0].id, price: await price('36500', 'year') }];
  const bill = await changed(call, id, { items: yearly });
  const { body } = await call('GET', `/v1/subscriptions/${id}`);
  expect(body.billing_cycle_anchor).toBe(april);
  expect(body.items.data).toMatchObject([
    { current_period_start: april, current_period_end: april + 365 * daySeconds },
  ]);
  // 18 of June's 30 days are given back.
  expect(amountsOf(bill)).toEqual([-600, 29_200]);
});

test.each([
  ['create_prorations', [0, 2000, -500, 1000]],
  ['none', [2000, 1000]],
])('what begins to cost in classic mode begins with all others (%s)', async (behavior, amounts) => {
  const { call, price, ten, twenty, subscribed, day } = await opened('classic');
  const { id, items } = await subscribed({ items: [{ price: await price('0') }, { price: ten }] });
  await day(15);
  const asked = {
    items: [{ id: items.data[0].id, price: twenty }],
    proration_behavior: behavior,
  };
  const told = await made(call, '/v1/invoices/create_preview', {
    subscription: id,
    subscription_details: asked,
  });
  const bill = await changed(call, id, asked);
  for (const { lines } of [told, bill]) {
    expect(lines.data.map(({ amount }: Line) => amount)).toEqual(amounts);
  }
  const start = april + 15 * daySeconds;
  expect((await call('GET', `/v1/subscriptions/${id}`)).body).toMatchObject({
    billing_cycle_anchor: start,
    items: { data: [{ current_period_start: start }, { current_period_start: start }] },
  });
});

test('while a first part is free, nothing of a change is billed, and no invoice is made', async () => {
  const { call, customer, ten, twenty, subscribed, day } = await opened('classic');
  const free = {
    billing_cycle_anchor: String(april + 20 * daySeconds),
    proration_behavior: 'none',
  };
  const { id, items } = await subscribed(free);
  await day(5);
  const other = [{ id: items.data[0].id, price: twenty }];
  const change = { items: other, proration_behavior: 'always_invoice' };
  expect(await changed(call, id, change)).toBeNull();
  expect(await waiting(call, customer)).toEqual([]);
  await day(20);
  const { latest_invoice: whole } = await (async () =>
    (await call('GET', `/v1/subscriptions/${id}`, 'expand[]=latest_invoice')).body)();
  expect(amountsOf(whole)).toEqual([2000]);
  const back = { items: [{ id: items.data[0].id, price: ten }] };
  expect(
    amountsOf(await changed(call, id, { ...back, proration_behavior: 'always_invoice' })),
  ).toEqual([-2000, 1000]);
});
