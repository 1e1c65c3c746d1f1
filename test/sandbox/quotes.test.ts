// Quotes: each state with each verb, what they come to, and what they become.

import { describe, expect, test } from 'vitest';
import { type Given, made, payer, payerOnClock, post } from './made.ts';
import { nowSeconds, openSandbox, type Answered, type Call } from './open-sandbox.ts';

async function priceOf(call: Call, more: Given = {}): Promise<string> {
  const product = (await made(call, '/v1/products', { name: 'Gold' })).id;
  const values = { product, unit_amount: 1000, currency: 'usd', ...more };
  return (await made(call, '/v1/prices', values)).id;
}

const monthly = { recurring: { interval: 'month' } };

async function quoteOf(call: Call, more: Given = {}): Promise<Answered['body']> {
  const customer = await payer(call);
  const line_items = [{ price: await priceOf(call, monthly), quantity: '2' }];
  return made(call, '/v1/quotes', { customer, line_items, ...more });
}

async function rateOf(call: Call, percentage: string): Promise<string> {
  const values = { display_name: 'VAT', percentage, inclusive: 'false' };
  return (await made(call, '/v1/tax_rates', values)).id;
}

describe('a quote', () => {
  const states = ['draft', 'open', 'accepted', 'canceled'] as const;
  const reach: Readonly<Record<(typeof states)[number], readonly string[]>> = {
    draft: [],
    open: ['finalize'],
    accepted: ['finalize', 'accept'],
    canceled: ['cancel'],
  };
  const after: Readonly<Record<string, readonly (string | undefined)[]>> = {
    finalize: ['open', undefined, undefined, undefined],
    accept: [undefined, 'accepted', undefined, undefined],
    cancel: ['canceled', 'canceled', undefined, undefined],
  };
  const table = Object.entries(after).flatMap(([verb, results]) =>
    states.map((state, index) => [state, verb, results[index] ?? 'refused'] as const),
  );

  test.each(table)('that is %s: %s → %s', async (state, verb, result) => {
    const { call } = openSandbox();
    const { id } = await quoteOf(call);
    for (const step of reach[state]) await made(call, `/v1/quotes/${id}/${step}`);
    expect((await call('GET', `/v1/quotes/${id}`)).body.status).toBe(state);
    const { status, body } = await post(call, `/v1/quotes/${id}/${verb}`);
    expect(status === 200 ? body.status : 'refused').toBe(result);
  });

  test('comes to its items with discounts and taxes, and lists them', async () => {
    const { call } = openSandbox();
    const coupon = (await made(call, '/v1/coupons', { percent_off: '10' })).id;
    const rate = await rateOf(call, '20');
    const { id, ...body } = await quoteOf(call, {
      default_tax_rates: [rate],
      discounts: [{ coupon }],
    });
    const upfront = {
      amount_subtotal: 2000,
      amount_total: 2160,
      total_details: { amount_discount: 200, amount_shipping: 0, amount_tax: 360 },
    };
    expect(body).toMatchObject({
      ...upfront,
      default_tax_rates: [rate],
      computed: {
        upfront,
        // The coupon is for once.
        recurring: { interval: 'month', interval_count: 1, amount_total: 2400 },
      },
    });
    expect(body.discounts).toHaveLength(1);
    const { data } = (await call('GET', `/v1/quotes/${id}/line_items`)).body;
    expect(data).toMatchObject([
      {
        object: 'item',
        amount_discount: 200,
        amount_subtotal: 2000,
        amount_tax: 360,
        amount_total: 2160,
        description: 'Gold',
        quantity: 2,
      },
    ]);
    expect((await call('GET', `/v1/coupons/${coupon}`)).body.times_redeemed).toBe(0);
  });

  test('changes while it is a draft', async () => {
    const { call } = openSandbox();
    const { id } = await quoteOf(call);
    const line_items = [{ price: await priceOf(call), tax_rates: [await rateOf(call, '10')] }];
    expect(await made(call, `/v1/quotes/${id}`, { line_items })).toMatchObject({
      amount_total: 1100,
      computed: { recurring: null },
    });
    expect((await call('GET', `/v1/quotes/${id}/line_items`)).body.data).toHaveLength(1);
    await made(call, `/v1/quotes/${id}/finalize`);
    expect((await post(call, `/v1/quotes/${id}`, { line_items })).status).toBe(400);
    expect((await post(call, `/v1/quotes/${id}`, { header: 'Hello' })).status).toBe(400);
    const kept = { metadata: { by: 'Jane' } };
    expect(await made(call, `/v1/quotes/${id}`, kept)).toMatchObject({ status: 'open', ...kept });
  });

  test('is to be taken until a day to come, which may be told when it is final', async () => {
    const { call } = openSandbox();
    const { id } = await quoteOf(call);
    for (const verb of ['', '/finalize']) {
      const { status, body } = await post(call, `/v1/quotes/${id}${verb}`, { expires_at: '5' });
      expect([status, body.error.param]).toEqual([400, 'expires_at']);
    }
    const end = nowSeconds + 86_400;
    const final = await made(call, `/v1/quotes/${id}/finalize`, { expires_at: String(end) });
    expect(final).toMatchObject({ status: 'open', expires_at: end });
  });

  test.each<[string, readonly string[], number, string]>([
    ['a draft', [], 30, 'canceled'],
    ['open', ['finalize'], 30, 'canceled'],
    ['a draft that is still good', [], 29, 'draft'],
    ['accepted', ['finalize', 'accept'], 30, 'accepted'],
    ['canceled before', ['cancel'], 30, 'canceled'],
  ])('that is %s is over by its day: %s, after %i days', async (_, steps, days, status) => {
    let now = nowSeconds;
    const { call } = openSandbox({ clock: () => now * 1000 });
    const { id } = await quoteOf(call);
    for (const step of steps) await made(call, `/v1/quotes/${id}/${step}`);
    const day = (count: number): number => nowSeconds + count * 86_400;
    now = day(days);
    const { body } = await call('GET', `/v1/quotes/${id}`);
    expect(body).toMatchObject({ status, expires_at: day(30) });
    const { data } = (await call('GET', '/v1/events', { type: 'quote.canceled' })).body;
    const isOver = status === 'canceled' && steps[0] !== 'cancel';
    const request = { id: null, idempotency_key: null };
    if (isOver) expect(data).toMatchObject([{ created: day(30), request }]);
    else expect(data).toHaveLength(steps.filter((step) => step === 'cancel').length);
    const canceled = isOver ? day(30) : status === 'canceled' ? nowSeconds : null;
    expect(body.status_transitions.canceled_at).toBe(canceled);
    if (isOver) expect((await post(call, `/v1/quotes/${id}/accept`)).status).toBe(400);
  });

  test.each([
    ['', 'draft'],
    ['/finalize', 'open'],
  ])('is good for longer by another day, told to %s', async (verb, status) => {
    let now = nowSeconds;
    const { call } = openSandbox({ clock: () => now * 1000 });
    const { id } = await quoteOf(call, { expires_at: String(nowSeconds + 100) });
    await made(call, `/v1/quotes/${id}${verb}`, { expires_at: String(nowSeconds + 200) });
    now += 150;
    expect((await call('GET', `/v1/quotes/${id}`)).body.status).toBe(status);
    now += 50;
    expect((await call('GET', `/v1/quotes/${id}`)).body.status).toBe('canceled');
  });

  test("is of its customer's test clock", async () => {
    let now = nowSeconds;
    const { call } = openSandbox({ clock: () => now * 1000 });
    const start = nowSeconds + 400 * 86_400;
    const { clock, customer, advance } = await payerOnClock(call, start);
    const { id, ...body } = await quoteOf(call, { customer });
    const expires_at = start + 30 * 86_400;
    expect(body).toMatchObject({ created: start, expires_at, test_clock: clock });
    now = expires_at;
    expect((await call('GET', `/v1/quotes/${id}`)).body.status).toBe('draft');
    await advance(expires_at);
    expect((await call('GET', `/v1/quotes/${id}`)).body).toMatchObject({
      status: 'canceled',
      status_transitions: { canceled_at: expires_at },
    });
  });

  test('becomes a subscription with its taxes and discounts', async () => {
    const { call } = openSandbox();
    const coupon = (await made(call, '/v1/coupons', { percent_off: '10' })).id;
    const { id } = await quoteOf(call, {
      default_tax_rates: [await rateOf(call, '20')],
      discounts: [{ coupon }],
    });
    await made(call, `/v1/quotes/${id}/finalize`);
    const { body } = await post(call, `/v1/quotes/${id}/accept`, { expand: ['invoice'] });
    expect(body.invoice).toMatchObject({ status: 'paid', total: 2160 });
    expect(body.subscription).toMatch(/^sub_/);
    expect((await call('GET', `/v1/coupons/${coupon}`)).body.times_redeemed).toBe(1);
  });

  test('without anything that recurs becomes a draft of an invoice', async () => {
    const { call } = openSandbox();
    const product = (await made(call, '/v1/products', { name: 'Set-up' })).id;
    const { id, amount_total: total } = await quoteOf(call, {
      line_items: [
        {
          price_data: { currency: 'usd', product, unit_amount: '500' },
          tax_rates: [await rateOf(call, '20')],
        },
      ],
    });
    expect(total).toBe(600);
    await made(call, `/v1/quotes/${id}/finalize`);
    const { body } = await post(call, `/v1/quotes/${id}/accept`, { expand: ['invoice'] });
    expect(body).toMatchObject({
      subscription: null,
      invoice: {
        status: 'draft',
        billing_reason: 'quote_accept',
        parent: { type: 'quote_details', quote_details: { quote: id } },
        total: 600,
      },
    });
    const paid = await made(call, `/v1/invoices/${body.invoice.id}/pay`);
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 600 });
  });
});

