// What comes of subscriptions in the course of time, in the words of their invoices.

import { describe, expect, test } from 'vitest';
import { made, payerOnClock, post, type Given } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

const daySeconds = 86_400;
const start = nowSeconds;
const inDays = (days: number): number => start + days * daySeconds;
const classic = { billing_mode: { type: 'classic' } };
const flexible = { billing_mode: { type: 'flexible' } };

async function opened() {
  const { call } = openSandbox();
  const { customer, advance } = await payerOnClock(call, start);
  const product = (await made(call, '/v1/products', { name: 'Orchard' })).id;
  const priced = async (amount: number, interval = 'month'): Promise<string> => {
    const sold = { product, currency: 'usd', unit_amount: String(amount) };
    return (await made(call, '/v1/prices', { ...sold, recurring: { interval } })).id;
  };
  const price = await priced(3000);
  const subscribed = async (more: Given = {}) => {
    const asked = { customer, items: [{ price }], ...more };
    const { id } = await made(call, '/v1/subscriptions', asked);
    return `/v1/subscriptions/${id}`;
  };
  const invoices = async () =>
    (await call('GET', '/v1/invoices', { customer })).body.data.toReversed();
  const totals = async (): Promise<readonly number[]> =>
    (await invoices()).map(({ total }: { total: number }) => total);
  return { call, customer, advance, price, priced, subscribed, invoices, totals };
}

const told = async (call: Call, at: string) => (await call('GET', at)).body;
const pendingOf = async (call: Call, customer: string) =>
  (await call('GET', '/v1/invoiceitems', { customer, pending: 'true' })).body.data;

describe('what waits for an invoice', () => {
  const desk = { amount: '250', currency: 'usd', description: 'Setting up' };

  test('is on the first one of a subscription', async () => {
    const { call, customer, subscribed, totals } = await opened();
    await made(call, '/v1/invoiceitems', { customer, ...desk });
    await subscribed();
    expect(await totals()).toEqual([3250]);
    expect(await pendingOf(call, customer)).toEqual([]);
  });

  test('is on no invoice of another subscription than that which it names', async () => {
    const { call, customer, advance, subscribed, totals } = await opened();
    const at = await subscribed();
    const subscription = at.slice(at.lastIndexOf('/') + 1);
    const item = await made(call, '/v1/invoiceitems', { customer, ...desk, subscription });
    expect(item.parent).toEqual({
      subscription_details: { subscription },
      type: 'subscription_details',
    });
    await subscribed();
    expect(await totals()).toEqual([3000, 3000]);
    await advance(inDays(31));
    expect((await totals()).slice(2).toSorted()).toEqual([3000, 3250]);
    const { status, body } = await post(call, '/v1/invoiceitems', {
      ...{ customer, ...desk },
      subscription: 'sub_unknown',
    });
    expect([status, body.error.param]).toEqual([400, 'subscription']);
  });

  test.each<[string, Given, readonly number[]]>([
    ['flexible', flexible, [3000, 250 + 6000 - 3000]],
    ['classic', classic, [3000, 6000 - 3000]],
  ])('and on that of a change, in flexible mode alone: %s', async (_, mode, expected) => {
    const { call, customer, subscribed, totals } = await opened();
    const at = await subscribed(mode);
    await made(call, '/v1/invoiceitems', { customer, ...desk });
    const [{ id }] = (await told(call, at)).items.data;
    const items = [{ id, quantity: '2' }];
    await made(call, at, { items, proration_behavior: 'always_invoice' });
    expect(await totals()).toEqual(expected);
  });

  test.each([
    ['always_invoice', 1],
    ['none', 0],
  ])('and in classic mode not where periods begin anew with %s', async (behavior, left) => {
    const { call, customer, advance, subscribed } = await opened();
    const at = await subscribed(classic);
    await made(call, '/v1/invoiceitems', { customer, ...desk });
    await advance(inDays(10));
    await made(call, at, { billing_cycle_anchor: 'now', proration_behavior: behavior });
    expect(await pendingOf(call, customer)).toHaveLength(left);
  });
});

