// A subscription that ends: what waits for an invoice then, and what is not collected any more.

import { describe, expect, test } from 'vitest';
import { made, payerOnClock, type Given } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

const inDays = (days: number): number => nowSeconds + days * 86_400;

interface Ends {
  readonly current_period_end: number;
}

interface Told {
  readonly total: number;
  readonly status: string;
  readonly lines: { readonly data: readonly { readonly amount: number }[] };
}

async function opened(more: Given = {}) {
  const { call } = openSandbox();
  const { customer, advance } = await payerOnClock(call, nowSeconds);
  const product = (await made(call, '/v1/products', { name: 'Orchard' })).id;
  const priced = { product, currency: 'usd', unit_amount: '3000' };
  const recurring = { interval: 'month' };
  const price = (await made(call, '/v1/prices', { ...priced, recurring })).id;
  const items = [{ price, quantity: '2' }];
  const subscription = await made(call, '/v1/subscriptions', { customer, items, ...more });
  const at = `/v1/subscriptions/${subscription.id}`;
  const list = async (path: string, more: Readonly<Record<string, string>> = {}) =>
    (await call('GET', path, { customer, ...more })).body.data;
  return {
    call,
    customer,
    advance,
    at,
    price,
    /** Half of it is given back for the half of its period. */
    halved: async () => {
      await advance(inDays(15));
      const item = subscription.items.data[0].id;
      await made(call, at, { items: [{ id: item, quantity: '1' }] });
    },
    addItem: () => made(call, '/v1/invoiceitems', { customer, amount: '700', currency: 'usd' }),
    invoices: (): Promise<readonly Told[]> => list('/v1/invoices'),
    waiting: async (): Promise<readonly number[]> =>
      (await list('/v1/invoiceitems', { pending: 'true' })).map(
        ({ amount }: { amount: number }) => amount,
      ),
  };
}

const amountsOf = ({ lines }: Told) => lines.data.map(({ amount }) => amount);

describe('prorations that wait', () => {
  const change = [-3000, 1500];

  test('go with a subscription that is canceled without a last bill', async () => {
    const { call, at, halved, addItem, waiting, invoices } = await opened();
    await halved();
    await addItem();
    expect(await waiting()).toEqual([700, ...change]);
    await call('DELETE', at);
    expect(await waiting()).toEqual([700]);
    expect(await invoices()).toHaveLength(1);
    expect((await typesOf(call)).filter((type) => type === 'invoiceitem.deleted')).toHaveLength(2);
  });

  test('stay where the rest is given back, too, and no last bill is asked for', async () => {
    const { call, at, halved, waiting, invoices } = await opened();
    await halved();
    await call('DELETE', at, { prorate: 'true' });
    expect(await waiting()).toEqual([-1500, ...change]);
    expect(await invoices()).toHaveLength(1);
  });

  test('are the customer’s own where they are given back of one that is over', async () => {
    const { call, at, price, customer, invoices } = await opened();
    await call('DELETE', at, { prorate: 'true' });
    const [item] = (await call('GET', '/v1/invoiceitems', { customer })).body.data;
    expect(item).toMatchObject({ amount: -6000, parent: null, proration: true });
    expect(item).not.toHaveProperty('proration_details');
    await made(call, '/v1/subscriptions', { customer, items: [{ price, quantity: '3' }] });
    const [next] = await invoices();
    expect(next).toMatchObject({ billing_reason: 'subscription_create', total: 3000 });
    expect(next?.lines.data).toMatchObject([
      { amount: -6000, parent: { invoice_item_details: { proration: true } } },
      { amount: 9000 },
    ]);
  });

  test.each<[string, Given]>([
    ['flexible', { billing_mode: { type: 'flexible' } }],
    ['classic', { billing_mode: { type: 'classic' } }],
  ])('are on the last bill, with all that waits for the customer: %s', async (_, mode) => {
    const { call, at, halved, addItem, waiting, invoices } = await opened(mode);
    await halved();
    await addItem();
    await call('DELETE', at, { invoice_now: 'true' });
    const [last] = await invoices();
    expect(last && amountsOf(last)).toEqual([700, ...change]);
    expect(last).toMatchObject({ status: 'draft', total: -800 });
    expect(await waiting()).toEqual([]);
  });

  test('are collected when the subscription ends with its period', async () => {
    const { call, at, advance, halved, waiting, invoices } = await opened();
    await halved();
    await made(call, at, { cancel_at_period_end: 'true' });
    await advance(inDays(31));
    const [last] = await invoices();
    expect(last && amountsOf(last)).toEqual(change);
    expect(last).toMatchObject({ status: 'paid', total: -1500 });
    expect(await waiting()).toEqual([]);
  });

  test('alone bring that about: what else waits is for another invoice', async () => {
    const { call, at, advance, addItem, waiting, invoices } = await opened();
    await addItem();
    await made(call, at, { cancel_at_period_end: 'true' });
    await advance(inDays(31));
    expect(await invoices()).toHaveLength(1);
    expect(await waiting()).toEqual([700]);
  });
});

