// Taxes: by given rates on invoices, subscriptions, quotes and credit notes; by automatic tax and its
// registrations; and by calculations and the transactions that come of them.

import { describe, expect, test } from 'vitest';
import { nowSeconds, openSandbox, type Answered, type Call } from './open-sandbox.ts';

type Params = Readonly<Record<string, unknown>>;

function post(call: Call, path: string, params: Params = {}): Promise<Answered> {
  return call('POST', path, params as Parameters<Call>[2]);
}

async function idOf(call: Call, path: string, params: Params = {}): Promise<string> {
  const { body } = await post(call, path, params);
  expect(body.error).toBeUndefined();
  return body.id;
}

/** `20`, or `20i` for one that the price includes. */
async function rateOf(call: Call, written: string): Promise<string> {
  return idOf(call, '/v1/tax_rates', {
    display_name: 'VAT',
    percentage: written.replace('i', ''),
    inclusive: String(written.endsWith('i')),
  });
}

function ratesOf(call: Call, written: string): Promise<readonly string[]> {
  return written === ''
    ? Promise.resolve([])
    : Promise.all(written.split(' ').map((one) => rateOf(call, one)));
}

async function customerOf(call: Call, more: Params = {}): Promise<string> {
  return idOf(call, '/v1/customers', {
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
    ...more,
  });
}

interface Item {
  readonly amount: number;
  readonly rates: string;
  readonly off?: number;
}

async function invoiceOf(
  call: Call,
  items: readonly Item[],
  { rates = '', off = 0, customer = {} }: { rates?: string; off?: number; customer?: Params } = {},
): Promise<Answered['body']> {
  const coupons = async (percent: number): Promise<Params> =>
    percent === 0
      ? {}
      : { discounts: [{ coupon: await idOf(call, '/v1/coupons', { percent_off: percent }) }] };
  const invoice = await idOf(call, '/v1/invoices', {
    customer: await customerOf(call, customer),
    default_tax_rates: await ratesOf(call, rates),
    ...(await coupons(off)),
  });
  const { body } = await call('GET', `/v1/invoices/${invoice}`);
  for (const item of items) {
    await idOf(call, '/v1/invoiceitems', {
      customer: body.customer,
      invoice,
      amount: item.amount,
      tax_rates: await ratesOf(call, item.rates),
      ...(await coupons(item.off ?? 0)),
    });
  }
  return (await call('GET', `/v1/invoices/${invoice}`)).body;
}

