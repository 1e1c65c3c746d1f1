// A subscription through time on a test clock: renewals on the anchor's day, a trial's end, a card that
// stops working, the attempts after that, and the end.

import { describe, expect, test } from 'vitest';
import { made, post } from './made.ts';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

const day = 86_400;
/** 31 January 2026: months after it are shorter. */
const start = Date.UTC(2026, 0, 31, 12) / 1000;

interface Set {
  readonly call: Call;
  readonly clock: string;
  readonly customer: string;
  readonly price: string;
}

async function setUp(card = 'pm_card_visa'): Promise<Set> {
  const { call } = openSandbox();
  const clock = (await call('POST', '/v1/test_helpers/test_clocks', { frozen_time: String(start) }))
    .body.id;
  const customer = (
    await call('POST', '/v1/customers', {
      test_clock: clock,
      payment_method: card,
      invoice_settings: { default_payment_method: card },
    })
  ).body.id;
  const product = (await call('POST', '/v1/products', { name: 'Plan' })).body.id;
  const price = (
    await call('POST', '/v1/prices', {
      product,
      unit_amount: '1000',
      currency: 'usd',
      recurring: { interval: 'month' },
    })
  ).body.id;
  return { call, clock, customer, price };
}

function advance({ call, clock }: Set, to: number) {
  return call('POST', `/v1/test_helpers/test_clocks/${clock}/advance`, { frozen_time: String(to) });
}

test('a year of renewals, each paid, each on the last day or the 31st', async () => {
  const set = await setUp();
  const { call, customer, price } = set;
  const { body: made } = await call('POST', '/v1/subscriptions', { customer, items: [{ price }] });
  expect(made).toMatchObject({ status: 'active', created: start, test_clock: set.clock });
  const ends: number[] = [];
  for (let month = 1; month <= 13; month += 1) {
    const { body: now } = await call('GET', `/v1/subscriptions/${made.id}`);
    const end = now.items.data[0].current_period_end;
    ends.push(new Date(end * 1000).getUTCDate());
    const { body: clock } = await advance(set, end + 2 * 3600);
    expect(clock).toMatchObject({ status: 'ready', frozen_time: end + 2 * 3600 });
  }
  expect(ends).toEqual([28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28]);
  const { data } = (await call('GET', `/v1/invoices?subscription=${made.id}&limit=100`)).body;
  expect(data).toHaveLength(14);
  expect(data.every(({ status }: { status: string }) => status === 'paid')).toBe(true);
  expect(data[0]).toMatchObject({ billing_reason: 'subscription_cycle', amount_paid: 1000 });
});

test('periods begin on the day that was asked for, also where the first month is too short', async () => {
  const set = await setUp();
  const { call, customer, price } = set;
  await advance(set, Date.UTC(2026, 1, 10) / 1000);
  const { id, billing_cycle_anchor: anchor } = await made(call, '/v1/subscriptions', {
    customer,
    items: [{ price }],
    billing_cycle_anchor_config: { day_of_month: '31' },
  });
  expect(anchor).toBe(Date.UTC(2026, 1, 28) / 1000);
  const ends: string[] = [];
  for (let month = 1; month <= 4; month += 1) {
    const { body: now } = await call('GET', `/v1/subscriptions/${id}`);
    const end = now.items.data[0].current_period_end;
    ends.push(new Date(end * 1000).toISOString().slice(5, 10));
    await advance(set, end + 2 * 3600);
  }
  expect(ends).toEqual(['02-28', '03-31', '04-30', '05-31']);
});

