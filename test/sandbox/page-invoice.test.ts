// Invoices of pages of one payment, where they are to have one.

import { expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { openSandbox, typesOf } from './open-sandbox.ts';

const success_url = 'https://example.com/done';
const invoice_creation = { enabled: 'true', invoice_data: { description: 'Thanks!' } };

async function opened() {
  const { call } = openSandbox();
  const made = async (path: string, params?: FormObject) => (await call('POST', path, params)).body;
  const { id: product } = await made('/v1/products', { name: 'Tea' });
  const { id: price } = await made('/v1/prices', { product, currency: 'usd', unit_amount: '1000' });
  const line_items = [{ price, quantity: '2' }];
  const asked = { line_items, invoice_creation, mode: 'payment', success_url };
  /** What the page is once it is paid, and its invoice. */
  const paid = async (params: FormObject = {}, payment_method = 'pm_card_visa') => {
    const { id } = await made('/v1/checkout/sessions', { ...asked, ...params });
    const session = await made(`/v1/payment_pages/${id}/confirm`, { payment_method });
    const path = `/v1/invoices/${session.invoice}`;
    const { body: invoice } = await call('GET', path, { 'expand[]': 'payments' });
    return { session, invoice };
  };
  return { call, made, paid, asked, product };
}

test('it is paid by the payment of the page', async () => {
  const { call, paid } = await opened();
  const { session, invoice } = await paid({ customer_email: 'jane@example.com' });
  expect(session).toMatchObject({
    customer: expect.stringMatching(/^cus_/),
    payment_status: 'paid',
    saved_payment_method_options: { allow_redisplay_filters: ['always'] },
  });
  expect(invoice).toMatchObject({
    amount_paid: 2000,
    amount_remaining: 0,
    attempt_count: 0,
    attempted: true,
    auto_advance: false,
    billing_reason: 'manual',
    customer: session.customer,
    customer_email: 'jane@example.com',
    description: 'Thanks!',
    lines: { data: [{ amount: 2000, description: 'Tea', quantity: 2 }] },
    number: expect.stringMatching(/-0001$/),
    payments: {
      data: [
        {
          amount_paid: 2000,
          is_default: true,
          payment: { payment_intent: session.payment_intent },
          status: 'paid',
        },
      ],
    },
    status: 'paid',
    total: 2000,
  });
  const { body: intents } = await call('GET', '/v1/payment_intents');
  expect(intents.data).toHaveLength(1);
  const former = { 'Stripe-Version': '2025-02-24.acacia' };
  const [{ latest_charge: charge }] = intents.data;
  const { body } = await call('GET', `/v1/charges/${charge}`, undefined, former);
  expect(body.invoice).toBe(invoice.id);
  const types = await typesOf(call);
  const own = types.slice(types.indexOf('payment_intent.succeeded'));
  expect(own.filter((type) => !type.startsWith('customer.'))).toEqual([
    'payment_intent.succeeded',
    'invoiceitem.created',
    'invoice.created',
    'invoice.updated',
    'invoice.finalized',
    'invoice.updated',
    'invoice.paid',
    'invoice.payment_succeeded',
    'invoice_payment.paid',
    'checkout.session.completed',
    'charge.updated',
  ]);
});

test('it comes to what the page came to, and takes nothing of the customer’s balance', async () => {
  const { call, made, paid, asked } = await opened();
  const { id: customer } = await made('/v1/customers', { balance: '-500' });
  const { id: coupon } = await made('/v1/coupons', { percent_off: '10' });
  const tax = { display_name: 'VAT', inclusive: 'false', percentage: '20' };
  const { id: rate } = await made('/v1/tax_rates', tax);
  const fixed_amount = { amount: '300', currency: 'usd' };
  const shipping = { display_name: 'Post', fixed_amount, type: 'fixed_amount' };
  const { session, invoice } = await paid({
    customer,
    discounts: [{ coupon }],
    line_items: [{ ...asked.line_items[0], tax_rates: [rate] }],
    shipping_options: [{ shipping_rate_data: shipping }],
  });
  expect([session.amount_total, invoice.total, invoice.amount_paid]).toEqual([2460, 2460, 2460]);
  expect(invoice).toMatchObject({
    amount_shipping: 300,
    ending_balance: -500,
    shipping_cost: { amount_total: 300 },
    starting_balance: -500,
    total_taxes: [{ amount: 360 }],
  });
  expect((await call('GET', `/v1/coupons/${coupon}`)).body.times_redeemed).toBe(1);
  expect((await call('GET', `/v1/customers/${customer}`)).body.balance).toBe(-500);
});

test('a page of which nothing is left to pay has one, too', async () => {
  const { made, paid } = await opened();
  const { id: coupon } = await made('/v1/coupons', { percent_off: '100' });
  const { session, invoice } = await paid({ discounts: [{ coupon }] });
  expect(session).toMatchObject({ payment_intent: null, payment_status: 'no_payment_required' });
  expect(invoice).toMatchObject({ amount_due: 0, status: 'paid', payments: { data: [] } });
});

test('a debit has it once the bank has paid', async () => {
  const { call, paid } = await opened();
  const { session, invoice } = await paid(
    { payment_method_types: ['us_bank_account'] },
    'pm_usBankAccount_success',
  );
  expect([session.payment_status, invoice.status]).toEqual(['paid', 'paid']);
  const types = await typesOf(call);
  expect(types.indexOf('invoice.paid')).toBeGreaterThan(
    types.indexOf('checkout.session.completed'),
  );
});

test('there is none where nobody asks for it, nor where a payment waits to be captured', async () => {
  const { paid } = await opened();
  const { session } = await paid({ invoice_creation: { enabled: 'false' } });
  expect([session.invoice, session.customer]).toEqual([null, null]);
  const waiting = await paid({ payment_intent_data: { capture_method: 'manual' } });
  expect(waiting.session.invoice).toBeNull();
});

test('links lead to pages that have it', async () => {
  const { call, made, asked } = await opened();
  const link = await made('/v1/payment_links', { line_items: asked.line_items, invoice_creation });
  const session = await made(`/v1/payment_pages/${link.id}/confirm`, {
    payment_method: 'pm_card_visa',
  });
  const { body } = await call('GET', `/v1/invoices/${session.invoice}`);
  expect(body).toMatchObject({ description: 'Thanks!', status: 'paid', total: 2000 });
});

test('only pages of one payment are asked for it', async () => {
  const { call, product } = await opened();
  const recurring = { currency: 'usd', product, recurring: { interval: 'month' } };
  const { status, body } = await call('POST', '/v1/checkout/sessions', {
    invoice_creation,
    line_items: [{ price_data: { ...recurring, unit_amount: '500' }, quantity: '1' }],
    mode: 'subscription',
    success_url,
  });
  expect([status, body.error.type]).toEqual([400, 'invalid_request_error']);
  expect(body.error.message).toMatch(
    /only enable invoice creation when `mode` is set to `payment`/,
  );
});
