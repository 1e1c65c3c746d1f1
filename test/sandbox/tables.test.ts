// Kinds that are the same for everybody: tax codes, report types, and templates that nobody made.

import { describe, expect, test } from 'vitest';
import { made, post } from './made.ts';
import { nowSeconds, openSandbox, typesOf } from './open-sandbox.ts';

describe('tax codes', () => {
  const path = '/v1/tax_codes';

  test('are listed in pages, and found by their ids', async () => {
    const { call } = openSandbox();
    const { body: first } = await call('GET', path, { limit: '3' });
    expect(first).toMatchObject({
      object: 'list',
      has_more: true,
      data: [{ id: 'txcd_99999999', object: 'tax_code', name: 'General - Tangible Goods' }, {}, {}],
    });
    const after = { limit: '100', starting_after: first.data[2].id };
    const { body: rest } = await call('GET', path, after);
    expect(rest.has_more).toBe(false);
    const ids = [...first.data, ...rest.data].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^txcd_\d{8}$/.test(id))).toBe(true);
    const { body } = await call('GET', `${path}/txcd_10103001`);
    expect(body.name).toBe('Software as a service (SaaS) - business use');
  });

  test('come in where a product names them', async () => {
    const { call } = openSandbox();
    const expand = ['tax_code'];
    const id = 'txcd_10103001';
    const product = await made(call, '/v1/products', { name: 'Desk', tax_code: id, expand });
    expect(product.tax_code).toMatchObject({ id, object: 'tax_code' });
    // One that the table does not have stays an id.
    const other = 'txcd_34021000';
    const more = await made(call, '/v1/products', { name: 'Desk', tax_code: other, expand });
    expect(more.tax_code).toBe(other);
  });

  test('that are not known are refused honestly, and what is none is missing', async () => {
    const { call } = openSandbox();
    const { body } = await call('GET', `${path}/txcd_34021000`);
    expect(body.error.code).toBe('sandbox_not_simulated');
    const { status } = await call('GET', `${path}/txcd_none`);
    expect(status).toBe(404);
  });
});

describe('report types', () => {
  const path = '/v1/reporting/report_types';

  test('are listed whole', async () => {
    const { call } = openSandbox();
    const { body } = await call('GET', path);
    expect(body.has_more).toBe(false);
    expect(body.data.length).toBeGreaterThan(20);
    const { body: one } = await call('GET', `${path}/balance.summary.1`);
    expect(body.data).toContainEqual(one);
    expect(one).toEqual({
      id: 'balance.summary.1',
      object: 'reporting.report_type',
      data_available_end: nowSeconds,
      data_available_start: nowSeconds - 365 * 86_400,
      default_columns: ['category', 'description', 'net_amount', 'currency'],
      livemode: false,
      name: 'Balance summary',
      updated: nowSeconds,
      version: 1,
    });
  });

  test.each(['balance.summary.99', '__proto__', 'constructor'])('%s is missing', async (id) => {
    const { call } = openSandbox();
    expect((await call('GET', `${path}/${id}`)).status).toBe(404);
  });
});

test('there are no templates of invoices', async () => {
  const { call } = openSandbox();
  const path = '/v1/invoice_rendering_templates';
  expect((await call('GET', path)).body.data).toEqual([]);
  for (const [method, at] of [
    ['GET', `${path}/inrtem_1`],
    ['POST', `${path}/inrtem_1/archive`],
    ['POST', `${path}/inrtem_1/unarchive`],
  ] as const) {
    const { status, body } = await call(method, at);
    expect([status, body.error.code]).toEqual([404, 'resource_missing']);
  }
});

describe('refunds whose customers are asked where the money is to go', () => {
  async function paid(email?: string) {
    const { call } = openSandbox();
    const billing = email === undefined ? {} : { billing_details: { email } };
    const intent = await made(call, '/v1/payment_intents', {
      amount: '5000',
      currency: 'jpy',
      payment_method_types: ['konbini'],
      payment_method_data: { type: 'konbini', ...billing },
      confirm: 'true',
    });
    // The second confirmation stands for the customer's approval.
    await made(call, `/v1/payment_intents/${intent.id}/confirm`);
    return { call, payment_intent: intent.id };
  }

  test('wait, and expire: the money comes back', async () => {
    const { call, payment_intent } = await paid('jane@example.com');
    const refund = await made(call, '/v1/refunds', { payment_intent });
    expect(refund).toMatchObject({
      status: 'requires_action',
      next_action: {
        display_details: {
          email_sent: { email_sent_at: nowSeconds, email_sent_to: 'jane@example.com' },
        },
        type: 'display_details',
      },
    });
    const expire = `/v1/test_helpers/refunds/${refund.id}/expire`;
    const expired = await made(call, expire);
    expect(expired).toMatchObject({ id: refund.id, status: 'failed' });
    const { body: charge } = await call('GET', `/v1/charges/${refund.charge}`);
    expect(charge).toMatchObject({ amount_refunded: 0, refunded: false });
    expect((await post(call, expire)).status).toBe(400);
  });

  test('need an address, which the refund may tell', async () => {
    const { call, payment_intent } = await paid();
    const nameless = await post(call, '/v1/refunds', { payment_intent });
    expect(nameless.body.error.param).toBe('instructions_email');
    const instructions_email = 'john@example.com';
    const refund = await made(call, '/v1/refunds', { payment_intent, instructions_email });
    expect(refund).toMatchObject({ instructions_email, status: 'requires_action' });
  });

  test('can be canceled until then: the money comes back', async () => {
    const { call, payment_intent } = await paid('jane@example.com');
    const before = (await call('GET', '/v1/balance')).body;
    const refund = await made(call, '/v1/refunds', { payment_intent });
    const canceled = await made(call, `/v1/refunds/${refund.id}/cancel`);
    expect(canceled).toMatchObject({ failure_reason: 'merchant_request', status: 'canceled' });
    expect(canceled.failure_balance_transaction).toMatch(/^txn_/);
    expect(canceled).not.toHaveProperty('next_action');
    expect((await call('GET', `/v1/refunds/${refund.id}`)).body).toEqual(canceled);
    expect((await call('GET', '/v1/balance')).body).toEqual(before);
    const { body: charge } = await call('GET', `/v1/charges/${refund.charge}`);
    expect(charge).toMatchObject({ amount_refunded: 0, refunded: false });
    expect((await typesOf(call)).slice(-2)).toEqual(['refund.updated', 'charge.refund.updated']);
    expect((await post(call, `/v1/refunds/${refund.id}/cancel`)).status).toBe(400);
    expect((await made(call, '/v1/refunds', { payment_intent })).status).toBe('requires_action');
  });

  test('others do not expire', async () => {
    const { call } = openSandbox();
    const { id: charge } = await made(call, '/v1/charges', {
      amount: '500',
      currency: 'usd',
      source: 'tok_visa',
    });
    const { id } = await made(call, '/v1/refunds', { charge });
    expect((await post(call, `/v1/test_helpers/refunds/${id}/expire`)).status).toBe(400);
  });
});