test.each([
  ['one step', 40 * day],
  ['days', day],
  ['hours', 7 * 3600],
])('what is told ahead is told once, and not too late, when time passes by %s', async (_, step) => {
  const set = await setUp();
  const { call, customer, price } = set;
  const recurring = { interval: 'day' };
  const daily = { currency: 'usd', product_data: { name: 'Day' }, unit_amount: '100', recurring };
  const items = [{ price }, { price: (await made(call, '/v1/prices', daily)).id }];
  const monthly = await made(call, '/v1/subscriptions', { customer, items: [{ price }] });
  await made(call, '/v1/subscriptions', { customer, items });
  const schedule = { customer, start_date: 'now', end_behavior: 'release' };
  const phases = [{ items: [{ price }], end_date: String(start + 30 * day) }];
  await made(call, '/v1/subscription_schedules', { ...schedule, phases });
  for (let time = start + step; time <= start + 40 * day; time += step) {
    await advance(set, time);
  }
  const told = async (type: string) => {
    const { data } = (await call('GET', '/v1/events', { type, limit: '100' })).body;
    return data.map((one: { data: { object: unknown } }) => one.data.object);
  };
  const upcoming = await told('invoice.upcoming');
  const subscriptions = upcoming.map(
    (invoice: { parent: { subscription_details: { subscription: string } } }) =>
      invoice.parent.subscription_details.subscription,
  );
  expect(subscriptions).toHaveLength(2);
  expect(subscriptions).toContain(monthly.id);
  expect(await told('subscription_schedule.expiring')).toHaveLength(1);
});

test.each([
  ['in its trial', 1, { trial_end: String(start + 10 * day) }],
  ['after it', 3, { trial_end: String(start + 4 * day) }],
])('usage of a trial is free: one that ends %s has %i invoices', async (_, bills, trial) => {
  const set = await setUp();
  const { call, customer } = set;
  const named = { display_name: 'Calls', event_name: 'calls' };
  const meter = await made(call, '/v1/billing/meters', {
    ...named,
    default_aggregation: { formula: 'sum' },
  });
  const price = await made(call, '/v1/prices', {
    ...{ currency: 'usd', unit_amount: '100', product_data: { name: 'Call' } },
    recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
  });
  const items = [{ price: price.id }];
  const cancel_at = String(start + 8 * day);
  const mode = { billing_mode: { type: 'classic' } };
  await made(call, '/v1/subscriptions', { customer, items, cancel_at, ...mode, ...trial });
  await advance(set, start + 9 * day);
  expect((await call('GET', '/v1/invoices', { customer })).body.data).toHaveLength(bills);
});

test('an invoice is a draft for an hour', async () => {
  const set = await setUp();
  const { call, customer, price } = set;
  const { body: made } = await call('POST', '/v1/subscriptions', { customer, items: [{ price }] });
  const end = made.items.data[0].current_period_end;
  await advance(set, end + 1800);
  const latest = async () =>
    (await call('GET', `/v1/subscriptions/${made.id}?expand[]=latest_invoice`)).body.latest_invoice;
  expect(await latest()).toMatchObject({ status: 'draft', automatically_finalizes_at: end + 3600 });
  await advance(set, end + 3600);
  expect(await latest()).toMatchObject({ status: 'paid' });
});

test('a card that stops working is tried four times, and then the subscription ends', async () => {
  const set = await setUp();
  const { call, customer, price } = set;
  const { body: made } = await call('POST', '/v1/subscriptions', { customer, items: [{ price }] });
  const { body: bad } = await call(
    'POST',
    '/v1/payment_methods/pm_card_chargeCustomerFail/attach',
    {
      customer,
    },
  );
  const settings = { invoice_settings: { default_payment_method: bad.id } };
  await call('POST', `/v1/customers/${customer}`, settings);
  const end = made.items.data[0].current_period_end;
  const statusAfter = async (time: number): Promise<readonly unknown[]> => {
    await advance(set, time);
    const { body } = await call('GET', `/v1/subscriptions/${made.id}?expand[]=latest_invoice`);
    return [body.status, body.latest_invoice.attempt_count];
  };
  expect(await statusAfter(end + 3601)).toEqual(['past_due', 1]);
  expect(await statusAfter(end + 3 * day + 3601)).toEqual(['past_due', 2]);
  expect(await statusAfter(end + 8 * day + 3601)).toEqual(['past_due', 3]);
  expect(await statusAfter(end + 15 * day + 3601)).toEqual(['canceled', 4]);
  expect((await call('GET', `/v1/subscriptions/${made.id}`)).body).toMatchObject({
    cancellation_details: { comment: null, feedback: null, reason: 'payment_failed' },
    ended_at: end + 15 * day + 3600,
  });
  const types = await typesOf(call);
  expect(types.filter((type) => type === 'invoice.payment_failed')).toHaveLength(4);
  expect(types).toContain('customer.subscription.deleted');
});