describe('an invoice', () => {
  // Items as amount@rates, of the invoice; subtotal, taxes, total, total without tax.
  test.each<[string, string, number, number, readonly number[], number, number]>([
    ['1000@', '', 0, 1000, [], 1000, 1000],
    ['1000@20', '', 0, 1000, [200], 1200, 1000],
    ['1000@', '20', 0, 1000, [200], 1200, 1000],
    ['1000@10', '20', 0, 1000, [100], 1100, 1000],
    ['1000@20i', '', 0, 1000, [167], 1000, 833],
    ['1000@5 9.975', '', 0, 1000, [50, 100], 1150, 1000],
    ['1000@10i 5', '', 0, 1000, [91, 45], 1045, 909],
    ['799@19', '', 0, 799, [152], 951, 799],
    // Each line is rounded by itself: 2 × 0.5 is 2, and not 1.
    ['10@5 10@5', '', 0, 20, [1, 1], 22, 20],
    ['1000@20', '', 25, 1000, [150], 900, 750],
    ['1200@20i', '', 50, 1200, [100], 600, 500],
    ['-1000@20', '', 0, -1000, [-200], -1200, -1000],
  ])('%s with %s, %i percent off', async (items, rates, off, subtotal, taxes, total, net) => {
    const { call } = openSandbox();
    const read = [...items.matchAll(/(-?\d+)@((?:(?!-?\d+@)[\d.i]+ ?)*)/g)];
    const invoice = await invoiceOf(
      call,
      read.map(([, amount, own = '']) => ({ amount: Number(amount), rates: own.trim() })),
      { rates, off },
    );
    expect(invoice).toMatchObject({
      subtotal,
      total,
      total_excluding_tax: net,
      amount_due: Math.max(0, total),
    });
    expect(invoice.total_taxes.map(({ amount }: { amount: number }) => amount)).toEqual(taxes);
    const lines: readonly { taxes: readonly { amount: number }[] }[] = invoice.lines.data;
    const all = lines.flatMap((line) => line.taxes.map(({ amount }) => amount));
    expect(all.reduce((sum, amount) => sum + amount, 0)).toBe(
      taxes.reduce((sum, amount) => sum + amount, 0),
    );
  });

  test('tells on its lines which rate was laid on how much', async () => {
    const { call } = openSandbox();
    const invoice = await invoiceOf(call, [{ amount: 1100, rates: '10i' }]);
    expect(invoice.lines.data[0].taxes).toEqual([
      {
        amount: 100,
        tax_behavior: 'inclusive',
        tax_rate_details: { tax_rate: expect.stringMatching(/^txr_/) },
        taxability_reason: 'not_available',
        taxable_amount: 1000,
        type: 'tax_rate_details',
      },
    ]);
    expect(invoice).toMatchObject({ subtotal_excluding_tax: 1000, total_excluding_tax: 1000 });
    expect(invoice.total_taxes).toEqual(invoice.lines.data[0].taxes);
  });

  test.each([
    ['exempt', 'customer_exempt', 1000],
    ['reverse', 'reverse_charge', 1000],
    ['none', 'not_available', 1200],
  ])('of a customer who is %s says %s', async (tax_exempt, reason, total) => {
    const { call } = openSandbox();
    const customer = { tax_exempt };
    const invoice = await invoiceOf(call, [{ amount: 1000, rates: '20' }], { customer });
    expect(invoice).toMatchObject({ total, total_taxes: [{ taxability_reason: reason }] });
  });

  test('is summed again when its rates, its items or their rates change, while it is a draft', async () => {
    const { call } = openSandbox();
    const { id, lines } = await invoiceOf(call, [{ amount: 1000, rates: '' }], { rates: '20' });
    const totalOf = async (): Promise<number> =>
      (await call('GET', `/v1/invoices/${id}`)).body.total;
    const item = `/v1/invoiceitems/${lines.data[0].parent.invoice_item_details.invoice_item}`;
    expect(await totalOf()).toBe(1200);
    await post(call, item, { amount: 500 });
    expect(await totalOf()).toBe(600);
    await post(call, item, { tax_rates: [await rateOf(call, '10')] });
    expect(await totalOf()).toBe(550);
    await post(call, item, { tax_rates: '' });
    await post(call, `/v1/invoices/${id}`, { default_tax_rates: '' });
    expect(await totalOf()).toBe(500);
    await call('DELETE', item);
    expect(await totalOf()).toBe(0);
    await post(call, `/v1/invoices/${id}/finalize`);
    const late = await post(call, `/v1/invoices/${id}`, { default_tax_rates: '' });
    expect([late.status, late.body.error.param]).toEqual([400, 'default_tax_rates']);
  });

  test('is paid with its taxes', async () => {
    const { call } = openSandbox();
    const { id } = await invoiceOf(call, [{ amount: 1000, rates: '20' }]);
    const { body } = await post(call, `/v1/invoices/${id}/pay`);
    expect(body).toMatchObject({ status: 'paid', amount_paid: 1200 });
  });
});

describe('a credit note', () => {
  // Of a line of 1000 with these rates and so much off; what is credited; taxes, total.
  test.each<[string, number, Params, readonly number[], number]>([
    ['20', 0, {}, [200], 1200],
    ['20', 0, { amount: '500' }, [100], 600],
    ['5 9.975', 0, { amount: '500' }, [25, 50], 575],
    ['20i', 0, { amount: '600' }, [100], 600],
    ['20', 50, {}, [100], 600],
    ['', 0, { amount: '500' }, [], 500],
  ])('of a line with %j, %i percent off: %j', async (rates, off, part, taxes, total) => {
    const { call } = openSandbox();
    const { id, lines } = await invoiceOf(call, [{ amount: 1000, rates }], { off });
    const open = (await post(call, `/v1/invoices/${id}/finalize`)).body;
    const line = { type: 'invoice_line_item', invoice_line_item: lines.data[0].id };
    const { body } = await post(call, '/v1/credit_notes', {
      invoice: id,
      lines: [{ ...line, ...(Object.keys(part).length === 0 ? { quantity: '1' } : part) }],
    });
    expect(body).toMatchObject({ amount: total, total });
    const told = body.total_taxes.map(({ amount }: { amount: number }) => amount);
    expect(told).toEqual(taxes);
    expect(body.lines.data[0].taxes).toEqual(body.total_taxes);
    const left = (await call('GET', `/v1/invoices/${id}`)).body;
    expect(left.amount_remaining).toBe(open.amount_due - total);
    const { data } = (await call('GET', `/v1/credit_notes/${body.id}/lines`)).body;
    expect(data).toEqual(body.lines.data);
  });

  test('has lines of its own, with their own rates', async () => {
    const { call } = openSandbox();
    const { id } = await invoiceOf(call, [{ amount: 1000, rates: '20' }]);
    await post(call, `/v1/invoices/${id}/pay`);
    const { body } = await post(call, '/v1/credit_notes', {
      invoice: id,
      refund_amount: '220',
      lines: [
        {
          type: 'custom_line_item',
          description: 'Sorry',
          unit_amount: '100',
          quantity: '2',
          tax_rates: [await rateOf(call, '10')],
        },
      ],
    });
    expect(body).toMatchObject({ subtotal: 200, total_excluding_tax: 200, total: 220 });
  });
});

