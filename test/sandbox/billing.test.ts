// Billing from end to end: invoices in each state with each verb, what is on them, subscriptions
// from their first invoice to their cancellation.

import { describe, expect, test } from 'vitest';
import type { Given } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Answered, type Call } from './open-sandbox.ts';

async function customerWith(call: Call, card = 'pm_card_visa', more = {}): Promise<string> {
  const { body } = await call('POST', '/v1/customers', {
    email: 'jane@example.com',
    payment_method: card,
    invoice_settings: { default_payment_method: card },
    ...more,
  });
  return body.id;
}

async function draftFor(call: Call, customer: string, amount = '2000'): Promise<string> {
  await call('POST', '/v1/invoiceitems', {
    customer,
    amount,
    currency: 'usd',
    description: 'Set-up',
  });
  const { body } = await call('POST', '/v1/invoices', {
    customer,
    pending_invoice_items_behavior: 'include',
  });
  return body.id;
}

describe('an invoice', () => {
  test('of a subscription holds what waits for that one alone, without being asked to', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const { body: product } = await call('POST', '/v1/products', { name: 'Desk' });
    const monthly = { product: product.id, currency: 'usd', recurring: { interval: 'month' } };
    const { body: price } = await call('POST', '/v1/prices', { ...monthly, unit_amount: '1000' });
    const items = [{ price: price.id }];
    const { body: sold } = await call('POST', '/v1/subscriptions', { customer, items });
    await call('POST', '/v1/invoiceitems', { customer, amount: '7', currency: 'usd' });
    await call('POST', `/v1/subscription_items/${sold.items.data[0].id}`, { quantity: '3' });
    const asked = { customer, subscription: sold.id };
    const both = { ...asked, pending_invoice_items_behavior: 'include' };
    expect((await call('POST', '/v1/invoices', both)).body.error).toMatchObject({
      message:
        'You may only specify one of these parameters: pending_invoice_items_behavior, subscription.',
      param: 'pending_invoice_items_behavior',
    });
    const { body: draft } = await call('POST', '/v1/invoices', asked);
    expect(draft.lines.data.map(({ amount }: { amount: number }) => amount)).toEqual([-1000, 3000]);
    expect(draft.parent.subscription_details.subscription).toBe(sold.id);
  });

  test('takes an item at a price that is told in decimals', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const { body: product } = await call('POST', '/v1/products', { name: 'Desk' });
    const price_data = { currency: 'usd', product: product.id, unit_amount_decimal: '599' };
    const { body } = await call('POST', '/v1/invoiceitems', {
      customer,
      price_data,
      quantity: '2',
    });
    expect(body).toMatchObject({ amount: 1198, pricing: { unit_amount_decimal: '599' } });
  });

  test('has the pending items on its lines, is numbered when it is finalized, and is paid', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const id = await draftFor(call, customer);
    const { body: draft } = await call('GET', `/v1/invoices/${id}`);
    expect(draft).toMatchObject({
      status: 'draft',
      number: null,
      amount_due: 2000,
      subtotal: 2000,
      total: 2000,
      customer_email: 'jane@example.com',
      lines: { total_count: 1, data: [{ amount: 2000, description: 'Set-up' }] },
    });
    const { body: open } = await call('POST', `/v1/invoices/${id}/finalize`, {
      'expand[]': 'confirmation_secret',
    });
    expect(open).toMatchObject({ status: 'open', amount_remaining: 2000, attempted: false });
    expect(open.number).toMatch(/^[A-Z0-9]{8}-0001$/);
    expect(open.confirmation_secret.client_secret).toMatch(/^pi_\w+_secret_\w+$/);
    const { body: paid } = await call('POST', `/v1/invoices/${id}/pay`);
    expect(paid).toMatchObject({
      status: 'paid',
      amount_paid: 2000,
      amount_remaining: 0,
      attempt_count: 1,
    });
    const { data } = (await call('GET', `/v1/invoice_payments?invoice=${id}`)).body;
    expect(data).toMatchObject([{ status: 'paid', amount_paid: 2000, is_default: true }]);
    const types = await typesOf(call);
    const order = [
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ];
    expect(types.filter((type) => order.includes(type))).toEqual(order);
    // The next one has the next number.
    const next = await draftFor(call, customer);
    expect((await call('POST', `/v1/invoices/${next}/finalize`)).body.number).toMatch(/-0002$/);
  });

  test('stays open when the card is declined, and can be paid with another', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call, 'pm_card_chargeCustomerFail');
    const id = await draftFor(call, customer);
    const { status, body } = await call('POST', `/v1/invoices/${id}/pay`);
    expect([status, body.error.code]).toEqual([402, 'card_declined']);
    expect((await call('GET', `/v1/invoices/${id}`)).body).toMatchObject({
      status: 'open',
      attempt_count: 1,
      attempted: true,
    });
    expect(await typesOf(call)).toContain('invoice.payment_failed');
    const { body: other } = await call('POST', '/v1/payment_methods/pm_card_visa/attach', {
      customer,
    });
    const { body: paid } = await call('POST', `/v1/invoices/${id}/pay`, {
      payment_method: other.id,
    });
    expect(paid.status).toBe('paid');
  });

  test('with nothing due is paid when it is finalized', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const { id } = (await call('POST', '/v1/invoices', { customer })).body;
    expect((await call('POST', `/v1/invoices/${id}/finalize`)).body).toMatchObject({
      status: 'paid',
      amount_due: 0,
      attempt_count: 0,
      attempted: true,
    });
  });

  const states = ['draft', 'open', 'paid', 'void', 'uncollectible'] as const;
  const reach: Readonly<Record<(typeof states)[number], readonly string[]>> = {
    draft: [],
    open: ['finalize'],
    paid: ['pay'],
    void: ['finalize', 'void'],
    uncollectible: ['finalize', 'mark_uncollectible'],
  };
  const after: Readonly<Record<string, readonly (string | undefined)[]>> = {
    finalize: ['open', undefined, undefined, undefined, undefined],
    pay: ['paid', 'paid', undefined, undefined, 'paid'],
    void: [undefined, 'void', undefined, undefined, 'void'],
    mark_uncollectible: [undefined, 'uncollectible', undefined, undefined, undefined],
    send: ['open', 'open', undefined, undefined, undefined],
  };
  const table = Object.entries(after).flatMap(([verb, results]) =>
    states.map((state, index) => [state, verb, results[index] ?? 'refused'] as const),
  );

  test.each(table)('that is %s: %s → %s', async (state, verb, result) => {
    const { call } = openSandbox();
    const id = await draftFor(call, await customerWith(call));
    if (verb === 'send') {
      const sent = { collection_method: 'send_invoice', days_until_due: '30' };
      await call('POST', `/v1/invoices/${id}`, sent);
    }
    for (const step of reach[state]) await call('POST', `/v1/invoices/${id}/${step}`);
    expect((await call('GET', `/v1/invoices/${id}`)).body.status).toBe(state);
    const { status, body } = await call('POST', `/v1/invoices/${id}/${verb}`);
    expect(status === 200 ? body.status : 'refused').toBe(result);
  });

  test.each([
    ['void', {}, ['canceled', 'void_invoice', 'canceled', 400]],
    ['pay', { paid_out_of_band: 'true' }, ['canceled', 'requested_by_customer', 'canceled', 400]],
    ['mark_uncollectible', {}, ['requires_payment_method', null, 'open', 200]],
  ])('by %s %j leaves its payment %j', async (verb, params, after) => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const path = `/v1/invoices/${await draftFor(call, customer)}`;
    await call('POST', `${path}/finalize`);
    expect((await call('POST', `${path}/${verb}`, params)).status).toBe(200);
    const { body } = await call('GET', '/v1/payment_intents', { customer });
    const [{ id, status, cancellation_reason: reason }] = body.data;
    const payments = await call('GET', path, 'expand[]=payments');
    const [payment] = payments.body.payments.data;
    const card = { payment_method: 'pm_card_visa' };
    const late = await call('POST', `/v1/payment_intents/${id}/confirm`, card);
    expect([status, reason, payment.status, late.status]).toEqual(after);
    const canceled = (await typesOf(call)).filter((type) => type === 'payment_intent.canceled');
    expect(canceled).toHaveLength(status === 'canceled' ? 1 : 0);
  });

  test('is told of by its payment, whose reference is as long as card networks take', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const id = await draftFor(call, customer);
    await call('POST', `/v1/invoices/${id}/finalize`);
    const created = { type: 'payment_intent.created' };
    const [event] = (await call('GET', '/v1/events', created)).body.data;
    expect(event.data.object).not.toHaveProperty('payment_details');
    const version = { 'Stripe-Version': '2024-06-20' };
    const path = `/v1/payment_intents/${event.data.object.id}`;
    const former = await call('GET', path, undefined, version);
    expect(former.body.invoice).toBe(id);
    const { body } = await call('GET', path);
    expect(body.payment_details).toEqual({
      customer_reference: null,
      order_reference: id.slice(0, 25),
    });
    const { request_three_d_secure: asked } = body.payment_method_options.card;
    expect([asked, body.payment_method_types]).toEqual(['automatic', ['card']]);
    await call('POST', `${path}/confirm`, { payment_method: 'pm_card_visa' });
    expect((await call('GET', `/v1/invoices/${id}`)).body.status).toBe('paid');
    const [charge] = (await call('GET', '/v1/charges', { customer })).body.data;
    expect(charge.receipt_url).toMatch(
      /^https:\/\/pay\.stripe\.com\/receipts\/invoices\/\w+\?s=ap$/,
    );
  });

  test('asks for the kinds of payment that it names', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const path = `/v1/invoices/${await draftFor(call, customer)}`;
    await call('POST', path, { 'payment_settings[payment_method_types][]': 'us_bank_account' });
    await call('POST', `${path}/finalize`);
    const [intent] = (await call('GET', '/v1/payment_intents', { customer })).body.data;
    expect(intent.payment_method_types).toEqual(['us_bank_account']);
    expect(Object.keys(intent.payment_method_options)).toEqual(['us_bank_account']);
  });

  test.each([
    ['true', 3600],
    ['false', null],
  ])('with auto_advance=%s waits so long for its collection, once final: %s', async (is, wait) => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const path = `/v1/invoices/${await draftFor(call, customer)}`;
    await call('POST', path, { auto_advance: is });
    const { body: open } = await call('POST', `${path}/finalize`);
    const next = wait && open.created + wait;
    expect([open.status, open.auto_advance, open.next_payment_attempt]).toEqual([
      'open',
      is === 'true',
      next,
    ]);
    const { body: over } = await call('POST', `${path}/void`);
    expect([over.auto_advance, over.next_payment_attempt]).toEqual([false, null]);
  });

  test('is collected an hour after its creation, though it was made final before', async () => {
    const { call } = openSandbox();
    const clocks = '/v1/test_helpers/test_clocks';
    const frozen = { frozen_time: String(nowSeconds) };
    const { id: clock } = (await call('POST', clocks, frozen)).body;
    const customer = await customerWith(call, 'pm_card_visa', { test_clock: clock });
    const path = `/v1/invoices/${await draftFor(call, customer)}`;
    await call('POST', `${path}/finalize`, { auto_advance: 'true' });
    const after = async (seconds: number) => {
      const to = { frozen_time: String(nowSeconds + seconds) };
      await call('POST', `${clocks}/${clock}/advance`, to);
      const { status, next_payment_attempt: next } = (await call('GET', path)).body;
      return [status, next];
    };
    expect(await after(3599)).toEqual(['open', nowSeconds + 3600]);
    expect(await after(3600)).toEqual(['paid', null]);
  });

  test.each([
    [{ amount: '500' }, true, undefined],
    [{ amount: '-500' }, false, -500],
    [{ amount: '500', discountable: 'false' }, false, 500],
    [{ unit_amount_decimal: '70', quantity: '3', discountable: 'false' }, false, 210],
  ])(
    'has items: of %j discounts take something, or what is left is told',
    async (item, is, net) => {
      const { call } = openSandbox();
      const customer = await customerWith(call);
      const { body } = await call('POST', '/v1/invoiceitems', {
        customer,
        currency: 'usd',
        ...item,
      });
      expect([body.discountable, body.net_amount]).toEqual([is, net]);
      const other = { amount: '40' };
      const changed = (await call('POST', `/v1/invoiceitems/${body.id}`, other)).body;
      expect([changed.amount, changed.net_amount]).toEqual([40, is ? undefined : 40]);
    },
  );

  test('is paid by another payment where its own was canceled', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const path = `/v1/invoices/${await draftFor(call, customer)}`;
    const { body: open } = await call('POST', `${path}/finalize`);
    const { body: before } = await call('GET', '/v1/payment_intents', { customer });
    const [{ id }] = before.data;
    await call('POST', `/v1/payment_intents/${id}/cancel`);
    const { body: paid } = await call('POST', `${path}/pay`, 'expand[]=payments');
    expect(paid).toMatchObject({ status: 'paid', amount_paid: open.amount_due });
    const told = paid.payments.data.map(
      ({ amount_paid: amount, is_default: isDefault, payment, status }: Given) => {
        const isFirst = Object(payment).payment_intent === id;
        return { amount, isDefault, isFirst, status };
      },
    );
    expect(told).toEqual([
      { amount: null, isDefault: false, isFirst: true, status: 'canceled' },
      { amount: open.amount_due, isDefault: true, isFirst: false, status: 'paid' },
    ]);
    const { body: after } = await call('GET', '/v1/payment_intents', { customer });
    expect(after.data.map(({ status }: Given) => status)).toEqual(['succeeded', 'canceled']);
  });

  test('is deleted while it is a draft, and not afterwards', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const [draft, open] = [await draftFor(call, customer), await draftFor(call, customer)];
    await call('POST', `/v1/invoices/${open}/finalize`);
    expect((await call('DELETE', `/v1/invoices/${draft}`)).body.deleted).toBe(true);
    expect((await call('DELETE', `/v1/invoices/${open}`)).status).toBe(400);
  });
});

