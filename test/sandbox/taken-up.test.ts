// What a request tells is taken up: dates, numbers with a fraction, and who answers for a tax.

import { describe, expect, test } from 'vitest';
import { made, payer, post, transferred } from './made.ts';
import { nowSeconds, openSandbox, type Call } from './open-sandbox.ts';

async function priceOf(call: Call, more = {}): Promise<string> {
  const { id: product } = await made(call, '/v1/products', { name: 'Gold' });
  const usual = { product, currency: 'usd', unit_amount: '1000' };
  return (await made(call, '/v1/prices', { ...usual, ...more })).id;
}

describe('an invoice item', () => {
  test('is sold by the fraction, and is whole in older numbers', async () => {
    const { call } = openSandbox();
    const [customer, price] = [await payer(call), await priceOf(call)];
    const asked = { customer, pricing: { price }, quantity_decimal: '2.5' };
    const { id, ...item } = await made(call, '/v1/invoiceitems', asked);
    expect(item).toMatchObject({ amount: 2500, quantity: 2, quantity_decimal: '2.5' });
    const after = await made(call, `/v1/invoiceitems/${id}`, { quantity_decimal: '0.75' });
    expect(after).toMatchObject({ amount: 750, quantity: 0, quantity_decimal: '0.75' });
  });

  test('stays as many as it was at another price', async () => {
    const { call } = openSandbox();
    const [customer, price] = [await payer(call), await priceOf(call)];
    const { id } = await made(call, '/v1/invoiceitems', {
      customer,
      pricing: { price },
      quantity: '3',
    });
    const other = await priceOf(call, { unit_amount: '700' });
    const after = await made(call, `/v1/invoiceitems/${id}`, { pricing: { price: other } });
    expect(after).toMatchObject({ amount: 2100, quantity: 3 });
  });

  test('has one number', async () => {
    const { call } = openSandbox();
    const [customer, price] = [await payer(call), await priceOf(call)];
    const both = { customer, pricing: { price }, quantity: '1', quantity_decimal: '2' };
    const { status, body } = await post(call, '/v1/invoiceitems', both);
    expect([status, body.error.param]).toEqual([400, 'quantity']);
  });
});

describe('a credit note', () => {
  async function openInvoice(call: Call): Promise<string> {
    const customer = await payer(call);
    await made(call, '/v1/invoiceitems', { customer, amount: '2000', currency: 'usd' });
    const asked = { customer, pending_invoice_items_behavior: 'include' };
    const { id } = await made(call, '/v1/invoices', asked);
    await made(call, `/v1/invoices/${id}/finalize`);
    return id;
  }

  test('is of the day that it is told', async () => {
    const { call } = openSandbox();
    const invoice = await openInvoice(call);
    const effective_at = nowSeconds - 86_400;
    const asked = { invoice, amount: '100', effective_at: String(effective_at) };
    expect(await made(call, '/v1/credit_notes', asked)).toMatchObject({ effective_at });
  });

  test('comes to what its lines do', async () => {
    const { call } = openSandbox();
    const invoice = await openInvoice(call);
    const line = {
      type: 'custom_line_item',
      description: 'Late',
      quantity: '1',
      unit_amount: '300',
    };
    const { status, body } = await post(call, '/v1/credit_notes', {
      invoice,
      amount: '400',
      lines: [line],
    });
    expect([status, body.error.param]).toEqual([400, 'amount']);
    const note = await made(call, '/v1/credit_notes', { invoice, amount: '300', lines: [line] });
    expect(note.amount).toBe(300);
  });
});