describe('a checkout session', () => {
  const itemOf = async (call: Call, rates: string): Promise<Params> => ({
    price_data: { currency: 'usd', unit_amount: '1000', product_data: { name: 'Gold' } },
    quantity: '2',
    tax_rates: await ratesOf(call, rates),
  });

  test.each([
    ['', 0, 0, 0, 2000],
    ['20', 0, 0, 400, 2400],
    ['20i', 0, 0, 333, 2000],
    ['20', 50, 1000, 200, 1200],
  ])('with %j and %i percent off', async (rates, off, discount, tax, total) => {
    const { call } = openSandbox();
    const coupon = off === 0 ? undefined : await idOf(call, '/v1/coupons', { percent_off: off });
    const { body } = await post(call, '/v1/checkout/sessions', {
      mode: 'payment',
      success_url: 'https://example.com',
      line_items: [await itemOf(call, rates)],
      ...(coupon ? { discounts: [{ coupon }] } : {}),
      expand: ['line_items'],
    });
    expect(body).toMatchObject({
      amount_subtotal: 2000,
      amount_total: total,
      total_details: { amount_discount: discount, amount_shipping: 0, amount_tax: tax },
      line_items: { data: [{ amount_total: total, amount_tax: tax, description: 'Gold' }] },
    });
    const page = `/v1/payment_pages/${body.id}/confirm`;
    const paid = await post(call, page, { payment_method: 'pm_card_visa' });
    const intent = await call('GET', `/v1/payment_intents/${paid.body.payment_intent}`);
    expect(intent.body.amount_received).toBe(total);
    if (!coupon) return;
    const known = await call('GET', `/v1/coupons/${coupon}`);
    expect(known.body.times_redeemed).toBe(1);
  });

  test('with automatic tax needs to know where a known customer is', async () => {
    const { call } = openSandbox();
    await idOf(call, '/v1/tax/registrations', { active_from: 'now', ...german });
    const open = async (more: Params): Promise<Answered> =>
      post(call, '/v1/checkout/sessions', {
        mode: 'payment',
        success_url: 'https://example.com',
        line_items: [await itemOf(call, '')],
        automatic_tax: { enabled: 'true' },
        ...more,
      });
    const customer = await customerOf(call);
    const refused = await open({ customer });
    expect(refused.body.error.code).toBe('customer_tax_location_invalid');
    const later = await open({ customer, customer_update: { address: 'auto' } });
    expect(later.body.automatic_tax.status).toBe('requires_location_inputs');
    const located = await open({ customer: await customerOf(call, inGermany) });
    expect(located.body).toMatchObject({
      automatic_tax: { enabled: true, status: 'complete' },
      amount_total: 2380,
    });
  });
});

describe('a tax rate', () => {
  test.each<[Params, string, string | undefined]>([
    [{ percentage: '-1' }, 'percentage', undefined],
    [{ percentage: '100.1' }, 'percentage', undefined],
    [{ percentage: '8.12345' }, 'percentage', undefined],
    [{ percentage: '' }, 'percentage', 'parameter_invalid_empty'],
    [{ country: 'DEU' }, 'country', 'country_code_invalid'],
    [{ inclusive: 'perhaps' }, 'inclusive', undefined],
  ])('with %j is refused for %s', async (params, param, code) => {
    const { call } = openSandbox();
    const usual = { display_name: 'VAT', percentage: '20', inclusive: 'false' };
    const { status, body } = await post(call, '/v1/tax_rates', { ...usual, ...params });
    expect([status, body.error?.param, body.error?.code]).toEqual([400, param, code]);
  });

  test('says what it comes to in effect', async () => {
    const { call } = openSandbox();
    const { body } = await call('GET', `/v1/tax_rates/${await rateOf(call, '7.25')}`);
    expect(body).toMatchObject({
      percentage: 7.25,
      effective_percentage: 7.25,
      rate_type: 'percentage',
      flat_amount: null,
    });
  });

  test.each([{ percentage: '21' }, { inclusive: 'true' }])('never changes %j', async (params) => {
    const { call } = openSandbox();
    const { status, body } = await post(call, `/v1/tax_rates/${await rateOf(call, '20')}`, params);
    expect([status, body.error.code]).toEqual([400, 'parameter_unknown']);
  });

  test.each([
    ['/v1/invoices', 'default_tax_rates[0]', (rate: string) => ({ default_tax_rates: [rate] })],
    ['/v1/invoiceitems', 'tax_rates[0]', (rate: string) => ({ amount: 100, tax_rates: [rate] })],
  ])('that is archived or unknown is refused at %s', async (path, param, paramsOf) => {
    const { call } = openSandbox();
    const customer = await customerOf(call);
    const id = await rateOf(call, '20');
    expect((await post(call, path, { customer, ...paramsOf(id) })).status).toBe(200);
    const archived = await post(call, `/v1/tax_rates/${id}`, { active: 'false' });
    expect(archived.body).toMatchObject({ active: false, percentage: 20 });
    for (const rate of [id, 'txr_none']) {
      const { status, body } = await post(call, path, { customer, ...paramsOf(rate) });
      expect([status, body.error?.param]).toEqual([400, param]);
    }
    const active = (await call('GET', '/v1/tax_rates', { active: 'true' })).body.data;
    expect(active).toEqual([]);
  });
});

