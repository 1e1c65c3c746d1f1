// Usage before its price changes, or goes: billed at the price of its time in flexible mode alone.

import { expect, test } from 'vitest';
import { made, payerOnClock, type Given } from './made.ts';
import { nowSeconds, openSandbox } from './open-sandbox.ts';

const daySeconds = 86_400;
const inDays = (days: number): number => nowSeconds + days * daySeconds;
const classic = { billing_mode: { type: 'classic' } };
const flexible = { billing_mode: { type: 'flexible' } };

async function opened(mode: Given) {
  const { call } = openSandbox();
  const { customer, advance } = await payerOnClock(call, nowSeconds);
  const meter = (
    await made(call, '/v1/billing/meters', {
      display_name: 'Water',
      event_name: 'water',
      default_aggregation: { formula: 'sum' },
    })
  ).id;
  const product = (await made(call, '/v1/products', { name: 'Field' })).id;
  const priced = async (amount: string, usage: Given = {}): Promise<string> => {
    const recurring = { interval: 'month', ...usage };
    const sold = { product, currency: 'usd', unit_amount: amount, recurring };
    return (await made(call, '/v1/prices', sold)).id;
  };
  const metered = { usage_type: 'metered', meter };
  const [low, high] = [await priced('10', metered), await priced('15', metered)];
  const items = [{ price: low }, { price: await priced('1000') }];
  const subscription = await made(call, '/v1/subscriptions', { customer, items, ...mode });
  const used = async (day: number, value: string): Promise<void> => {
    await advance(inDays(day) + 60);
    await made(call, '/v1/billing/meter_events', {
      event_name: 'water',
      payload: { stripe_customer_id: customer, value },
      timestamp: String(inDays(day)),
    });
  };
  const lastTotal = async () => {
    await advance(inDays(31));
    return (await call('GET', '/v1/invoices', { customer })).body.data[0].total;
  };
  const at = `/v1/subscriptions/${subscription.id}`;
  const [{ id: item }] = subscription.items.data;
  return { call, customer, at, item, high, used, lastTotal };
}

test.each<[string, Given, number]>([
  ['flexible', flexible, 100 * 10 + 50 * 15],
  ['classic', classic, 50 * 15],
])('a price that changes in the midst of a period: %s', async (_, mode, usage) => {
  const { call, at, item, high, used, lastTotal } = await opened(mode);
  await used(5, '100');
  await made(call, at, { items: [{ id: item, price: high }] });
  await used(20, '50');
  expect(await lastTotal()).toBe(1000 + usage);
});

test.each<[string, Given, Given, number]>([
  ['flexible', flexible, {}, 1000],
  ['flexible, without prorations', flexible, { proration_behavior: 'none' }, 0],
  ['classic', classic, {}, 0],
])('an item that goes: %s', async (_, mode, how, usage) => {
  const { call, at, item, used, lastTotal } = await opened(mode);
  await used(5, '100');
  await made(call, at, { items: [{ id: item, deleted: 'true' }], ...how });
  expect(await lastTotal()).toBe(1000 + usage);
});

test.each<[string, Given]>([
  ['flexible', flexible],
  ['classic', classic],
])('a cancellation that is billed at once bills it: %s', async (_, mode) => {
  const { call, customer, at, used } = await opened(mode);
  await used(5, '100');
  const { status } = await call('DELETE', at, { invoice_now: 'true' });
  expect(status).toBe(200);
  const [last] = (await call('GET', '/v1/invoices', { customer })).body.data;
  expect(last).toMatchObject({ status: 'draft', total: 1000 });
});