async function priceOf(call: Call, amount = '2500', interval = 'month'): Promise<string> {
  const { body: product } = await call('POST', '/v1/products', { name: 'Plan' });
  const { body } = await call('POST', '/v1/prices', {
    product: product.id,
    unit_amount: amount,
    currency: 'usd',
    recurring: { interval },
  });
  return body.id;
}

function subscribe(
  call: Call,
  customer: string,
  price: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  return call('POST', '/v1/subscriptions', {
    customer,
    items: [{ price, quantity: '2' }],
    ...more,
  });
}

describe('a subscription', () => {
  test('is active once its first invoice is paid; its items have the period', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const { body } = await subscribe(call, customer, await priceOf(call), {
      'expand[]': 'latest_invoice',
    });
    expect(body).toMatchObject({
      status: 'active',
      billing_mode: { type: 'flexible' },
      latest_invoice: { status: 'paid', billing_reason: 'subscription_create', amount_paid: 5000 },
    });
    const [item] = body.items.data;
    const start = new Date(item.current_period_start * 1000);
    const end = new Date(item.current_period_end * 1000);
    expect([start.getUTCDate(), start.getUTCMonth() + 1]).toEqual([
      end.getUTCDate(),
      end.getUTCMonth(),
    ]);
    const { data } = (await call('GET', `/v1/invoices?subscription=${body.id}`)).body;
    expect(data).toHaveLength(1);
  });

  test.each([
    ['usd', '2 × Gold (at $50.00 / month)'],
    ['eur', '2 × Gold (at €50.00 / month)'],
    ['jpy', '2 × Gold (at ¥5,000 / month)'],
  ])('in %s has a line that tells its price: %s', async (currency, description) => {
    const { call } = openSandbox();
    const { id: product } = (await call('POST', '/v1/products', { name: 'Gold' })).body;
    const recurring = { interval: 'month' };
    const values = { product, unit_amount: '5000', currency, recurring };
    const { id: price } = (await call('POST', '/v1/prices', values)).body;
    const { body } = await subscribe(call, await customerWith(call), price, {
      'expand[]': 'latest_invoice',
    });
    expect(body.latest_invoice.lines.data[0].description).toBe(description);
  });

  test.each([
    ['pm_card_chargeCustomerFail', {}, 200, 'incomplete'],
    ['pm_card_authenticationRequired', {}, 200, 'incomplete'],
    ['pm_card_visa', { payment_behavior: 'default_incomplete' }, 200, 'incomplete'],
    [
      'pm_card_chargeCustomerFail',
      { payment_behavior: 'error_if_incomplete' },
      402,
      'card_declined',
    ],
    ['pm_card_visa', { trial_period_days: '14' }, 200, 'trialing'],
  ])('with %s and %j: %i, %s', async (card, more, status, told) => {
    const { call } = openSandbox();
    const customer = await customerWith(call, card);
    const answer = await subscribe(call, customer, await priceOf(call), more);
    expect([answer.status, answer.body.error?.code ?? answer.body.status]).toEqual([status, told]);
    const { data } = (await call('GET', '/v1/subscriptions?status=all')).body;
    expect(data).toHaveLength(status === 200 ? 1 : 0);
  });

  test('that somebody has to approve is refused where nothing may be left, without a page on it', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call, 'pm_card_authenticationRequired');
    const strict = { payment_behavior: 'error_if_incomplete' };
    const { status, body } = await subscribe(call, customer, await priceOf(call), strict);
    const code = 'subscription_payment_intent_requires_action';
    expect([status, body.error.code]).toEqual([402, code]);
    expect(body.error).not.toHaveProperty('doc_url');
  });

  test('without a means of payment is refused', async () => {
    const { call } = openSandbox();
    const { id } = (await call('POST', '/v1/customers')).body;
    const { status, body } = await subscribe(call, id, await priceOf(call));
    expect([status, body.error.code]).toEqual([400, 'resource_missing']);
    expect(body.error.message).toContain('no attached payment source');
  });

  test.each(['free', 'metered', 'with a coupon of 100 %'])(
    'that nothing has to be paid for at first needs no means of payment: %s',
    async (which) => {
      const { call } = openSandbox();
      const { id: customer } = (await call('POST', '/v1/customers')).body;
      const { body: meter } = await call('POST', '/v1/billing/meters', {
        display_name: 'Tokens',
        event_name: 'tokens',
        default_aggregation: { formula: 'sum' },
      });
      const { body: price } = await call('POST', '/v1/prices', {
        currency: 'usd',
        product_data: { name: 'Tokens' },
        recurring: {
          interval: 'month',
          ...(which === 'metered' ? { meter: meter.id, usage_type: 'metered' } : {}),
        },
        unit_amount: which === 'free' ? '0' : '500',
      });
      const { body: coupon } = await call('POST', '/v1/coupons', { percent_off: '100' });
      const { status, body } = await call('POST', '/v1/subscriptions', {
        customer,
        items: [{ price: price.id }],
        discounts: which.includes('coupon') ? [{ coupon: coupon.id }] : '',
        expand: ['pending_setup_intent'],
      });
      expect([status, body.status]).toEqual([200, 'active']);
      // Whoever subscribes can say by it how the next ones are paid.
      expect(body.pending_setup_intent.status).toBe('requires_payment_method');
    },
  );

  test('has the coupon taken off its first invoice', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const { body: coupon } = await call('POST', '/v1/coupons', { percent_off: '10' });
    const { body } = await subscribe(call, customer, await priceOf(call), {
      coupon: coupon.id,
      'expand[]': 'latest_invoice',
    });
    expect(body.latest_invoice).toMatchObject({ subtotal: 5000, total: 4500, amount_paid: 4500 });
  });

  test('ends at the end of its period when that is asked for, and at once when it is canceled', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const { body: made } = await subscribe(call, customer, await priceOf(call));
    const at = `/v1/subscriptions/${made.id}`;
    const { body: ending } = await call('POST', at, { cancel_at_period_end: 'true' });
    expect(ending).toMatchObject({
      status: 'active',
      cancel_at: made.items.data[0].current_period_end,
      cancellation_details: { reason: 'cancellation_requested' },
    });
    const { body: going } = await call('POST', at, { cancel_at_period_end: 'false' });
    expect(going).toMatchObject({ cancel_at: null, canceled_at: null });
    const { body: gone } = await call('DELETE', at);
    expect(gone).toMatchObject({ status: 'canceled' });
    expect(gone.ended_at).toBe(gone.canceled_at);
    expect((await call('DELETE', at)).status).toBe(404);
    expect((await typesOf(call)).at(-1)).toBe('customer.subscription.deleted');
  });

  test('that changes its price is prorated, and billed at once where that is asked for', async () => {
    const { call } = openSandbox();
    const customer = await customerWith(call);
    const { body: made } = await subscribe(call, customer, await priceOf(call));
    const [item] = made.items.data;
    const yearly = await priceOf(call, '25000', 'year');
    const { body } = await call('POST', `/v1/subscriptions/${made.id}`, {
      items: [{ id: item.id, price: yearly, quantity: '1' }],
      proration_behavior: 'always_invoice',
      'expand[]': 'latest_invoice',
    });
    // 2 × 25 dollars are given back, as nothing of them is used, and 250 are due.
    expect(body.latest_invoice).toMatchObject({
      status: 'paid',
      total: 20_000,
      billing_reason: 'subscription_update',
      lines: { total_count: 2 },
    });
    expect(body.items.data).toMatchObject([{ price: { id: yearly }, quantity: 1 }]);
    const { body: more } = await call('POST', `/v1/subscriptions/${made.id}`, {
      items: [{ id: item.id, quantity: '2' }],
    });
    expect(more.quantity).toBe(2);
    const pending = (await call('GET', `/v1/invoiceitems?customer=${customer}&pending=true`)).body;
    expect(pending.error ?? pending.data.length).toBeTruthy();
  });
});