async function priceOf(call: Call, more: Params = {}): Promise<string> {
  const product = await idOf(call, '/v1/products', { name: 'Gold' });
  const recurring = { interval: 'month' };
  const values = { product, unit_amount: 1000, currency: 'usd', recurring, ...more };
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return idOf(call, '/v1/prices', Object.fromEntries(given));
}

const daySeconds = 86_400;

describe('a subscription', () => {
  test.each([
    ['20', '', 1200],
    ['', '10', 1100],
    ['20', '10', 1100],
  ])('with default rate %s and item rate %s', async (rates, own, total) => {
    const { call } = openSandbox();
    const { body } = await post(call, '/v1/subscriptions', {
      customer: await customerOf(call),
      items: [{ price: await priceOf(call), tax_rates: await ratesOf(call, own) }],
      default_tax_rates: await ratesOf(call, rates),
      expand: ['latest_invoice'],
    });
    expect(body.latest_invoice).toMatchObject({
      amount_paid: total,
      default_tax_rates: rates === '' ? [] : [{ percentage: 20 }],
    });
    expect(body.items.data[0].tax_rates).toHaveLength(own === '' ? 0 : 1);
  });

  test('bills what is sold with it, with rates of its own', async () => {
    const { call } = openSandbox();
    const setUp = await priceOf(call, { recurring: undefined, unit_amount: 500 });
    const { body } = await post(call, '/v1/subscriptions', {
      customer: await customerOf(call),
      items: [{ price: await priceOf(call) }],
      default_tax_rates: [await rateOf(call, '20')],
      add_invoice_items: [{ price: setUp, tax_rates: [await rateOf(call, '10')] }],
      trial_period_days: '7',
      expand: ['latest_invoice'],
    });
    expect(body).toMatchObject({ status: 'trialing', latest_invoice: { amount_paid: 550 } });
  });

  test('whose item changes tells it, and what is laid on it', async () => {
    const { call } = openSandbox();
    const price = await priceOf(call);
    const customer = await customerOf(call);
    const { body } = await post(call, '/v1/subscriptions', { customer, items: [{ price }] });
    const rate = await rateOf(call, '10');
    const path = `/v1/subscription_items/${body.items.data[0].id}`;
    const item = await post(call, path, { tax_rates: [rate], quantity: '3' });
    expect(item.body).toMatchObject({ quantity: 3, tax_rates: [{ id: rate }] });
    const known = (await call('GET', `/v1/subscriptions/${body.id}`)).body;
    expect(known).toMatchObject({ quantity: 3, items: { data: [item.body] } });
  });

  test('takes its rates along when it is renewed and when it is prorated', async () => {
    const { call } = openSandbox();
    const clock = await idOf(call, '/v1/test_helpers/test_clocks', {
      frozen_time: String(nowSeconds),
    });
    const { body } = await post(call, '/v1/subscriptions', {
      customer: await customerOf(call, { test_clock: clock }),
      items: [{ price: await priceOf(call) }],
      default_tax_rates: [await rateOf(call, '20')],
    });
    const path = `/v1/subscriptions/${body.id}`;
    const more = await post(call, path, {
      items: [{ id: body.items.data[0].id, quantity: '2' }],
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
    });
    expect(more.body.latest_invoice).toMatchObject({ subtotal: 1000, total: 1200 });
    await post(call, path, { default_tax_rates: [await rateOf(call, '10')] });
    await post(call, `/v1/test_helpers/test_clocks/${clock}/advance`, {
      frozen_time: String(nowSeconds + 32 * daySeconds),
    });
    const { data } = (await call('GET', `/v1/invoices?subscription=${body.id}`)).body;
    expect(data[0]).toMatchObject({ status: 'paid', subtotal: 2000, total: 2200 });
  });
});

const inCalifornia = { address: { country: 'US', state: 'CA', postal_code: '94103' } };
const inGermany = { address: { country: 'DE' } };
const californian = {
  country: 'US',
  country_options: { us: { state: 'CA', type: 'state_sales_tax' } },
};
const german = { country: 'DE', country_options: { de: { type: 'standard' } } };
const everywhere = { country: 'FR', country_options: { fr: { type: 'oss_union' } } };
const canadian = { country: 'CA', country_options: { ca: { type: 'standard' } } };
const quebecois = {
  country: 'CA',
  country_options: { ca: { type: 'province_standard', province_standard: { province: 'QC' } } },
};

