// What phases of a schedule say beside their items: it holds for the subscription while they last.

import { describe, expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { made, payerOnClock, type Given } from './made.ts';
import { nowSeconds, openSandbox, type Call } from './open-sandbox.ts';

const daySeconds = 86_400;
const start = nowSeconds;
const inDays = (days: number): number => start + days * daySeconds;

async function opened() {
  const { call } = openSandbox();
  const { customer, advance } = await payerOnClock(call, start);
  const product = (await made(call, '/v1/products', { name: 'Allotment' })).id;
  const priced = async (more: Given): Promise<string> =>
    (await made(call, '/v1/prices', { product, currency: 'usd', ...more })).id;
  const monthly = { recurring: { interval: 'month' } };
  const price = await priced({ unit_amount: '1000', ...monthly });
  const dearer = await priced({ unit_amount: '3000', ...monthly });
  const fee = await priced({ unit_amount: '700' });
  const scheduled = async (phases: readonly Given[], more: Given = {}) =>
    made(call, '/v1/subscription_schedules', { customer, start_date: 'now', phases, ...more });
  const subscription = async (id: string) => (await call('GET', `/v1/subscriptions/${id}`)).body;
  const totals = async (): Promise<readonly number[]> =>
    (await call('GET', '/v1/invoices', { customer })).body.data
      .map(({ total }: { total: number }) => total)
      .toReversed();
  return { call, customer, advance, price, dearer, fee, scheduled, subscription, totals };
}

test('a phase that is a trial costs nothing, and the next one is billed when it begins', async () => {
  const { advance, price, scheduled, subscription, totals } = await opened();
  const items = [{ price }];
  const schedule = await scheduled([
    { items, trial: 'true', end_date: String(inDays(10)) },
    { items, duration: { interval: 'month' } },
  ]);
  expect(schedule.phases[0].trial_end).toBe(inDays(10));
  expect(await subscription(schedule.subscription)).toMatchObject({
    status: 'trialing',
    trial_end: inDays(10),
    billing_cycle_anchor: inDays(10),
  });
  await advance(inDays(11));
  expect(await subscription(schedule.subscription)).toMatchObject({ status: 'active' });
  expect(await totals()).toEqual([0, 1000]);
});

test('a phase takes its discounts off, and the next one only its own', async () => {
  const { call, advance, price, scheduled, subscription, totals } = await opened();
  for (const [id, percent] of [
    ['half', '50'],
    ['tenth', '10'],
  ]) {
    await made(call, '/v1/coupons', { id, percent_off: percent, duration: 'forever' });
  }
  const month = { duration: { interval: 'month' } };
  const items = [{ price }];
  const schedule = await scheduled([
    { items, ...month, discounts: [{ coupon: 'half' }] },
    { items, ...month, discounts: [{ coupon: 'half' }, { coupon: 'tenth' }] },
    { items: [{ price, discounts: [{ coupon: 'tenth' }] }], ...month },
  ]);
  const none = { coupon: null, discount: null, promotion_code: null };
  expect(schedule.phases[0].discounts).toEqual([{ ...none, coupon: 'half' }]);
  const [first] = (await subscription(schedule.subscription)).discounts;
  await advance(inDays(35));
  // What goes on is the same discount.
  expect((await subscription(schedule.subscription)).discounts[0]).toBe(first);
  await advance(inDays(65));
  const { discounts, items: last } = await subscription(schedule.subscription);
  expect([discounts.length, last.data[0].discounts.length]).toEqual([0, 1]);
  expect(await totals()).toEqual([500, 450, 900]);
});

test('what a phase sells once is on the invoice that it begins with', async () => {
  const { advance, price, fee, scheduled, totals } = await opened();
  const month = { duration: { interval: 'month' } };
  const schedule = await scheduled([
    { items: [{ price }], ...month, add_invoice_items: [{ price: fee, quantity: '2' }] },
    { items: [{ price }], ...month, add_invoice_items: [{ price: fee }] },
  ]);
  expect(schedule.phases[0].add_invoice_items).toMatchObject([{ price: fee, quantity: 2 }]);
  await advance(inDays(35));
  expect(await totals()).toEqual([2400, 1700]);
});

test('tax rates and settings of a phase are those of the subscription while it lasts', async () => {
  const { call, advance, price, scheduled, subscription, totals } = await opened();
  const rate = { display_name: 'VAT', inclusive: 'false', percentage: '20' };
  const { id: vat } = await made(call, '/v1/tax_rates', rate);
  const month = { duration: { interval: 'month' }, items: [{ price }] };
  const schedule = await scheduled([
    { ...month, metadata: { tier: 'one', kept: 'yes' }, default_tax_rates: [vat] },
    {
      ...month,
      collection_method: 'send_invoice',
      invoice_settings: { days_until_due: '14' },
      description: 'Second year',
      metadata: { tier: 'two' },
    },
  ]);
  expect(schedule.phases[0].default_tax_rates).toMatchObject([{ id: vat }]);
  await advance(inDays(35));
  expect(await subscription(schedule.subscription)).toMatchObject({
    collection_method: 'send_invoice',
    days_until_due: 14,
    default_tax_rates: [],
    description: 'Second year',
    metadata: { tier: 'two', kept: 'yes' },
  });
  expect(await totals()).toEqual([1200, 1000]);
});

test('a phase in the middle of a period begins it anew where it is to', async () => {
  const { advance, price, dearer, scheduled, subscription } = await opened();
  const schedule = await scheduled([
    { items: [{ price }], end_date: String(inDays(10)) },
    {
      items: [{ price: dearer }],
      billing_cycle_anchor: 'phase_start',
      duration: { interval: 'month' },
    },
  ]);
  const before = await subscription(schedule.subscription);
  expect(before.billing_cycle_anchor).toBe(start);
  await advance(inDays(11));
  const { billing_cycle_anchor: anchor, items } = await subscription(schedule.subscription);
  expect(anchor).toBe(inDays(10));
  expect(items.data[0]).toMatchObject({
    current_period_start: inDays(10),
    price: { id: dearer },
  });
});

test('a schedule of a subscription begins with what that is, in the period that is over first', async () => {
  const { call, customer, price, scheduled, subscription } = await opened();
  await made(call, '/v1/coupons', { id: 'half', percent_off: '50', duration: 'forever' });
  const { product } = (await call('GET', `/v1/prices/${price}`)).body;
  const yearly = { product, currency: 'usd', unit_amount: '9000', recurring: { interval: 'year' } };
  const { id: long } = await made(call, '/v1/prices', yearly);
  const items = [{ price: long }, { price, quantity: '3', metadata: { seat: 'a' } }];
  const asked = { customer, items, discounts: [{ coupon: 'half' }] };
  const { id, discounts } = await made(call, '/v1/subscriptions', asked);
  const schedule = await made(call, '/v1/subscription_schedules', { from_subscription: id });
  const { items: held } = await subscription(id);
  const ends = held.data.map((one: Given) => one['current_period_end']);
  expect(schedule).toMatchObject({
    current_phase: { start_date: start, end_date: Math.min(...ends) },
    phases: [
      {
        discounts: [{ coupon: null, discount: discounts[0], promotion_code: null }],
        items: [
          { price: long, quantity: 1 },
          { price, quantity: 3, metadata: { seat: 'a' } },
        ],
      },
    ],
  });
  expect(await scheduled([{ items: [{ price }] }])).toMatchObject({ status: 'active' });
});

describe('what a phase has named, and is gone when it begins', () => {
  async function entered(term: Given, end: (call: Call) => Promise<unknown>) {
    const { call, advance, price, dearer, scheduled, subscription, totals } = await opened();
    await made(call, '/v1/coupons', { id: 'half', percent_off: '50', duration: 'forever' });
    const { id: promotion } = await made(call, '/v1/promotion_codes', {
      promotion: { type: 'coupon', coupon: 'half' },
    });
    const vat = { display_name: 'VAT', percentage: '20', inclusive: 'false' };
    const rate = (await made(call, '/v1/tax_rates', vat)).id;
    const named = JSON.parse(
      JSON.stringify(term).replace('PROMOTION', promotion).replace('RATE', rate),
    );
    const month = { duration: { interval: 'month' } };
    const { subscription: id } = await scheduled([
      { items: [{ price }], ...month },
      { items: [{ price: dearer }], ...month, ...named },
    ]);
    await end(async (method, path, params) =>
      call(method, path.replace('PROMOTION', promotion).replace('RATE', rate), params),
    );
    await advance(inDays(32));
    return { after: await subscription(id), totals: await totals() };
  }

  test.each<[string, Given, (call: Call) => Promise<unknown>]>([
    ['a coupon', { discounts: [{ coupon: 'half' }] }, (call) => call('DELETE', '/v1/coupons/half')],
    [
      'a promotion code',
      { discounts: [{ promotion_code: 'PROMOTION' }] },
      (call) => call('POST', '/v1/promotion_codes/PROMOTION', { active: 'false' }),
    ],
  ])('%s takes nothing off, and time goes on', async (_, term, end) => {
    const { after, totals } = await entered(term, end);
    expect(after).toMatchObject({ discounts: [], status: 'active' });
    expect(totals).toEqual([1000, 3000]);
  });

  test('an archived tax rate is laid on all the same', async () => {
    const { after, totals } = await entered({ default_tax_rates: ['RATE'] }, (call) =>
      call('POST', '/v1/tax_rates/RATE', { active: 'false' }),
    );
    expect(after.default_tax_rates).toHaveLength(1);
    expect(totals).toEqual([1000, 3600]);
  });
});

test('a discount is kept by phases that name it, as long as there is any of it', async () => {
  const { call, customer, advance, price, totals } = await opened();
  const coupon = { percent_off: '50', duration: 'repeating', duration_in_months: '2' };
  await made(call, '/v1/coupons', { id: 'half', ...coupon });
  const asked = { customer, items: [{ price }], discounts: [{ coupon: 'half' }] };
  const { id, discounts } = await made(call, '/v1/subscriptions', asked);
  const schedule = await made(call, '/v1/subscription_schedules', { from_subscription: id });
  const [{ start_date: from, end_date: to }] = schedule.phases;
  const terms = { items: [{ price }], discounts: [{ discount: discounts[0] }] };
  const month = { duration: { interval: 'month' } };
  await made(call, `/v1/subscription_schedules/${schedule.id}`, {
    phases: [
      { ...terms, start_date: String(from), end_date: String(to) },
      { ...terms, ...month },
      { ...terms, ...month },
    ],
  });
  await advance(inDays(95));
  expect((await totals()).slice(0, 3)).toEqual([500, 500, 1000]);
});

test('a schedule is made of a subscription whose tax rate has been archived', async () => {
  const { call, customer, price } = await opened();
  const vat = { display_name: 'VAT', percentage: '20', inclusive: 'false' };
  const rate = (await made(call, '/v1/tax_rates', vat)).id;
  const asked = { customer, items: [{ price }], default_tax_rates: [rate] };
  const { id } = await made(call, '/v1/subscriptions', asked);
  await made(call, `/v1/tax_rates/${rate}`, { active: 'false' });
  const schedule = await made(call, '/v1/subscription_schedules', { from_subscription: id });
  expect(schedule.phases[0].default_tax_rates).toMatchObject([{ id: rate }]);
});

test('ten phases are to come at most, and a trial is no longer than its phase', async () => {
  const { call, customer, price } = await opened();
  const phase = { items: [{ price }], iterations: '1' };
  const asked = async (phases: readonly Given[]): Promise<unknown> => {
    const params = { customer, start_date: 'now', phases } as FormObject;
    const { status, body } = await call('POST', '/v1/subscription_schedules', params);
    return [status, body.error?.param];
  };
  expect(await asked(Array.from({ length: 11 }, () => phase))).toEqual([400, 'phases']);
  expect(await asked(Array.from({ length: 10 }, () => phase))).toEqual([200, undefined]);
  const long = { ...phase, trial_end: String(inDays(40)) };
  expect(await asked([long])).toEqual([400, 'phases[0][trial_end]']);
});

test('a preview of phases may say how often they are repeated', async () => {
  const { call, customer, price } = await opened();
  const phases = [{ items: [{ price, quantity: '2' }], start_date: 'now', iterations: '12' }];
  const params = { customer, schedule_details: { phases } };
  const preview = await made(call, '/v1/invoices/create_preview', params);
  expect(preview).toMatchObject({ total: 2000 });
});