test('a discount for once is used up by a period that begins anew', async () => {
  const { call, advance, subscribed, totals } = await opened();
  const at = await subscribed(classic);
  await made(call, '/v1/coupons', { id: 'once', amount_off: '500', currency: 'usd' });
  await made(call, at, { discounts: [{ coupon: 'once' }] });
  await advance(inDays(1));
  const anew = { billing_cycle_anchor: 'now', proration_behavior: 'none' };
  expect((await made(call, at, anew)).discounts).toEqual([]);
  expect(await totals()).toEqual([3000, 2500]);
});

test('without a means of payment a renewal fails and is not tried again, and nothing is over', async () => {
  const { call, customer, advance, subscribed, invoices } = await opened();
  await made(call, `/v1/customers/${customer}`, {
    invoice_settings: { default_payment_method: '' },
  });
  const at = await subscribed({ trial_period_days: '5' });
  await advance(inDays(6));
  expect(await told(call, at)).toMatchObject({ status: 'past_due' });
  const [, last] = await invoices();
  expect(last).toMatchObject({ status: 'open', attempt_count: 1 });
  expect(last.next_payment_attempt).toBeNull();
  await advance(inDays(30));
  expect(await told(call, at)).toMatchObject({ status: 'past_due' });
  expect((await invoices())[1]).toMatchObject({ status: 'open', attempt_count: 1 });
  expect(await typesOf(call)).toContain('invoice.payment_failed');
});

test('an attempt that somebody makes after the first leaves the next ones as they were planned', async () => {
  const { call, customer, advance, subscribed, invoices } = await opened();
  const at = await subscribed();
  const card = 'pm_card_chargeCustomerFail';
  const { id } = await made(call, `/v1/payment_methods/${card}/attach`, { customer });
  await made(call, at, { default_payment_method: id });
  await advance(inDays(31));
  const known = (await invoices())[1];
  expect(known).toMatchObject({ status: 'open', attempt_count: 1 });
  expect((await call('POST', `/v1/invoices/${known.id}/pay`)).status).toBe(402);
  const next = known.next_payment_attempt;
  expect((await invoices())[1]).toMatchObject({ attempt_count: 1, next_payment_attempt: next });
  await advance(inDays(34));
  expect((await invoices())[1]).toMatchObject({ attempt_count: 2 });
  await made(call, `/v1/invoices/${known.id}/pay`, { payment_method: 'pm_card_visa' });
  expect((await invoices())[1]).toMatchObject({ status: 'paid', attempt_count: 2 });
});

test('a subscription is past due when its invoice was sent, and not paid by its day', async () => {
  const { call, advance, subscribed, invoices } = await opened();
  const at = await subscribed({ collection_method: 'send_invoice', days_until_due: '7' });
  await advance(inDays(6));
  expect(await told(call, at)).toMatchObject({ status: 'active' });
  await advance(inDays(8));
  expect(await told(call, at)).toMatchObject({ status: 'past_due' });
  const [{ id }] = await invoices();
  expect((await post(call, `/v1/invoices/${id}/pay`)).body.status).toBe('paid');
  expect(await told(call, at)).toMatchObject({ status: 'active' });
});

