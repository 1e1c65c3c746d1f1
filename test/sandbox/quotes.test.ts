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
