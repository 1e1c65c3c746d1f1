// Money for an account that takes another currency: what is converted, and by which rate.

import { expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { transferred } from './made.ts';
import { openSandbox } from './open-sandbox.ts';

const chf = 0.8831;
const afterFee = Number((chf * 0.98).toPrecision(6));

async function paidFor(params: FormObject = {}, isOnBehalf = true) {
  const { call } = openSandbox();
  const { body: account } = await call('POST', '/v1/accounts', { type: 'custom', country: 'CH' });
  const { body: intent } = await call('POST', '/v1/payment_intents', {
    amount: '10000',
    currency: 'usd',
    confirm: 'true',
    payment_method: 'pm_card_visa',
    'payment_method_types[]': 'card',
    ...(isOnBehalf ? { on_behalf_of: account.id } : {}),
    'transfer_data[destination]': account.id,
    ...params,
  });
  const expand = 'expand[]=balance_transaction&expand[]=transfer&expand[]=application_fee';
  const { body: charge } = await call('GET', `/v1/charges/${intent.latest_charge}?${expand}`);
  return { account, call, charge };
}

test('a charge is settled in the currency of whoever it is made for, less what a conversion costs', async () => {
  const { account, call, charge } = await paidFor();
  const amount = Math.round(10_000 * afterFee);
  expect(charge).toMatchObject({
    amount: 10_000,
    currency: 'usd',
    balance_transaction: { amount, currency: 'chf', exchange_rate: afterFee },
    transfer: { amount, currency: 'chf' },
  });
  const { body: payment } = await call(
    'GET',
    `/v1/charges/${charge.transfer.destination_payment}`,
    {},
    { 'Stripe-Account': account.id },
  );
  expect(payment).toMatchObject({ amount, currency: 'chf' });
});

test('a refund takes all of the transfer back, by the rate of the day, and the fee in both currencies', async () => {
  const { call, charge } = await paidFor({ application_fee_amount: '1000' });
  const { body: refund } = await call('POST', '/v1/refunds', {
    charge: charge.id,
    reverse_transfer: 'true',
    refund_application_fee: 'true',
    'expand[]': 'balance_transaction',
  });
  expect(refund).toMatchObject({
    amount: 10_000,
    currency: 'usd',
    balance_transaction: { amount: -8831, currency: 'chf', exchange_rate: chf },
  });
  const { body: fee } = await call('GET', `/v1/application_fees/${charge.application_fee.id}`);
  expect(fee).toMatchObject({
    amount: 1000,
    amount_refunded: 1000,
    currency: 'usd',
    refunds: { data: [{ amount: Math.round(1000 * afterFee), currency: 'chf' }], total_count: 1 },
  });
  const { body: transfer } = await call('GET', `/v1/transfers/${charge.transfer.id}`);
  expect(transfer).toMatchObject({ reversed: true, amount_reversed: transfer.amount });
});

test('two halves of an odd amount take back no more than was transferred', async () => {
  const { call, charge } = await paidFor();
  const half = { charge: charge.id, amount: '5000', reverse_transfer: 'true' };
  expect((await call('POST', '/v1/refunds', half)).status).toBe(200);
  expect((await call('POST', '/v1/refunds', half)).status).toBe(200);
  const { body: transfer } = await call('GET', `/v1/transfers/${charge.transfer.id}`);
  expect(transfer).toMatchObject({ reversed: true, amount_reversed: transfer.amount });
});

test('what is worth less than the smallest coin there takes nothing of the transfer back', async () => {
  const { call, charge } = await paidFor({ currency: 'krw' });
  const little = { charge: charge.id, amount: '1', reverse_transfer: 'true' };
  const { body: refund, status } = await call('POST', '/v1/refunds', little);
  const { body: transfer } = await call('GET', `/v1/transfers/${charge.transfer.id}`);
  const isNothing = Math.round(transfer.amount / 10_000) === 0;
  expect({ status, isNothing }).toEqual({ status: 200, isNothing: true });
  expect([refund.transfer_reversal, transfer.amount_reversed]).toEqual([null, 0]);
});

test('a dispute takes what was settled; won, it brings that back, without the fee', async () => {
  const { call, charge } = await paidFor({ payment_method: 'pm_card_createDispute' });
  const amount = Math.round(10_000 * afterFee);
  const taken = { amount: -amount, currency: 'chf', fee: 1500, status: 'available' };
  const { body: before } = await call('GET', `/v1/disputes/${charge.dispute}`);
  expect(before).toMatchObject({
    amount: 10_000,
    currency: 'usd',
    balance_transactions: [taken],
    is_charge_refundable: false,
    payment_method_details: { card: { brand: 'visa', network_reason_code: '10.4' }, type: 'card' },
  });
  await call('POST', `/v1/disputes/${charge.dispute}`, {
    'evidence[uncategorized_text]': 'winning_evidence',
  });
  const { body: after } = await call('GET', `/v1/disputes/${charge.dispute}`);
  expect(after).toMatchObject({
    balance_transactions: [taken, { amount, fee: 0, net: amount }],
    is_charge_refundable: true,
    status: 'won',
  });
});

test('an account that has a bank account in the currency is paid in it', async () => {
  const { call } = openSandbox();
  const { body: account } = await call('POST', '/v1/accounts', {
    type: 'custom',
    country: 'CH',
    external_account: {
      object: 'bank_account',
      country: 'US',
      currency: 'usd',
      account_number: '000123456789',
      routing_number: '110000000',
    },
  });
  const { body: charge } = await call('POST', '/v1/charges', {
    amount: '10000',
    currency: 'usd',
    source: 'tok_visa',
    on_behalf_of: account.id,
    'expand[]': 'balance_transaction',
  });
  expect(charge.balance_transaction).toMatchObject({
    amount: 10_000,
    currency: 'usd',
    exchange_rate: null,
  });
});

test('a reversal gives the platform’s fee back with it, by its share', async () => {
  const { call, charge } = await paidFor({ application_fee_amount: '1000' });
  await call('POST', `/v1/transfers/${charge.transfer.id}/reversals`, {
    amount: String(charge.transfer.amount / 2),
    refund_application_fee: 'true',
  });
  const { body: fee } = await call('GET', `/v1/application_fees/${charge.application_fee.id}`);
  expect(fee).toMatchObject({ amount_refunded: 500, refunded: false });
});

test('what is sent to an account is converted there, and not where it comes from', async () => {
  const { account, call, charge } = await paidFor({}, false);
  expect(charge).toMatchObject({
    balance_transaction: { amount: 10_000, currency: 'usd', exchange_rate: null },
    transfer: { amount: 10_000, currency: 'usd' },
  });
  const as = { 'Stripe-Account': account.id };
  const payment = `/v1/charges/${charge.transfer.destination_payment}`;
  const expand = { 'expand[]': 'balance_transaction' };
  const amount = Math.round(10_000 * afterFee);
  expect((await call('GET', payment, expand, as)).body).toMatchObject({
    amount: 10_000,
    currency: 'usd',
    balance_transaction: { amount, currency: 'chf', exchange_rate: afterFee },
  });
  const { body: balance } = await call('GET', '/v1/balance', {}, as);
  expect(balance.pending).toMatchObject([{ amount, currency: 'chf' }]);
});

test('a transfer is converted, too, and its reversal by the rate of the day', async () => {
  const { call } = openSandbox();
  const { body: account } = await call('POST', '/v1/accounts', { type: 'custom', country: 'CH' });
  const transfer = await transferred(call, account.id);
  expect(transfer).toMatchObject({ amount: 1000, currency: 'usd' });
  const { body: reversal } = await call('POST', `/v1/transfers/${transfer.id}/reversals`);
  const { body: refund } = await call(
    'GET',
    `/v1/refunds/${reversal.destination_payment_refund}`,
    { 'expand[]': 'balance_transaction' },
    { 'Stripe-Account': account.id },
  );
  expect(refund).toMatchObject({
    amount: 1000,
    currency: 'usd',
    balance_transaction: { amount: -883, currency: 'chf', exchange_rate: chf },
  });
});
