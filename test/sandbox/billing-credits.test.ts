// Billing credits: granted, spent on usage, given back, expired and voided.

import { describe, expect, test } from 'vitest';
import { made, payerOnClock, post, type Given } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Answered, type Call } from './open-sandbox.ts';

const day = 86_400;
const grants = '/v1/billing/credit_grants';
const usd = (value: number): Given => ({
  type: 'monetary',
  monetary: { currency: 'usd', value: String(value) },
});
const metered = { scope: { price_type: 'metered' } };

function grantOf(call: Call, customer: string, value: number, more: Given = {}) {
  const given = { customer, amount: usd(value), applicability_config: metered, ...more };
  return made(call, grants, given);
}

function refusedGrant(call: Call, customer: string, more: Given): Promise<Answered> {
  const given = { customer, amount: usd(100), applicability_config: metered, ...more };
  return post(call, grants, given);
}

async function balanceOf(call: Call, customer: string): Promise<readonly number[]> {
  const filter = { type: 'applicability_scope', applicability_scope: { price_type: 'metered' } };
  const path = '/v1/billing/credit_balance_summary';
  const { body } = await call('GET', path, { customer, filter });
  expect(body).toMatchObject({ object: 'billing.credit_balance_summary', customer });
  return body.balances.flatMap((one: Answered['body']) => [
    one.ledger_balance.monetary.value,
    one.available_balance.monetary.value,
  ]);
}

/** As `credits_granted 1000`, the oldest first. */
async function movesOf(call: Call, by: Given): Promise<readonly string[]> {
  const path = '/v1/billing/credit_balance_transactions';
  const { body } = await call('GET', path, by as Parameters<Call>[2]);
  return body.data
    .map(({ credit, debit }: Answered['body']) => credit ?? debit)
    .map(({ type, amount }: Answered['body']) => `${type} ${amount.monetary.value}`)
    .toReversed();
}

interface Metered {
  readonly call: Call;
  readonly customer: string;
  readonly price: string;
  readonly subscription: string;
  readonly advance: (to: number) => Promise<Answered['body']>;
  use(value: number): Promise<unknown>;
  invoices(): Promise<readonly Answered['body'][]>;
}

/** Somebody on a test clock who pays ten cents for each token at the end of the month. */
async function subscribed(more: Given = {}): Promise<Metered> {
  const { call } = openSandbox();
  const meter = await made(call, '/v1/billing/meters', {
    display_name: 'Tokens',
    event_name: 'tokens',
    default_aggregation: { formula: 'sum' },
  });
  const price = await made(call, '/v1/prices', {
    currency: 'usd',
    unit_amount: '10',
    product_data: { name: 'Token' },
    recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
  });
  const { customer, advance } = await payerOnClock(call, nowSeconds);
  const items = [{ price: price.id }];
  const { id } = await made(call, '/v1/subscriptions', { customer, items, ...more });
  return {
    ...{ call, customer, price: price.id, subscription: id, advance },
    use: (value) =>
      made(call, '/v1/billing/meter_events', {
        event_name: 'tokens',
        payload: { stripe_customer_id: customer, value: String(value) },
        timestamp: String(nowSeconds + 60),
      }),
    async invoices() {
      const { body } = await call('GET', '/v1/invoices', { customer });
      return body.data;
    },
  };
}

const monthOver = nowSeconds + 30 * day + 60;
const finalized = monthOver + 2 * 3600;

test('a grant is told whole, with the transaction that brings its credits', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const grant = await grantOf(call, customer, 1000, { name: 'Welcome', metadata: { of: 'us' } });
  expect(grant).toMatchObject({
    id: expect.stringMatching(/^credgr_test_\w{32}$/),
    object: 'billing.credit_grant',
    amount: { monetary: { currency: 'usd', value: 1000 }, type: 'monetary' },
    applicability_config: { scope: { price_type: 'metered' } },
    category: 'paid',
    customer,
    effective_at: nowSeconds,
    expires_at: null,
    metadata: { of: 'us' },
    name: 'Welcome',
    priority: 50,
    test_clock: null,
    updated: nowSeconds,
    voided_at: null,
  });
  expect(await balanceOf(call, customer)).toEqual([1000, 1000]);
  const path = '/v1/billing/credit_balance_transactions';
  const { body } = await call('GET', path, { credit_grant: grant.id });
  expect(body.data).toMatchObject([
    {
      object: 'billing.credit_balance_transaction',
      credit: { type: 'credits_granted', credits_application_invoice_voided: null },
      credit_grant: grant.id,
      debit: null,
      type: 'credit',
    },
  ]);
  const { body: one } = await call('GET', `${path}/${body.data[0].id}`);
  expect(one).toEqual(body.data[0]);
  expect(await typesOf(call)).toEqual([
    'customer.created',
    'billing.credit_grant.created',
    'billing.credit_balance_transaction.created',
  ]);
});

