// Bank transfers of customers: where the money goes to, what it pays, and what is left of it.

import { describe, expect, test } from 'vitest';
import { made, post } from './made.ts';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

const fundingTypes: readonly (readonly [
  type: string,
  currency: string,
  country: string,
  address: string,
])[] = [
  ['eu_bank_transfer', 'eur', 'NL', 'iban'],
  ['gb_bank_transfer', 'gbp', 'GB', 'sort_code'],
  ['jp_bank_transfer', 'jpy', 'JP', 'zengin'],
  ['mx_bank_transfer', 'mxn', 'MX', 'spei'],
  ['us_bank_transfer', 'usd', 'US', 'aba'],
];

describe('funding instructions', () => {
  test.each(fundingTypes)('of %s in %s', async (type, currency, country, address) => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/customers');
    const more = type === 'eu_bank_transfer' ? { [type]: { country } } : {};
    const asked = { currency, funding_type: 'bank_transfer', bank_transfer: { type, ...more } };
    const path = `/v1/customers/${id}/funding_instructions`;
    const told = await made(call, path, asked);
    expect(told).toMatchObject({
      object: 'funding_instructions',
      currency,
      bank_transfer: { type, country },
    });
    expect(told.bank_transfer.financial_addresses[0].type).toBe(address);
    expect(await made(call, path, asked)).toEqual(told);
    const other = await made(call, '/v1/customers');
    const theirs = await made(call, `/v1/customers/${other.id}/funding_instructions`, asked);
    expect(theirs).not.toEqual(told);
  });

  test('name an IBAN that is right in itself', async () => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/customers');
    const { bank_transfer: told } = await made(call, `/v1/customers/${id}/funding_instructions`, {
      currency: 'eur',
      funding_type: 'bank_transfer',
      bank_transfer: { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'FR' } },
    });
    const { iban } = told.financial_addresses[0].iban;
    // Whoever debits it finds it right.
    const method = { type: 'sepa_debit', sepa_debit: { iban }, billing_details: { name: 'A' } };
    expect((await post(call, '/v1/payment_methods', method)).status).toBe(200);
  });

  test('are refused for another currency, and without a country', async () => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/customers');
    const ask = async (currency: string, type: string) => {
      const asked = { currency, funding_type: 'bank_transfer', bank_transfer: { type } };
      const { status, body } = await post(call, `/v1/customers/${id}/funding_instructions`, asked);
      return [status, body.error?.param];
    };
    expect(await ask('usd', 'eu_bank_transfer')).toEqual([400, 'bank_transfer[type]']);
    const country = 'bank_transfer[eu_bank_transfer][country]';
    expect(await ask('eur', 'eu_bank_transfer')).toEqual([400, country]);
  });
});

async function transferring(call: Call, customer: string, amount = '1000') {
  return made(call, '/v1/payment_intents', {
    amount,
    currency: 'usd',
    customer,
    confirm: 'true',
    payment_method_types: ['customer_balance'],
    payment_method_data: { type: 'customer_balance' },
    payment_method_options: {
      customer_balance: {
        funding_type: 'bank_transfer',
        bank_transfer: { type: 'us_bank_transfer' },
      },
    },
  });
}

const fund = (call: Call, customer: string, amount: string) =>
  made(call, `/v1/test_helpers/customers/${customer}/fund_cash_balance`, {
    amount,
    currency: 'usd',
  });

const available = async (call: Call, customer: string) =>
  (await call('GET', `/v1/customers/${customer}/cash_balance`)).body.available;

const movements = async (call: Call, customer: string) => {
  const { data } = (await call('GET', `/v1/customers/${customer}/cash_balance_transactions`)).body;
  return data
    .map((one: Record<string, unknown>) => [one['type'], one['net_amount'], one['ending_balance']])
    .toReversed();
};

