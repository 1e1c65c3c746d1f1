// Coupons, promotion codes and the discounts that come of them: what is refused, what comes off, how
// long it lasts, and which events tell it.

import { describe, expect, test } from 'vitest';
import { type Given, made, payer, payerOnClock, post } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Answered, type Call } from './open-sandbox.ts';

const daySeconds = 86_400;

async function priceOf(call: Call, amount = 1000): Promise<string> {
  const product = (await made(call, '/v1/products', { name: 'Gold' })).id;
  const recurring = { interval: 'month' };
  return (
    await made(call, '/v1/prices', { product, unit_amount: amount, currency: 'usd', recurring })
  ).id;
}

async function couponOf(call: Call, params: Given = { percent_off: '50' }): Promise<string> {
  return (await made(call, '/v1/coupons', params)).id;
}

const half = { percent_off: '50' };

describe('a coupon', () => {
  test.each<[Given, string | undefined, string | undefined]>([
    [{}, undefined, 'parameter_missing'],
    [{ ...half, amount_off: '100', currency: 'usd' }, undefined, undefined],
    [{ percent_off: '0' }, 'percent_off', undefined],
    [{ percent_off: '100.5' }, 'percent_off', undefined],
    [{ amount_off: '100' }, 'currency', undefined],
    [{ amount_off: '0', currency: 'usd' }, 'amount_off', 'parameter_invalid_integer'],
    [{ ...half, duration: 'repeating' }, 'duration', undefined],
    [{ ...half, currency_options: { eur: { amount_off: '9' } } }, 'currency_options', undefined],
    [{ ...half, duration: 'once', duration_in_months: '2' }, 'duration_in_months', undefined],
    [{ ...half, redeem_by: String(nowSeconds - 1) }, 'redeem_by', undefined],
    [{ ...half, max_redemptions: '0' }, 'max_redemptions', 'parameter_invalid_integer'],
    [{ ...half, name: 'x'.repeat(41) }, 'name', undefined],
  ])('with %j is refused for %s', async (params, param, code) => {
    const { call } = openSandbox();
    const { status, body } = await post(call, '/v1/coupons', params);
    expect([status, body.error?.param, body.error?.code]).toEqual([400, param, code]);
    expect((await call('GET', '/v1/coupons')).body.data).toEqual([]);
  });

  test('cannot take off another amount later', async () => {
    const { call } = openSandbox();
    const id = await couponOf(call);
    const { body } = await post(call, `/v1/coupons/${id}`, { percent_off: '60' });
    expect(body.error).toMatchObject({ code: 'parameter_unknown', param: 'percent_off' });
    expect((await made(call, `/v1/coupons/${id}`, { name: 'Half' })).name).toBe('Half');
  });

  test('is counted, and cannot be redeemed more often than it says', async () => {
    const { call } = openSandbox();
    const coupon = await couponOf(call, { ...half, max_redemptions: '1' });
    const code = await made(call, '/v1/promotion_codes', {
      promotion: { type: 'coupon', coupon },
      code: 'HALF',
    });
    await payer(call, { coupon });
    const { body } = await call('GET', `/v1/coupons/${coupon}`);
    expect(body).toMatchObject({ times_redeemed: 1, valid: false });
    const again = await post(call, '/v1/customers', { coupon });
    expect([again.status, again.body.error.code]).toEqual([400, 'coupon_expired']);
    const known = (await call('GET', `/v1/promotion_codes/${code.id}`)).body;
    expect(known.active).toBe(false);
  });

  test('tells products and other currencies only where they are asked for', async () => {
    const { call } = openSandbox();
    const product = (await made(call, '/v1/products', { name: 'Gold' })).id;
    const id = await couponOf(call, { ...half, applies_to: { products: [product] } });
    expect((await call('GET', `/v1/coupons/${id}`)).body.applies_to).toBeUndefined();
    const { body } = await call('GET', `/v1/coupons/${id}`, { expand: ['applies_to'] });
    expect(body.applies_to).toEqual({ products: [product] });
  });
});