describe('a grant is refused', () => {
  test.each<[string, Given, string]>([
    ['without a customer', { customer: '' }, 'customer'],
    ['for nobody', { customer: 'cus_unknown' }, 'customer'],
    ['without an amount', { amount: { type: 'monetary' } }, 'amount[monetary]'],
    ['of nothing', { amount: usd(0) }, 'amount[monetary][value]'],
    ['beyond priorities', { priority: '101' }, 'priority'],
    ['that is over', { expires_at: String(nowSeconds - 1) }, 'expires_at'],
    [
      'that ends before it begins',
      { effective_at: String(nowSeconds + 9), expires_at: String(nowSeconds + 9) },
      'expires_at',
    ],
    [
      'for unknown prices',
      { applicability_config: { scope: { prices: [{ id: 'price_unknown' }] } } },
      'applicability_config[scope][prices][0][id]',
    ],
  ])('%s', async (_, more, param) => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/customers');
    const { status, body } = await refusedGrant(call, id, more);
    expect([status, body.error.param]).toEqual([400, param]);
  });

  test('for prices that no meter counts', async () => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/customers');
    const recurring = { interval: 'month' };
    const plain = { currency: 'usd', unit_amount: '10', product_data: { name: 'Seat' }, recurring };
    const price = await made(call, '/v1/prices', plain);
    const scope = { prices: [{ id: price.id }] };
    const { body } = await refusedGrant(call, id, { applicability_config: { scope } });
    expect(body.error.param).toBe('applicability_config[scope][prices][0][id]');
  });

  test('for all that is metered and some of it', async () => {
    const { call, customer, price } = await subscribed();
    const scope = { price_type: 'metered', prices: [{ id: price }] };
    const { body } = await refusedGrant(call, customer, { applicability_config: { scope } });
    expect(body.error.code).toBe('parameters_exclusive');
  });

  test('after a hundred that are unused', async () => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/customers');
    const first = await grantOf(call, id, 1);
    for (let count = 1; count < 100; count += 1) await grantOf(call, id, 1);
    expect((await refusedGrant(call, id, {})).body.error.param).toBe('customer');
    await made(call, `${grants}/${first.id}/expire`);
    expect((await refusedGrant(call, id, {})).status).toBe(200);
  });
});

test('what is left of a grant expires, once', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const grant = await grantOf(call, customer, 700);
  const expired = await made(call, `${grants}/${grant.id}/expire`);
  expect(expired).toMatchObject({ expires_at: nowSeconds, voided_at: null });
  expect(await movesOf(call, { customer })).toEqual(['credits_granted 700', 'credits_expired 700']);
  expect(await balanceOf(call, customer)).toEqual([0, 0]);
  for (const verb of ['expire', 'void']) {
    expect((await post(call, `${grants}/${grant.id}/${verb}`)).status).toBe(400);
  }
  expect((await typesOf(call)).slice(-2)).toEqual([
    'billing.credit_grant.updated',
    'billing.credit_balance_transaction.created',
  ]);
});

test('a grant that nothing was taken of is voided', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const grant = await grantOf(call, customer, 700);
  expect(await made(call, `${grants}/${grant.id}/void`)).toMatchObject({ voided_at: nowSeconds });
  expect(await movesOf(call, { customer })).toEqual(['credits_granted 700', 'credits_voided 700']);
  expect((await post(call, `${grants}/${grant.id}/void`)).status).toBe(400);
});

test('usage takes credits when its invoice becomes final', async () => {
  const { call, customer, use, advance, invoices } = await subscribed();
  const grant = await grantOf(call, customer, 300);
  await use(50);
  await advance(monthOver);
  const [draft] = await invoices();
  const credit = { amount: 300, type: 'credit_balance_transaction' };
  expect(draft).toMatchObject({
    status: 'draft',
    subtotal: 500,
    total: 200,
    total_pretax_credit_amounts: [{ ...credit, credit_balance_transaction: null }],
  });
  // What stands on a draft is not gone, and not to be had any more.
  expect(await balanceOf(call, customer)).toEqual([300, 0]);
  await advance(finalized);
  const [paid] = await invoices();
  const [told] = paid.total_pretax_credit_amounts;
  expect(paid).toMatchObject({ status: 'paid', subtotal: 500, total: 200, amount_paid: 200 });
  expect(paid.lines.data[0].pretax_credit_amounts).toEqual([told]);
  const path = `/v1/billing/credit_balance_transactions/${told.credit_balance_transaction}`;
  expect((await call('GET', path)).body).toMatchObject({
    credit: null,
    credit_grant: grant.id,
    debit: {
      amount: { monetary: { currency: 'usd', value: 300 }, type: 'monetary' },
      credits_applied: { invoice: paid.id, invoice_line_item: paid.lines.data[0].id },
      type: 'credits_applied',
    },
    effective_at: paid.status_transitions.finalized_at,
    type: 'debit',
  });
  expect(await balanceOf(call, customer)).toEqual([0, 0]);
  expect((await post(call, `${grants}/${grant.id}/void`)).status).toBe(400);
});

