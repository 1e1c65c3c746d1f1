// Pages on which customers pay: sessions by their mode, what may be asked for together, and payment links.

import { describe, expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

const success_url = 'https://example.com/done';

async function openShop() {
  const { call } = openSandbox();
  const { id: product } = (await call('POST', '/v1/products', { name: 'Tea' })).body;
  const usual = { product, currency: 'usd', unit_amount: '500' };
  const { id: once } = (await call('POST', '/v1/prices', usual)).body;
  const monthly = { ...usual, recurring: { interval: 'month' } };
  const { id: again } = (await call('POST', '/v1/prices', monthly)).body;
  return { call, once, again, product };
}

function lines(...prices: readonly string[]): FormObject {
  return { line_items: prices.map((price, index) => ({ price, quantity: String(index + 1) })) };
}

function start(call: Call, params: FormObject) {
  return call('POST', '/v1/checkout/sessions', { success_url, mode: 'payment', ...params });
}

function submit(call: Call, id: string, method = 'pm_card_visa') {
  return call('POST', `/v1/payment_pages/${id}/confirm`, { payment_method: method });
}

describe('a session', () => {
  test('lists what it sells in the order that was given', async () => {
    const { call, once, product } = await openShop();
    const price_data = { currency: 'usd', product_data: { name: 'Cup' }, unit_amount: '900' };
    const { body } = await start(call, {
      line_items: [
        { price: once, quantity: '2' },
        { price_data, quantity: '1' },
      ],
      'expand[]': 'line_items',
    });
    expect(body).toMatchObject({ amount_subtotal: 1900, amount_total: 1900, currency: 'usd' });
    const told = [
      { object: 'item', description: 'Tea', quantity: 2, amount_total: 1000, price: { product } },
      { description: 'Cup', quantity: 1, amount_total: 900, price: { unit_amount: 900 } },
    ];
    expect(body.line_items.data).toMatchObject(told);
    const list = await call('GET', `/v1/checkout/sessions/${body.id}/line_items`, { limit: '1' });
    expect(list.body).toMatchObject({ data: told.slice(0, 1), has_more: true });
    expect(list.body.data[0]).not.toHaveProperty('session');
    expect((await start(call, lines(once))).body).not.toHaveProperty('line_items');
  });

  test('is paid with what its intent is to be like', async () => {
    const { call, once } = await openShop();
    const { body: session } = await start(call, {
      ...lines(once),
      payment_intent_data: { description: 'Tea', metadata: { order: '1' } },
    });
    const { body } = await submit(call, session.id);
    expect(body).toMatchObject({ status: 'complete', payment_status: 'paid', url: null });
    const { body: intent } = await call('GET', `/v1/payment_intents/${body.payment_intent}`);
    expect(intent).toMatchObject({ description: 'Tea', metadata: { order: '1' }, amount: 500 });
    expect(intent).toMatchObject({
      automatic_payment_methods: null,
      capture_method: 'automatic_async',
      managed_payments: { enabled: false },
    });
    const asked = { amount: '500', currency: 'usd' };
    const { body: other } = await call('POST', '/v1/payment_intents', asked);
    expect(Object.keys(intent)).toEqual(Object.keys(other));
    await call('POST', `/v1/payment_intents/${other.id}/cancel`);
    expect((await typesOf(call)).slice(-7, -2)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ]);
    const completed = { type: 'checkout.session.completed' };
    const [event] = (await call('GET', '/v1/events', completed)).body.data;
    expect(event.request).toEqual({ id: null, idempotency_key: null });
  });

  test('stays open when a card is declined', async () => {
    const { call, once } = await openShop();
    const { body: session } = await start(call, lines(once));
    const { status } = await submit(call, session.id, 'pm_card_chargeDeclinedProcessingError');
    const { body } = await call('GET', `/v1/checkout/sessions/${session.id}`);
    expect([status, body.status]).toEqual([402, 'open']);
  });

  test('in subscription mode makes a customer and a subscription', async () => {
    const { call, once, again } = await openShop();
    const { body: session } = await start(call, {
      ...lines(again, once),
      mode: 'subscription',
      customer_email: 'jane@example.com',
      subscription_data: { metadata: { plan: 'tea' } },
    });
    const { body } = await submit(call, session.id);
    expect(body).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      payment_intent: null,
    });
    const at = `/v1/subscriptions/${body.subscription}`;
    const { body: subscription } = await call('GET', at, { 'expand[]': 'latest_invoice' });
    expect(subscription).toMatchObject({
      status: 'active',
      customer: body.customer,
      metadata: { plan: 'tea' },
      latest_invoice: { id: body.invoice, status: 'paid' },
    });
    const { body: customer } = await call('GET', `/v1/customers/${body.customer}`);
    expect(customer.email).toBe('jane@example.com');
  });

  test.each([
    ['kinds that were named', { payment_method_types: ['card'] }, ['card']],
    ['the kinds there are', {}, null],
  ] as const)(
    'hands on to its subscription that it is paid with %s',
    async (_how, asked, types) => {
      const { call, again } = await openShop();
      const options = { card: { request_three_d_secure: 'any' } };
      const { body: session } = await start(call, {
        ...lines(again),
        ...asked,
        mode: 'subscription',
        payment_method_options: options,
      });
      const { body } = await submit(call, session.id);
      const at = `/v1/subscriptions/${body.subscription}`;
      const { body: told } = await call('GET', at, { 'expand[]': 'latest_invoice' });
      expect(told.payment_settings).toMatchObject({
        payment_method_options: {
          acss_debit: null,
          card: { network: null, request_three_d_secure: 'any' },
          us_bank_account: null,
        },
        payment_method_types: types,
        save_default_payment_method: 'off',
      });
      // Invoices know of no network.
      expect(told.latest_invoice.payment_settings).toEqual({
        default_mandate: null,
        payment_method_options: { ...told.payment_settings.payment_method_options, ...options },
        payment_method_types: types,
      });
    },
  );

  const usual = {
    allow_redisplay_filters: ['always'],
    payment_method_remove: 'disabled',
    payment_method_save: null,
  };
  test.each([
    ['a payment of nobody', { mode: 'payment' }, null],
    ['a payment that makes a customer', { mode: 'payment', customer_creation: 'always' }, usual],
    ['a subscription', { mode: 'subscription' }, usual],
  ] as const)('tells of %s whether means of payment are shown again', async (_of, asked, saved) => {
    const { call, once, again } = await openShop();
    const { body } = await start(call, {
      ...lines(asked.mode === 'subscription' ? again : once),
      ...asked,
    });
    expect(body.saved_payment_method_options).toEqual(saved);
    expect(body.managed_payments).toEqual({ enabled: false });
    expect(body.invoice_creation?.enabled).toBe(asked.mode === 'payment' ? false : undefined);
  });

  test('tells of what may be bought besides only where there is something', async () => {
    const { call, once } = await openShop();
    const more = [{ price: once, quantity: 1 }];
    const { body } = await start(call, { ...lines(once), optional_items: more });
    expect(body.optional_items).toMatchObject(more);
    expect((await start(call, lines(once))).body).not.toHaveProperty('optional_items');
  });

  test.each([
    [{ country: 'US', postal_code: '94110' }, true],
    [{ country: 'ES' }, false],
  ])('makes a customer at %o, where that is an address', async (address, isKept) => {
    const { call, again } = await openShop();
    const { body: session } = await start(call, { ...lines(again), mode: 'subscription' });
    const { body: method } = await call('POST', '/v1/payment_methods', {
      type: 'card',
      card: { token: 'tok_visa' },
      billing_details: { address, name: 'Jane' },
    });
    const { body } = await submit(call, session.id, method.id);
    const { body: customer } = await call('GET', `/v1/customers/${body.customer}`);
    expect(customer.name).toBe('Jane');
    if (isKept) expect(customer.address).toMatchObject({ ...address, line1: null });
    else expect(customer.address).toBeNull();
  });

  test('in setup mode sets a card up for its customer', async () => {
    const { call } = await openShop();
    const { id: customer } = (await call('POST', '/v1/customers')).body;
    const { body: session } = await start(call, { mode: 'setup', currency: 'usd', customer });
    const { body } = await submit(call, session.id);
    expect(body).toMatchObject({ status: 'complete', payment_status: 'no_payment_required' });
    const { body: intent } = await call('GET', `/v1/setup_intents/${body.setup_intent}`);
    expect(intent).toMatchObject({ status: 'succeeded', customer });
  });

  test('counts the way there and a coupon', async () => {
    const { call, once } = await openShop();
    const { id: coupon } = (await call('POST', '/v1/coupons', { percent_off: '10' })).body;
    const rate = { display_name: 'Post', fixed_amount: { amount: '300', currency: 'usd' } };
    const { body } = await start(call, {
      ...lines(once),
      discounts: [{ coupon }],
      shipping_options: [{ shipping_rate_data: { ...rate, type: 'fixed_amount' } }],
    });
    expect(body).toMatchObject({
      amount_subtotal: 500,
      amount_total: 750,
      total_details: { amount_discount: 50, amount_shipping: 300 },
      shipping_cost: { amount_total: 300 },
    });
  });

  const hour = 3600;

  test('that comes to nothing charges nobody, and has a customer all the same', async () => {
    const { call, once } = await openShop();
    const { body: coupon } = await call('POST', '/v1/coupons', { percent_off: '100' });
    const discounts = [{ coupon: coupon.id }];
    const { body: session } = await start(call, { ...lines(once), discounts });
    expect(session).toMatchObject({ amount_total: 0, payment_status: 'no_payment_required' });
    const { body } = await call('POST', `/v1/payment_pages/${session.id}/confirm`);
    expect(body).toMatchObject({
      status: 'complete',
      payment_intent: null,
      payment_status: 'no_payment_required',
    });
    expect((await call('GET', `/v1/customers/${body.customer}`)).body.object).toBe('customer');
    expect((await call('GET', '/v1/charges')).body.data).toEqual([]);
  });

  test.each<[string, (ids: { once: string; again: string }) => FormObject, RegExp | string]>([
    ['a recurring price in payment mode', ({ again }) => lines(again), /passed a recurring price/],
    [
      'no recurring price in subscription mode',
      ({ once }) => ({ ...lines(once), mode: 'subscription' }),
      /at least one recurring price/,
    ],
    ['no lines', () => ({}), 'line_items'],
    ['lines in setup mode', ({ once }) => ({ ...lines(once), mode: 'setup' }), 'line_items'],
    ['an unknown price', () => lines('price_none'), 'line_items[0][price]'],
    [
      'no address to go on to',
      ({ once }) => ({ ...lines(once), success_url: null }),
      'success_url',
    ],
    [
      'an address that its page does not have',
      ({ once }) => ({ ...lines(once), ui_mode: 'embedded_page' }),
      'success_url',
    ],
    [
      'no address to come back to',
      ({ once }) => ({ ...lines(once), ui_mode: 'embedded_page', success_url: undefined as never }),
      'return_url',
    ],
    [
      'codes and discounts',
      ({ once }) => ({
        ...lines(once),
        allow_promotion_codes: 'true',
        discounts: [{ coupon: 'x' }],
      }),
      /only specify one of these parameters: allow_promotion_codes, discounts/,
    ],
    [
      'what belongs to subscriptions',
      ({ once }) => ({ ...lines(once), subscription_data: { description: 'x' } }),
      'subscription_data',
    ],
    [
      'a customer to be made by a subscription',
      ({ again }) => ({ ...lines(again), mode: 'subscription', customer_creation: 'always' }),
      /`customer_creation` can only be used in `payment` mode/,
    ],
    [
      'promotion codes where nothing is paid',
      () => ({ mode: 'setup', currency: 'usd', allow_promotion_codes: 'true' }),
      'allow_promotion_codes',
    ],
    [
      'changes of nobody',
      ({ once }) => ({ ...lines(once), customer_update: { name: 'auto' } }),
      /`customer_update` can only be used with `customer`/,
    ],
    [
      'an end too soon',
      ({ once }) => ({ ...lines(once), expires_at: String(nowSeconds + hour / 2 - 1) }),
      'expires_at',
    ],
    [
      'an end too late',
      ({ once }) => ({ ...lines(once), expires_at: String(nowSeconds + 24 * hour + 1) }),
      'expires_at',
    ],
  ])('with %s is refused', async (_, paramsOf, why) => {
    const { call, ...ids } = await openShop();
    const given = { success_url, mode: 'payment', ...paramsOf(ids) };
    const params = Object.entries(given).filter(
      ([, value]) => value !== null && value !== undefined,
    );
    const { status, body } = await call(
      'POST',
      '/v1/checkout/sessions',
      Object.fromEntries(params) as FormObject,
    );
    expect(status).toBe(400);
    if (typeof why === 'string') expect(body.error.param).toBe(why);
    else expect(body.error.message).toMatch(why);
  });

  test.each(['complete', 'expired'])(
    'that is %s can be neither paid nor expired',
    async (status) => {
      const { call, once } = await openShop();
      const { body: session } = await start(call, lines(once));
      const at = `/v1/checkout/sessions/${session.id}/expire`;
      if (status === 'complete') await submit(call, session.id);
      else expect((await call('POST', at)).body.status).toBe('expired');
      expect((await call('POST', at)).status).toBe(400);
      expect((await submit(call, session.id)).status).toBe(400);
    },
  );

  test('cannot be paid once its time is over', async () => {
    let seconds = nowSeconds;
    const { call } = openSandbox({ clock: () => seconds * 1000 });
    const price_data = { currency: 'usd', product_data: { name: 'Tea' }, unit_amount: '500' };
    const { body } = await start(call, { line_items: [{ price_data, quantity: '1' }] });
    seconds = body.expires_at;
    const { body: over } = await call('GET', `/v1/checkout/sessions/${body.id}`);
    expect(over).toMatchObject({ status: 'expired', url: null });
    const { status, body: refused } = await submit(call, body.id);
    expect([status, refused.error.message]).toEqual([400, expect.stringContaining('`expired`')]);
  });

  test('refuses prices that are no longer active', async () => {
    const { call, once } = await openShop();
    await call('POST', `/v1/prices/${once}`, { active: 'false' });
    expect((await start(call, lines(once))).body.error.message).toContain('is inactive');
  });

  test('of a subscription pays its first invoice without an attempt of its own', async () => {
    const { call, again } = await openShop();
    const { body: session } = await start(call, { ...lines(again), mode: 'subscription' });
    const { body } = await submit(call, session.id);
    const invoice = `/v1/invoices/${body.invoice}`;
    const paid = { status: 'paid', amount_paid: 500, attempted: true, attempt_count: 0 };
    expect((await call('GET', invoice)).body).toMatchObject(paid);
  });

  test('of a subscription is no request of the account, but for what is paid', async () => {
    const { call, again } = await openShop();
    const { body: session } = await start(call, { ...lines(again), mode: 'subscription' });
    const { headers } = await submit(call, session.id);
    const { data } = (await call('GET', '/v1/events', { limit: '100' })).body;
    const of = (type: string) =>
      data.find((event: { type: string }) => event.type === type)?.request;
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
    const later = { id: null, idempotency_key: expect.stringMatching(uuid) };
    for (const type of ['customer.subscription.created', 'invoice.created', 'invoice.paid']) {
      expect([type, of(type)]).toEqual([type, later]);
    }
    const own = { ...of('invoice.paid'), id: headers.get('Request-Id') };
    for (const type of ['payment_intent.succeeded', 'charge.succeeded']) {
      expect([type, of(type)]).toEqual([type, own]);
    }
    expect(of('checkout.session.completed')).toEqual({ id: null, idempotency_key: null });
  });
});

