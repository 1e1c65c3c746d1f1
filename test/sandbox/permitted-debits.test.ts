// Accounts whose holder has permitted debits elsewhere than with an intent: on a checkout page, or with a source.

import { describe, expect, test } from 'vitest';
import { made, type Given } from './made.ts';
import { openSandbox, type Answered, type Call } from './open-sandbox.ts';

const accounts: readonly (readonly [type: string, currency: string, name: string])[] = [
  ['us_bank_account', 'usd', 'pm_usBankAccount_success'],
  ['sepa_debit', 'eur', 'pm_sepaDebit_success_de'],
  ['bacs_debit', 'gbp', 'pm_bacsDebit_success'],
];

/** A page that its customer has submitted; gives the means of payment that the customer has then. */
async function submitted(call: Call, name: string, session: Given): Promise<Answered['body']> {
  const page = { success_url: 'https://shop.example/done', ...session };
  const { id } = await made(call, '/v1/checkout/sessions', page);
  const done = await made(call, `/v1/payment_pages/${id}/confirm`, { payment_method: name });
  expect(done.status).toBe('complete');
  const path = `/v1/customers/${String(session['customer'])}/payment_methods`;
  const { data } = (await call('GET', path)).body;
  expect(data).toHaveLength(1);
  return data[0];
}

describe.each(accounts)('on a page, the holder of a %s', (type, currency, name) => {
  const item = (more: object): object => ({
    price_data: { currency, product_data: { name: 'Tea' }, unit_amount: '500', ...more },
    quantity: '1',
  });

  test.each<[string, Given]>([
    ['setup', { currency }],
    ['subscription', { line_items: [item({ recurring: { interval: 'month' } })] }],
    [
      'payment',
      { line_items: [item({})], payment_intent_data: { setup_future_usage: 'off_session' } },
    ],
  ])('permits payments to come, mode %s', async (mode, more) => {
    const { call } = openSandbox();
    const customer = (await made(call, '/v1/customers', { email: 'jane@example.com' })).id;
    const payment_method_types = [type];
    const session = { customer, mode, payment_method_types, ...more };
    const method = await submitted(call, name, session);
    const intent = await made(call, '/v1/payment_intents', {
      ...{ amount: '2500', currency, customer, payment_method: method.id, payment_method_types },
      ...{ confirm: 'true', off_session: 'true', expand: ['latest_charge'] },
    });
    const { mandate } = intent.latest_charge.payment_method_details[type];
    expect((await call('GET', `/v1/mandates/${mandate}`)).body).toMatchObject({
      customer_acceptance: { type: 'online' },
      payment_method: method.id,
      status: 'active',
      type: 'multi_use',
    });
  });
});

test('on a page of one payment, its holder permits that payment alone', async () => {
  const { call } = openSandbox();
  const { id } = await made(call, '/v1/checkout/sessions', {
    mode: 'payment',
    success_url: 'https://shop.example/done',
    payment_method_types: ['us_bank_account'],
    line_items: [
      {
        price_data: { currency: 'usd', product_data: { name: 'Tea' }, unit_amount: '500' },
        quantity: '1',
      },
    ],
  });
  const done = await made(call, `/v1/payment_pages/${id}/confirm`, {
    payment_method: 'pm_usBankAccount_success',
    expand: ['payment_intent.latest_charge'],
  });
  const { mandate } = done.payment_intent.latest_charge.payment_method_details.us_bank_account;
  expect((await call('GET', `/v1/mandates/${mandate}`)).body).toMatchObject({
    status: 'inactive',
    type: 'single_use',
  });
});

test('a source was permitted to be debited when it was made', async () => {
  const { call } = openSandbox();
  const customer = (await made(call, '/v1/customers')).id;
  const source = await made(call, '/v1/sources', {
    type: 'sepa_debit',
    currency: 'eur',
    owner: { name: 'Jenny Rosen' },
    sepa_debit: { iban: 'DE89370400440532013000' },
  });
  expect(source.sepa_debit.mandate_reference).toBeTruthy();
  await made(call, `/v1/customers/${customer}/sources`, { source: source.id });
  const intent = await made(call, '/v1/payment_intents', {
    ...{ amount: '2500', currency: 'eur', customer, payment_method: source.id, confirm: 'true' },
    payment_method_types: ['sepa_debit'],
  });
  expect(intent.status).toBe('processing');
});
