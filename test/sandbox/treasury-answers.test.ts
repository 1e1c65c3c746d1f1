// What the bank at the other end makes of money that is sent from a financial account, or asked for.

import { expect, test } from 'vitest';
import { made } from './made.ts';
import { nowSeconds, openSandbox, typesOf } from './open-sandbox.ts';

const requested = { requested: 'true' };
const features = {
  inbound_transfers: { ach: requested },
  outbound_payments: { ach: requested },
  outbound_transfers: { ach: requested },
};

/** What has become of a movement after so many seconds. */
async function moved(path: string, given: Readonly<Record<string, string>>, seconds = 11) {
  let ms = nowSeconds * 1000;
  const { call } = openSandbox({ clock: () => ms });
  const params = { supported_currencies: ['usd'], features };
  const account = await made(call, '/v1/treasury/financial_accounts', params);
  const usual = { amount: '500', currency: 'usd', financial_account: account.id };
  const credit = { ...usual, network: 'ach' };
  await made(call, '/v1/test_helpers/treasury/received_credits', credit);
  const sent = await made(call, `/v1/treasury/${path}`, { ...usual, ...given });
  ms += seconds * 1000;
  const { body: after } = await call('GET', `/v1/treasury/${path}/${sent.id}`);
  const at = `/v1/treasury/financial_accounts/${account.id}`;
  const { balance } = (await call('GET', at)).body;
  return { sent, after, cash: balance.cash.usd, types: await typesOf(call) };
}

const paths = ['outbound_payments', 'outbound_transfers'];
const sendings = [
  ['pm_usBankAccount', 'posted', undefined, 0],
  ['pm_usBankAccount_processing', 'processing', undefined, 0],
  ['pm_usBankAccount_expectedArrivalDateUpdated', 'posted', undefined, 0],
  ['pm_usBankAccount_canceledByUser', 'canceled', undefined, 500],
  ['pm_usBankAccount_internalFailure', 'failed', undefined, 500],
  ['pm_usBankAccount_accountClosed', 'returned', 'account_closed', 500],
  ['pm_usBankAccount_noAccount', 'returned', 'no_account', 500],
  ['pm_usBankAccount_invalidAccountNumber', 'returned', 'invalid_account_number', 500],
] as const;

test.each(paths.flatMap((path) => sendings.map((one) => [path, ...one] as const)))(
  '%s to %s are %s',
  async (path, destination_payment_method, status, code, left) => {
    const { sent, after, cash } = await moved(path, { destination_payment_method });
    expect(sent.status).toBe('processing');
    expect([after.status, after.returned_details?.code, cash]).toEqual([status, code, left]);
  },
);

test('may come a day later', async () => {
  const destination_payment_method = 'pm_usBankAccount_expectedArrivalDateUpdated';
  const { sent, after, types } = await moved('outbound_payments', { destination_payment_method });
  expect(after.expected_arrival_date - sent.expected_arrival_date).toBe(86_400);
  expect(types).toContain('treasury.outbound_payment.expected_arrival_date_updated');
});

test('is on its way for ten seconds', async () => {
  const given = { destination_payment_method: 'pm_usBankAccount' };
  expect((await moved('outbound_payments', given, 9)).after.status).toBe('processing');
});

test.each([
  ['pm_usBankAccount', 'succeeded', undefined, 1000],
  ['pm_usBankAccount_processing', 'processing', undefined, 500],
  ['pm_usBankAccount_internalFailure', 'failed', 'other', 500],
  ['pm_usBankAccount_noAccount', 'failed', 'no_account', 500],
  ['pm_usBankAccount_accountClosed', 'failed', 'account_closed', 500],
  ['pm_usBankAccount_invalidAccountNumber', 'failed', 'invalid_account_number', 500],
  ['pm_usBankAccount_insufficientFunds', 'failed', 'insufficient_funds', 500],
  ['pm_usBankAccount_debitNotAuthorized', 'failed', 'debit_not_authorized', 500],
  ['pm_usBankAccount_dispute', 'succeeded', undefined, 500],
])('a transfer from %s has %s', async (origin_payment_method, status, code, left) => {
  const { sent, after, cash } = await moved('inbound_transfers', { origin_payment_method });
  expect(sent.status).toBe('processing');
  expect([after.status, after.failure_details?.code, cash]).toEqual([status, code, left]);
  const isReturned = origin_payment_method.endsWith('dispute');
  expect([after.returned, after.linked_flows.received_debit !== null]).toEqual([
    isReturned,
    isReturned,
  ]);
});
