// Items of one subscription that are renewed apart, and together where their periods end at once.
// Source: https://docs.stripe.com/billing/subscriptions/mixed-interval

import { expect, test } from 'vitest';
import { made, payerOnClock } from './made.ts';
import { openSandbox } from './open-sandbox.ts';

const daySeconds = 86_400;
const on = (month: number, day = 1) => Date.UTC(2026, month - 1, day) / 1000;

interface Line {
  readonly amount: number;
}

async function opened() {
  const { call } = openSandbox();
  const { customer, advance: at } = await payerOnClock(call, on(1));
  const product = (await made(call, '/v1/products', { name: 'Club' })).id;
  const item = (amount: string, recurring: object) => ({
    price_data: { product, currency: 'usd', unit_amount: amount, recurring },
  });
  const quarterly = item('10000', { interval: 'month', interval_count: '3' });
  const monthly = item('1500', { interval: 'month' });
  const subscribed = (params: object = {}) =>
    made(call, '/v1/subscriptions', { customer, items: [quarterly, monthly], ...params });
  const billed = async () => {
    const { data } = (await call('GET', '/v1/invoices', { customer })).body;
    return data.map(({ lines }: { lines: { data: readonly Line[] } }) =>
      lines.data.map(({ amount }) => amount),
    );
  };
  return { call, customer, item, monthly, quarterly, subscribed, at, billed };
}

test('each is billed when its own period is over', async () => {
  const { call, subscribed, at, billed } = await opened();
  const { id, items } = await subscribed();
  expect(items.data.map((one: Record<string, unknown>) => one['current_period_end'])).toEqual([
    on(4),
    on(2),
  ]);
  const old = await call('GET', `/v1/subscriptions/${id}`, {}, { 'Stripe-Version': '2024-06-20' });
  expect(old.body).toMatchObject({ current_period_start: on(1), current_period_end: on(2) });

  const preview = await made(call, '/v1/invoices/create_preview', { subscription: id });
  expect([preview.total, preview.period_start, preview.period_end]).toEqual([1500, on(1), on(2)]);
  await at(on(2));
  expect(await billed()).toEqual([[1500], [10_000, 1500]]);
  await at(on(4));
  expect(await billed()).toEqual([[10_000, 1500], [1500], [1500], [10_000, 1500]]);
});

test('a yearly one that joins is billed for what is left of its year, and no month after', async () => {
  const { call, customer, item, monthly, subscribed, at, billed } = await opened();
  const { id } = await subscribed({ items: [monthly] });
  await at(on(1, 16));
  await made(call, `/v1/subscriptions/${id}`, {
    items: [item('36500', { interval: 'year' })],
    proration_behavior: 'always_invoice',
  });
  await at(on(2) + daySeconds);
  expect(await billed()).toEqual([[1500], [35_000], [1500]]);
  expect((await call('GET', '/v1/invoices', { customer, limit: '1' })).body.data).toMatchObject([
    { billing_reason: 'subscription_cycle', status: 'paid', period_start: on(1) },
  ]);
});

test('it ends with the first of them', async () => {
  const { call, subscribed, at } = await opened();
  const { id } = await subscribed();
  const ending = await made(call, `/v1/subscriptions/${id}`, { cancel_at_period_end: 'true' });
  expect(ending.cancel_at).toBe(on(2));
  await at(on(2));
  expect((await call('GET', `/v1/subscriptions/${id}`)).body.status).toBe('canceled');
});

test('one that joins ends on the day that was asked for, also where the anchor is on an earlier one', async () => {
  const { call, monthly, quarterly, subscribed, at } = await opened();
  await at(on(2, 10));
  const { id } = await subscribed({
    items: [monthly],
    billing_cycle_anchor_config: { day_of_month: '31' },
  });
  await at(on(3, 10));
  const { items } = await made(call, `/v1/subscriptions/${id}`, { items: [quarterly] });
  expect(items.data.map((one: Record<string, unknown>) => one['current_period_end'])).toEqual([
    on(3, 31),
    on(5, 31),
  ]);
});

test('a phase that begins as one of them is renewed has no line of no time', async () => {
  const { call, subscribed, at, billed } = await opened();
  const { id, items } = await subscribed();
  const { id: schedule, phases } = await made(call, '/v1/subscription_schedules', {
    from_subscription: id,
  });
  const [{ start_date }] = phases;
  const [long, short] = items.data.map(({ price }: { price: { id: string } }) => price.id);
  await made(call, `/v1/subscription_schedules/${schedule}`, {
    phases: [
      { items: [{ price: long }, { price: short }], start_date, end_date: on(2) },
      { items: [{ price: long }, { price: short, quantity: '2' }], end_date: on(4) },
    ],
  });
  await at(on(2));
  expect(await billed()).toEqual([[3000], [10_000, 1500]]);
});
