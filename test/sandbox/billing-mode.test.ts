// How subscriptions are billed: the mode that a version gives them, or that they are asked for.

import { expect, test } from 'vitest';
import { fixedClock } from '../../src/base/clock.ts';
import { payerOnClock } from './made.ts';
import { openSandbox, type Call } from './open-sandbox.ts';

async function opened() {
  const { call } = openSandbox();
  const product = (await call('POST', '/v1/products', { name: 'Garden club' })).body.id;
  const monthly = { product, currency: 'usd', recurring: { interval: 'month' } };
  const price = (await call('POST', '/v1/prices', { ...monthly, unit_amount: '900' })).body.id;
  const customer = (
    await call('POST', '/v1/customers', {
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
  ).body.id;
  return { call, customer, price, product };
}

async function meteredPrice(call: Call, product: string): Promise<string> {
  const named = { display_name: 'Water', event_name: 'water' };
  const counted = { ...named, default_aggregation: { formula: 'sum' } };
  const meter = (await call('POST', '/v1/billing/meters', counted)).body.id;
  const recurring = { interval: 'month', usage_type: 'metered', meter };
  const params = { product, currency: 'usd', unit_amount: '3', recurring };
  return (await call('POST', '/v1/prices', params)).body.id;
}

const classic = { flexible: null, type: 'classic' };
const flexible = { flexible: { proration_discounts: 'included' }, type: 'flexible' };

test.each<[string, object]>([
  ['2020-08-27', classic],
  ['2025-08-27.basil', classic],
  ['2025-09-30.clover', flexible],
])('whoever asks for none has in version %s the mode of then', async (version, mode) => {
  const { call, customer, price } = await opened();
  const headers = { 'stripe-version': version };
  const params = { customer, items: [{ price }] };
  const { body } = await call('POST', '/v1/subscriptions', params, headers);
  expect(body.billing_mode).toMatchObject(mode);
  const quoted = { customer, line_items: [{ price }] };
  const { body: quote } = await call('POST', '/v1/quotes', quoted, headers);
  expect(quote.subscription_data.billing_mode.type).toBe(body.billing_mode.type);
});

test('one that is classic can be migrated, and not back', async () => {
  const { call, customer, price } = await opened();
  const params = { customer, items: [{ price }], billing_mode: { type: 'classic' } };
  const { body: made } = await call('POST', '/v1/subscriptions', params);
  const at = `/v1/subscriptions/${made.id}/migrate`;
  const { body: after } = await call('POST', at, { billing_mode: { type: 'flexible' } });
  expect(after.billing_mode).toEqual({ ...flexible, updated_at: expect.any(Number) });
  expect(after.latest_invoice).toBe(made.latest_invoice);
  const back = await call('POST', at, { billing_mode: { type: 'classic' } });
  expect(back).toMatchObject({ status: 400, body: { error: { param: 'billing_mode[type]' } } });
  const events = await call('GET', '/v1/events', { type: 'customer.subscription.updated' });
  expect(events.body.data[0].data.previous_attributes).toMatchObject({ billing_mode: classic });
  const { body: other } = await call('POST', '/v1/subscriptions', params);
  await call('DELETE', `/v1/subscriptions/${other.id}`);
  const late = { billing_mode: { type: 'flexible' } };
  expect((await call('POST', `/v1/subscriptions/${other.id}/migrate`, late)).status).toBe(404);
});

test('usage has no line of 0 at first in flexible mode, and one in classic mode', async () => {
  const { call, customer, price, product } = await opened();
  const usage = await meteredPrice(call, product);
  const linesOf = async (type: string, prices: readonly string[]) => {
    const items = prices.map((one) => ({ price: one }));
    const params = { customer, items, billing_mode: { type }, expand: ['latest_invoice'] };
    const { body } = await call('POST', '/v1/subscriptions', params);
    expect(body.status).toBe('active');
    return body.latest_invoice?.lines.data.map(({ amount }: { amount: number }) => amount);
  };
  expect(await linesOf('flexible', [price, usage])).toEqual([900]);
  expect(await linesOf('flexible', [usage])).toBeUndefined();
  expect((await linesOf('classic', [price, usage])).toSorted()).toEqual([0, 900]);
  expect(await linesOf('classic', [usage])).toEqual([0]);
});

test('schedules and quotes hand their mode to the subscription, with what else they say of it', async () => {
  const { call, customer, price } = await opened();
  const itemized = { type: 'flexible', flexible: { proration_discounts: 'itemized' } };
  const phases = [{ items: [{ price }], iterations: '1' }];
  const planned = { customer, start_date: 'now', phases, billing_mode: itemized };
  const { body: schedule } = await call('POST', '/v1/subscription_schedules', planned);
  const made = await call('GET', `/v1/subscriptions/${schedule.subscription}`);
  expect(made.body.billing_mode).toEqual(schedule.billing_mode);
  expect(schedule.billing_mode).toMatchObject(itemized);

  const byMail = { collection_method: 'send_invoice', invoice_settings: { days_until_due: '6' } };
  const { body: mailed } = await call('POST', '/v1/subscription_schedules', {
    ...planned,
    phases: [{ ...phases[0], ...byMail }],
    default_settings: { description: 'By letter' },
  });
  const { body: posted } = await call('GET', `/v1/subscriptions/${mailed.subscription}`);
  expect(posted).toMatchObject({
    collection_method: 'send_invoice',
    days_until_due: 6,
    description: 'By letter',
  });

  const { body: old } = await call('POST', '/v1/subscriptions', {
    customer,
    items: [{ price }],
    billing_mode: { type: 'classic' },
  });
  const copied = await call('POST', '/v1/subscription_schedules', { from_subscription: old.id });
  expect(copied.body.billing_mode).toEqual(classic);

  const { body: quote } = await call('POST', '/v1/quotes', {
    customer,
    line_items: [{ price }],
    collection_method: 'send_invoice',
    invoice_settings: { days_until_due: '12' },
    subscription_data: {
      billing_mode: { type: 'classic' },
      description: 'Seeds for spring',
      metadata: { bed: 'north' },
      trial_period_days: '10',
    },
  });
  await call('POST', `/v1/quotes/${quote.id}/finalize`);
  const { body: accepted } = await call('POST', `/v1/quotes/${quote.id}/accept`);
  const { body: begun } = await call('GET', `/v1/subscriptions/${accepted.subscription}`);
  expect(begun).toMatchObject({
    billing_mode: classic,
    collection_method: 'send_invoice',
    days_until_due: 12,
    description: 'Seeds for spring',
    metadata: { bed: 'north' },
    status: 'trialing',
  });
});

test('a proration names what it gives back, and stays with its own subscription', async () => {
  const { call, customer, price, product } = await opened();
  const dearer = (
    await call('POST', '/v1/prices', {
      product,
      currency: 'usd',
      recurring: { interval: 'month' },
      unit_amount: '1500',
    })
  ).body.id;
  const first = { customer, items: [{ price }], expand: ['latest_invoice'] };
  const { body: one } = await call('POST', '/v1/subscriptions', first);
  const [item] = one.items.data;
  const [line] = one.latest_invoice.lines.data;
  await call('POST', `/v1/subscriptions/${one.id}`, { items: [{ id: item.id, price: dearer }] });
  const { body: next } = await call('POST', '/v1/invoices/create_preview', {
    subscription: one.id,
  });
  const [credit, debit] = next.lines.data.filter(
    ({ parent }: { parent: { subscription_item_details: { proration: boolean } } }) =>
      parent.subscription_item_details.proration,
  );
  expect(credit.parent).toMatchObject({
    invoice_item_details: null,
    type: 'subscription_item_details',
    subscription_item_details: {
      proration_details: {
        credited_items: { invoice: one.latest_invoice.id, invoice_line_items: [line.id] },
      },
      subscription: one.id,
      subscription_item: item.id,
    },
  });
  expect(debit.parent.subscription_item_details.proration_details.credited_items).toBeNull();
  expect(credit.pricing.unit_amount_decimal).toBeNull();

  const { body: other } = await call('POST', '/v1/subscriptions', { customer, items: [{ price }] });
  const { body: alone } = await call('POST', '/v1/invoices/create_preview', {
    subscription: other.id,
  });
  expect(alone.total).toBe(900);
});

test.each<[string, object, string]>([
  [
    '/v1/prices',
    { currency: 'usd', unit_amount: '-5', product_data: { name: 'x' } },
    'unit_amount',
  ],
  ['/v1/subscriptions', { items: [{ price: 'p', quantity: '-1' }] }, 'items[0][quantity]'],
])('less than nothing is refused: %s', async (path, params, param) => {
  const { call } = await opened();
  expect(await call('POST', path, params as never)).toMatchObject({
    status: 400,
    body: { error: { code: 'parameter_invalid_integer', param } },
  });
});

test('prorations are rounded down, and a sum that is too small to charge waits', async () => {
  const { call, product } = await opened();
  const start = Date.UTC(2026, 0, 1) / 1000;
  const { customer, advance } = await payerOnClock(call, start);
  const priced = async (unit_amount: string) => {
    const recurring = { interval: 'month' };
    return (await call('POST', '/v1/prices', { product, currency: 'usd', recurring, unit_amount }))
      .body.id;
  };
  const [low, high] = [await priced('1000'), await priced('1010')];
  const { body: made } = await call('POST', '/v1/subscriptions', {
    customer,
    items: [{ price: low }],
  });
  await advance(start + 10 * 86_400);
  const { body: after } = await call('POST', `/v1/subscriptions/${made.id}`, {
    items: [{ id: made.items.data[0].id, price: high }],
    proration_behavior: 'always_invoice',
    expand: ['latest_invoice'],
  });
  // Of 31 days 21 are left: -677.4 and 684.2.
  const { lines, ...bill } = after.latest_invoice;
  expect(lines.data.map(({ amount }: { amount: number }) => amount)).toEqual([-678, 684]);
  expect(bill).toMatchObject({
    ...{
      amount_due: 0,
      attempt_count: 0,
      attempted: true,
      ending_balance: 6,
      status: 'paid',
      total: 6,
    },
    ...{ period_start: start, period_end: start + 10 * 86_400 },
  });
  expect((await call('GET', `/v1/customers/${customer}`)).body.balance).toBe(6);
});

test('time before a subscription was made is billed, by the period or at once', async () => {
  const { call, price } = await opened();
  const [first, now] = [Date.UTC(2026, 2, 1) / 1000, Date.UTC(2026, 4, 1) / 1000];
  const { customer } = await payerOnClock(call, now);
  const linesOf = async (params: object) => {
    const { body } = await call('POST', '/v1/subscriptions', {
      ...{
        customer,
        items: [{ price }],
        backdate_start_date: `${first}`,
        expand: ['latest_invoice'],
      },
      ...params,
    });
    expect(body).toMatchObject({ status: 'active', start_date: first });
    return body.latest_invoice.lines.data.map(
      ({ amount, period }: { amount: number; period: { start: number } }) => [amount, period.start],
    );
  };
  const april = Date.UTC(2026, 3, 1) / 1000;
  const whole = [900, now];
  expect(await linesOf({})).toEqual([[900, first], [900, april], whole]);
  expect(await linesOf({ billing_mode: { type: 'classic' } })).toEqual([[1800, first], whole]);
  expect(await linesOf({ proration_behavior: 'none' })).toEqual([whole]);
  // Ten days of May's 31, and no whole period yet.
  const anchor = `${now + 10 * 86_400}`;
  const part = await linesOf({ billing_cycle_anchor: anchor, billing_mode: { type: 'classic' } });
  expect(part).toEqual([[1800 + Math.floor((900 * 10) / 31), first]]);
  const late = await call('POST', '/v1/subscriptions', {
    ...{ customer, items: [{ price }], backdate_start_date: `${now + 9}` },
  });
  expect(late.body.error.param).toBe('backdate_start_date');
});

test('time before a subscription began keeps its day of the month, and has an end', async () => {
  const { call } = openSandbox({ clock: fixedClock(Date.UTC(2026, 4, 31)) });
  const { id: customer } = (
    await call('POST', '/v1/customers', {
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
  ).body;
  const since = (interval: string, start: number) =>
    call('POST', '/v1/subscriptions', {
      items: [{ price_data: { ...monthly, recurring: { interval } } }],
      ...{ customer, backdate_start_date: `${start}`, expand: ['latest_invoice'] },
    });
  const { id: product } = (await call('POST', '/v1/products', { name: 'Tea' })).body;
  const monthly = { currency: 'usd', product, unit_amount: '900' };
  const { body } = await since('month', Date.UTC(2026, 0, 31) / 1000);
  const starts = body.latest_invoice.lines.data.map(({ period }: { period: { start: number } }) =>
    new Date(period.start * 1000).toISOString().slice(5, 10),
  );
  expect(starts).toEqual(['01-31', '02-28', '03-31', '04-30', '05-31']);
  for (const start of [0, -62_135_596_800, -9_999_999_999_999]) {
    const { status, body } = await since('day', start);
    expect([status, body.error.code]).toEqual([400, 'sandbox_not_simulated']);
  }
});