async function invoiceOf(
  call: Call,
  amounts: readonly number[],
  discounts: readonly Given[] | '',
  customer?: string,
): Promise<Answered['body']> {
  const owner = customer ?? (await payer(call));
  const invoice = await made(call, '/v1/invoices', {
    customer: owner,
    ...(discounts === '' ? {} : { discounts }),
  });
  for (const amount of amounts) {
    await made(call, '/v1/invoiceitems', { customer: owner, invoice: invoice.id, amount });
  }
  return (await call('GET', `/v1/invoices/${invoice.id}`)).body;
}

interface DiscountAmount {
  readonly amount: number;
  readonly discount: string;
}

describe('discounts of an invoice', () => {
  test.each<[string, readonly number[], readonly Given[], readonly number[], number]>([
    ['a share', [1000], [{ percent_off: '10' }], [100], 900],
    ['a share with decimals', [1000], [{ percent_off: '33.33' }], [333], 667],
    ['an amount', [1000], [{ amount_off: '300', currency: 'usd' }], [300], 700],
    ['no more than there is', [200], [{ amount_off: '300', currency: 'usd' }], [200], 0],
    ['one after the other', [1000], [half, { percent_off: '10' }], [500, 50], 450],
    [
      'an amount of three lines',
      [100, 100, 100],
      [{ amount_off: '100', currency: 'usd' }],
      [100],
      200,
    ],
    ['nothing off a credit', [1000, -500], [half], [500], 0],
  ])('take %s off', async (_, amounts, coupons, off, total) => {
    const { call } = openSandbox();
    const discounts = [];
    for (const terms of coupons) discounts.push({ coupon: await couponOf(call, terms) });
    const invoice = await invoiceOf(call, amounts, discounts);
    const told: readonly DiscountAmount[] = invoice.total_discount_amounts;
    expect(told.map(({ amount }) => amount)).toEqual(off);
    expect(told.map(({ discount }) => discount)).toEqual(invoice.discounts);
    expect(invoice.total).toBe(total);
    const lines: readonly { discount_amounts: readonly DiscountAmount[] }[] = invoice.lines.data;
    for (const { amount, discount } of told) {
      const parts = lines.flatMap((line) => line.discount_amounts);
      const own = parts.filter((part) => part.discount === discount);
      expect(own.reduce((sum, part) => sum + part.amount, 0)).toBe(amount);
    }
  });

  test('of an item come off it alone, before those of the invoice', async () => {
    const { call } = openSandbox();
    const customer = await payer(call);
    const coupon = await couponOf(call);
    const { id } = await invoiceOf(call, [1000], [{ coupon }], customer);
    const item = await made(call, '/v1/invoiceitems', {
      customer,
      invoice: id,
      amount: 1000,
      discounts: [{ coupon }],
    });
    const { body } = await call('GET', `/v1/invoices/${id}`);
    expect(item.discounts).toHaveLength(1);
    expect(body).toMatchObject({ subtotal: 1500, total: 750 });
    const line = body.lines.data.at(-1);
    expect(line).toMatchObject({ amount: 1000, subtotal: 1000, discounts: item.discounts });
    expect(line.pretax_credit_amounts).toMatchObject([
      { amount: 500, discount: item.discounts[0], type: 'discount' },
      { amount: 250, type: 'discount' },
    ]);
  });

  test('come off what their coupon is for', async () => {
    const { call } = openSandbox();
    const price = await priceOf(call);
    const product = (await call('GET', `/v1/prices/${price}`)).body.product;
    const coupon = await couponOf(call, { ...half, applies_to: { products: [product] } });
    const customer = await payer(call);
    const other = await priceOf(call, 300);
    const { body } = await post(call, '/v1/subscriptions', {
      customer,
      items: [{ price }, { price: other }],
      discounts: [{ coupon }],
      expand: ['latest_invoice'],
    });
    expect(body.latest_invoice).toMatchObject({ subtotal: 1300, total: 800 });
  });

  test('are those of the customer unless they are given', async () => {
    const { call } = openSandbox();
    const customer = await payer(call, {
      coupon: await couponOf(call, { ...half, duration: 'forever' }),
    });
    expect(await invoiceOf(call, [1000], '', customer)).toMatchObject({ total: 500 });
    const other = await couponOf(call, { percent_off: '10' });
    const discounts = [{ coupon: other }];
    expect(await invoiceOf(call, [1000], discounts, customer)).toMatchObject({ total: 900 });
  });

  test('change with the draft', async () => {
    const { call } = openSandbox();
    const coupon = await couponOf(call);
    const { id } = await invoiceOf(call, [1000], [{ coupon }]);
    expect(await made(call, `/v1/invoices/${id}`, { discounts: '' })).toMatchObject({
      discounts: [],
      total: 1000,
    });
  });
});