test('a new card in time makes it active again', async () => {
  const set = await setUp();
  const { call, customer, price } = set;
  const { body: made } = await call('POST', '/v1/subscriptions', { customer, items: [{ price }] });
  const good = (await call('GET', `/v1/customers/${customer}`)).body.invoice_settings;
  const { body: bad } = await call(
    'POST',
    '/v1/payment_methods/pm_card_chargeCustomerFail/attach',
    {
      customer,
    },
  );
  const use = (id: string) =>
    call('POST', `/v1/customers/${customer}`, { invoice_settings: { default_payment_method: id } });
  await use(bad.id);
  const end = made.items.data[0].current_period_end;
  await advance(set, end + 3601);
  await use(good.default_payment_method);
  await advance(set, end + 3 * day + 3601);
  expect((await call('GET', `/v1/subscriptions/${made.id}`)).body.status).toBe('active');
});

describe('the end of a trial', () => {
  test('is announced three days before, and is followed by the first invoice', async () => {
    const set = await setUp();
    const { call, customer, price } = set;
    const { body: made } = await call('POST', '/v1/subscriptions', {
      customer,
      items: [{ price }],
      trial_period_days: '14',
    });
    expect(made.status).toBe('trialing');
    await advance(set, start + 12 * day);
    expect(await typesOf(call)).toContain('customer.subscription.trial_will_end');
    await advance(set, start + 14 * day + 2 * 3600);
    const { body } = await call('GET', `/v1/subscriptions/${made.id}?expand[]=latest_invoice`);
    expect(body).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', total: 1000 },
    });
  });

  test.each([
    ['now', 1],
    [String(start + 2 * day), 1],
    [String(start + 9 * day), 0],
  ])('is announced at once where a request makes it %s', async (end, count) => {
    const set = await setUp();
    const { call, customer, price } = set;
    const items = [{ price }];
    const params = { customer, items, trial_period_days: '14' };
    const { body: made } = await call('POST', '/v1/subscriptions', params);
    const told = async () =>
      (await typesOf(call)).filter((type) => type === 'customer.subscription.trial_will_end');
    expect(await told()).toEqual([]);
    await call('POST', `/v1/subscriptions/${made.id}`, { trial_end: end });
    expect(await told()).toHaveLength(count);
    await advance(set, start + 10 * day);
    expect(await told()).toHaveLength(1);
  });

  test.each([
    ['pause', 'paused'],
    ['cancel', 'canceled'],
  ])('without a means of payment: %s, %s', async (choice, status) => {
    const set = await setUp();
    const { call, clock, price } = set;
    const { id: customer } = (await call('POST', '/v1/customers', { test_clock: clock })).body;
    const { body: made } = await call('POST', '/v1/subscriptions', {
      customer,
      items: [{ price }],
      trial_period_days: '7',
      trial_settings: { end_behavior: { missing_payment_method: choice } },
    });
    await advance(set, start + 8 * day);
    expect((await call('GET', `/v1/subscriptions/${made.id}`)).body.status).toBe(status);
  });
});

test('what is to end with its period ends then', async () => {
  const set = await setUp();
  const { call, customer, price } = set;
  const { body: made } = await call('POST', '/v1/subscriptions', {
    customer,
    items: [{ price }],
    cancel_at_period_end: 'true',
  });
  await advance(set, made.items.data[0].current_period_end);
  expect((await call('GET', `/v1/subscriptions/${made.id}`)).body.status).toBe('canceled');
});