describe('automatic tax', () => {
  test.each<[string, Params, string, number, string | undefined]>([
    ['nowhere', {}, 'requires_location_inputs', 1000, undefined],
    ['in an unregistered state', inCalifornia, 'complete', 1000, 'not_collecting'],
    ['in a registered country', inGermany, 'complete', 1190, 'standard_rated'],
  ])('of a customer %s', async (_, customer, status, total, reason) => {
    const { call } = openSandbox();
    await idOf(call, '/v1/tax/registrations', { active_from: 'now', ...german });
    const owner = await customerOf(call, customer);
    const id = await idOf(call, '/v1/invoices', {
      customer: owner,
      automatic_tax: { enabled: 'true' },
    });
    await idOf(call, '/v1/invoiceitems', { customer: owner, invoice: id, amount: 1000 });
    const { body } = await call('GET', `/v1/invoices/${id}`);
    expect(body).toMatchObject({ automatic_tax: { enabled: true, status }, total });
    expect(body.total_taxes[0]?.taxability_reason).toBe(reason);
    const final = await post(call, `/v1/invoices/${id}/finalize`);
    if (status === 'complete') expect(final.body).toMatchObject({ status: 'open', total });
    else expect(final.body.error.code).toBe('customer_tax_location_invalid');
    if (reason !== 'standard_rated') return;
    const rate = body.total_taxes[0].tax_rate_details.tax_rate;
    expect((await call('GET', `/v1/tax_rates/${rate}`)).body).toMatchObject({
      active: false,
      percentage: 19,
      tax_type: 'vat',
      country: 'DE',
    });
  });

  test.each(['product', 'settings'])('leaves out what the %s calls untaxed', async (by) => {
    const { call } = openSandbox();
    await idOf(call, '/v1/tax/registrations', { active_from: 'now', ...german });
    const tax_code = 'txcd_00000000';
    if (by === 'settings') await post(call, '/v1/tax/settings', { defaults: { tax_code } });
    const more = by === 'product' ? { tax_code } : {};
    const product = await idOf(call, '/v1/products', { name: 'Course', ...more });
    const sold = { product, currency: 'usd', unit_amount: '1000' };
    const price = await idOf(call, '/v1/prices', sold);
    const customer = await customerOf(call, inGermany);
    const automatic = { customer, automatic_tax: { enabled: 'true' } };
    const { id } = (await post(call, '/v1/invoices', automatic)).body;
    await idOf(call, '/v1/invoiceitems', { customer, invoice: id, pricing: { price } });
    expect((await call('GET', `/v1/invoices/${id}`)).body).toMatchObject({
      total: 1000,
      total_taxes: [{ amount: 0, taxability_reason: 'product_exempt' }],
    });
    const { body: page } = await post(call, '/v1/checkout/sessions', {
      ...automatic,
      line_items: [{ price, quantity: '1' }],
      mode: 'payment',
      success_url: 'https://example.com',
    });
    expect(page.total_details.amount_tax).toBe(0);
    const { body } = await post(call, '/v1/tax/calculations', {
      currency: 'eur',
      line_items: [{ amount: 1000, product }],
      customer_details: inGermany,
    });
    expect(body.tax_breakdown).toMatchObject([{ taxability_reason: 'product_exempt' }]);
  });

  test('of a subscription needs to know where the customer is', async () => {
    const { call } = openSandbox();
    const asked = { items: [{ price: await priceOf(call) }], automatic_tax: { enabled: 'true' } };
    const customer = await customerOf(call);
    const refused = await post(call, '/v1/subscriptions', { ...asked, customer });
    expect([refused.status, refused.body.error.code]).toEqual([
      400,
      'customer_tax_location_invalid',
    ]);
    await idOf(call, '/v1/tax/registrations', { active_from: 'now', ...californian });
    await post(call, `/v1/customers/${customer}`, inCalifornia);
    const { body } = await post(call, '/v1/subscriptions', {
      ...asked,
      customer,
      expand: ['latest_invoice'],
    });
    expect(body.latest_invoice).toMatchObject({ subtotal: 1000, amount_paid: 1073 });
  });

  test('is left out of a renewal for which the address is gone', async () => {
    const { call } = openSandbox();
    const clock = await idOf(call, '/v1/test_helpers/test_clocks', {
      frozen_time: String(nowSeconds),
    });
    const customer = await customerOf(call, { test_clock: clock, ...inGermany });
    const id = await idOf(call, '/v1/subscriptions', {
      customer,
      items: [{ price: await priceOf(call) }],
      automatic_tax: { enabled: 'true' },
    });
    await post(call, `/v1/customers/${customer}`, { address: '' });
    await post(call, `/v1/test_helpers/test_clocks/${clock}/advance`, {
      frozen_time: String(nowSeconds + 32 * daySeconds),
    });
    const { data } = (await call('GET', `/v1/invoices?subscription=${id}`)).body;
    expect(data[0]).toMatchObject({
      status: 'paid',
      automatic_tax: {
        enabled: false,
        disabled_reason: 'finalization_requires_location_inputs',
        status: null,
      },
    });
  });
});

