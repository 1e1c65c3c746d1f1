// Previews of invoices: what they say is what then happens, and nothing has changed by then.

import { describe, expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { made } from './made.ts';
import { nowSeconds, openSandbox, type Call } from './open-sandbox.ts';

const daySeconds = 86_400;
const preview = '/v1/invoices/create_preview';

async function priceOf(call: Call, amount: string, interval = 'month'): Promise<string> {
  const default_price_data = { currency: 'usd', unit_amount: amount, recurring: { interval } };
  const name = `Plan at ${amount}`;
  return (await made(call, '/v1/products', { name, default_price_data })).default_price;
}

async function subscribed(params: FormObject = {}) {
  const { call, sandbox } = openSandbox();
  const clock = await made(call, '/v1/test_helpers/test_clocks', {
    frozen_time: String(nowSeconds),
  });
  const customer = await made(call, '/v1/customers', {
    test_clock: clock.id,
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  const price = await priceOf(call, '1000');
  const subscription = await made(call, '/v1/subscriptions', {
    customer: customer.id,
    items: [{ price }],
    ...params,
  });
  const advance = (seconds: number) =>
    made(call, `/v1/test_helpers/test_clocks/${clock.id}/advance`, {
      frozen_time: String(nowSeconds + seconds),
    });
  return { call, sandbox, advance, customer: customer.id, price, subscription };
}

interface Line {
  readonly amount: number;
  readonly description: string;
  readonly period: object;
}

function linesOf({ lines }: { lines: { data: readonly Line[] } }) {
  return lines.data
    .map(({ amount, description, period }) => ({ amount, description, period }))
    .toSorted((one, other) => one.amount - other.amount);
}

function sumsOf(invoice: Readonly<Record<string, unknown>>) {
  const { amount_due, subtotal, total, currency } = invoice;
  return { amount_due, subtotal, total, currency };
}

async function latest(call: Call, customer: string) {
  return (await call('GET', '/v1/invoices', { customer, limit: '1' })).body.data[0];
}

/** What a change would bill, and what it then does. */
async function previewedAndBilled(call: Call, subscription: string, change: FormObject) {
  const told = await made(call, preview, { subscription, subscription_details: change });
  const after = await made(call, `/v1/subscriptions/${subscription}`, {
    ...change,
    expand: ['latest_invoice'],
  });
  return { told, billed: after.latest_invoice };
}

describe('the preview of a subscription', () => {
  test('is what its renewal then bills, with the items that wait', async () => {
    const { call, advance, customer, subscription } = await subscribed();
    await made(call, '/v1/invoiceitems', { customer, amount: '250', currency: 'usd' });
    const told = await made(call, preview, { subscription: subscription.id });
    expect(told).toMatchObject({
      id: expect.stringMatching(/^upcoming_in_/),
      billing_reason: 'upcoming',
      status: 'draft',
      number: null,
    });
    await advance(32 * daySeconds);
    const billed = await latest(call, customer);
    expect(sumsOf(told)).toEqual(sumsOf(billed));
    expect(linesOf(told)).toEqual(linesOf(billed));
  });

  test('is what the event of its draft tells, however it is collected', async () => {
    const pausing = { pause_collection: { behavior: 'mark_uncollectible' } };
    for (const change of [{}, pausing]) {
      const { call, advance, customer, subscription } = await subscribed();
      await made(call, `/v1/subscriptions/${subscription.id}`, change);
      await made(call, '/v1/invoiceitems', { customer, amount: '250', currency: 'usd' });
      const told = await made(call, preview, { subscription: subscription.id });
      await advance(32 * daySeconds);
      const { data } = (await call('GET', '/v1/events', { type: 'invoice.created' })).body;
      const { object } = data[0].data;
      expect(object).toMatchObject({
        auto_advance: true,
        automatically_finalizes_at: object.created + 3600,
        next_payment_attempt: object.created + 3600,
        status: 'draft',
        total: 1250,
      });
      expect(linesOf(object)).toEqual(linesOf(told));
    }
  });

  test.each([
    ['begins within its period', { duration: { interval: 'day', interval_count: '10' } }, {}],
    ['begins with its period', { duration: { interval: 'month', interval_count: '1' } }, {}],
    [
      'begins when a trial ends',
      { duration: { interval: 'week', interval_count: '1' } },
      { trial: 'true' },
    ],
  ])('counts a phase that %s', async (_, first, more) => {
    const { call, advance, customer, price } = await subscribed();
    const other = await priceOf(call, '3000');
    const { subscription } = await made(call, '/v1/subscription_schedules', {
      customer,
      start_date: 'now',
      phases: [
        { items: [{ price }], ...first, ...more },
        { items: [{ price: other }], duration: { interval: 'month', interval_count: '3' } },
      ],
    });
    const told = await made(call, preview, { subscription });
    await advance(told.created - nowSeconds + 60);
    const { data } = (await call('GET', '/v1/invoices', { subscription, limit: '1' })).body;
    expect(told.lines.data.some(({ amount }: Line) => amount === 3000)).toBe(true);
    expect(sumsOf(told)).toEqual(sumsOf(data[0]));
    expect(linesOf(told)).toEqual(linesOf(data[0]));
  });

  test('is none of one whose first invoice nobody has paid', async () => {
    const { call, advance, customer, price } = await subscribed();
    const waiting = { payment_behavior: 'default_incomplete', items: [{ price }] };
    const { id } = await made(call, '/v1/subscriptions', { customer, ...waiting });
    await advance(2 * daySeconds);
    const { status, body } = await call('POST', preview, { subscription: id });
    expect([status, body.error.code]).toEqual([404, 'invoice_upcoming_none']);
  });

  test.each([
    ['billed at once', 'always_invoice'],
    ['billed later', 'create_prorations'],
  ])('with other items, %s, is what the change then bills', async (_, proration_behavior) => {
    const { call, advance, customer, subscription } = await subscribed();
    await advance(10 * daySeconds);
    const price = await priceOf(call, '5000');
    const items = [{ id: subscription.items.data[0].id, price, quantity: '2' }];
    const told = await made(call, preview, {
      subscription: subscription.id,
      subscription_details: { items, proration_behavior },
    });
    await made(call, `/v1/subscriptions/${subscription.id}`, { items, proration_behavior });
    if (proration_behavior === 'create_prorations') await advance(32 * daySeconds);
    const billed = await latest(call, customer);
    expect(told.total).toBeGreaterThan(5000);
    expect(sumsOf(told)).toEqual(sumsOf(billed));
    expect(linesOf(told)).toEqual(linesOf(billed));
  });

  test('canceled now gives back what is left of the period', async () => {
    const { call, advance, subscription } = await subscribed();
    await advance(15 * daySeconds);
    const told = await made(call, preview, {
      subscription: subscription.id,
      subscription_details: { cancel_now: 'true' },
    });
    expect(told.lines.data).toMatchObject([{ amount: -500 }]);
    expect(told).toMatchObject({ total: -500, amount_due: 0 });
  });

  test('that begins with a free part is of the first period that costs', async () => {
    const { call, customer, price } = await subscribed();
    const asked = { items: [{ price }], proration_behavior: 'none' };
    const anchor = nowSeconds + 9 * daySeconds;
    const told = await made(call, preview, {
      customer,
      subscription_details: { ...asked, billing_cycle_anchor: String(anchor) },
    });
    expect(told).toMatchObject({ total: 1000, lines: { data: [{ period: { start: anchor } }] } });
    const { status, body } = await call('POST', preview, {
      customer,
      subscription_details: { ...asked, cancel_at: String(anchor) },
    });
    expect([status, body.error.code]).toEqual([404, 'invoice_upcoming_none']);
  });

  test('that ends within a period that is cut for it has nothing to tell', async () => {
    const { call, subscription } = await subscribed({ cancel_at: String(nowSeconds + daySeconds) });
    const { status, body } = await call('POST', preview, { subscription: subscription.id });
    expect([status, body.error.code]).toEqual([404, 'invoice_upcoming_none']);
  });

  test('that ends with its period has nothing to tell', async () => {
    const { call, subscription } = await subscribed({ cancel_at_period_end: 'true' });
    const { status, body } = await call('POST', preview, { subscription: subscription.id });
    expect([status, body.error.code]).toEqual([404, 'invoice_upcoming_none']);
  });

  // 31 days less 20 of 30 that are paid for; or only the days after those.
  test.each([
    ['classic', 'create_prorations', 2],
    ['flexible', 'always_invoice', 1],
    ['flexible', 'none', 1],
  ])('that begins anew is what the change then bills: %s, %s', async (type, behavior, lines) => {
    const { call, advance, subscription } = await subscribed({ billing_mode: { type } });
    await advance(10 * daySeconds);
    const anew = { billing_cycle_anchor: 'now', proration_behavior: behavior };
    const { told, billed } = await previewedAndBilled(call, subscription.id, anew);
    expect(told.lines.data).toHaveLength(lines);
    expect(sumsOf(told)).toEqual(sumsOf(billed));
    expect(linesOf(told)).toEqual(linesOf(billed));
  });

  test.each(['create_prorations', 'none'])(
    'with a trial from now on is what the trial then bills: %s',
    async (behavior) => {
      const { call, advance, subscription } = await subscribed();
      await advance(15 * daySeconds);
      const trial = {
        trial_end: String(nowSeconds + 45 * daySeconds),
        proration_behavior: behavior,
      };
      const { told, billed } = await previewedAndBilled(call, subscription.id, trial);
      const amounts = behavior === 'none' ? [0] : [-500, 0];
      expect(told.lines.data.map(({ amount }: Line) => amount)).toEqual(amounts);
      expect(sumsOf(told)).toEqual(sumsOf(billed));
      expect(linesOf(told)).toEqual(linesOf(billed));
    },
  );

  test('whose trial would end now is of the period that begins now', async () => {
    const { call, subscription } = await subscribed({ trial_period_days: '14' });
    const told = await made(call, preview, {
      subscription: subscription.id,
      subscription_details: { trial_end: 'now' },
    });
    expect(told.lines.data[0].period.start).toBe(nowSeconds);
  });

  test.each<[string, string]>([
    ['min_period_end', 'create_prorations'],
    [String(nowSeconds + 10 * daySeconds), 'none'],
  ])('that would end at %s, with %s, has nothing to tell', async (cancel_at, behavior) => {
    const { call, subscription } = await subscribed();
    const { status, body } = await call('POST', preview, {
      subscription: subscription.id,
      subscription_details: { cancel_at, proration_behavior: behavior },
    });
    expect([status, body.error.code]).toEqual([404, 'invoice_upcoming_none']);
  });

  test('that would end within its period gives back what is left of it', async () => {
    const { call, advance, subscription } = await subscribed();
    await advance(15 * daySeconds);
    const ending = { cancel_at: String(nowSeconds + 21 * daySeconds) };
    const told = await made(call, preview, {
      subscription: subscription.id,
      subscription_details: ending,
    });
    expect(told.lines.data.map(({ amount }: Line) => amount)).toEqual([-500, 200]);
    await made(call, `/v1/subscriptions/${subscription.id}`, ending);
    const kept = await made(call, preview, { subscription: subscription.id });
    expect(linesOf(kept)).toEqual(linesOf(told));
  });

  test('in its trial is of the first period that costs', async () => {
    const { call, subscription } = await subscribed({ trial_period_days: '14' });
    const told = await made(call, preview, { subscription: subscription.id });
    expect(told).toMatchObject({ total: 1000, lines: { data: [{ amount: 1000 }] } });
    expect(told.lines.data[0].period.start).toBe(nowSeconds + 14 * daySeconds);
  });

  test('changes nothing', async () => {
    const { call, sandbox, subscription } = await subscribed();
    const before = JSON.stringify(sandbox.snapshot().accounts);
    const items = [{ id: subscription.items.data[0].id, quantity: '3' }];
    await made(call, preview, {
      subscription: subscription.id,
      subscription_details: { items, proration_behavior: 'always_invoice' },
      invoice_items: [{ amount: '5', currency: 'usd' }],
    });
    expect(JSON.stringify(sandbox.snapshot().accounts)).toBe(before);
  });
});

describe('the preview of a schedule', () => {
  test('of a subscription is what its items would then be', async () => {
    const { call, customer, price } = await subscribed();
    const other = await priceOf(call, '5000');
    const schedule = await made(call, '/v1/subscription_schedules', {
      customer,
      start_date: 'now',
      phases: [{ items: [{ price }], iterations: '3' }],
    });
    const told = await made(call, preview, {
      schedule: schedule.id,
      schedule_details: {
        phases: [{ items: [{ price: other, quantity: '2' }] }],
        proration_behavior: 'none',
      },
    });
    expect(told).toMatchObject({ total: 10_000, lines: { data: [{ amount: 10_000 }] } });
    const [same] = (await made(call, preview, { schedule: schedule.id })).lines.data;
    expect(same).toMatchObject({ amount: 1000 });
  });

  test.each([
    ['schedule', 'release', [3000]],
    ['subscription', 'release', [3000]],
    ['subscription', 'cancel', []],
  ])('told by its %s, is of the phase that begins (%s)', async (name, behavior, totals) => {
    const { call, advance, price, subscription } = await subscribed();
    const begun = await made(call, '/v1/subscription_schedules', {
      from_subscription: subscription.id,
    });
    const [first] = begun.phases;
    const next = { items: [{ price, quantity: '3' }], iterations: '2' };
    const now = { items: [{ price }], start_date: first.start_date, end_date: first.end_date };
    await made(call, `/v1/subscription_schedules/${begun.id}`, {
      end_behavior: behavior,
      phases: behavior === 'cancel' ? [now] : [now, next],
    });
    const id = name === 'schedule' ? begun.id : subscription.id;
    const { body } = await call('POST', preview, { [name]: id });
    expect(body.error ? [] : [body.total]).toEqual(totals);
    await advance(first.end_date - nowSeconds);
    const { data } = (await call('GET', '/v1/invoices', { subscription: subscription.id })).body;
    expect(data.slice(0, -1).map(({ total }: { total: number }) => total)).toEqual(totals);
  });

  test.each(['create_prorations', 'none'])(
    'is the draft of what is billed at once, by another interval (%s)',
    async (behavior) => {
      const { call, advance, price, subscription } = await subscribed({
        billing_mode: { type: 'classic' },
      });
      const recurring = { interval: 'year' };
      const yearly = { currency: 'usd', product_data: { name: 'Year' }, recurring };
      const year = (await made(call, '/v1/prices', { ...yearly, unit_amount: '9000' })).id;
      const begun = await made(call, '/v1/subscription_schedules', {
        from_subscription: subscription.id,
      });
      const [{ start_date, end_date }] = begun.phases;
      await made(call, `/v1/subscription_schedules/${begun.id}`, {
        phases: [
          { items: [{ price }], start_date, end_date },
          { items: [{ price: year }], iterations: '1', proration_behavior: behavior },
        ],
      });
      const told = await made(call, preview, { subscription: subscription.id });
      expect([told.status, told.total]).toEqual(['draft', 9000]);
      await advance(end_date - nowSeconds + 7200);
      const { data } = (await call('GET', '/v1/invoices', { subscription: subscription.id })).body;
      expect(data[0]).toMatchObject({ status: 'paid', total: 9000 });
    },
  );

  test('that has not begun is its first phase', async () => {
    const { call, customer, price } = await subscribed();
    const start = nowSeconds + 5 * daySeconds;
    const schedule = await made(call, '/v1/subscription_schedules', {
      customer,
      start_date: String(start),
      phases: [{ items: [{ price, quantity: '3' }], iterations: '3' }],
    });
    const told = await made(call, preview, { schedule: schedule.id });
    expect(told).toMatchObject({ total: 3000 });
    expect(told.lines.data[0].period.start).toBe(start);
  });
});

describe('the preview of what is not there yet', () => {
  test('is the first invoice of a subscription, with its discount and its taxes', async () => {
    const { call, customer } = await subscribed();
    const price = await priceOf(call, '2000');
    const coupon = (await made(call, '/v1/coupons', { percent_off: '50', duration: 'once' })).id;
    const rate = (
      await made(call, '/v1/tax_rates', {
        display_name: 'VAT',
        percentage: '10',
        inclusive: 'false',
      })
    ).id;
    const told = await made(call, preview, {
      customer,
      subscription_details: { items: [{ price, quantity: '2' }], default_tax_rates: [rate] },
      discounts: [{ coupon }],
      invoice_items: [{ amount: '1000', currency: 'usd', description: 'Set-up' }],
    });
    expect(told).toMatchObject({
      subtotal: 5000,
      total: 2750,
      total_discount_amounts: [{ amount: 2500 }],
      total_taxes: [{ amount: 250 }],
    });
    expect((await call('GET', '/v1/subscriptions', { customer })).body.data).toHaveLength(1);
    expect((await call('GET', `/v1/coupons/${coupon}`)).body.times_redeemed).toBe(0);
  });

  test('holds what waits for the customer, and nothing of another subscription', async () => {
    const { call, customer, price, subscription } = await subscribed();
    const waiting = { customer, currency: 'usd' };
    await made(call, '/v1/invoiceitems', { ...waiting, amount: '250' });
    await made(call, '/v1/invoiceitems', {
      ...waiting,
      amount: '400',
      subscription: subscription.id,
    });
    const items = [{ price }];
    for (const details of [
      { subscription_details: { items } },
      { schedule_details: { phases: [{ items, duration: { interval: 'year' } }] } },
    ]) {
      expect((await made(call, preview, { customer, ...details })).total).toBe(1250);
    }
    const next = await made(call, '/v1/subscriptions', { customer, items });
    expect((await latest(call, customer)).total).toBe(1250);
    expect(next.status).toBe('active');
  });

  test('can be of nobody, by the first phase of a schedule', async () => {
    const { call } = openSandbox();
    const price = await priceOf(call, '2000');
    const told = await made(call, preview, {
      customer_details: { address: { country: 'DE' } },
      schedule_details: { phases: [{ items: [{ price, quantity: '2' }] }] },
    });
    expect(told).toMatchObject({ total: 4000, customer_address: { country: 'DE' } });
  });

  test('tells the parcel of nobody as a customer’s own is told', async () => {
    const { call } = openSandbox();
    const price = await priceOf(call, '2000');
    const { customer_shipping: parcel } = await made(call, preview, {
      customer_details: { shipping: { name: 'Jane', address: { country: 'DE' } } },
      subscription_details: { items: [{ price }] },
    });
    expect(Object.keys(parcel)).toEqual(['address', 'name', 'phone']);
    expect(parcel).toMatchObject({ address: { country: 'DE', city: null }, phone: null });
  });

  test('holds what waits for a customer, and is refused where nothing does', async () => {
    const { call } = openSandbox();
    const { id: customer } = await made(call, '/v1/customers');
    const { status, body } = await call('POST', preview, { customer });
    expect([status, body.error.code]).toEqual([404, 'invoice_upcoming_none']);
    await made(call, '/v1/invoiceitems', { customer, amount: '700', currency: 'usd' });
    expect(await made(call, preview, { customer })).toMatchObject({
      total: 700,
      lines: { data: [{ amount: 700 }] },
    });
    expect((await call('POST', preview)).status).toBe(400);
  });
});