test('a clock goes only forward, and takes its customers with it', async () => {
  const set = await setUp();
  const { call, clock, customer, price } = set;
  const { body: made } = await call('POST', '/v1/subscriptions', { customer, items: [{ price }] });
  expect((await advance(set, start)).status).toBe(400);
  await call('DELETE', `/v1/test_helpers/test_clocks/${clock}`);
  expect((await call('GET', `/v1/customers/${customer}`)).body.deleted).toBe(true);
  expect((await call('GET', `/v1/subscriptions/${made.id}`)).body.status).toBe('canceled');
});

async function eventsOf(call: Call, type: string) {
  return (await call('GET', '/v1/events', { type, limit: '100' })).body.data;
}

describe('what is told ahead', () => {
  test('a renewal, a week before it, with what it will bill', async () => {
    const set = await setUp();
    const { call, customer, price } = set;
    await call('POST', '/v1/subscriptions', { customer, items: [{ price, quantity: '2' }] });
    const [end] = (await call('GET', '/v1/subscriptions', { customer })).body.data.map(
      ({ items }: { items: { data: { current_period_end: number }[] } }) =>
        items.data[0]?.current_period_end,
    );
    await advance(set, end - 8 * day);
    expect(await eventsOf(call, 'invoice.upcoming')).toEqual([]);
    await advance(set, end - 7 * day);
    const [event, ...others] = await eventsOf(call, 'invoice.upcoming');
    expect(others).toEqual([]);
    expect(event.request.id).toBeNull();
    expect(event.data.object).toMatchObject({
      amount_due: 2000,
      billing_reason: 'upcoming',
      customer,
      next_payment_attempt: end + 3600,
    });
    // It is nowhere yet, and has no id to be asked for by.
    expect(event.data.object).not.toHaveProperty('id');
    await advance(set, end - day);
    expect(await eventsOf(call, 'invoice.upcoming')).toHaveLength(1);
  });

  test.each([
    ['that will not come', { cancel_at_period_end: 'true' }],
    ['that is sent', { collection_method: 'send_invoice', days_until_due: '7' }],
  ])('no renewal %s', async (_, params) => {
    const set = await setUp();
    const { call, customer, price } = set;
    await call('POST', '/v1/subscriptions', { customer, items: [{ price }], ...params });
    await advance(set, start + 40 * day);
    expect(await eventsOf(call, 'invoice.upcoming')).toEqual([]);
  });
});

describe('a customer is delinquent', () => {
  const isDelinquent = async ({ call, customer }: Set): Promise<boolean> =>
    (await call('GET', `/v1/customers/${customer}`)).body.delinquent;

  test('from a renewal that is declined until its invoice is paid', async () => {
    const set = await setUp();
    const { call, customer, price } = set;
    await call('POST', '/v1/subscriptions', { customer, items: [{ price }] });
    const bad = await call('POST', '/v1/payment_methods/pm_card_chargeCustomerFail/attach', {
      customer,
    });
    const settings = { invoice_settings: { default_payment_method: bad.body.id } };
    await call('POST', `/v1/customers/${customer}`, settings);
    await advance(set, start + 30 * day);
    expect(await isDelinquent(set)).toBe(true);
    const [invoice] = (await call('GET', '/v1/invoices', { customer })).body.data;
    await call('POST', `/v1/invoices/${invoice.id}/pay`, { payment_method: 'pm_card_visa' });
    expect(await isDelinquent(set)).toBe(false);
  });

  test('from the day on by which an invoice was to be paid, until it is written off', async () => {
    const set = await setUp();
    const { call, customer } = set;
    const { body: invoice } = await call('POST', '/v1/invoices', {
      customer,
      collection_method: 'send_invoice',
      days_until_due: '10',
    });
    const item = { customer, invoice: invoice.id, amount: '500', currency: 'usd' };
    await call('POST', '/v1/invoiceitems', item);
    await call('POST', `/v1/invoices/${invoice.id}/finalize`);
    const { due_date: due } = (await call('GET', `/v1/invoices/${invoice.id}`)).body;
    await advance(set, due - 1);
    expect(await isDelinquent(set)).toBe(false);
    await advance(set, due);
    expect(await isDelinquent(set)).toBe(true);
    await call('POST', `/v1/invoices/${invoice.id}/mark_uncollectible`);
    expect(await isDelinquent(set)).toBe(false);
  });
});

