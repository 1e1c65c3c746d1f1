// A subscription and its schedule: what becomes of the one when the other ends, and who says when.

import { describe, expect, test } from 'vitest';
import { made, payerOnClock, post, type Given } from './made.ts';
import { nowSeconds, openSandbox, typesOf } from './open-sandbox.ts';

const daySeconds = 86_400;
const start = nowSeconds;
const inDays = (days: number): number => start + days * daySeconds;
const month = { duration: { interval: 'month' } };

async function opened() {
  const { call } = openSandbox();
  const { customer, advance } = await payerOnClock(call, start);
  const product = (await made(call, '/v1/products', { name: 'Allotment' })).id;
  const priced = { product, currency: 'usd', unit_amount: '3000' };
  const recurring = { interval: 'month' };
  const price = (await made(call, '/v1/prices', { ...priced, recurring })).id;
  const read = async (path: string) => (await call('GET', path)).body;
  const schedules = '/v1/subscription_schedules';
  const scheduled = (more: Given = {}) =>
    made(call, schedules, {
      customer,
      start_date: 'now',
      phases: [1, 2].map((quantity) => ({
        items: [{ price, quantity: String(quantity) }],
        ...month,
      })),
      ...more,
    });
  const subscribed = () => made(call, '/v1/subscriptions', { customer, items: [{ price }] });
  return {
    call,
    customer,
    advance,
    scheduled,
    subscribed,
    schedules,
    schedule: (id: string) => read(`${schedules}/${id}`),
    subscription: (id: string) => read(`/v1/subscriptions/${id}`),
  };
}

const canceled = { status: 'canceled', current_phase: null, completed_at: null };

describe('a schedule whose subscription ends', () => {
  test('is canceled with it, at the time of its clock', async () => {
    const { call, advance, scheduled, schedule } = await opened();
    const { id, subscription } = await scheduled();
    await advance(inDays(10));
    const { body: ended } = await call('DELETE', `/v1/subscriptions/${subscription}`);
    expect(ended).toMatchObject({ canceled_at: inDays(10), ended_at: inDays(10) });
    expect(await schedule(id)).toMatchObject({
      ...canceled,
      canceled_at: inDays(10),
      subscription,
    });
    const types = await typesOf(call);
    expect(types.slice(-2)).toEqual([
      'customer.subscription.deleted',
      'subscription_schedule.canceled',
    ]);
    expect(types).not.toContain('subscription_schedule.aborted');
  });

  test('and changes nothing any more', async () => {
    const { call, advance, scheduled, schedule, subscription } = await opened();
    const { id, subscription: its } = await scheduled();
    await call('DELETE', `/v1/subscriptions/${its}`);
    const before = [await schedule(id), await subscription(its)];
    await advance(inDays(40));
    await advance(inDays(80));
    expect([await schedule(id), await subscription(its)]).toEqual(before);
  });

  test('is aborted where its customer has not paid', async () => {
    const { call, customer, advance, scheduled, schedule } = await opened();
    const { id } = await scheduled();
    const card = 'pm_card_chargeCustomerFail';
    const { id: bad } = await made(call, `/v1/payment_methods/${card}/attach`, { customer });
    const settings = { invoice_settings: { default_payment_method: bad } };
    await made(call, `/v1/customers/${customer}`, settings);
    await advance(inDays(10));
    expect(await schedule(id)).toMatchObject({ status: 'active' });
    await advance(inDays(20));
    expect(await schedule(id)).toMatchObject(canceled);
    expect(await typesOf(call)).toContain('subscription_schedule.aborted');
  });

  test('is canceled with its customer', async () => {
    const { call, customer, scheduled, schedule } = await opened();
    const { id } = await scheduled();
    await call('DELETE', `/v1/customers/${customer}`);
    expect(await schedule(id)).toMatchObject(canceled);
  });

  test('by its own end is completed', async () => {
    const { call, advance, scheduled, schedule, subscription } = await opened();
    const { id, subscription: its } = await scheduled({ end_behavior: 'cancel' });
    await advance(inDays(35));
    await advance(inDays(70));
    expect(await subscription(its)).toMatchObject({ status: 'canceled' });
    expect(await schedule(id)).toMatchObject({ status: 'completed', canceled_at: null });
    expect(await typesOf(call)).not.toContain('subscription_schedule.canceled');
  });
});