test('with prices of both kinds becomes a subscription, whose first invoice bills what is paid once', async () => {
  const { call } = openSandbox();
  const customer = await payer(call);
  const product = (await made(call, '/v1/products', { name: 'Set-up' })).id;
  const quote = await made(call, '/v1/quotes', {
    customer,
    line_items: [
      { price: await priceOf(call, monthly), quantity: '2' },
      { price_data: { currency: 'usd', unit_amount: '500', product }, quantity: '1' },
    ],
  });
  await made(call, `/v1/quotes/${quote.id}/finalize`);
  const { subscription, invoice } = await made(call, `/v1/quotes/${quote.id}/accept`);
  const { body: held } = await call('GET', `/v1/subscriptions/${subscription}`);
  expect(held.items.data).toMatchObject([{ quantity: 2 }]);
  const { body: first } = await call('GET', `/v1/invoices/${invoice}`);
  expect(first.lines.data.map(({ amount }: { amount: number }) => amount)).toEqual([500, 2000]);
  expect(first.total).toBe(2500);
});

describe('an accepted quote', () => {
  async function accepted(call: Call, more: Given = {}): Promise<Answered['body']> {
    const quote = await quoteOf(call, more);
    await made(call, `/v1/quotes/${quote.id}/finalize`);
    return { ...quote, ...(await made(call, `/v1/quotes/${quote.id}/accept`)) };
  }

  async function connectedAccount(call: Call): Promise<string> {
    const capabilities = { transfers: { requested: 'true' } };
    return (await made(call, '/v1/accounts', { type: 'custom', country: 'US', capabilities })).id;
  }

  test('that begins on a later day is a schedule until then', async () => {
    const { call } = openSandbox();
    const { customer, advance } = await payerOnClock(call, nowSeconds);
    const start = nowSeconds + 10 * 86_400;
    const data = { description: 'Gold', metadata: { plan: 'gold' } };
    const quote = await accepted(call, {
      customer,
      subscription_data: { ...data, effective_date: String(start), trial_period_days: '3' },
    });
    expect([quote.subscription, quote.invoice]).toEqual([null, null]);
    const path = `/v1/subscription_schedules/${quote.subscription_schedule}`;
    const schedule = (await call('GET', path)).body;
    expect(schedule).toMatchObject({
      customer,
      end_behavior: 'release',
      phases: [{ ...data, start_date: start, trial_end: start + 3 * 86_400 }],
      status: 'not_started',
    });
    await advance(start + 60);
    const { subscription } = (await call('GET', path)).body;
    expect((await call('GET', `/v1/subscriptions/${subscription}`)).body).toMatchObject({
      ...data,
      status: 'trialing',
      trial_end: start + 3 * 86_400,
    });
  });

  test('asks for nothing of what recurs at first, where it begins with a trial', async () => {
    const { call } = openSandbox();
    const once = await priceOf(call, { unit_amount: 300 });
    const quote = await accepted(call, {
      line_items: [{ price: await priceOf(call, monthly) }, { price: once }],
      subscription_data: { trial_period_days: '3' },
    });
    expect(quote).toMatchObject({
      amount_total: 300,
      computed: { upfront: { amount_total: 300 }, recurring: { amount_total: 1000 } },
    });
    expect((await call('GET', `/v1/invoices/${quote.invoice}`)).body.total).toBe(300);
    const expand = ['line_items', 'computed.upfront.line_items'];
    const { line_items: lines, computed } = (
      await call('GET', `/v1/quotes/${quote.id}`, { expand })
    ).body;
    expect(lines.data.map((line: Given) => line['amount_total'])).toEqual([1000, 300]);
    expect(computed.upfront.line_items.data).toHaveLength(2);
  });

  test('passes on what the quote says to a connected account', async () => {
    const { call } = openSandbox();
    const account = await connectedAccount(call);
    const { subscription } = await accepted(call, {
      application_fee_percent: '10',
      on_behalf_of: account,
      transfer_data: { destination: account },
    });
    const told = { application_fee_percent: 10, on_behalf_of: account };
    const made = (await call('GET', `/v1/subscriptions/${subscription}`)).body;
    expect(made).toMatchObject({ ...told, transfer_data: { destination: account } });
    const [{ amount }] = (await call('GET', '/v1/transfers')).body.data;
    const [fee] = (await call('GET', '/v1/application_fees')).body.data;
    expect([amount, fee.amount]).toEqual([2000, 200]);
  });

  test('that is an invoice is due, and is passed on, as the quote says', async () => {
    const { call } = openSandbox();
    const account = await connectedAccount(call);
    const { invoice } = await accepted(call, {
      application_fee_amount: '50',
      collection_method: 'send_invoice',
      invoice_settings: { days_until_due: '4' },
      line_items: [{ price: await priceOf(call) }],
      on_behalf_of: account,
      transfer_data: { destination: account },
    });
    const draft = (await call('GET', `/v1/invoices/${invoice}`)).body;
    expect(draft).toMatchObject({ due_date: nowSeconds + 4 * 86_400, on_behalf_of: account });
    await made(call, `/v1/invoices/${invoice}/finalize`);
    const paid = await made(call, `/v1/invoices/${invoice}/pay`);
    expect(paid.status).toBe('paid');
    const [fee] = (await call('GET', '/v1/application_fees')).body.data;
    expect([fee.account, fee.amount]).toEqual([account, 50]);
  });

  test.each([
    ['application_fee_amount', { application_fee_amount: '5' }, monthly],
    ['transfer_data[amount]', { transfer_data: { amount: '5' } }, monthly],
    ['application_fee_percent', { application_fee_percent: '5' }, {}],
    ['transfer_data[amount_percent]', { transfer_data: { amount_percent: '5' } }, {}],
  ] as const)('cannot have %s', async (param, more: Given, price) => {
    const { call } = openSandbox();
    const destination = await connectedAccount(call);
    const data = more['transfer_data'];
    const { status, body } = await post(call, '/v1/quotes', {
      customer: await payer(call),
      line_items: [{ price: await priceOf(call, price) }],
      ...more,
      ...(data ? { transfer_data: { ...Object(data), destination } } : {}),
    });
    expect([status, body.error.param]).toEqual([400, param]);
  });
});