test.each([
  [{ cancel_at_period_end: 'true' }, 10],
  [{ cancel_at: String(start + 5 * day) }, 5],
])('a trial that is to end all by %j ends it, and bills nothing', async (ending, days) => {
  const set = await setUp();
  const { call, customer, price } = set;
  const asked = { customer, items: [{ price }], trial_period_days: '10', ...ending };
  const { id, latest_invoice: first } = (await call('POST', '/v1/subscriptions', asked)).body;
  await advance(set, start + 20 * day);
  const { body } = await call('GET', `/v1/subscriptions/${id}`);
  const over = { status: 'canceled', ended_at: start + days * day, latest_invoice: first };
  expect(body).toMatchObject(over);
});

test('a schedule that is given another phase renews with its items', async () => {
  const set = await setUp();
  const { call, customer, price } = set;
  const product = (await call('GET', `/v1/prices/${price}`)).body.product;
  const young = await made(call, '/v1/prices', {
    product,
    unit_amount: '2000',
    currency: 'usd',
    recurring: { interval: 'month' },
  });
  const { id } = await made(call, '/v1/subscriptions', { customer, items: [{ price }] });
  const schedule = await made(call, '/v1/subscription_schedules', { from_subscription: id });
  const [{ start_date, end_date }] = schedule.phases;
  const first = {
    items: [{ price }],
    start_date: String(start_date),
    end_date: String(end_date),
  };
  const second = {
    items: [{ price: young.id, quantity: '2' }],
    duration: { interval: 'month', interval_count: '2' },
  };
  const path = `/v1/subscription_schedules/${schedule.id}`;
  const told = await made(call, path, { phases: [first, second] });
  const end = Date.UTC(2026, 3, 28, 12) / 1000;
  expect(told.phases).toMatchObject([{ end_date }, { start_date: end_date, end_date: end }]);
  await advance(set, end_date + day);
  const after = (await call('GET', `/v1/subscriptions/${id}`)).body;
  expect(after).toMatchObject({ plan: { id: young.id }, quantity: 2 });
  const { data } = (await call('GET', `/v1/invoices?subscription=${id}`)).body;
  expect(data.map(({ total }: { total: number }) => total)).toEqual([4000, 1000]);
  expect((await call('GET', path)).body.current_phase).toEqual({
    start_date: end_date,
    end_date: end,
  });
});

test('a schedule that is changed in its present phase changes the subscription at once', async () => {
  const { call, customer, price } = await setUp();
  const { id } = await made(call, '/v1/subscriptions', { customer, items: [{ price }] });
  const schedule = await made(call, '/v1/subscription_schedules', { from_subscription: id });
  const path = `/v1/subscription_schedules/${schedule.id}`;
  await made(call, path, { phases: [{ items: [{ price, quantity: '3' }] }] });
  expect((await call('GET', `/v1/subscriptions/${id}`)).body.quantity).toBe(3);
  const { data } = (await call('GET', '/v1/invoiceitems', { customer })).body;
  const amounts = data.map(({ amount }: { amount: number }) => amount);
  expect(amounts.toSorted((one: number, other: number) => one - other)).toEqual([-1000, 3000]);
  const span = { start_date: String(start - 2 * day), end_date: String(start - day) };
  const past = { items: [{ price }], ...span };
  const refused = await post(call, path, { phases: [past] });
  expect([refused.status, refused.body.error.param]).toEqual([400, 'phases']);
});