test('credits come off after discounts, and taxes are laid on what is left', async () => {
  const { call, customer, subscription, use, advance, invoices } = await subscribed();
  const rate = { display_name: 'VAT', percentage: '10', inclusive: 'false' };
  const { id: tax } = await made(call, '/v1/tax_rates', rate);
  const { id: coupon } = await made(call, '/v1/coupons', {
    percent_off: '20',
    duration: 'forever',
  });
  await made(call, `/v1/subscriptions/${subscription}`, {
    default_tax_rates: [tax],
    discounts: [{ coupon }],
  });
  await grantOf(call, customer, 300);
  await use(50);
  await advance(finalized);
  const [invoice] = await invoices();
  expect(invoice).toMatchObject({ subtotal: 500, total_excluding_tax: 100, total: 110 });
  expect(invoice.total_pretax_credit_amounts).toMatchObject([
    { amount: 100, type: 'discount' },
    { amount: 300, type: 'credit_balance_transaction' },
  ]);
});

test('of several grants those go first that have to', async () => {
  const { call, customer, price, use, advance } = await subscribed();
  const later = String(nowSeconds + 90 * day);
  const given: readonly [string, Given][] = [
    ['last', { priority: '60', expires_at: later }],
    ['paid', {}],
    ['promotional', { category: 'promotional' }],
    ['expiring', { expires_at: later }],
    ['first', { priority: '1', applicability_config: { scope: { prices: [{ id: price }] } } }],
    ['too late', { priority: '0', effective_at: String(nowSeconds + 40 * day) }],
    ['over', { priority: '0', expires_at: String(nowSeconds + 29 * day) }],
    [
      'in euros',
      { priority: '0', amount: { ...usd(100), monetary: { currency: 'eur', value: '100' } } },
    ],
  ];
  const names = new Map<string, string>();
  for (const [name, more] of given) {
    names.set((await grantOf(call, customer, 100, more)).id, name);
  }
  await use(45);
  await advance(finalized);
  const path = '/v1/billing/credit_balance_transactions';
  const { body } = await call('GET', path, { customer, limit: '100' });
  const taken = body.data.filter(
    ({ debit }: Answered['body']) => debit?.type === 'credits_applied',
  );
  expect(
    taken
      .toReversed()
      .map(({ credit_grant: id, debit }: Answered['body']) => [
        names.get(id),
        debit.amount.monetary.value,
      ]),
  ).toEqual([
    ['first', 100],
    ['expiring', 100],
    ['promotional', 100],
    ['paid', 100],
    ['last', 50],
  ]);
});

test('what is not usage takes no credits', async () => {
  const { call, customer, price, use, advance, invoices } = await subscribed();
  const seat = await made(call, '/v1/prices', {
    currency: 'usd',
    unit_amount: '700',
    product_data: { name: 'Seat' },
    recurring: { interval: 'month' },
  });
  await made(call, '/v1/subscriptions', { customer, items: [{ price: seat.id }] });
  const scope = { prices: [{ id: price }] };
  await grantOf(call, customer, 5000, { applicability_config: { scope } });
  await use(1);
  await advance(finalized);
  const after = (await invoices()).slice(0, 2);
  expect(after.map(({ subtotal, total }) => [subtotal, total])).toEqual(
    expect.arrayContaining([
      [700, 700],
      [10, 0],
    ]),
  );
  expect(await movesOf(call, { customer })).toEqual(['credits_granted 5000', 'credits_applied 10']);
});

test('the preview of an invoice tells credits, and takes none', async () => {
  const { call, customer, subscription, use } = await subscribed();
  await grantOf(call, customer, 300, { effective_at: String(nowSeconds + day) });
  await use(50);
  const preview = await made(call, '/v1/invoices/create_preview', { subscription });
  expect(preview).toMatchObject({
    total: 200,
    total_pretax_credit_amounts: [{ amount: 300, credit_balance_transaction: null }],
  });
  expect(await balanceOf(call, customer)).toEqual([0, 0]);
  expect(await movesOf(call, { customer })).toEqual([]);
});