describe('a payment link', () => {
  test('leads each customer to a session of its own', async () => {
    const { call, once } = await openShop();
    const { body: link } = await call('POST', '/v1/payment_links', {
      ...lines(once),
      after_completion: { type: 'redirect', redirect: { url: 'https://example.com/thanks' } },
      metadata: { campaign: 'spring' },
    });
    expect(link).toMatchObject({
      active: true,
      currency: 'usd',
      url: expect.stringMatching(/^https:\/\/buy\.stripe\.com\/test_/),
    });
    const { body: session } = await call('GET', `/v1/payment_pages/${link.id}`);
    expect(session).toMatchObject({
      object: 'checkout.session',
      amount_total: 500,
      metadata: { campaign: 'spring' },
      payment_link: link.id,
      success_url: 'https://example.com/thanks',
    });
    const { body: paid } = await submit(call, link.id);
    expect(paid).toMatchObject({ payment_status: 'paid', payment_link: link.id });
    expect(paid.id).not.toBe(session.id);
    const list = await call('GET', '/v1/checkout/sessions', { payment_link: link.id });
    expect(list.body.data).toHaveLength(2);
    const items = await call('GET', `/v1/payment_links/${link.id}/line_items`);
    expect(items.body.data).toMatchObject([{ description: 'Tea', amount_total: 500 }]);
  });

  test('tells what comes of a purchase whole', async () => {
    const { call, once, again } = await openShop();
    const make = async (params: FormObject) =>
      (await call('POST', '/v1/payment_links', params)).body;
    const noInvoice = {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: null,
      metadata: {},
      rendering_options: null,
    };
    const usual = {
      description: null,
      invoice_settings: { issuer: { type: 'self' } },
      metadata: {},
      trial_period_days: null,
      trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
    };
    const link = await make(lines(once));
    expect(link.invoice_creation).toEqual({ enabled: false, invoice_data: noInvoice });
    expect(link.subscription_data).toEqual(usual);
    const { body: after } = await call('POST', `/v1/payment_links/${link.id}`, {
      invoice_creation: { enabled: 'true', invoice_data: { footer: 'Thanks' } },
    });
    expect(after.invoice_creation).toEqual({
      enabled: true,
      invoice_data: { ...noInvoice, footer: 'Thanks' },
    });
    const tried = await make({ ...lines(again), subscription_data: { trial_period_days: '7' } });
    expect(tried.invoice_creation).toBeNull();
    expect(tried.subscription_data).toEqual({ ...usual, trial_period_days: 7 });
    const { body } = await call('POST', `/v1/payment_links/${tried.id}`, {
      subscription_data: { metadata: { plan: 'tea' } },
    });
    expect(body.subscription_data).toEqual({
      ...usual,
      metadata: { plan: 'tea' },
      trial_period_days: 7,
    });
  });

  test('asks on its pages for what it is told to ask for', async () => {
    const { call, once } = await openShop();
    const size = { key: 'size', label: { type: 'custom', custom: 'Size' }, type: 'text' };
    const { body: link } = await call('POST', '/v1/payment_links', {
      ...lines(once),
      consent_collection: { terms_of_service: 'required' },
      custom_fields: [{ ...size, text: { maximum_length: '3' } }],
      custom_text: { submit: { message: 'Thanks!' } },
      customer_creation: 'always',
      phone_number_collection: { enabled: 'true' },
      tax_id_collection: { enabled: 'true' },
    });
    const { body: paid } = await submit(call, link.id);
    const text = { default_value: null, maximum_length: 3, minimum_length: null, value: null };
    expect(paid).toMatchObject({
      cancel_url: 'https://stripe.com',
      consent_collection: { promotions: 'none', terms_of_service: 'required' },
      custom_fields: [{ ...size, optional: false, text }],
      custom_text: { after_submit: null, submit: { message: 'Thanks!' } },
      customer: expect.stringMatching(/^cus_/),
      customer_creation: 'always',
      locale: 'auto',
      phone_number_collection: { enabled: true },
      success_url: 'https://stripe.com',
      tax_id_collection: { enabled: true, required: 'never' },
    });
  });

  test('asks for nothing that it is not told to ask for', async () => {
    const { call, once, again } = await openShop();
    const of = async (price: string) => {
      const { body: link } = await call('POST', '/v1/payment_links', lines(price));
      return (await call('GET', `/v1/payment_pages/${link.id}`)).body;
    };
    const none = { payment_method_reuse_agreement: null, promotions: 'none' };
    const usual = {
      consent_collection: { ...none, terms_of_service: 'none' },
      custom_fields: [],
      customer_creation: 'if_required',
      phone_number_collection: { enabled: false },
    };
    const payment = await of(once);
    expect(payment).toMatchObject({ ...usual, payment_method_collection: 'if_required' });
    expect(payment).not.toHaveProperty('tax_id_collection');
    const subscription = await of(again);
    expect(subscription).toMatchObject({ ...usual, payment_method_collection: 'always' });
    expect([payment.collected_information, subscription.invoice_creation]).toEqual([null, null]);
    expect(subscription.collected_information).toMatchObject({ shipping_details: null });
  });

  test('with a recurring price makes a subscription', async () => {
    const { call, again } = await openShop();
    const { body: link } = await call('POST', '/v1/payment_links', {
      ...lines(again),
      subscription_data: { trial_period_days: '7' },
    });
    const { body: paid } = await submit(call, link.id);
    expect(paid).toMatchObject({ mode: 'subscription', payment_status: 'no_payment_required' });
    const { body } = await call('GET', `/v1/subscriptions/${paid.subscription}`);
    expect(body.status).toBe('trialing');
  });

  test('with a trial asks for nothing today, and for no card where none is needed', async () => {
    const { call, once, again } = await openShop();
    const asked = {
      ...lines(again),
      mode: 'subscription',
      payment_method_collection: 'if_required',
      success_url: 'https://example.com/thanks',
      subscription_data: { trial_period_days: '7' },
    };
    const { body: session } = await call('POST', '/v1/checkout/sessions', asked);
    expect(session).toMatchObject({
      amount_subtotal: 0,
      amount_total: 0,
      payment_method_collection: 'if_required',
      payment_status: 'no_payment_required',
    });
    const items = await call('GET', `/v1/checkout/sessions/${session.id}/line_items`);
    expect(items.body.data).toMatchObject([{ amount_subtotal: 0, amount_total: 0 }]);
    const { body: done } = await call('POST', `/v1/payment_pages/${session.id}/confirm`);
    expect(done).toMatchObject({ status: 'complete', payment_status: 'no_payment_required' });
    const { body: made } = await call('GET', `/v1/subscriptions/${done.subscription}`);
    expect(made).toMatchObject({ status: 'trialing', default_payment_method: null });
    const always = { ...asked, payment_method_collection: 'always' };
    const { body: other } = await call('POST', '/v1/checkout/sessions', always);
    const refused = await call('POST', `/v1/payment_pages/${other.id}/confirm`);
    expect(refused.status).toBe(400);
    const { body: both } = await call('POST', '/v1/checkout/sessions', {
      ...asked,
      line_items: [again, once].map((price) => ({ price, quantity: '1' })),
    });
    expect(both).toMatchObject({ amount_total: 500, payment_status: 'unpaid' });
  });

  test('sells as often as it may, and not once it is turned off', async () => {
    const { call, once } = await openShop();
    const { body: link } = await call('POST', '/v1/payment_links', {
      ...lines(once),
      restrictions: { completed_sessions: { limit: '1' } },
    });
    expect((await submit(call, link.id)).status).toBe(200);
    const { body: sold } = await call('GET', `/v1/payment_links/${link.id}`);
    expect(sold.restrictions).toEqual({ completed_sessions: { count: 1, limit: 1 } });
    expect((await submit(call, link.id)).status).toBe(400);
    const { body: other } = await call('POST', '/v1/payment_links', lines(once));
    await call('POST', `/v1/payment_links/${other.id}`, { active: 'false' });
    expect((await submit(call, other.id)).status).toBe(400);
    expect(await typesOf(call)).toEqual(
      expect.arrayContaining(['payment_link.created', 'payment_link.updated']),
    );
  });

  test('changes how many of a thing it sells', async () => {
    const { call, once } = await openShop();
    const { body: link } = await call('POST', '/v1/payment_links', lines(once));
    const at = `/v1/payment_links/${link.id}`;
    const [item] = (await call('GET', `${at}/line_items`)).body.data;
    await call('POST', at, { line_items: [{ id: item.id, quantity: '3' }] });
    expect((await call('GET', `/v1/payment_pages/${link.id}`)).body.amount_total).toBe(1500);
    const { body } = await call('POST', at, { line_items: [{ id: 'li_none', quantity: '3' }] });
    expect(body.error.param).toBe('line_items[0][id]');
  });
});

