// What a bank transfer pays of the invoices and payments that wait for one.

import { expect, test } from 'vitest';
import { made } from './made.ts';
import { openSandbox, typesOf, type Answered, type Call } from './open-sandbox.ts';

const byTransfer = {
  collection_method: 'send_invoice',
  currency: 'eur',
  days_until_due: '30',
  payment_settings: { payment_method_types: ['customer_balance'] },
};

async function invoiced(call: Call, customer: string, amount: number) {
  const { id: invoice } = await made(call, '/v1/invoices', { ...byTransfer, customer });
  const item = { amount: String(amount), currency: 'eur', customer, invoice };
  await made(call, '/v1/invoiceitems', item);
  return made(call, `/v1/invoices/${invoice}/finalize`);
}

const paying = (call: Call, customer: string, amount: number) =>
  made(call, '/v1/payment_intents', {
    amount: String(amount),
    confirm: 'true',
    currency: 'eur',
    customer,
    payment_method_data: { type: 'customer_balance' },
    payment_method_options: {
      customer_balance: {
        bank_transfer: { eu_bank_transfer: { country: 'DE' }, type: 'eu_bank_transfer' },
        funding_type: 'bank_transfer',
      },
    },
    payment_method_types: ['customer_balance'],
  });

async function opened(invoices: readonly number[], intents: readonly number[] = []) {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers', { email: 'a@b.co' });
  const all: Answered['body'][] = [];
  for (const amount of invoices) all.push(await invoiced(call, customer, amount));
  for (const amount of intents) all.push(await paying(call, customer, amount));
  const fund = (amount: number, more = {}) =>
    made(call, `/v1/test_helpers/customers/${customer}/fund_cash_balance`, {
      amount: String(amount),
      currency: 'eur',
      ...more,
    });
  const paid = async () => {
    const states: boolean[] = [];
    for (const { id, object } of all) {
      const { body } = await call('GET', `/v1/${object}s/${id}`);
      states.push(['paid', 'succeeded'].includes(body.status));
    }
    return states.flatMap((isPaid, index) => (isPaid ? [index] : []));
  };
  const left = async () =>
    (await call('GET', `/v1/customers/${customer}/cash_balance`)).body.available?.eur;
  return { call, customer, all, fund, paid, left };
}

test.each([
  ['too little', [1234], [], 1000, [], 1000],
  ['too much', [1234], [], 1500, [0], 266],
  ['just what the newer one costs', [1000, 700], [], 700, [1], 0],
  ['just what two cost together', [1000, 700, 300], [], 1300, [0, 2], 0],
  ['one rather than two', [700, 300, 1000], [], 1000, [2], 0],
  ['an invoice rather than a payment', [700], [700], 700, [0], 0],
  ['a payment that costs as much', [700], [500], 500, [1], 0],
  ['the oldest that it is enough for', [1000, 700, 300], [], 1500, [0, 2], 200],
  ['invoices before payments', [1000], [400], 1200, [0], 0],
] as const)('a transfer of %s', async (_, invoices, intents, amount, expected, rest) => {
  const { fund, paid, left } = await opened(invoices, intents);
  await fund(amount);
  expect([await paid(), await left()]).toEqual([expected, rest]);
});

test('a transfer pays the invoice or the payment that it names', async () => {
  const { fund, paid, left, all } = await opened([700, 700], [700, 700]);
  await fund(700, { reference: `Payment for ${all[1].number}` });
  expect(await paid()).toEqual([1]);
  const { reference } = all[3].next_action.display_bank_transfer_instructions;
  await fund(700, { reference });
  expect([await paid(), await left()]).toEqual([[1, 3], 0]);
});

test('an invoice that is paid so tells its payment', async () => {
  const { call, all, fund } = await opened([900]);
  await fund(900);
  const { body } = await call('GET', `/v1/invoices/${all[0].id}`, { expand: ['payments'] });
  expect(body).toMatchObject({ amount_paid: 900, amount_remaining: 0, status: 'paid' });
  const { payment_intent: intent } = body.payments.data[0].payment;
  const { body: settled } = await call('GET', `/v1/payment_intents/${intent}`);
  expect(settled).toMatchObject({ amount_received: 900, status: 'succeeded' });
  const types = await typesOf(call);
  for (const type of ['cash_balance.funds_available', 'payment_intent.succeeded', 'invoice.paid']) {
    expect(types).toContain(type);
  }
});

test('nothing is paid where the customer is reconciled by hand, or pays otherwise', async () => {
  const { call, customer, fund, paid } = await opened([500]);
  await made(call, `/v1/customers/${customer}/cash_balance`, {
    settings: { reconciliation_mode: 'manual' },
  });
  await fund(500);
  expect(await paid()).toEqual([]);
});