describe('a schedule tells', () => {
  const off = { disabled_reason: null, enabled: false, liability: null };
  const on = { ...off, enabled: true, liability: { type: 'self' } };
  const enabled = { automatic_tax: { enabled: 'true' } };

  test('always what its phases fall back on for taxes, and of a phase what it says itself', async () => {
    const { call, scheduled, schedules, schedule, subscription, subscribed } = await opened();
    const plain = await scheduled();
    expect(plain.default_settings.automatic_tax).toEqual(off);
    expect(plain.phases[0]).not.toHaveProperty('automatic_tax');
    const taxed = await scheduled({ default_settings: enabled });
    expect(taxed.default_settings.automatic_tax).toEqual(on);
    expect((await subscription(taxed.subscription)).automatic_tax).toEqual(on);
    const described = { default_settings: { description: 'Beds' } };
    await made(call, `${schedules}/${taxed.id}`, described);
    expect((await schedule(taxed.id)).default_settings.automatic_tax).toEqual(on);

    const { id } = await subscribed();
    await made(call, `/v1/subscriptions/${id}`, enabled);
    const copied = await made(call, schedules, { from_subscription: id });
    expect(copied.default_settings.automatic_tax).toEqual(on);
  });

  test('by its events what it was before it was canceled or released', async () => {
    const { call, scheduled, schedules } = await opened();
    const previous = async (type: string) => {
      const { body } = await call('GET', '/v1/events', { type });
      return body.data[0].data.previous_attributes;
    };
    const { id, current_phase: current, subscription } = await scheduled();
    await made(call, `${schedules}/${id}/cancel`);
    const before = { current_phase: current, status: 'active' };
    expect(await previous('subscription_schedule.canceled')).toEqual({
      ...before,
      canceled_at: null,
    });
    const gone = await scheduled();
    await call('DELETE', `/v1/subscriptions/${gone.subscription}`);
    const last = await call('GET', '/v1/events', { type: 'subscription_schedule.canceled' });
    expect(last.body.data[0].data).toMatchObject({
      object: { id: gone.id },
      previous_attributes: { ...before, canceled_at: null },
    });
    const other = await scheduled();
    await made(call, `${schedules}/${other.id}/release`);
    expect(await previous('subscription_schedule.released')).toEqual({
      ...before,
      released_at: null,
      released_subscription: null,
      subscription: other.subscription,
    });
    expect(other.subscription).not.toBe(subscription);
    expect(await previous('customer.subscription.updated')).toEqual({ schedule: other.id });
  });

  test('what is in its phases in the order of names', async () => {
    const { scheduled } = await opened();
    const { phases, default_settings: settings } = await scheduled();
    for (const part of [settings, phases[0], phases[0].items[0]]) {
      expect(Object.keys(part)).toEqual(Object.keys(part).toSorted());
    }
  });
});

describe('a schedule that is canceled', () => {
  test('cancels its subscription, gives back what is left and bills it, unless told otherwise', async () => {
    const { call, advance, customer, scheduled, schedules, subscription } = await opened();
    const { id, subscription: its } = await scheduled();
    await advance(inDays(15));
    const after = await made(call, `${schedules}/${id}/cancel`);
    expect(after).toMatchObject({ ...canceled, canceled_at: inDays(15) });
    const ended = await subscription(its);
    expect(ended).toMatchObject({ status: 'canceled', ended_at: inDays(15), cancel_at: null });
    const { data } = (await call('GET', '/v1/invoices', { customer })).body;
    expect(data[0]).toMatchObject({ id: ended.latest_invoice, status: 'draft', total: -1500 });
  });

  test('leaves all as it is where nothing is to be given back or billed', async () => {
    const { call, advance, customer, scheduled, schedules } = await opened();
    const { id } = await scheduled();
    await advance(inDays(15));
    await made(call, `${schedules}/${id}/cancel`, { prorate: 'false', invoice_now: 'false' });
    expect((await call('GET', '/v1/invoices', { customer })).body.data).toHaveLength(1);
    expect((await call('GET', '/v1/invoiceitems', { customer })).body.data).toEqual([]);
  });
});