test.each([
  ['sepa_debit', 'eur', { iban: 'DE89370400440532013000' }],
  ['oxxo', 'mxn', {}],
])(
  'a session that is paid later, by %s, has a charge and its money',
  async (kind, currency, own) => {
    const { call } = openSandbox();
    const price = { currency, unit_amount: '5000', product_data: { name: 'Tea' } };
    const { body: session } = await call('POST', '/v1/checkout/sessions', {
      mode: 'payment',
      success_url: 'https://example.com',
      payment_method_types: [kind],
      line_items: [{ price_data: price, quantity: '1' }],
    });
    const { body: method } = await call('POST', '/v1/payment_methods', {
      type: kind,
      billing_details: { name: 'Jane', email: 'jane@example.com' },
      ...(kind === 'oxxo' ? {} : { [kind]: own }),
    });
    const { body } = await submit(call, session.id, method.id);
    expect(body.payment_status).toBe('paid');
    const path = `/v1/payment_intents/${body.payment_intent}`;
    const { body: intent } = await call('GET', path, { 'expand[]': 'latest_charge' });
    expect(intent).toMatchObject({ amount_received: 5000, next_action: null, status: 'succeeded' });
    const paid = { amount_captured: 5000, captured: true, paid: true, status: 'succeeded' };
    expect(intent.latest_charge).toMatchObject(paid);
    const at = `/v1/balance_transactions/${intent.latest_charge.balance_transaction}`;
    expect((await call('GET', at)).body).toMatchObject({ amount: 5000, currency });
    const [first, second] = ['charge.succeeded', 'payment_intent.succeeded'];
    expect((await typesOf(call)).slice(kind === 'sepa_debit' ? -3 : -4)).toEqual([
      ...(kind === 'sepa_debit' ? [second, first] : [first, second]),
      'checkout.session.async_payment_succeeded',
      ...(kind === 'sepa_debit' ? [] : ['charge.updated']),
    ]);
  },
);