describe('invoices of a subscription that is canceled', () => {
  async function unpaid() {
    const all = await opened();
    const { call, customer, advance } = all;
    const card = 'pm_card_chargeCustomerFail';
    const { id } = await made(call, `/v1/payment_methods/${card}/attach`, { customer });
    const settings = { invoice_settings: { default_payment_method: id } };
    await made(call, `/v1/customers/${customer}`, settings);
    const attempts = async () =>
      (await call('GET', '/v1/charges', { customer, limit: '100' })).body.data.length;
    return { ...all, advance, attempts };
  }

  test('are not tried again', async () => {
    const { call, at, advance, invoices, attempts } = await unpaid();
    await advance(inDays(31));
    const before = await attempts();
    expect((await invoices())[0]).toMatchObject({ status: 'open', auto_advance: true });
    await call('DELETE', at);
    const stopped = { auto_advance: false, next_payment_attempt: null };
    expect((await invoices())[0]).toMatchObject({ status: 'open', ...stopped });
    await advance(inDays(50));
    expect(await attempts()).toBe(before);
  });

  test('stay drafts', async () => {
    const { call, at, advance, invoices } = await unpaid();
    await advance(inDays(30) + 60);
    await call('DELETE', at);
    const stopped = { auto_advance: false, automatically_finalizes_at: null };
    expect((await invoices())[0]).toMatchObject({ status: 'draft', ...stopped });
    await advance(inDays(32));
    expect((await invoices())[0]).toMatchObject({ status: 'draft' });
  });

  test('are no others of the customer', async () => {
    const { call, customer, price, at, advance, invoices } = await unpaid();
    await made(call, '/v1/subscriptions', {
      customer,
      items: [{ price }],
      collection_method: 'send_invoice',
      days_until_due: '5',
    });
    await call('DELETE', at);
    expect((await invoices())[0]).toMatchObject({ status: 'draft', auto_advance: true });
    await advance(inDays(1));
    expect((await invoices())[0]).toMatchObject({ status: 'open', auto_advance: true });
  });
});

describe('a subscription that is to end within its first period', () => {
  const ending = { cancel_at: String(inDays(10)) };
  const partly = (whole: number) => Math.floor((whole * 10) / 30);

  test.each<[string, Given]>([
    ['flexible', { billing_mode: { type: 'flexible' } }],
    ['classic', { billing_mode: { type: 'classic' } }],
  ])('is billed until then, and no more: %s', async (_, mode) => {
    const { call, at, advance, invoices } = await opened({ ...ending, ...mode });
    const [first] = await invoices();
    expect(first).toMatchObject({ status: 'paid', total: partly(6000) });
    expect(first && amountsOf(first)).toEqual([partly(6000)]);
    const { body } = await call('GET', at);
    expect(body).toMatchObject({ status: 'active', cancel_at: inDays(10) });
    expect(body.items.data[0].current_period_end).toBe(inDays(10));
    await advance(inDays(40));
    expect((await call('GET', at)).body).toMatchObject({
      status: 'canceled',
      ended_at: inDays(10),
    });
    expect(await invoices()).toHaveLength(1);
  });

  test('is free where nothing is to be prorated', async () => {
    const { call, at, advance, invoices } = await opened({ ...ending, proration_behavior: 'none' });
    expect((await call('GET', at)).body).toMatchObject({ status: 'active', latest_invoice: null });
    await advance(inDays(40));
    expect(await invoices()).toEqual([]);
  });

  test('is billed until then also where its periods were to begin later', async () => {
    const anchor = { billing_cycle_anchor: String(inDays(20)) };
    const { invoices } = await opened({ ...ending, ...anchor });
    expect((await invoices()).map(({ total }) => total)).toEqual([partly(6000)]);
  });

  test('is billed for the time before, too', async () => {
    const since = { backdate_start_date: String(inDays(-30)) };
    const { invoices } = await opened({ ...ending, ...since });
    const [first] = await invoices();
    // Of the month before, which has 31 days, and of this one.
    expect(first?.total).toBe(Math.floor((6000 * 30) / 31) + partly(6000));
  });

  test('costs nothing while it is tried', async () => {
    const { invoices } = await opened({ ...ending, trial_period_days: '14' });
    expect((await invoices()).map(({ total }) => total)).toEqual([0]);
  });

  test('in a longer period is billed whole for the shorter ones', async () => {
    const { call, customer, price } = await opened();
    const { product } = (await call('GET', `/v1/prices/${price}`)).body;
    const priced = { product, currency: 'usd', unit_amount: '36500' };
    const yearly = await made(call, '/v1/prices', { ...priced, recurring: { interval: 'year' } });
    const both = await made(call, '/v1/subscriptions', {
      customer,
      items: [{ price }, { price: yearly.id }],
      cancel_at: String(inDays(73)),
      expand: ['latest_invoice'],
    });
    expect(both.latest_invoice.total).toBe(3000 + 7300);
  });
});

