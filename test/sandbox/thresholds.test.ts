// Usage that reaches a threshold in the midst of a period: billed then, and once.

import { expect, test } from 'vitest';
import { made, payerOnClock, post, type Given } from './made.ts';
import { nowSeconds, openSandbox } from './open-sandbox.ts';

const inDays = (days: number): number => nowSeconds + days * 86_400;

const graduated = {
  billing_scheme: 'tiered',
  tiers_mode: 'graduated',
  tiers: [
    { up_to: '500', unit_amount: '10' },
    { up_to: 'inf', unit_amount: '5' },
  ],
};
const byVolume = { ...graduated, tiers_mode: 'volume' };

interface Asked {
  readonly subscription?: Given;
  readonly item?: Given;
  readonly price?: Given;
}

/** Ten cents a unit, and ten dollars a month. */
async function opened({ subscription = {}, item = {}, price = { unit_amount: '10' } }: Asked) {
  const { call } = openSandbox();
  const { customer, advance } = await payerOnClock(call, nowSeconds);
  const { id: meter } = await made(call, '/v1/billing/meters', {
    display_name: 'Water',
    event_name: 'water',
    default_aggregation: { formula: 'sum' },
  });
  const product = (await made(call, '/v1/products', { name: 'Field' })).id;
  const sold = { product, currency: 'usd' };
  const metered = { interval: 'month', usage_type: 'metered', meter };
  const recurring = { interval: 'month' };
  const water = (await made(call, '/v1/prices', { ...sold, ...price, recurring: metered })).id;
  const rent = (await made(call, '/v1/prices', { ...sold, unit_amount: '1000', recurring })).id;
  const items = [{ price: water, ...item }, { price: rent }];
  const { id } = await made(call, '/v1/subscriptions', { customer, items, ...subscription });
  const invoices = async () => (await call('GET', '/v1/invoices', { customer })).body.data;
  return {
    call,
    advance,
    at: `/v1/subscriptions/${id}`,
    use: (day: number, value: number) =>
      made(call, '/v1/billing/meter_events', {
        event_name: 'water',
        payload: { stripe_customer_id: customer, value: String(value) },
        timestamp: String(inDays(day)),
      }),
    invoices,
    totals: async () => (await invoices()).map(({ total }: { total: number }) => total),
  };
}

const fifty = { billing_thresholds: { amount_gte: '5000' } };

test('is an invoice as soon as it comes to so much, final after an hour', async () => {
  const { call, at, advance, use, invoices, totals } = await opened({ subscription: fifty });
  await advance(inDays(5));
  await use(4, 499);
  expect(await totals()).toEqual([1000]);
  await use(5, 1);
  const [draft] = await invoices();
  expect(draft).toMatchObject({
    status: 'draft',
    total: 5000,
    billing_reason: 'subscription_threshold',
    threshold_reason: { amount_gte: 5000, item_reasons: [] },
  });
  expect((await call('GET', at)).body.latest_invoice).toBe(draft.id);
  await advance(inDays(6));
  expect((await invoices())[0]).toMatchObject({ id: draft.id, status: 'paid' });
});

test('is billed once: what follows waits for the threshold again, or for the end', async () => {
  const { advance, use, totals } = await opened({ subscription: fifty });
  await advance(inDays(5));
  await use(5, 600);
  // Of the same second.
  await use(5, 400);
  await advance(inDays(10));
  expect(await totals()).toEqual([6000, 1000]);
  await use(9, 100);
  expect(await totals()).toEqual([5000, 6000, 1000]);
  await use(10, 30);
  await advance(inDays(31));
  expect(await totals()).toEqual([1300, 5000, 6000, 1000]);
});

test('begins the period anew where that is asked for', async () => {
  const reset = { amount_gte: '5000', reset_billing_cycle_anchor: 'true' };
  const { call, at, advance, use, totals } = await opened({
    subscription: { billing_thresholds: reset },
  });
  await advance(inDays(5));
  await use(5, 600);
  const { body } = await call('GET', at);
  expect(body.billing_cycle_anchor).toBe(inDays(5));
  expect(body.items.data[0].current_period_start).toBe(inDays(5));
  await use(5, 7);
  await advance(inDays(36));
  expect(await totals()).toEqual([1070, 7000, 1000]);
});

test('is of an item by its number', async () => {
  const item = { billing_thresholds: { usage_gte: '20' } };
  const { call, at, advance, use, invoices } = await opened({ item });
  await advance(inDays(5));
  await use(4, 19);
  expect(await invoices()).toHaveLength(1);
  await use(5, 3);
  const [{ threshold_reason: reason, lines }] = await invoices();
  const [line] = lines.data;
  expect(line.amount).toBe(220);
  const reasons = [{ line_item_ids: [line.id], usage_gte: 20 }];
  expect(reason).toEqual({ amount_gte: null, item_reasons: reasons });
  const { id } = (await call('GET', at)).body.items.data.find(
    (one: { billing_thresholds: unknown }) => one.billing_thresholds !== null,
  );
  const none = { billing_thresholds: '' };
  expect((await made(call, `/v1/subscription_items/${id}`, none)).billing_thresholds).toBeNull();
  await use(5, 100);
  expect(await invoices()).toHaveLength(2);
});

test.each<[string, Asked, number]>([
  ['in a trial', { subscription: { ...fifty, trial_period_days: '20' } }, 5],
  ['on the last day', { subscription: fifty }, 29.5],
  ['without a threshold', {}, 5],
])('is not billed %s', async (_, asked, day) => {
  const { advance, use, invoices } = await opened(asked);
  await advance(inDays(day));
  await use(day, 900);
  expect(await invoices()).toHaveLength(1);
});

test.each<[string, Given, number]>([
  ['graduated', graduated, 5 * 100],
  // All of it costs five cents by then.
  ['volume', byVolume, 5 * 700 - 5 * 600],
])('goes on in its tiers: %s', async (_, price, rest) => {
  const least = { billing_thresholds: { amount_gte: '3000' } };
  const { advance, use, totals } = await opened({ subscription: least, price });
  await advance(inDays(5));
  await use(5, 600);
  const billed = price === graduated ? 500 * 10 + 100 * 5 : 600 * 5;
  expect(await totals()).toEqual([billed, 1000]);
  await use(5, 100);
  await advance(inDays(31));
  expect(await totals()).toEqual([1000 + rest, billed, 1000]);
});

test('counts what comes off, and no taxes', async () => {
  const { call, at, advance, use, totals } = await opened({ subscription: fifty });
  const coupon = (await made(call, '/v1/coupons', { percent_off: '50', duration: 'forever' })).id;
  const rate = { display_name: 'VAT', percentage: '20', inclusive: 'false' };
  const { id } = await made(call, '/v1/tax_rates', rate);
  await made(call, at, { discounts: [{ coupon }], default_tax_rates: [id] });
  await advance(inDays(5));
  await use(5, 999);
  expect(await totals()).toEqual([1000]);
  await use(5, 1);
  expect(await totals()).toEqual([6000, 1000]);
});

test('costs fifty at the least', async () => {
  const { call, at } = await opened({});
  const { status, body } = await post(call, at, { billing_thresholds: { amount_gte: '49' } });
  expect([status, body.error.param]).toEqual([400, 'billing_thresholds[amount_gte]']);
});