test('what a subscription is taxed by is in the sums of its page, and on the subscription alone', async () => {
  const { call, again } = await openShop();
  const vat = { display_name: 'VAT', inclusive: 'false', percentage: '21' };
  const { body: rate } = await call('POST', '/v1/tax_rates', vat);
  const { body: session } = await start(call, {
    ...lines(again),
    mode: 'subscription',
    subscription_data: { default_tax_rates: [rate.id] },
  });
  expect(session).toMatchObject({ amount_subtotal: 500, amount_total: 605 });
  const { subscription: id } = (await submit(call, session.id)).body;
  const { body } = await call('GET', `/v1/subscriptions/${id}`, 'expand[]=latest_invoice');
  expect(body).toMatchObject({
    default_tax_rates: [{ id: rate.id }],
    items: { data: [{ tax_rates: [] }] },
    latest_invoice: { total: 605 },
  });
});

test('a tax id is asked of a customer whose name and address may change, or whose address is known', async () => {
  const { call, once } = await openShop();
  const { id: customer } = (await call('POST', '/v1/customers')).body;
  const asked = { ...lines(once), customer, tax_id_collection: { enabled: 'true' } };
  const withChanges = (customer_update: FormObject) => start(call, { ...asked, customer_update });
  expect((await start(call, asked)).body.error.message).toContain('`customer_update[name]`');
  const named = { name: 'auto' };
  expect((await withChanges(named)).body.error.message).toContain('`customer_update[address]`');
  expect((await withChanges({ ...named, address: 'auto' })).status).toBe(200);
  const address = { country: 'DE', postal_code: '10115' };
  await call('POST', `/v1/customers/${customer}`, { address });
  expect((await withChanges(named)).status).toBe(200);
});

