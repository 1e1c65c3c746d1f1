// expand, where what an id names is another account's, or is kept as something else.

import { describe, expect, test } from 'vitest';
import { made, transferred } from './made.ts';
import { openSandbox, type Answered, type Call } from './open-sandbox.ts';

async function read(
  call: Call,
  path: string,
  expand: readonly string[],
  account?: string,
): Promise<Answered['body']> {
  const headers: Record<string, string> =
    account === undefined ? {} : { 'Stripe-Account': account };
  const { status, body } = await call('GET', path, { expand: [...expand] }, headers);
  expect([status, body.error?.message]).toEqual([200, undefined]);
  return body;
}

const connected = {
  type: 'custom',
  country: 'US',
  capabilities: { transfers: { requested: 'true' } },
};

describe('of another account', () => {
  test('a transfer leads to the payment that it became, and to what moved there', async () => {
    const { call } = openSandbox();
    const { id: account } = await made(call, '/v1/accounts', connected);
    const { id } = await transferred(call, account);
    const paths = ['destination_payment.balance_transaction', 'destination'];
    const { destination, destination_payment: payment } = await read(
      call,
      `/v1/transfers/${id}`,
      paths,
    );
    expect(destination).toMatchObject({ id: account, object: 'account' });
    expect(payment).toMatchObject({ object: 'charge', amount: 1000, source_transfer: id });
    expect(payment.balance_transaction).toMatchObject({ amount: 1000, source: payment.id });
  });

  test('with what was asked back of it', async () => {
    const { call } = openSandbox();
    const { id: account } = await made(call, '/v1/accounts', connected);
    const { id } = await transferred(call, account);
    await made(call, `/v1/transfers/${id}/reversals`, { amount: '300' });
    const told = await read(call, `/v1/transfers/${id}`, ['destination_payment.refunds']);
    expect(told.destination_payment.refunds.data).toMatchObject([{ amount: 300 }]);
  });

  test('a payment leads back to the transfer, the charge behind it, and the fee', async () => {
    const { call } = openSandbox();
    const { id: account } = await made(call, '/v1/accounts', connected);
    const { latest_charge: charge } = await made(call, '/v1/payment_intents', {
      amount: '1000',
      currency: 'usd',
      confirm: 'true',
      payment_method: 'pm_card_visa',
      payment_method_types: ['card'],
      application_fee_amount: '100',
      transfer_data: { destination: account },
    });
    const { data } = (await call('GET', '/v1/charges', {}, { 'Stripe-Account': account })).body;
    const paths = ['source_transfer.source_transaction', 'application_fee'];
    const told = await read(call, `/v1/charges/${data[0].id}`, paths, account);
    expect(told.source_transfer.source_transaction).toMatchObject({ id: charge, amount: 1000 });
    expect(told.application_fee).toMatchObject({ object: 'application_fee', amount: 100 });
    const fee = `/v1/application_fees/${told.application_fee.id}`;
    const other = await read(call, fee, ['account', 'charge', 'originating_transaction']);
    expect([other.account.id, other.charge.id, other.originating_transaction.id]).toEqual([
      account,
      data[0].id,
      charge,
    ]);
  });

  test('accounts of one platform see nothing of each other', async () => {
    const { call } = openSandbox();
    const [one, two] = [
      await made(call, '/v1/accounts', connected),
      await made(call, '/v1/accounts', connected),
    ];
    const { destination_payment: payment } = await transferred(call, one.id);
    const as = { 'Stripe-Account': two.id };
    expect((await call('GET', `/v1/charges/${payment}`, {}, as)).status).toBe(404);
    const { id } = (
      await call('POST', '/v1/charges', { amount: '500', currency: 'usd', source: 'tok_visa' }, as)
    ).body;
    const told = await read(call, `/v1/charges/${id}`, ['balance_transaction'], two.id);
    expect(told.balance_transaction).toMatchObject({ source: id });
  });
});