describe.each(['classic', 'flexible'])('a period that goes on, in %s mode', (type) => {
  const mode = { billing_mode: { type } };
  const isAt = (days: number) => ({ cancel_at: String(inDays(days)) });
  const endOf = async (call: Call, at: string): Promise<number> =>
    (await call('GET', at)).body.items.data[0].current_period_end;

  test('ends when the subscription is told to, and the rest is on the last invoice', async () => {
    const { call, customer, at, advance, invoices, waiting } = await opened(mode);
    await advance(inDays(15));
    await made(call, at, isAt(20));
    expect(await endOf(call, at)).toBe(inDays(20));
    expect(await waiting()).toEqual([-3000, 1000]);
    await advance(inDays(21));
    expect((await call('GET', at)).body).toMatchObject({
      status: 'canceled',
      ended_at: inDays(20),
    });
    expect((await invoices())[0]).toMatchObject({ status: 'paid', total: -2000 });
    expect((await call('GET', `/v1/customers/${customer}`)).body.balance).toBe(-2000);
  });

  test.each<[string, Given, number, readonly number[]]>([
    ['that is taken back', { cancel_at: '' }, 30, [-1000, 3000, -3000, 1000]],
    ['with the period', { cancel_at_period_end: 'false' }, 30, [-1000, 3000, -3000, 1000]],
    ['that is later', isAt(25), 25, [-1000, 2000, -3000, 1000]],
    ['that is sooner', isAt(16), 16, [-1000, 200, -3000, 1000]],
    ['that is after the period', isAt(40), 30, [-1000, 3000, -3000, 1000]],
    ['that is the same', isAt(20), 20, [-3000, 1000]],
    ['with nothing to be prorated', { ...isAt(25), proration_behavior: 'none' }, 25, [-3000, 1000]],
  ])('ends otherwise by an end %s', async (_, ending, days, amounts) => {
    const { call, at, advance, waiting } = await opened(mode);
    await advance(inDays(15));
    await made(call, at, isAt(20));
    await made(call, at, ending);
    expect(await endOf(call, at)).toBe(inDays(days));
    expect(await waiting()).toEqual(amounts);
  });

  test('is given back at once where that is asked for', async () => {
    const { call, at, advance, invoices, waiting } = await opened(mode);
    await advance(inDays(15));
    await made(call, at, { ...isAt(20), proration_behavior: 'always_invoice' });
    expect(await waiting()).toEqual([]);
    expect((await invoices())[0]).toMatchObject({ status: 'paid', total: -2000 });
  });

  test('is told with the items that are changed by the same request', async () => {
    const { call, at, advance, waiting } = await opened(mode);
    await advance(inDays(15));
    const { id } = (await call('GET', at)).body.items.data[0];
    await made(call, at, { ...isAt(20), items: [{ id, quantity: '1' }] });
    expect(await endOf(call, at)).toBe(inDays(20));
    expect(await waiting()).toEqual([-3000, 500]);
  });

  test('is left whole in a trial, which costs nothing', async () => {
    const { call, at, waiting } = await opened({ ...mode, trial_period_days: '14' });
    await made(call, at, isAt(10));
    expect(await endOf(call, at)).toBe(inDays(14));
    expect(await waiting()).toEqual([]);
  });

  test('that begins anew is whole first, and then cut', async () => {
    const { call, at, advance, invoices, waiting } = await opened(mode);
    await advance(inDays(15));
    const { price, id } = (await call('GET', at)).body.items.data[0];
    const daily = { currency: 'usd', unit_amount: '1000', product: price.product };
    const told = { ...daily, recurring: { interval: 'day', interval_count: '10' } };
    await made(call, at, {
      ...isAt(20),
      items: [{ id, price_data: told, quantity: '1' }],
      ...(type === 'flexible' ? { billing_cycle_anchor: 'now' } : {}),
    });
    expect(await endOf(call, at)).toBe(inDays(20));
    const billed = (await invoices()).flatMap(amountsOf);
    const all = [...billed, ...(await waiting())].reduce((sum, amount) => sum + amount, 0);
    // Half of the month, and five of the ten days.
    expect(all).toBe(3000 + 500);
  });
});