describe('custom fields', () => {
  const field = (key: string, more: FormObject = {}): FormObject => ({
    key,
    label: { custom: 'Engraving', type: 'custom' },
    type: 'text',
    ...more,
  });
  const options = Array.from({ length: 201 }, (_, index) => ({
    label: 'One',
    value: String(index),
  }));

  test.each([
    [['a', 'b', 'c'].map((key) => field(key)), undefined],
    [['a', 'b', 'c', 'd'].map((key) => field(key)), 'custom_fields exceeded maximum 3'],
    [[field('a'), field('a')], 'must be unique'],
    [[field('a', { type: 'dropdown', dropdown: { options } })], 'exceeded maximum 200'],
    [[field('a', { type: 'dropdown' })], 'custom_fields[0][dropdown][options]'],
    [[field('a', { text: { minimum_length: '1', maximum_length: '255' } })], undefined],
    [[field('a', { text: { maximum_length: '256' } })], 'less than or equal to 255'],
    [
      [field('a', { type: 'numeric', numeric: { minimum_length: '0' } })],
      'greater than or equal to 1',
    ],
  ])('are three at the most, each with a key of its own (%#)', async (custom_fields, why) => {
    const { call, once } = await openShop();
    const { status, body } = await start(call, { ...lines(once), custom_fields });
    expect(status).toBe(why === undefined ? 200 : 400);
    if (why !== undefined) expect(body.error.message).toContain(why);
  });

  test('are not for a page that only sets up', async () => {
    const { call } = await openShop();
    const setup = { mode: 'setup', currency: 'usd', custom_fields: [field('a')] };
    const { body } = await start(call, setup);
    expect(body.error.message).toBe('You can not pass `custom_fields` in `setup` mode.');
  });
});