interface Tax {
  readonly amount: number;
  readonly taxability_reason: string;
}

describe('a tax calculation', () => {
  test.each<[string, readonly Params[], Params, readonly [number, string][]]>([
    ['without a registration', [], inCalifornia, [[0, 'not_collecting']]],
    ['in a registered state', [californian], inCalifornia, [[73, 'standard_rated']]],
    [
      'in another state',
      [californian],
      { address: { country: 'US', state: 'NY' } },
      [[0, 'not_collecting']],
    ],
    ['in a registered country', [german], inGermany, [[190, 'standard_rated']]],
    ['in the Union', [everywhere], { address: { country: 'IE' } }, [[230, 'standard_rated']]],
    ['outside of it', [everywhere], { address: { country: 'CH' } }, [[0, 'not_collecting']]],
    [
      'with a federal registration',
      [canadian],
      { address: { country: 'CA', state: 'QC' } },
      [
        [50, 'standard_rated'],
        [0, 'not_collecting'],
      ],
    ],
    [
      'with both registrations',
      [canadian, quebecois],
      { address: { country: 'CA', state: 'QC' } },
      [
        [50, 'standard_rated'],
        [100, 'standard_rated'],
      ],
    ],
    [
      'of a business abroad',
      [german],
      { ...inGermany, tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }] },
      [[0, 'reverse_charge']],
    ],
    [
      'of somebody exempt',
      [german],
      { ...inGermany, taxability_override: 'customer_exempt' },
      [[0, 'customer_exempt']],
    ],
    [
      'before the registration is active',
      [{ ...german, active_from: String(nowSeconds + daySeconds) }],
      inGermany,
      [[0, 'not_collecting']],
    ],
  ])('%s', async (_, registrations, customer_details, taxes) => {
    const { call } = openSandbox();
    for (const one of registrations) {
      await idOf(call, '/v1/tax/registrations', { active_from: 'now', ...one });
    }
    const { status, body } = await post(call, '/v1/tax/calculations', {
      currency: 'usd',
      line_items: [{ amount: 1000, reference: 'L1' }],
      customer_details,
    });
    expect(status, JSON.stringify(body)).toBe(200);
    const told = body.tax_breakdown.map((tax: Tax) => [tax.amount, tax.taxability_reason]);
    expect(told).toEqual(taxes);
    const sum = taxes.reduce((all, [amount]) => all + amount, 0);
    expect(body).toMatchObject({ tax_amount_exclusive: sum, amount_total: 1000 + sum });
    expect(body).not.toHaveProperty('line_items');
  });

  test('tells lines, shipping and what the prices include', async () => {
    const { call } = openSandbox();
    await idOf(call, '/v1/tax/registrations', { active_from: 'now', ...german });
    const { body } = await post(call, '/v1/tax/calculations', {
      currency: 'eur',
      line_items: [
        { amount: 1190, reference: 'one', tax_behavior: 'inclusive', quantity: '2' },
        { amount: 1000, reference: 'two' },
        { amount: 500, reference: 'free', tax_code: 'txcd_00000000' },
      ],
      shipping_cost: { amount: 100 },
      customer_details: inGermany,
      expand: ['line_items.data.tax_breakdown', 'shipping_cost.tax_breakdown'],
    });
    expect(body).toMatchObject({
      amount_total: 1190 + 1190 + 500 + 119,
      tax_amount_exclusive: 209,
      tax_amount_inclusive: 190,
      shipping_cost: {
        amount: 100,
        amount_tax: 19,
        tax_breakdown: [
          {
            amount: 19,
            jurisdiction: { country: 'DE', level: 'country' },
            sourcing: 'destination',
            tax_rate_details: { percentage_decimal: '19.0', tax_type: 'vat' },
            taxability_reason: 'standard_rated',
            taxable_amount: 100,
          },
        ],
        tax_code: 'txcd_92010001',
      },
      expires_at: nowSeconds + 90 * daySeconds,
    });
    expect(body.line_items.data).toMatchObject([
      {
        amount: 1190,
        amount_tax: 190,
        quantity: 2,
        tax_behavior: 'inclusive',
        tax_breakdown: [
          {
            amount: 190,
            jurisdiction: { country: 'DE', display_name: 'Germany', level: 'country', state: null },
            tax_rate_details: { display_name: 'VAT', percentage_decimal: '19.0', tax_type: 'vat' },
            taxable_amount: 1000,
          },
        ],
      },
      { amount_tax: 190, reference: 'two' },
      { amount_tax: 0, tax_breakdown: [{ taxability_reason: 'product_exempt' }] },
    ]);
    const { data } = (await call('GET', `/v1/tax/calculations/${body.id}/line_items`)).body;
    expect(data.map(({ reference }: { reference: string }) => reference)).toEqual([
      'free',
      'two',
      'one',
    ]);
    expect(Object.keys(data[0])).not.toContain('breakdown');
    const known = (await call('GET', `/v1/tax/calculations/${body.id}`)).body;
    expect(known.shipping_cost).not.toHaveProperty('tax_breakdown');
  });

  test.each<[Params, string, string | undefined]>([
    [{}, 'customer_details', 'parameter_missing'],
    [{ customer: 'cus_none' }, 'customer', 'resource_missing'],
    [
      { customer_details: { address: { country: 'US' } } },
      'customer_details[address]',
      'customer_tax_location_invalid',
    ],
    [
      { customer_details: inGermany, line_items: [{ amount: 1, quantity: '0' }] },
      'line_items[0][quantity]',
      'parameter_invalid_integer',
    ],
    [
      {
        customer_details: inGermany,
        line_items: [
          { amount: 1, reference: 'a' },
          { amount: 1, reference: 'a' },
        ],
      },
      'line_items',
      undefined,
    ],
  ])('with %j is refused for %s', async (params, param, code) => {
    const { call } = openSandbox();
    const usual = { currency: 'usd', line_items: [{ amount: 1000 }] };
    const { status, body } = await post(call, '/v1/tax/calculations', { ...usual, ...params });
    expect([status, body.error?.param, body.error?.code]).toEqual([400, param, code]);
  });
});