describe('a subscription', () => {
  async function renewed(
    duration: Given,
    isDeleted: boolean,
    isOfItem: boolean,
  ): Promise<readonly number[]> {
    const { call } = openSandbox();
    const { customer, advance } = await payerOnClock(call, nowSeconds);
    const coupon = await couponOf(call, { ...half, ...duration });
    const { id } = await made(call, '/v1/subscriptions', {
      customer,
      items: [{ price: await priceOf(call), ...(isOfItem ? { discounts: [{ coupon }] } : {}) }],
      ...(isOfItem ? {} : { discounts: [{ coupon }] }),
    });
    if (isDeleted) await call('DELETE', `/v1/coupons/${coupon}`);
    await advance(nowSeconds + 124 * daySeconds);
    const { data } = (await call('GET', `/v1/invoices?subscription=${id}`)).body;
    return data.map(({ total }: { total: number }) => total).toReversed();
  }

  const whole = [500, 1000, 1000, 1000, 1000];
  const always = [500, 500, 500, 500, 500];
  test.each<[string, Given, boolean, readonly number[]]>([
    ['once', { duration: 'once' }, false, whole],
    [
      'for two months',
      { duration: 'repeating', duration_in_months: '2' },
      false,
      [500, 500, 1000, 1000, 1000],
    ],
    ['for ever', { duration: 'forever' }, false, always],
    ['for ever though its coupon is gone', { duration: 'forever' }, true, always],
  ])('has half off %s, as a whole or on its item', async (_, duration, isDeleted, totals) => {
    expect(await renewed(duration, isDeleted, false)).toEqual(totals);
    expect(await renewed(duration, isDeleted, true)).toEqual(totals);
  });

  test.each<[string, Given, number]>([
    // 500 of 1000 were paid and come back; two cost 2000, or half of it.
    ['once', { duration: 'once' }, 1500],
    ['for ever', { duration: 'forever' }, 500],
  ])('with half off %s is prorated by what was paid', async (_, duration, total) => {
    const { call } = openSandbox();
    const coupon = await couponOf(call, { ...half, ...duration });
    const { id, items } = await made(call, '/v1/subscriptions', {
      customer: await payer(call),
      items: [{ price: await priceOf(call) }],
      discounts: [{ coupon }],
    });
    const { latest_invoice: invoice } = await made(call, `/v1/subscriptions/${id}`, {
      items: [{ id: items.data[0].id, quantity: '2' }],
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
    });
    expect(invoice).toMatchObject({ total, status: 'paid', total_discount_amounts: [] });
  });

  test('holds a discount until it is taken from it', async () => {
    const { call } = openSandbox();
    const customer = await payer(call);
    const coupon = await couponOf(call, { ...half, duration: 'forever' });
    const { id, discounts } = await made(call, '/v1/subscriptions', {
      customer,
      items: [{ price: await priceOf(call) }],
      discounts: [{ coupon }],
      expand: ['discounts'],
    });
    expect(discounts).toMatchObject([
      { object: 'discount', subscription: id, customer, source: { coupon, type: 'coupon' } },
    ]);
    const taken = await call('DELETE', `/v1/subscriptions/${id}/discount`);
    expect(taken.body).toMatchObject({ id: discounts[0].id, deleted: true });
    expect((await call('GET', `/v1/subscriptions/${id}`)).body.discounts).toEqual([]);
    const again = await call('DELETE', `/v1/subscriptions/${id}/discount`);
    expect([again.status, again.body.error.code]).toEqual([404, 'resource_missing']);
  });
});