test.each<[FormObject, boolean, string]>([
  [{ trial_period_days: '3' }, false, 'trial'],
  [{ proration_behavior: 'none' }, true, 'One-time prices'],
  [{ billing_cycle_anchor: String(nowSeconds + 40 * 86_400) }, false, 'natural billing date'],
])('a page with a billing cycle anchor refuses %j (%#)', async (more, isMixed, why) => {
  const { call, again, once } = await openShop();
  const { body } = await start(call, {
    ...lines(...(isMixed ? [again, once] : [again])),
    mode: 'subscription',
    subscription_data: { billing_cycle_anchor: String(nowSeconds + 10 * 86_400), ...more },
  });
  expect(body.error.message).toContain(why);
});

test.each([
  ['percent_off', { percent_off: '10' }, {}, undefined],
  ['amount_off', { amount_off: '100', currency: 'usd' }, {}, 'discounts'],
  [
    'amount_off, without prorations',
    { amount_off: '100', currency: 'usd' },
    { proration_behavior: 'none' },
    undefined,
  ],
])(
  'a page with a billing cycle anchor takes a coupon by %s, or not',
  async (_, off, more, param) => {
    const { call, again } = await openShop();
    const { body: coupon } = await call('POST', '/v1/coupons', { ...off, duration: 'once' });
    const { body } = await start(call, {
      ...lines(again),
      mode: 'subscription',
      discounts: [{ coupon: coupon.id }],
      subscription_data: { billing_cycle_anchor: String(nowSeconds + 10 * 86_400), ...more },
    });
    expect(body.error?.param).toBe(param);
  },
);

test('a page that has expired tells where it can be recovered, if that was asked for', async () => {
  const { call, once } = await openShop();
  const recovery = { allow_promotion_codes: 'true', enabled: 'true' };
  const asked = { ...lines(once), after_expiration: { recovery } };
  const { body: session } = await start(call, asked);
  expect(session.after_expiration.recovery).toMatchObject({ expires_at: null, url: null });
  const { body } = await call('POST', `/v1/checkout/sessions/${session.id}/expire`);
  expect(body.after_expiration.recovery).toEqual({
    allow_promotion_codes: true,
    enabled: true,
    expires_at: nowSeconds + 30 * 86_400,
    url: expect.stringMatching(/^https:\/\/buy\.stripe\.com\/r\/test_/),
  });
  const { body: plain } = await start(call, lines(once));
  const path = `/v1/checkout/sessions/${plain.id}/expire`;
  expect((await call('POST', path)).body.after_expiration).toBeNull();
});