describe('a tax', () => {
  const liable = (account: string) => ({
    automatic_tax: { enabled: 'true', liability: { type: 'account', account } },
  });

  test('is the matter of the account that is named, from the page to the invoice', async () => {
    const { call } = openSandbox();
    const { id: account } = await made(call, '/v1/accounts', { type: 'custom', country: 'US' });
    const address = { line1: '1 Main St', city: 'Oakland', state: 'CA', postal_code: '94601' };
    const customer = await payer(call, { address: { ...address, country: 'US' } });
    const price = await priceOf(call, { recurring: { interval: 'month' } });
    const own = { liability: { type: 'account', account } };
    const { id } = await made(call, '/v1/checkout/sessions', {
      mode: 'subscription',
      success_url: 'https://example.com',
      customer,
      line_items: [{ price, quantity: '1' }],
      ...liable(account),
    });
    const pay = { payment_method: 'pm_card_visa' };
    const page = await made(call, `/v1/payment_pages/${id}/confirm`, pay);
    expect(page.automatic_tax).toMatchObject(own);
    const path = `/v1/subscriptions/${page.subscription}`;
    const { body } = await call('GET', path, { expand: ['latest_invoice'] });
    expect(body.automatic_tax).toMatchObject(own);
    expect(body.latest_invoice.automatic_tax).toMatchObject(own);
    const quote = await made(call, '/v1/quotes', {
      customer,
      line_items: [{ price }],
      ...liable(account),
    });
    expect(quote.automatic_tax).toMatchObject(own);
  });

  test('cannot be that of an account that is not named, or that nobody knows', async () => {
    const { call } = openSandbox();
    const customer = await payer(call);
    const path = '/v1/invoices';
    const nobody = { automatic_tax: { enabled: 'true', liability: { type: 'account' } } };
    const missing = await post(call, path, { customer, ...nobody });
    const unknown = await post(call, path, { customer, ...liable('acct_none') });
    const param = 'automatic_tax[liability][account]';
    expect([missing.body.error.param, unknown.body.error.param]).toEqual([param, param]);
    expect(unknown.body.error.code).toBe('resource_missing');
    const issued = await post(call, path, { customer, issuer: { type: 'account' } });
    expect(issued.body.error.param).toBe('issuer[account]');
  });
});

test('a transfer tells of which balance it was asked for', async () => {
  const { call } = openSandbox();
  const { id } = await made(call, '/v1/accounts', { type: 'custom', country: 'US' });
  expect(await transferred(call, id, { source_type: 'bank_account' })).toMatchObject({
    source_type: 'bank_account',
  });
  expect((await transferred(call, id)).source_type).toBe('card');
});

test('a preview tells by whom, and for whom, its invoice would be', async () => {
  const { call } = openSandbox();
  const { id: account } = await made(call, '/v1/accounts', { type: 'custom', country: 'US' });
  const [customer, price] = [await payer(call), await priceOf(call)];
  const whose = { issuer: { type: 'account', account }, on_behalf_of: account };
  const asked = { customer, invoice_items: [{ price }], ...whose };
  expect(await made(call, '/v1/invoices/create_preview', asked)).toMatchObject(whose);
});

test('a quote of nobody yet has the clock that it is given', async () => {
  const { call } = openSandbox();
  const frozen_time = String(nowSeconds);
  const { id: test_clock } = await made(call, '/v1/test_helpers/test_clocks', { frozen_time });
  expect(await made(call, '/v1/quotes', { test_clock })).toMatchObject({ test_clock });
});

test('a schedule of a subscription is told nothing else', async () => {
  const { call } = openSandbox();
  const customer = await payer(call);
  const price = await priceOf(call, { recurring: { interval: 'month' } });
  const { id } = await made(call, '/v1/subscriptions', { customer, items: [{ price }] });
  const asked = { from_subscription: id, metadata: { a: 'b' } };
  const { status, body } = await post(call, '/v1/subscription_schedules', asked);
  expect([status, body.error.message]).toEqual([
    400,
    'You cannot set `metadata` if `from_subscription` is set.',
  ]);
  const { phases } = await made(call, '/v1/subscription_schedules', { from_subscription: id });
  expect(phases).toHaveLength(1);
});