describe('kept as something else', () => {
  test('a card that pays is a means of payment', async () => {
    const { call } = openSandbox();
    const { id: customer, default_source: card } = await made(call, '/v1/customers', {
      source: 'tok_visa',
    });
    const { id } = await made(call, '/v1/charges', { customer, amount: '900', currency: 'usd' });
    const refund = await made(call, '/v1/refunds', { charge: id });
    const told = await read(call, `/v1/refunds/${refund.id}`, ['charge', 'payment_method']);
    expect(told.charge.payment_method).toBe(card);
    expect(told.payment_method).toMatchObject({ id: card, object: 'payment_method', type: 'card' });
  });

  test('so is the card of a token that paid once', async () => {
    const { call } = openSandbox();
    const usd = { amount: '900', currency: 'usd', source: 'tok_mastercard' };
    const { id, payment_method: card } = await made(call, '/v1/charges', usd);
    const refund = await made(call, '/v1/refunds', { charge: id });
    const told = await read(call, `/v1/refunds/${refund.id}`, ['payment_method']);
    expect(told.payment_method).toMatchObject({ id: card, card: { brand: 'mastercard' } });
  });

  test('the plan of a phase is its price', async () => {
    const { call } = openSandbox();
    const { id: product } = await made(call, '/v1/products', { name: 'Gold' });
    const recurring = { interval: 'month' };
    const usd = { product, currency: 'usd', unit_amount: '900', recurring };
    const { id: price } = await made(call, '/v1/prices', usd);
    const customer = await made(call, '/v1/customers');
    const { id } = await made(call, '/v1/subscription_schedules', {
      customer: customer.id,
      start_date: 'now',
      phases: [{ items: [{ price }] }],
    });
    const paths = ['phases.items.plan', 'phases.items.price'];
    const [phase] = (await read(call, `/v1/subscription_schedules/${id}`, paths)).phases;
    expect(phase.items[0].plan).toMatchObject({ id: price, object: 'plan', amount: 900 });
    expect(phase.items[0].price).toMatchObject({ id: price, object: 'price', unit_amount: 900 });
  });

  test('an amount of its own has a price and a product, which nobody sells', async () => {
    const { call } = openSandbox();
    const { id: customer } = await made(call, '/v1/customers');
    const item = { customer, amount: '450', currency: 'usd', description: 'Set-up' };
    const { id } = await made(call, '/v1/invoiceitems', item);
    const path = ['pricing.price_details.price'];
    const { price, product } = (await read(call, `/v1/invoiceitems/${id}`, path)).pricing
      .price_details;
    expect(price).toMatchObject({ active: false, type: 'one_time', unit_amount: 450, product });
    expect((await call('GET', `/v1/prices/${price.id}`)).body).toEqual(price);
    const sold = await call('GET', `/v1/products/${product}`);
    expect(sold.body).toMatchObject({ id: product, active: false, name: 'Set-up' });
    expect((await call('GET', '/v1/prices')).body.data).toEqual([]);
    expect((await call('GET', '/v1/products/prod_none')).status).toBe(404);
  });
});

test('payouts of one account go to one bank account, which tells itself', async () => {
  const { call } = openSandbox();
  const usd = { amount: '9000', currency: 'usd' };
  await made(call, '/v1/charges', { ...usd, source: 'tok_bypassPending' });
  const first = await made(call, '/v1/payouts', { amount: '100', currency: 'usd' });
  const second = await made(call, '/v1/payouts', { amount: '200', currency: 'usd' });
  expect(second.destination).toBe(first.destination);
  const { destination } = await read(call, `/v1/payouts/${first.id}`, ['destination']);
  const whole = await read(call, `/v1/payouts/${first.id}`, ['destination.account']);
  expect(whole.destination.account).toMatchObject({ id: destination.account, object: 'account' });
  const { id: account, external_accounts: all } = (await call('GET', '/v1/account')).body;
  expect(destination).toMatchObject({ object: 'bank_account', account, last4: '6789' });
  expect(all.data).toEqual([destination]);
});

test('an account that nobody knows is paid for by nobody', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const { status, body } = await call('POST', '/v1/invoices', {
    customer,
    on_behalf_of: 'acct_none',
  });
  expect([status, body.error.code, body.error.param]).toEqual([
    400,
    'resource_missing',
    'on_behalf_of',
  ]);
  const { id: account } = await made(call, '/v1/accounts', connected);
  expect(await made(call, '/v1/invoices', { customer, on_behalf_of: account })).toMatchObject({
    on_behalf_of: account,
  });
  const sent = { customer, transfer_data: { destination: 'acct_none' } };
  const refused = await call('POST', '/v1/quotes', sent);
  expect(refused.body.error).toMatchObject({
    code: 'resource_missing',
    message: "No such destination: 'acct_none'",
    param: 'transfer_data[destination]',
  });
});

test('ids in lists must lead somewhere, too', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const asked = (id: string) => ({ customer, account_tax_ids: [id] });
  const { status, body } = await call('POST', '/v1/invoices', asked('txi_none'));
  expect([status, body.error.param]).toEqual([400, 'account_tax_ids[0]']);
  const { id } = await made(call, '/v1/tax_ids', { type: 'eu_vat', value: 'DE123456789' });
  const invoice = await made(call, '/v1/invoices', asked(id));
  const told = await read(call, `/v1/invoices/${invoice.id}`, ['account_tax_ids']);
  expect(told.account_tax_ids).toMatchObject([{ id, object: 'tax_id' }]);
});

test('a test card that tops up is kept as the means that it became', async () => {
  const { call } = openSandbox();
  const usd = { amount: '900', currency: 'usd', payment_method: 'pm_card_visa' };
  const { id } = await made(call, '/v1/topups', usd);
  const { payment_method: method } = await read(call, `/v1/topups/${id}`, ['payment_method']);
  expect(method).toMatchObject({ object: 'payment_method', card: { last4: '4242' } });
});