describe('a trial and a day of its own for the periods', () => {
  const asked = { trial_end: String(inDays(7)), billing_cycle_anchor: String(inDays(17)) };

  test('are followed by a part of a period, and that by whole ones', async () => {
    const { call, advance, subscribed, totals } = await opened();
    const at = await subscribed(asked);
    expect(await told(call, at)).toMatchObject({
      status: 'trialing',
      trial_end: inDays(7),
      billing_cycle_anchor: inDays(17),
      items: { data: [{ current_period_end: inDays(7) }] },
    });
    await advance(inDays(8));
    const going = await told(call, at);
    expect(going).toMatchObject({ status: 'active', billing_cycle_anchor: inDays(17) });
    expect(going.items.data[0]).toMatchObject({
      current_period_start: inDays(7),
      current_period_end: inDays(17),
    });
    await advance(inDays(18));
    // From the second of December on: ten of 31 days.
    expect(await totals()).toEqual([0, Math.floor((3000 * 10) / 31), 3000]);
    expect((await told(call, at)).items.data[0].current_period_start).toBe(inDays(17));
  });

  test('the part is free where nothing is to be prorated', async () => {
    const { call, advance, subscribed, totals } = await opened();
    const at = await subscribed({ ...asked, proration_behavior: 'none' });
    await advance(inDays(8));
    expect(await told(call, at)).toMatchObject({ status: 'active' });
    expect(await totals()).toEqual([0]);
    await advance(inDays(18));
    expect(await totals()).toEqual([0, 3000]);
  });

  test('the day may be over by then: the part is until the next such day', async () => {
    const { call, advance, subscribed, totals } = await opened();
    const at = await subscribed({
      trial_period_days: '10',
      billing_cycle_anchor_config: { day_of_month: '1' },
    });
    const first = Date.UTC(2026, 11, 1) / 1000;
    const second = Date.UTC(2027, 0, 1) / 1000;
    expect((await told(call, at)).billing_cycle_anchor).toBe(first);
    await advance(inDays(11));
    expect((await told(call, at)).items.data[0].current_period_end).toBe(second);
    expect(await totals()).toEqual([
      0,
      Math.floor((3000 * (second - inDays(10))) / (31 * daySeconds)),
    ]);
  });

  test('a trial that is ended by hand is followed by its part, too', async () => {
    const { call, subscribed, totals } = await opened();
    const at = await subscribed(asked);
    const after = await made(call, at, { trial_end: 'now' });
    expect(after).toMatchObject({ status: 'active', billing_cycle_anchor: inDays(17) });
    expect(await totals()).toEqual([0, Math.floor((3000 * 17) / 30)]);
  });
});

test('a page tells what is due until the day that periods begin on', async () => {
  const { call, customer, price } = await opened();
  const opening = (data: Given) =>
    made(call, '/v1/checkout/sessions', {
      customer,
      mode: 'subscription',
      success_url: 'https://orchard.example/done',
      line_items: [{ price, quantity: '1' }],
      subscription_data: { billing_cycle_anchor: String(inDays(10)), ...data },
    });
  const part = await opening({});
  expect(part).toMatchObject({ amount_total: 1000, payment_status: 'unpaid' });
  const free = await opening({ proration_behavior: 'none' });
  expect(free).toMatchObject({ amount_total: 0, payment_status: 'no_payment_required' });
  const pay = `/v1/payment_pages/${part.id}/confirm`;
  const { subscription } = await made(call, pay, { payment_method: 'pm_card_visa' });
  const { latest_invoice: latest } = await told(call, `/v1/subscriptions/${subscription}`);
  expect(await told(call, `/v1/invoices/${latest}`)).toMatchObject({ total: 1000, status: 'paid' });
});

test.each<[string, Given, string]>([
  ['classic', classic, 'Trial period for Orchard'],
  ['flexible', flexible, 'Free trial for 1 × Orchard'],
])('a trial is told in the words of its mode: %s', async (_, mode, words) => {
  const { call, advance, subscribed, invoices } = await opened();
  const at = await subscribed({ ...mode, trial_period_days: '3' });
  const [{ lines }] = await invoices();
  expect(lines.data[0].description).toBe(words);
  await advance(inDays(5));
  const again = await made(call, at, { trial_end: String(inDays(20)) });
  // Of several trials classic mode tells the first one’s beginning, flexible mode the last one’s.
  expect(again.trial_start).toBe(mode === classic ? start : inDays(5));
});

