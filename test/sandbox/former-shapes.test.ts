// What versions before 2025-03-31 were told besides.

import { expect, test } from 'vitest';
import { openSandbox, type Call } from './open-sandbox.ts';

const formerly = { 'Stripe-Version': '2025-02-24.acacia' };

async function opened() {
  const { call } = openSandbox();
  const { body: customer } = await call('POST', '/v1/customers', {
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  const { body: product } = await call('POST', '/v1/products', { name: 'Tea' });
  const { body: price } = await call('POST', '/v1/prices', {
    currency: 'usd',
    product: product.id,
    recurring: { interval: 'month' },
    unit_amount: '1000',
  });
  const { body: rate } = await call('POST', '/v1/tax_rates', {
    display_name: 'VAT',
    inclusive: 'true',
    percentage: '25',
  });
  const { body: subscription } = await call('POST', '/v1/subscriptions', {
    customer: customer.id,
    default_tax_rates: [rate.id],
    items: [{ price: price.id, quantity: '2' }],
  });
  return { call, price, subscription };
}

/** As an older version tells it, and as this one does. */
async function both(call: Call, path: string) {
  const [before, now] = [await call('GET', path, undefined, formerly), await call('GET', path)];
  return { before: before.body, now: now.body };
}

test('prices and plans said how usage is put together, wherever they stand', async () => {
  const { call, price, subscription } = await opened();
  const none = { aggregate_usage: null };
  const { before, now } = await both(call, `/v1/prices/${price.id}`);
  expect(before.recurring).toEqual({ ...now.recurring, ...none });
  expect(now.recurring).not.toHaveProperty('aggregate_usage');

  const told = await both(call, `/v1/subscriptions/${subscription.id}`);
  const [item] = told.before.items.data;
  expect([told.before.plan, item.plan, item.price.recurring]).toMatchObject([none, none, none]);
  expect(item.price).toEqual(before);
  expect(JSON.stringify(told.now)).not.toContain('aggregate_usage');
  const { body } = await call('GET', `/v1/subscription_items/${item.id}`, undefined, formerly);
  expect(body).toEqual(item);
});

test('lines said what they come to without tax, and one of what they are for', async () => {
  const { call, subscription } = await opened();
  const { before, now } = await both(call, `/v1/invoices/${subscription.latest_invoice}`);
  const [line] = before.lines.data;
  expect(line).toMatchObject({
    amount: 2000,
    amount_excluding_tax: 1600,
    plan: { aggregate_usage: null },
    price: { recurring: { aggregate_usage: null } },
    unit_amount_excluding_tax: '800',
  });
  expect(before.subtotal_excluding_tax).toBe(1600);
  expect(now.lines.data[0]).not.toHaveProperty('amount_excluding_tax');
});

test('a session told at its top where to send things', async () => {
  const { call, price } = await opened();
  const { body: session } = await call('POST', '/v1/checkout/sessions', {
    line_items: [{ price: price.id, quantity: '1' }],
    mode: 'subscription',
    success_url: 'https://example.com/done',
  });
  const { before, now } = await both(call, `/v1/checkout/sessions/${session.id}`);
  expect(before.shipping_details).toBe(now.collected_information.shipping_details);
  expect(Object.keys(before).filter((name) => !(name in now))).toEqual(['shipping_details']);
});

test('customers said their currency twice, also where nothing else is asked for', async () => {
  const { call } = openSandbox();
  const old = { 'Stripe-Version': '2020-08-27' };
  const { body: made } = await call('POST', '/v1/customers', { name: 'Jane' }, old);
  expect(made).toMatchObject({ currency: null, default_currency: null });
  const names = Object.keys(made).slice(2);
  expect(names).toEqual(names.toSorted());
  const path = `/v1/customers/${made.id}`;
  await call('POST', '/v1/invoiceitems', { customer: made.id, amount: '500', currency: 'eur' });
  const told = { currency: 'eur', default_currency: 'eur' };
  expect((await call('GET', path, undefined, old)).body).toMatchObject(told);
  expect((await call('GET', '/v1/customers', undefined, old)).body.data).toMatchObject([told]);
  const intent = { amount: '500', currency: 'eur', customer: made.id, expand: ['customer'] };
  const { body } = await call('POST', '/v1/payment_intents', intent, old);
  expect(body.customer).toMatchObject(told);
  const since = { 'Stripe-Version': '2022-08-01' };
  expect((await call('GET', path, undefined, since)).body).not.toHaveProperty('default_currency');
  // Guides that name no version show it as it is at first.
  const { body: unnamed } = await call('POST', '/v1/customers');
  expect(unnamed).toMatchObject({ currency: null, default_currency: null });
  const { data: events } = (await call('GET', '/v1/events', { type: 'customer.created' })).body;
  expect(events).toHaveLength(2);
  for (const { data } of events) expect(data.object).not.toHaveProperty('default_currency');
});

test('a price that nobody sells again was as old as its item', async () => {
  const { call } = openSandbox();
  const { body: customer } = await call('POST', '/v1/customers');
  const asked = { amount: '8400', currency: 'usd', customer: customer.id };
  const { body: item } = await call('POST', '/v1/invoiceitems', asked);
  const { body: invoice } = await call('POST', '/v1/invoices', {
    customer: customer.id,
    pending_invoice_items_behavior: 'include',
  });
  const { before } = await both(call, `/v1/invoices/${invoice.id}`);
  const [line] = before.lines.data;
  expect(line.price).toMatchObject({ active: false, created: item.date, unit_amount: 8400 });
  expect((await both(call, `/v1/invoiceitems/${item.id}`)).before.price).toEqual(line.price);
});

test('a credit note told its refund, and its taxes as an invoice did', async () => {
  const { call, subscription } = await opened();
  const { body: invoice } = await call('GET', `/v1/invoices/${subscription.latest_invoice}`);
  const [line] = invoice.lines.data;
  const { body: note } = await call('POST', '/v1/credit_notes', {
    invoice: invoice.id,
    lines: [{ type: 'invoice_line_item', invoice_line_item: line.id, quantity: '1' }],
    refund_amount: '1000',
  });
  const { before, now } = await both(call, `/v1/credit_notes/${note.id}`);
  const taxes = [{ amount: 200, inclusive: true, taxable_amount: 800 }];
  expect(before).toMatchObject({ refund: note.refunds[0].refund, tax_amounts: taxes });
  const told = { amount_excluding_tax: 800, tax_amounts: taxes, unit_amount_excluding_tax: '800' };
  expect(before.lines.data).toMatchObject([told]);
  const lines = await call('GET', `/v1/credit_notes/${note.id}/lines`, undefined, formerly);
  expect(lines.body.data).toEqual(before.lines.data);
  expect(now).not.toHaveProperty('refund');
  expect(now.lines.data[0]).not.toHaveProperty('tax_amounts');

  const { body: rest } = await call('POST', '/v1/credit_notes', {
    amount: '500',
    credit_amount: '500',
    invoice: invoice.id,
  });
  expect((await both(call, `/v1/credit_notes/${rest.id}`)).before.refund).toBeNull();
});

test('what was to come had no id', async () => {
  const { call, subscription } = await opened();
  const next = { customer: subscription.customer };
  const { body } = await call('GET', '/v1/invoices/upcoming', next, formerly);
  expect(body).toMatchObject({ object: 'invoice', total: 2000 });
  expect(body).not.toHaveProperty('id');
});

test('versions before 2024-04-10 had other names for features and for what an invoice shows', async () => {
  const { call } = openSandbox();
  const told = { name: 'Tea', marketing_features: [{ name: 'Hot' }] };
  const { body: product } = await call('POST', '/v1/products', told);
  const { body: customer } = await call('POST', '/v1/customers');
  const rendering = { amount_tax_display: 'include_inclusive_tax' };
  const shown = { customer: customer.id, rendering };
  const { body: invoice } = await call('POST', '/v1/invoices', shown);
  const { body: plain } = await call('POST', '/v1/invoices', { customer: customer.id });
  const at = async (version: string, path: string) =>
    (await call('GET', path, undefined, { 'Stripe-Version': version })).body;
  const before = '2023-10-16';
  expect(await at(before, `/v1/products/${product.id}`)).toMatchObject({
    features: [{ name: 'Hot' }],
  });
  expect((await at(before, `/v1/invoices/${invoice.id}`)).rendering_options).toEqual(rendering);
  expect((await at(before, `/v1/invoices/${plain.id}`)).rendering_options).toBeNull();
  const since = '2024-04-10';
  expect(await at(since, `/v1/products/${product.id}`)).not.toHaveProperty('features');
  expect(await at(since, `/v1/invoices/${plain.id}`)).not.toHaveProperty('rendering_options');
});

test('a schedule named the coupon of a phase, and what nobody sets any more', async () => {
  const { call, price, subscription } = await opened();
  const { body: coupon } = await call('POST', '/v1/coupons', { percent_off: '10' });
  const { body: schedule } = await call('POST', '/v1/subscription_schedules', {
    customer: subscription.customer,
    phases: [
      { discounts: [{ coupon: coupon.id }], items: [{ price: price.id }] },
      { items: [{ price: price.id }] },
    ],
    start_date: 'now',
  });
  const { before, now } = await both(call, `/v1/subscription_schedules/${schedule.id}`);
  expect(before.phases).toMatchObject([{ coupon: coupon.id }, { coupon: null }]);
  expect(before.default_settings).toEqual({ ...now.default_settings, default_source: null });
  expect(before.renewal_interval).toBeNull();
  expect(now).not.toHaveProperty('renewal_interval');
  expect(now.phases[0]).not.toHaveProperty('coupon');
});