test('a subscription that is over stays so, whatever its schedule had planned', async () => {
  const set = await setUp();
  const { call, customer, price } = set;
  const month = { duration: { interval: 'month', interval_count: '1' } };
  const schedule = await made(call, '/v1/subscription_schedules', {
    ...{ customer, start_date: 'now', end_behavior: 'cancel' },
    phases: [1, 2].map((quantity) => ({
      items: [{ price, quantity: String(quantity) }],
      ...month,
    })),
  });
  const path = `/v1/subscriptions/${schedule.subscription}`;
  const { body: ended } = await call('DELETE', path);
  await advance(set, start + 40 * day);
  expect((await call('GET', path)).body).toEqual(ended);
  await advance(set, start + 80 * day);
  const type = 'customer.subscription.deleted';
  expect((await call('GET', '/v1/events', { type })).body.data).toHaveLength(1);
});

test('a schedule that is to begin begins on its day', async () => {
  const set = await setUp();
  const { call, customer, price } = set;
  const schedule = await made(call, '/v1/subscription_schedules', {
    customer,
    start_date: String(start + 5 * day),
    phases: [{ items: [{ price }], invoice_settings: { account_tax_ids: '' } }],
  });
  expect(schedule).toMatchObject({ status: 'not_started', subscription: null });
  expect(schedule.phases[0].invoice_settings.account_tax_ids).toBe(null);
  const never = { customer, start_date: 'now', phases: [{ items: [{ price }], iterations: '0' }] };
  const { body: refused } = await call('POST', '/v1/subscription_schedules', never);
  expect(refused.error.param).toBe('phases[0][iterations]');
  await advance(set, start + 6 * day);
  const { body } = await call('GET', `/v1/subscription_schedules/${schedule.id}`);
  expect(body.status).toBe('active');
  const subscription = (await call('GET', `/v1/subscriptions/${body.subscription}`)).body;
  expect(subscription).toMatchObject({ start_date: start + 5 * day, schedule: schedule.id });
});

test('the first invoice of a subscription that is sent is a draft for an hour, and due later', async () => {
  const set = await setUp();
  const { call, customer, price } = set;
  const sent = { collection_method: 'send_invoice', days_until_due: '7' };
  const asked = { customer, items: [{ price }], ...sent };
  const { latest_invoice: id } = await made(call, '/v1/subscriptions', asked);
  const path = `/v1/invoices/${id}`;
  const due = { due_date: start + 7 * day };
  expect((await call('GET', path)).body).toMatchObject({ status: 'draft', ...due });
  await advance(set, start + 2 * 3600);
  expect((await call('GET', path)).body).toMatchObject({ status: 'open', ...due });
});

