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

test('customers named their currency twice', async () => {
  const { call, subscription } = await opened();
  const at = `/v1/customers/${subscription.customer}`;
  const { body } = await call('GET', at, undefined, { 'Stripe-Version': '2020-08-27' });
  expect(body).toMatchObject({ currency: 'usd', default_currency: 'usd' });
  const { body: later } = await call('GET', at, undefined, { 'Stripe-Version': '2022-08-01' });
  expect(later).not.toHaveProperty('default_currency');
});