describe('money that comes in', () => {
  test('pays what waits, the oldest first, and the rest stays', async () => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/customers');
    const first = await transferring(call, id);
    expect(first.next_action.display_bank_transfer_instructions).toMatchObject({
      amount_remaining: 1000,
      financial_addresses: [{ type: 'aba' }, { type: 'swift' }],
    });
    const second = await transferring(call, id, '500');
    await fund(call, id, '600');
    const part = (await call('GET', `/v1/payment_intents/${first.id}`)).body;
    expect(part.status).toBe('requires_action');
    expect(part.next_action.display_bank_transfer_instructions.amount_remaining).toBe(400);
    await fund(call, id, '1000');
    for (const { id: intent } of [first, second]) {
      const { body } = await call('GET', `/v1/payment_intents/${intent}`);
      expect(body).toMatchObject({ status: 'succeeded', amount_received: body.amount });
      const charge = (await call('GET', `/v1/charges/${body.latest_charge}`)).body;
      expect(charge).toMatchObject({
        paid: true,
        payment_method_details: { type: 'customer_balance' },
      });
    }
    expect(await available(call, id)).toEqual({ usd: 100 });
    expect(await movements(call, id)).toEqual([
      ['funded', 600, 600],
      ['applied_to_payment', -600, 0],
      ['funded', 1000, 1000],
      ['applied_to_payment', -400, 600],
      ['applied_to_payment', -500, 100],
    ]);
    expect(await typesOf(call)).toEqual(
      expect.arrayContaining([
        'cash_balance.funds_available',
        'customer_cash_balance_transaction.created',
        'payment_intent.partially_funded',
        'payment_intent.succeeded',
      ]),
    );
  });

  test('that is there already pays at once', async () => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/customers');
    await fund(call, id, '1500');
    expect(await transferring(call, id)).toMatchObject({ status: 'succeeded', next_action: null });
    const waiting = await transferring(call, id);
    expect(waiting.status).toBe('requires_action');
    expect(waiting.next_action.display_bank_transfer_instructions.amount_remaining).toBe(500);
    expect(await available(call, id)).toEqual({ usd: 0 });
    await made(call, `/v1/payment_intents/${waiting.id}/cancel`);
    expect(await available(call, id)).toEqual({ usd: 500 });
    expect((await movements(call, id)).at(-1)).toEqual(['unapplied_from_payment', 500, 500]);
  });

  test('waits to be applied, where the customer is reconciled by hand', async () => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/customers', {
      cash_balance: { settings: { reconciliation_mode: 'manual' } },
    });
    const intent = await transferring(call, id);
    await fund(call, id, '1200');
    expect(await available(call, id)).toEqual({ usd: 1200 });
    const path = `/v1/payment_intents/${intent.id}/apply_customer_balance`;
    for (const wrong of [{ amount: '1100' }, { amount: '100', currency: 'eur' }]) {
      const { status, body } = await post(call, path, wrong);
      const { code, param } = body.error;
      expect([status, code, param]).toEqual([400, undefined, undefined]);
    }
    await made(call, path, { amount: '300' });
    expect(await made(call, path)).toMatchObject({ status: 'succeeded' });
    expect(await available(call, id)).toEqual({ usd: 200 });
    expect((await post(call, path)).body.error.code).toBe('payment_intent_unexpected_state');
  });

  test('pays by no card', async () => {
    const { call } = openSandbox();
    const intent = { amount: '1000', confirm: 'true', currency: 'usd' };
    const paid = { ...intent, payment_method: 'pm_card_visa' };
    const { id } = await made(call, '/v1/payment_intents', paid);
    const { status, body } = await post(call, `/v1/payment_intents/${id}/apply_customer_balance`);
    expect([status, body.error.code]).toEqual([400, undefined]);
  });

  test('is asked of nobody who is no customer', async () => {
    const { call } = openSandbox();
    const { status, body } = await post(call, '/v1/payment_intents', {
      amount: '1000',
      currency: 'usd',
      confirm: 'true',
      payment_method_types: ['customer_balance'],
      payment_method_data: { type: 'customer_balance' },
    });
    expect([status, body.error.param]).toEqual([400, 'customer']);
  });
});

test('a customer whose money is not used up cannot be deleted', async () => {
  const { call } = openSandbox();
  const { id } = await made(call, '/v1/customers');
  const money = { amount: '2000', currency: 'usd' };
  await made(call, `/v1/test_helpers/customers/${id}/fund_cash_balance`, money);
  const { status, body } = await call('DELETE', `/v1/customers/${id}`);
  expect([status, body.error.type]).toEqual([400, 'invalid_request_error']);
  await made(call, '/v1/payment_intents', {
    ...money,
    confirm: 'true',
    customer: id,
    payment_method_data: { type: 'customer_balance' },
    payment_method_types: ['customer_balance'],
  });
  expect((await call('DELETE', `/v1/customers/${id}`)).body.deleted).toBe(true);
});

test('what came by transfer is given back once the customer has said where to', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const usd = { amount: '1000', currency: 'usd' };
  const { id: payment_intent } = await made(call, '/v1/payment_intents', {
    ...usd,
    confirm: 'true',
    customer,
    payment_method_data: { type: 'customer_balance' },
    payment_method_options: {
      customer_balance: {
        bank_transfer: { type: 'us_bank_transfer' },
        funding_type: 'bank_transfer',
      },
    },
    payment_method_types: ['customer_balance'],
  });
  await made(call, `/v1/test_helpers/customers/${customer}/fund_cash_balance`, usd);
  const { body } = await post(call, '/v1/refunds', { payment_intent });
  expect(body.error.param).toBe('instructions_email');
  await made(call, `/v1/customers/${customer}`, { email: 'jane@example.com' });
  const refund = await made(call, '/v1/refunds', { payment_intent });
  expect(refund).toMatchObject({
    instructions_email: 'jane@example.com',
    next_action: { type: 'display_details' },
    status: 'requires_action',
  });
  expect(await made(call, `/v1/refunds/${refund.id}/cancel`)).toMatchObject({
    failure_reason: 'merchant_request',
    status: 'canceled',
  });
  const second = await made(call, '/v1/refunds', { payment_intent });
  const expired = await made(call, `/v1/test_helpers/refunds/${second.id}/expire`);
  expect(expired.status).toBe('failed');
});