describe('what is on a clock', () => {
  async function onClock() {
    const set = await setUp();
    const { call, customer, price } = set;
    const items = [{ price }];
    const line_items = [{ price }];
    await made(call, '/v1/subscriptions', { customer, items });
    await made(call, '/v1/quotes', { customer, line_items });
    const phases = [{ items, duration: { interval: 'month' } }];
    await made(call, '/v1/subscription_schedules', { customer, start_date: 'now', phases });
    await made(call, '/v1/customers');
    return set;
  }
  const countOf = async (call: Call, path: string, params = {}) =>
    (await call('GET', `/v1/${path}`, params)).body.data.length;

  test('is listed for the clock, or for its customer, and not among the others', async () => {
    const { call, clock, customer } = await onClock();
    const paths = ['customers', 'subscriptions', 'quotes', 'subscription_schedules'];
    const counts = paths.map(async (path) => countOf(call, path));
    expect(await Promise.all(counts)).toEqual([1, 0, 0, 0]);
    const onIt = paths.slice(0, 3).map(async (path) => countOf(call, path, { test_clock: clock }));
    expect(await Promise.all(onIt)).toEqual([1, 2, 1]);
    const theirs = paths.slice(1).map(async (path) => countOf(call, path, { customer }));
    expect(await Promise.all(theirs)).toEqual([2, 1, 1]);
  });

  test('tells its clock: invoices, and what waits for one', async () => {
    const { call, clock, customer, price } = await onClock();
    const { data: all } = (await call('GET', '/v1/subscriptions', { customer })).body;
    const item = all[0].items.data[0].id;
    await made(call, `/v1/subscriptions/${all[0].id}`, { items: [{ id: item, quantity: '2' }] });
    await made(call, '/v1/invoiceitems', { customer, amount: '500', currency: 'usd' });
    await made(call, '/v1/invoices', { customer });
    await made(call, '/v1/subscriptions', {
      customer,
      items: [{ price }],
      add_invoice_items: [{ price_data: await onceOf(call) }],
    });
    for (const path of ['/v1/invoices', '/v1/invoiceitems']) {
      const { data } = (await call('GET', path, { customer, limit: '100' })).body;
      expect(data.length).toBeGreaterThan(2);
      for (const one of data) expect(one.test_clock).toBe(clock);
    }
    const { body: preview } = await call('POST', '/v1/invoices/create_preview', {
      customer,
      subscription: all[0].id,
    });
    expect(preview.test_clock).toBe(clock);
  });

  const onceOf = async (call: Call) => {
    const { id: product } = await made(call, '/v1/products', { name: 'Set-up' });
    return { currency: 'usd', product, unit_amount: '300' };
  };

  test('may be a customer who was there before, with all that is theirs', async () => {
    const { call } = openSandbox();
    const { id: price } = await made(call, '/v1/prices', {
      ...{ currency: 'usd', unit_amount: '1000', recurring: { interval: 'month' } },
      product_data: { name: 'Plan' },
    });
    const { id: customer } = await made(call, '/v1/customers', {
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    });
    const subscription = await made(call, '/v1/subscriptions', { customer, items: [{ price }] });
    const end = subscription.items.data[0].current_period_end;
    const clock = await made(call, '/v1/test_helpers/test_clocks', {
      frozen_time: String(subscription.created),
      customer,
    });
    const told = { test_clock: clock.id };
    expect((await call('GET', `/v1/customers/${customer}`)).body).toMatchObject(told);
    const at = `/v1/subscriptions/${subscription.id}`;
    expect((await call('GET', at)).body).toMatchObject(told);
    expect(await typesOf(call)).toContain('customer.updated');
    await advance({ call, clock: clock.id, customer, price }, end + 2 * 3600);
    const { body: after } = await call('GET', at);
    expect(after.items.data[0].current_period_start).toBe(end);
    const { data } = (await call('GET', '/v1/invoices', { customer })).body;
    expect(data).toMatchObject([
      { ...told, status: 'paid' },
      { ...told, status: 'paid' },
    ]);
  });

  test('are three customers at the most', async () => {
    const { call, clock, customer } = await setUp();
    const another = async () => post(call, '/v1/customers', { test_clock: clock });
    await another();
    await another();
    const { status, body } = await another();
    expect([status, body.error.message]).toEqual([
      400,
      'You already have the maximum number (3) of customers allowed on this test clock.',
    ]);
    await call('DELETE', `/v1/customers/${customer}`);
    expect((await another()).status).toBe(200);
  });

  test('is a customer of one clock only, and one that there is', async () => {
    const { call, customer } = await setUp();
    const asked = async (id: string) =>
      post(call, '/v1/test_helpers/test_clocks', { frozen_time: String(start), customer: id });
    expect((await asked(customer)).body.error.param).toBe('customer');
    expect((await asked('cus_none')).body.error).toMatchObject({
      code: 'resource_missing',
      message: "No such customer: 'cus_none'",
    });
  });
});