test('a first part of a period goes on to its anchor again when its end is taken back', async () => {
  const anchor = { billing_cycle_anchor: String(inDays(20)) };
  const { call, at, waiting } = await opened({ ...anchor, cancel_at: String(inDays(10)) });
  await made(call, at, { cancel_at: '' });
  const { body } = await call('GET', at);
  expect(body.items.data[0].current_period_end).toBe(inDays(20));
  expect(await waiting()).toEqual([-2000, 4000]);
});

test('an end by the items is that which the same request gives them', async () => {
  const { call, at, price } = await opened({ billing_mode: { type: 'flexible' } });
  const { product } = (await call('GET', `/v1/prices/${price}`)).body;
  const yearly = { product, currency: 'usd', unit_amount: '700', recurring: { interval: 'year' } };
  const added = { items: [{ price_data: yearly }], cancel_at: 'max_period_end' };
  expect((await made(call, at, added)).cancel_at).toBe(inDays(365));
  const body = await made(call, at, { cancel_at: 'min_period_end' });
  expect(body.cancel_at).toBe(inDays(30));
  const ends = body.items.data.map((item: Ends) => item.current_period_end);
  expect(ends).toEqual([inDays(30), inDays(30)]);
});

test('an end that is over is refused before anything is billed', async () => {
  const { call, at, invoices } = await opened();
  const { id } = (await call('GET', at)).body.items.data[0];
  const change = { items: [{ id, quantity: '9' }], proration_behavior: 'always_invoice' };
  const { body } = await call('POST', at, { ...change, cancel_at: '5' });
  expect(body.error.param).toBe('cancel_at');
  expect(await invoices()).toHaveLength(1);
});

// Source: https://docs.stripe.com/changelog/basil/2025-07-30/cancel-at-enums
describe.each(['classic', 'flexible'])('an end with the period, in %s mode', (type) => {
  const ending = { cancel_at_period_end: 'true', billing_mode: { type } };

  test('is that of another period where one begins', async () => {
    const { call, at, advance } = await opened(ending);
    await advance(inDays(5));
    const body = await made(call, at, { billing_cycle_anchor: 'now' });
    expect(body).toMatchObject({ cancel_at: inDays(35), cancel_at_period_end: true });
    expect(body.items.data[0].current_period_end).toBe(inDays(35));
    await advance(inDays(36));
    expect((await call('GET', at)).body).toMatchObject({
      status: 'canceled',
      ended_at: inDays(35),
    });
  });

  test('is that of a longer trial', async () => {
    const { call, at } = await opened({ ...ending, trial_period_days: '10' });
    const body = await made(call, at, { trial_end: String(inDays(20)) });
    expect(body).toMatchObject({ cancel_at: inDays(20), cancel_at_period_end: true });
  });

  test('gives nothing back', async () => {
    const { call, at, waiting } = await opened({ billing_mode: ending.billing_mode });
    const body = await made(call, at, { cancel_at_period_end: 'true' });
    expect(body.items.data[0].current_period_end).toBe(inDays(30));
    expect(await waiting()).toEqual([]);
  });
});