describe('a tax transaction', () => {
  const calculated = async (call: Call): Promise<string> => {
    await idOf(call, '/v1/tax/registrations', { active_from: 'now', ...german });
    return idOf(call, '/v1/tax/calculations', {
      currency: 'eur',
      line_items: [
        { amount: 1000, reference: 'one' },
        { amount: 3000, reference: 'two' },
      ],
      shipping_cost: { amount: 100 },
      customer_details: inGermany,
    });
  };
  const posted = async (call: Call): Promise<Answered['body']> => {
    const { body } = await post(call, '/v1/tax/transactions/create_from_calculation', {
      calculation: await calculated(call),
      reference: 'order 1',
      expand: ['line_items'],
    });
    return body;
  };
  const reverse = (call: Call, params: Params): Promise<Answered> =>
    post(call, '/v1/tax/transactions/create_reversal', { expand: ['line_items'], ...params });

  test('has the lines of its calculation, called as those are', async () => {
    const { call } = openSandbox();
    const calculation = await calculated(call);
    const { body } = await post(call, '/v1/tax/transactions/create_from_calculation', {
      calculation,
      reference: 'order 1',
      expand: ['line_items'],
    });
    const path = `/v1/tax/calculations/${calculation}`;
    const before = (await call('GET', path, { expand: ['line_items'] })).body;
    const told = ({ id, metadata }: Answered['body']) => ({ id, metadata });
    expect(body.line_items.data.map(told)).toEqual(before.line_items.data.map(told));
    expect(body.line_items.data[0]).toMatchObject({
      id: expect.stringMatching(/^tax_li_/),
      metadata: {},
    });
  });

  test('takes over what was calculated', async () => {
    const { call } = openSandbox();
    const transaction = await posted(call);
    expect(transaction).toMatchObject({
      object: 'tax.transaction',
      type: 'transaction',
      reference: 'order 1',
      reversal: null,
      shipping_cost: { amount: 100, amount_tax: 19 },
      line_items: {
        data: [
          { amount: 1000, amount_tax: 190 },
          { amount: 3000, amount_tax: 570 },
        ],
      },
    });
    const { line_items: _lines, ...known } = transaction;
    expect((await call('GET', `/v1/tax/transactions/${transaction.id}`)).body).toEqual(known);
    const { data } = (await call('GET', `/v1/tax/transactions/${transaction.id}/line_items`)).body;
    expect(data).toHaveLength(2);
  });

  test('has a reference of its own', async () => {
    const { call } = openSandbox();
    const calculation = await calculated(call);
    const params = { calculation, reference: 'order 1' };
    const path = '/v1/tax/transactions/create_from_calculation';
    expect((await post(call, path, params)).status).toBe(200);
    const { status, body } = await post(call, path, params);
    expect([status, body.error.param]).toEqual([400, 'reference']);
  });

  test('is reversed in full once', async () => {
    const { call } = openSandbox();
    const { id } = await posted(call);
    const params = { mode: 'full', original_transaction: id, reference: 'refund' };
    const { body } = await reverse(call, params);
    expect(body).toMatchObject({
      type: 'reversal',
      reversal: { original_transaction: id },
      shipping_cost: { amount: -100, amount_tax: -19 },
      line_items: {
        data: [
          { amount: -1000, amount_tax: -190, type: 'reversal' },
          { amount: -3000, amount_tax: -570, type: 'reversal' },
        ],
      },
    });
    expect((await reverse(call, { ...params, reference: 'again' })).status).toBe(400);
  });

  test.each<[string, Params, number, readonly (readonly [number, number])[]]>([
    ['a part of a line', { amount: -500, amount_tax: -95 }, 200, [[-500, -95]]],
    ['more than there was', { amount: -1001, amount_tax: -190 }, 400, []],
    ['more tax than there was', { amount: -1000, amount_tax: -191 }, 400, []],
    ['a positive amount', { amount: 500, amount_tax: 95 }, 400, []],
    [
      'a flat amount, with its part of the shipping',
      { flat_amount: -2440 },
      200,
      [
        [-500, -95],
        [-1500, -285],
      ],
    ],
  ])('is reversed by %s: %j, %i', async (_, part, status, amounts) => {
    const { call } = openSandbox();
    const transaction = await posted(call);
    const line = { original_line_item: transaction.line_items.data[0].id, reference: 'back' };
    const given = 'flat_amount' in part ? part : { line_items: [{ ...line, ...part }] };
    const asked = { mode: 'partial', original_transaction: transaction.id, reference: 'refund' };
    const answer = await reverse(call, { ...asked, ...given });
    expect(answer.status, answer.text).toBe(status);
    if (status !== 200) return;
    const told = answer.body.line_items.data.map(
      ({ amount, amount_tax: tax }: { amount: number; amount_tax: number }) => [amount, tax],
    );
    expect(told).toEqual(amounts);
  });
});