const wayOut = {
  cancel: 'canceled',
  release: 'released',
} as const;

describe.each(Object.entries(wayOut))('%s', (verb, status) => {
  test.each([
    ['not_started', { start_date: String(inDays(5)) }],
    ['active', {}],
  ])(`ends one that is %s, after which it is ${status} for good`, async (before, more) => {
    const { call, scheduled, schedules } = await opened();
    const { id, status: first } = await scheduled(more);
    expect(first).toBe(before);
    expect(await made(call, `${schedules}/${id}/${verb}`)).toMatchObject({
      [`${status}_at`]: start,
      status,
    });
    for (const [name, at] of [
      ['cancel', '/cancel'],
      ['release', '/release'],
      ['update', ''],
    ] as const) {
      const { status: answered, body } = await post(call, `${schedules}/${id}${at}`);
      expect([answered, body.error.message]).toEqual([
        400,
        `You cannot ${name} a subscription schedule that is currently in the \`${status}\` status.`,
      ]);
    }
  });
});

describe('when a subscription ends', () => {
  test.each([
    { cancel_at_period_end: 'true' },
    { cancel_at_period_end: 'false' },
    { cancel_at: String(inDays(10)) },
    { cancel_at: '' },
  ])('is not said beside its schedule: %o', async (params) => {
    const { call, subscribed, schedules } = await opened();
    const { id } = await subscribed();
    const schedule = await made(call, schedules, { from_subscription: id });
    const path = `/v1/subscriptions/${id}`;
    const { status, body } = await post(call, path, params);
    expect([status, body.error.message]).toEqual([
      400,
      `The subscription is managed by the subscription schedule \`${schedule.id}\`, and updating any ` +
        'cancelation behavior directly is not allowed. Please update the schedule instead.',
    ]);
    expect(await made(call, path, { metadata: { a: 'b' } })).toMatchObject({
      metadata: { a: 'b' },
    });
    await made(call, `${schedules}/${schedule.id}/release`);
    await made(call, path, params);
  });
});

test('a subscription that is over gets no schedule', async () => {
  const { call, subscribed, schedules } = await opened();
  const { id } = await subscribed();
  await call('DELETE', `/v1/subscriptions/${id}`);
  const { status, body } = await post(call, schedules, { from_subscription: id });
  expect([status, body.error.message]).toEqual([
    400,
    'You cannot migrate a subscription that is currently in the `canceled` status.',
  ]);
});

test.each<[string, Given, string]>([
  ['ends before it begins', { end_date: String(inDays(-1)) }, 'phases[0][end_date]'],
  ['tells its end twice', { end_date: String(inDays(9)), ...month }, 'phases[0][duration]'],
  [
    'tells it as it was told formerly',
    { end_date: '9999999999', iterations: '2' },
    'phases[0][iterations]',
  ],
])('no phase %s', async (_, more, param) => {
  const { call, customer, schedules, subscribed } = await opened();
  const price = (await subscribed()).items.data[0].price.id;
  const phases = [{ items: [{ price }], ...more }];
  const { status, body } = await post(call, schedules, { customer, start_date: 'now', phases });
  expect([status, body.error.param]).toEqual([400, param]);
});

test('a subscription that is over takes metadata also when its customer is deleted', async () => {
  const { call, customer, subscribed } = await opened();
  const path = `/v1/subscriptions/${(await subscribed()).id}`;
  await call('DELETE', `/v1/customers/${customer}`);
  const kept = { metadata: { a: 'b' } };
  expect(await made(call, path, kept)).toMatchObject({ status: 'canceled', ...kept });
});

// Source: https://docs.stripe.com/api/customers/delete, of what can be done with one that is deleted.
test('a schedule that has not begun never does once its customer is deleted', async () => {
  const { call, customer, advance, scheduled, schedule } = await opened();
  const { id } = await scheduled({ start_date: String(inDays(5)) });
  await call('DELETE', `/v1/customers/${customer}`);
  await advance(inDays(40));
  expect(await schedule(id)).toMatchObject({ subscription: null, current_phase: null });
  const all = { customer, status: 'all' };
  expect((await call('GET', '/v1/subscriptions', all)).body.data).toEqual([]);
});