describe('a discount of a customer', () => {
  test('is told in events when it comes, changes and goes', async () => {
    const { call } = openSandbox();
    const customer = await payer(call, { coupon: await couponOf(call) });
    await made(call, `/v1/customers/${customer}`, { coupon: await couponOf(call) });
    const { body } = await call('DELETE', `/v1/customers/${customer}/discount`);
    expect(body).toMatchObject({ object: 'discount', customer, deleted: true });
    expect((await call('GET', `/v1/customers/${customer}`)).body.discount).toBeNull();
    const types = (await typesOf(call)).filter((type) => type.startsWith('customer.discount.'));
    expect(types).toEqual([
      'customer.discount.created',
      'customer.discount.updated',
      'customer.discount.deleted',
    ]);
  });

  test('that is for once is used up by an invoice', async () => {
    const { call } = openSandbox();
    const customer = await payer(call, { coupon: await couponOf(call) });
    const items = [{ price: await priceOf(call) }];
    const first = await made(call, '/v1/subscriptions', { customer, items });
    const { body } = await call('GET', `/v1/invoices/${first.latest_invoice}`);
    expect(body.total).toBe(500);
    expect((await call('GET', `/v1/customers/${customer}`)).body.discount).toBeNull();
  });
});

describe('a promotion code', () => {
  const of = (coupon: string): Given => ({ promotion: { type: 'coupon', coupon } });

  test('is over with its coupon, and says so', async () => {
    const { call } = openSandbox();
    const coupon = await couponOf(call, half);
    const other = await couponOf(call, half);
    const gone = await made(call, '/v1/promotion_codes', of(coupon));
    const kept = await made(call, '/v1/promotion_codes', of(other));
    await call('DELETE', `/v1/coupons/${coupon}`);
    const isActive = async ({ id }: Given) =>
      (await call('GET', `/v1/promotion_codes/${String(id)}`)).body.active;
    expect([await isActive(gone), await isActive(kept)]).toEqual([false, true]);
    const { data } = (await call('GET', '/v1/events', { type: 'promotion_code.updated' })).body;
    expect(data.map((one: Answered['body']) => one.data.object.id)).toEqual([gone.id]);
  });

  test.each<[Given, string | undefined]>([
    [{ restrictions: { minimum_amount: '500' } }, 'restrictions[minimum_amount_currency]'],
    [{ expires_at: String(nowSeconds - 1) }, 'expires_at'],
    [{ max_redemptions: '9' }, 'max_redemptions'],
    [{ max_redemptions: '0' }, 'max_redemptions'],
    [{ code: 'taken' }, undefined],
    [{ code: 'ten%off' }, 'code'],
  ])('with %j is refused', async (params, param) => {
    const { call } = openSandbox();
    const coupon = await couponOf(call, { ...half, max_redemptions: '5' });
    await made(call, '/v1/promotion_codes', { ...of(coupon), code: 'TAKEN' });
    const { status, body } = await post(call, '/v1/promotion_codes', { ...of(coupon), ...params });
    expect([status, body.error?.param]).toEqual([400, param]);
  });

  test.each<[string, Given, string | undefined]>([
    ['', {}, undefined],
    ['inactive', { active: 'false' }, 'inactive, expired or used up'],
    [
      'short',
      { restrictions: { minimum_amount: '2000', minimum_amount_currency: 'usd' } },
      'does not meet the minimum amount requirement',
    ],
    ['old', { restrictions: { first_time_transaction: 'true' } }, 'has prior transactions'],
    ['stranger', {}, 'another customer'],
  ])('of a purchase that is %s', async (kind, params, why) => {
    const { call } = openSandbox();
    const customer = await payer(call);
    const items = [{ price: await priceOf(call) }];
    if (kind === 'old') await made(call, '/v1/subscriptions', { customer, items });
    const code = await made(call, '/v1/promotion_codes', {
      ...of(await couponOf(call)),
      ...params,
      ...(kind === 'stranger' ? { customer: await payer(call) } : {}),
    });
    const { status, body } = await post(call, '/v1/subscriptions', {
      customer,
      items,
      discounts: [{ promotion_code: code.id }],
      expand: ['latest_invoice', 'latest_invoice.discounts'],
    });
    const known = (await call('GET', `/v1/promotion_codes/${code.id}`)).body;
    expect(known.times_redeemed).toBe(why === undefined ? 1 : 0);
    if (why === undefined) {
      expect(body.latest_invoice).toMatchObject({
        total: 500,
        discounts: [{ promotion_code: code.id }],
      });
    } else {
      expect(status).toBe(400);
      expect(body.error.message).toContain(why);
    }
  });

  test('that was used up stays inactive', async () => {
    const { call } = openSandbox();
    const code = await made(call, '/v1/promotion_codes', {
      ...of(await couponOf(call)),
      max_redemptions: '1',
    });
    await payer(call, { promotion_code: code.id });
    const known = (await call('GET', `/v1/promotion_codes/${code.id}`)).body;
    expect(known).toMatchObject({ active: false, times_redeemed: 1 });
    const { status } = await post(call, `/v1/promotion_codes/${code.id}`, { active: 'true' });
    expect(status).toBe(400);
  });
});