describe('a tax registration', () => {
  test.each<[Params, string]>([
    [{ active_from: 'now' }, 'active'],
    [{ active_from: String(nowSeconds + daySeconds) }, 'scheduled'],
    [{ active_from: String(nowSeconds - 9), expires_at: String(nowSeconds - 3) }, 'expired'],
  ])('with %j is %s', async (params, status) => {
    const { call } = openSandbox();
    const { body } = await post(call, '/v1/tax/registrations', { ...german, ...params });
    expect(body).toMatchObject({ status, country: 'DE' });
    const listed = async (asked: string): Promise<number> =>
      (await call('GET', '/v1/tax/registrations', { status: asked })).body.data.length;
    expect([await listed(status), await listed('all')]).toEqual([1, 1]);
  });

  test.each([
    ['nowhere', {}, 'unrecognized_location'],
    ['there', inGermany, 'supported'],
    ['elsewhere', { address: { country: 'FR' } }, 'not_collecting'],
    ['in its state', inCalifornia, 'supported'],
    ['in another', { address: { country: 'US', state: 'NY' } }, 'not_collecting'],
  ])('tells of a customer %s', async (_, params, told) => {
    const { call } = openSandbox();
    for (const one of [german, californian]) {
      await idOf(call, '/v1/tax/registrations', { active_from: 'now', ...one });
    }
    const { body } = await post(call, '/v1/customers', { ...params, expand: ['tax'] });
    expect(body.tax.automatic_tax).toBe(told);
  });

  test('ends when that is asked for', async () => {
    const { call } = openSandbox();
    const id = await idOf(call, '/v1/tax/registrations', { active_from: 'now', ...german });
    const { body } = await post(call, `/v1/tax/registrations/${id}`, { expires_at: 'now' });
    expect(body).toMatchObject({ status: 'expired', expires_at: nowSeconds });
  });

  test.each<[Params, string]>([
    [{ country: 'DE', country_options: { fr: { type: 'standard' } } }, 'country_options[de]'],
    [
      { country: 'US', country_options: { us: { type: 'state_sales_tax' } } },
      'country_options[us][state]',
    ],
    [german, 'country_options'],
  ])('of %j is refused for %s', async (params, param) => {
    const { call } = openSandbox();
    await idOf(call, '/v1/tax/registrations', { active_from: 'now', ...german });
    const { status, body } = await post(call, '/v1/tax/registrations', {
      active_from: 'now',
      ...params,
    });
    expect([status, body.error?.param]).toEqual([400, param]);
  });

  test('stands beside settings that are ready', async () => {
    const { call } = openSandbox();
    expect((await call('GET', '/v1/tax/settings')).body).toMatchObject({
      status: 'active',
      head_office: { address: { country: 'US' } },
    });
    const { body } = await post(call, '/v1/tax/settings', {
      defaults: { tax_behavior: 'inclusive' },
    });
    expect(body.defaults).toMatchObject({ tax_behavior: 'inclusive', provider: 'stripe' });
    await idOf(call, '/v1/tax/registrations', { active_from: 'now', ...german });
    const calculation = await post(call, '/v1/tax/calculations', {
      currency: 'eur',
      line_items: [{ amount: 1190 }],
      customer_details: inGermany,
    });
    expect(calculation.body).toMatchObject({ amount_total: 1190, tax_amount_inclusive: 190 });
  });
});