test('a trial in the midst of a period has an invoice of 0, and what was paid beyond it is credited', async () => {
  const { call, customer, advance, subscribed, invoices, totals } = await opened();
  const at = await subscribed();
  await advance(inDays(15));
  const asked = { trial_end: String(inDays(20)) };
  const told = await made(call, at, { ...asked, expand: ['latest_invoice'] });
  expect(told).toMatchObject({ status: 'trialing', trial_end: inDays(20) });
  expect(told.latest_invoice).toMatchObject({
    ...{ billing_reason: 'subscription_update', status: 'paid', total: -1500, amount_due: 0 },
    lines: {
      data: [{ amount: -1500 }, { amount: 0, period: { start: inDays(15), end: inDays(20) } }],
    },
  });
  expect(await pendingOf(call, customer)).toEqual([]);
  expect((await call('GET', `/v1/customers/${customer}`)).body.balance).toBe(-1500);
  // The same once more changes nothing; a longer one is told by another invoice.
  const same = await made(call, at, asked);
  expect(same.latest_invoice).toBe(told.latest_invoice.id);
  const longer = await made(call, at, { trial_end: String(inDays(25)) });
  expect(longer.status).toBe('trialing');
  expect(await totals()).toEqual([3000, -1500, 0]);
  await advance(inDays(26));
  expect((await invoices()).at(-1)).toMatchObject({
    total: 3000,
    amount_due: 1500,
    status: 'paid',
  });
});

test('a trial given without prorations takes nobody’s money, and gives none back', async () => {
  const { call, subscribed, advance, totals } = await opened();
  const at = await subscribed();
  await advance(inDays(15));
  await made(call, at, { trial_end: String(inDays(20)), proration_behavior: 'none' });
  expect(await totals()).toEqual([3000, 0]);
  expect((await typesOf(call)).filter((type) => type === 'invoice.paid')).toHaveLength(2);
});

test('invoices of a subscription say how it is paid, and their lines what it says of itself', async () => {
  const { subscribed, invoices } = await opened();
  const settings = { payment_method_types: ['card', 'us_bank_account'] };
  await subscribed({ metadata: { team: 'north' }, payment_settings: settings });
  const [invoice] = await invoices();
  expect(invoice.payment_settings).toMatchObject(settings);
  expect(invoice.lines.data[0].metadata).toEqual({ team: 'north' });
});

test('an invoice that becomes final by itself is sent where it is to be sent', async () => {
  const { call, advance, subscribed } = await opened();
  await subscribed({ collection_method: 'send_invoice', days_until_due: '7' });
  expect(await typesOf(call)).not.toContain('invoice.sent');
  await advance(inDays(1));
  expect(await typesOf(call)).toContain('invoice.sent');
});

test('the period in which a subscription is to end is billed until then', async () => {
  const { call, advance, subscribed, totals } = await opened();
  const at = await subscribed();
  // The next period is of 31 days from the thirtieth on.
  await made(call, at, { cancel_at: String(inDays(30) + 10 * daySeconds) });
  await advance(inDays(31));
  expect(await totals()).toEqual([3000, Math.floor((3000 * 10) / 31)]);
  expect((await told(call, at)).items.data[0].current_period_end).toBe(inDays(40));
  await advance(inDays(41));
  expect(await told(call, at)).toMatchObject({ status: 'canceled', ended_at: inDays(40) });
  expect(await totals()).toHaveLength(2);
});

test.each([
  ['a price that costs something', true],
  ['a quantity of a price that cost something before', false],
])('classic periods begin anew with %s: %s', async (_, isAnew) => {
  const { call, advance, price, priced, subscribed, totals } = await opened();
  const items = isAnew ? [{ price: await priced(0) }] : [{ price, quantity: '0' }];
  const at = await subscribed({ ...classic, items });
  await advance(inDays(10));
  const [{ id }] = (await told(call, at)).items.data;
  const after = await made(call, at, { items: [{ id, price, quantity: '1' }] });
  expect(after.billing_cycle_anchor).toBe(inDays(isAnew ? 10 : 0));
  expect(await totals()).toEqual(isAnew ? [0, 3000] : [0]);
});