test.each([
  ['in time', 90, ['credits_application_invoice_voided 300'], 300],
  ['too late', 32, ['credits_application_invoice_voided 300', 'credits_expired 300'], 0],
])('an invoice that is void gives its credits back: %s', async (_, days, moves, left) => {
  const sent = { collection_method: 'send_invoice', days_until_due: '30' };
  const { call, customer, use, advance, invoices } = await subscribed(sent);
  const grant = await grantOf(call, customer, 300, { expires_at: String(nowSeconds + days * day) });
  await use(50);
  await advance(finalized);
  await advance(finalized + 2 * day);
  const [open] = await invoices();
  expect(open).toMatchObject({ status: 'open', amount_due: 200 });
  await made(call, `/v1/invoices/${open.id}/void`);
  const all = await movesOf(call, { credit_grant: grant.id });
  expect(all.slice(2)).toEqual(moves);
  expect(await balanceOf(call, customer)).toEqual([left, left]);
});

test('credits come and go by time alone, on a test clock', async () => {
  const { call, customer, advance } = await subscribed();
  const grant = await grantOf(call, customer, 300, {
    effective_at: String(nowSeconds + day),
    expires_at: String(nowSeconds + 3 * day),
  });
  expect(await movesOf(call, { customer })).toEqual([]);
  await advance(nowSeconds + 2 * day);
  expect(await movesOf(call, { customer })).toEqual(['credits_granted 300']);
  const end = String(nowSeconds + 5 * day);
  await made(call, `${grants}/${grant.id}`, { expires_at: end });
  await advance(nowSeconds + 4 * day);
  expect(await balanceOf(call, customer)).toEqual([300, 300]);
  await advance(nowSeconds + 6 * day);
  expect(await movesOf(call, { customer })).toEqual(['credits_granted 300', 'credits_expired 300']);
});

test("credits expire by the sandbox's own clock", async () => {
  let now = nowSeconds;
  const { call } = openSandbox({ clock: () => now * 1000 });
  const { id: customer } = await made(call, '/v1/customers');
  await grantOf(call, customer, 300, { expires_at: String(nowSeconds + 60) });
  now += 90;
  expect(await balanceOf(call, customer)).toEqual([0, 0]);
  const { body } = await call('GET', '/v1/billing/credit_balance_transactions', { customer });
  expect(body.data[0]).toMatchObject({ effective_at: nowSeconds + 60, type: 'debit' });
});

test('the balance of one grant is told alone, and asks for what it needs', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const grant = await grantOf(call, customer, 300);
  await grantOf(call, customer, 500);
  const path = '/v1/billing/credit_balance_summary';
  const filter = { type: 'credit_grant', credit_grant: grant.id };
  const { body } = await call('GET', path, { customer, filter });
  expect(body.balances[0].ledger_balance.monetary).toEqual({ currency: 'usd', value: 300 });
  const nameless = await call('GET', path, { customer, filter: { type: 'credit_grant' } });
  expect(nameless.body.error.param).toBe('filter[credit_grant]');
  expect((await call('GET', path, { filter })).body.error.param).toBe('customer');
});

test.each(['classic', 'flexible'])(
  'credits pay for the usage that is billed last: %s',
  async (type) => {
    const { call, customer, subscription, advance, use, invoices } = await subscribed({
      billing_mode: { type },
    });
    await grantOf(call, customer, 300);
    await advance(nowSeconds + 5 * day);
    await use(50);
    await call('DELETE', `/v1/subscriptions/${subscription}`, { invoice_now: 'true' });
    await advance(nowSeconds + 6 * day);
    const bills = await invoices();
    expect(bills.find(({ subtotal }) => subtotal === 500)).toMatchObject({
      amount_paid: 200,
      status: 'paid',
    });
    expect(await movesOf(call, { customer })).toEqual([
      'credits_granted 300',
      'credits_applied 300',
    ]);
  },
);

test('a grant stays as it is told, and can be changed, when its customer is deleted', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const grant = await grantOf(call, customer, 300);
  await call('DELETE', `/v1/customers/${customer}`);
  const at = `${grants}/${grant.id}`;
  expect(await made(call, at, { metadata: { why: 'gone' } })).toMatchObject({ customer });
  expect(await made(call, `${at}/void`)).toMatchObject({ voided_at: nowSeconds });
  expect(await movesOf(call, { credit_grant: grant.id })).toEqual([
    'credits_granted 300',
    'credits_voided 300',
  ]);
});