test('a minimum is weighed against what tiers cost', async () => {
  const { call } = openSandbox();
  const customer = await payer(call);
  const product = (await made(call, '/v1/products', { name: 'Seats' })).id;
  const price = await made(call, '/v1/prices', {
    product,
    currency: 'usd',
    recurring: { interval: 'month' },
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    tiers: [
      { up_to: '2', unit_amount: '1000' },
      { up_to: 'inf', unit_amount: '100' },
    ],
  });
  const code = await made(call, '/v1/promotion_codes', {
    promotion: { type: 'coupon', coupon: await couponOf(call) },
    restrictions: { minimum_amount: '2050', minimum_amount_currency: 'usd' },
  });
  const buy = async (quantity: string): Promise<number> =>
    (
      await post(call, '/v1/subscriptions', {
        customer,
        items: [{ price: price.id, quantity }],
        discounts: [{ promotion_code: code.id }],
      })
    ).status;
  expect([await buy('2'), await buy('3')]).toEqual([400, 200]);
});

describe('what a request redeems', () => {
  async function set() {
    const { call } = openSandbox();
    const customer = await payer(call);
    const items = [{ price: await priceOf(call) }];
    const coupon = await couponOf(call);
    const codeWith = (more: Given = {}): Promise<string> =>
      made(call, '/v1/promotion_codes', { promotion: { type: 'coupon', coupon }, ...more }).then(
        ({ id }) => id,
      );
    const subscribe = (discounts: readonly Given[]): Promise<Answered> =>
      post(call, '/v1/subscriptions', { customer, items, discounts });
    return { call, customer, coupon, codeWith, subscribe };
  }

  test('is no more than twenty discounts', async () => {
    const { call, subscribe } = await set();
    const all: Given[] = [];
    for (let index = 0; index < 21; index += 1) {
      all.push({ coupon: await couponOf(call, { percent_off: '1', duration: 'forever' }) });
    }
    const { body } = await subscribe(all);
    expect(body.error).toMatchObject({
      message: 'Array discounts exceeded maximum 20 allowed elements.',
      param: 'discounts',
    });
    expect((await subscribe(all.slice(1))).body.discounts).toHaveLength(20);
  });

  test('is each coupon once, also by its code', async () => {
    const { call, coupon, codeWith, subscribe } = await set();
    const promotion_code = await codeWith();
    for (const second of [{ coupon }, { promotion_code }]) {
      expect((await subscribe([{ coupon }, second])).status).toBe(400);
    }
    expect((await call('GET', `/v1/coupons/${coupon}`)).body.times_redeemed).toBe(0);
  });

  test('is no code with a minimum amount where nothing is bought', async () => {
    const { call, customer, codeWith, subscribe } = await set();
    const least = { minimum_amount: '500', minimum_amount_currency: 'usd' };
    const promotion_code = await codeWith({ restrictions: least });
    const { body: sold } = await subscribe([{ promotion_code }]);
    expect(sold.status).toBe('active');
    for (const path of [
      `/v1/subscriptions/${sold.id}`,
      `/v1/subscription_items/${sold.items.data[0].id}`,
    ]) {
      const { body } = await post(call, path, { discounts: [{ promotion_code }] });
      expect(body.error.message).toContain('minimum amount');
    }
    const { body } = await post(call, `/v1/customers/${customer}`, { promotion_code });
    expect(body.error.message).toContain('minimum amount');
  });
});
