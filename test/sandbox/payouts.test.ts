// Payouts: where they go, and what the bank says of them after a while.

import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import type { FormObject } from '../../src/wire/form.ts';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

const bank = {
  object: 'bank_account',
  country: 'US',
  currency: 'usd',
  routing_number: '110000000',
};

async function openPaid(number = '000123456789', country: FormObject = {}) {
  let ms = nowSeconds * 1000;
  const clock: Clock = () => ms;
  const { call } = openSandbox({ clock });
  const { body: account } = await call('POST', '/v1/accounts', {
    type: 'custom',
    external_account: { ...bank, ...country, account_number: number },
  });
  const as: Call = (method, path, params) =>
    call(method, path, params, { 'Stripe-Account': account.id });
  await as('POST', '/v1/charges', {
    amount: '50000',
    currency: country['currency'] ?? 'usd',
    source: 'tok_bypassPending',
  });
  const wait = (seconds: number): void => void (ms += seconds * 1000);
  return { account, as, call, wait };
}

describe('a payout', () => {
  test('goes to the usual account of its currency, and is there after a while', async () => {
    const { account, as, wait } = await openPaid();
    const { body: payout } = await as('POST', '/v1/payouts', { amount: '1000', currency: 'usd' });
    expect(payout).toMatchObject({
      destination: account.external_accounts.data[0].id,
      status: 'pending',
      type: 'bank_account',
    });
    wait(10);
    const { body: after } = await as('GET', `/v1/payouts/${payout.id}`);
    expect(after).toMatchObject({ failure_code: null, status: 'paid' });
    expect((await typesOf(as)).slice(-2)).toEqual(['payout.created', 'payout.paid']);
  });

  test.each([
    ['000111111116', {}, 'no_account'],
    ['000111111113', {}, 'account_closed'],
    ['000222222227', {}, 'insufficient_funds'],
    [
      '333333335',
      { country: 'AU', currency: 'aud', routing_number: '110000' },
      'debit_not_authorized',
    ],
    ['44444440', { country: 'GB', currency: 'gbp', routing_number: '108800' }, 'invalid_currency'],
    ['DE62370400440532013001', { country: 'DE', currency: 'eur' }, 'no_account'],
  ])('to %s comes back: %s %s', async (number, country, code) => {
    const { account, as, call, wait } = await openPaid(number, country);
    const currency = account.external_accounts.data[0].currency;
    const { body: before } = await as('GET', '/v1/balance');
    const { body: payout } = await as('POST', '/v1/payouts', { amount: '1000', currency });
    wait(10);
    const { body: failed } = await as('GET', `/v1/payouts/${payout.id}`);
    expect(failed).toMatchObject({
      failure_balance_transaction: expect.stringMatching(/^txn_/),
      failure_code: code,
      status: 'failed',
    });
    expect((await as('GET', '/v1/balance')).body.available).toEqual(before.available);
    const at = `/v1/accounts/${account.id}/external_accounts/${payout.destination}`;
    expect((await call('GET', at)).body.status).toBe('errored');
    const told = await call('GET', '/v1/events', { type: 'account.external_account.updated' });
    expect(told.body.data[0].request.id).toBe(null);
  });

  test.each([
    ['btok_us_verified_noAccount', 'no_account'],
    ['btok_us_verified_accountClosed', 'account_closed'],
    ['btok_us_verified_insufficientFunds', 'insufficient_funds'],
    ['btok_us_verified_debitNotAuthorized', 'debit_not_authorized'],
    ['btok_us_verified_invalidCurrency', 'invalid_currency'],
    ['tok_visa_debit_us_transferFail', 'could_not_process'],
    ['btok_us_verified', null],
    ['tok_visa_debit_us_transferSuccess', null],
  ])('goes to %s: %s', async (token, code) => {
    const { account, as, call, wait } = await openPaid();
    const all = `/v1/accounts/${account.id}/external_accounts`;
    const { body: held } = await call('POST', all, { external_account: token });
    const asked = { amount: '1000', currency: 'usd', destination: held.id };
    const { body: payout } = await as('POST', '/v1/payouts', asked);
    wait(10);
    const { body: after } = await as('GET', `/v1/payouts/${payout.id}`);
    expect([after.failure_code, after.status]).toEqual([code, code ? 'failed' : 'paid']);
  });

  test.each([
    [{ ...bank, account_number: '000888888883' }],
    ['tok_visa_debit_us_instantPayoutUnsupported'],
  ])('is not at once where %j is: it takes none', async (given) => {
    const { account, as, call } = await openPaid();
    const all = `/v1/accounts/${account.id}/external_accounts`;
    const { body: held } = await call('POST', all, { external_account: given });
    expect(held.available_payout_methods).toEqual(['standard']);
    const asked = { amount: '1000', currency: 'usd', destination: held.id };
    const { body } = await as('POST', '/v1/payouts', { ...asked, method: 'instant' });
    expect(body.error.code).toBe('instant_payouts_unsupported');
    expect((await as('POST', '/v1/payouts', asked)).status).toBe(200);
    const { body: usual } = await as('POST', '/v1/payouts', {
      ...asked,
      destination: account.external_accounts.data[0].id,
      method: 'instant',
    });
    expect(usual).toMatchObject({ method: 'instant', status: 'pending' });
  });

  test('goes nowhere without an account, or to one that is not known', async () => {
    const { call } = openSandbox();
    const { body: account } = await call('POST', '/v1/accounts', { type: 'custom' });
    const as = { 'Stripe-Account': account.id };
    const payout = { amount: '1000', currency: 'usd' };
    const without = await call('POST', '/v1/payouts', payout, as);
    expect(without.body.error.message).toContain('any external accounts in that currency (usd)');
    const other = await call('POST', '/v1/payouts', { ...payout, destination: 'ba_123' }, as);
    expect(other.body.error).toMatchObject({ code: 'resource_missing', param: 'destination' });
  });

  test('is reversed by another one, once, when it was paid', async () => {
    const { as, wait } = await openPaid();
    const { body: payout } = await as('POST', '/v1/payouts', { amount: '1000', currency: 'usd' });
    const at = `/v1/payouts/${payout.id}`;
    expect((await as('POST', `${at}/reverse`)).status).toBe(400);
    wait(10);
    const { body: reversal } = await as('POST', `${at}/reverse`);
    expect(reversal).toMatchObject({ amount: -1000, original_payout: payout.id });
    expect((await as('GET', at)).body.reversed_by).toBe(reversal.id);
    expect((await as('POST', `${at}/reverse`)).status).toBe(400);
    wait(10);
    expect((await as('POST', `/v1/payouts/${reversal.id}/reverse`)).status).toBe(400);
  });

  test.each(['payouts', 'topups'])('of less than one cent is none: %s', async (kind) => {
    const { as } = await openPaid();
    for (const amount of ['0', '-5']) {
      const { body, status } = await as('POST', `/v1/${kind}`, { amount, currency: 'usd' });
      expect([status, body.error?.param]).toEqual([400, 'amount']);
    }
    expect((await as('GET', '/v1/balance')).body.available[0].amount).toBeGreaterThan(0);
  });

  test('that is canceled is not paid any more', async () => {
    const { as, wait } = await openPaid();
    const { body: payout } = await as('POST', '/v1/payouts', { amount: '1000', currency: 'usd' });
    await as('POST', `/v1/payouts/${payout.id}/cancel`);
    wait(10);
    expect((await as('GET', `/v1/payouts/${payout.id}`)).body.status).toBe('canceled');
  });
});

describe('a top-up', () => {
  test('is in the balance after a while, and not before', async () => {
    const { call, wait } = await openPaid();
    const { body: topup } = await call('POST', '/v1/topups', { amount: '2000', currency: 'usd' });
    expect(topup).toMatchObject({ balance_transaction: null, status: 'pending' });
    expect(topup.expected_availability_date).toBe(topup.created + 10);
    expect((await call('GET', '/v1/balance')).body.available[0].amount).toBe(0);
    wait(10);
    const { body: after } = await call('GET', `/v1/topups/${topup.id}`);
    expect(after).toMatchObject({ status: 'succeeded' });
    expect((await call('GET', '/v1/balance')).body.available[0].amount).toBe(2000);
    expect((await call('POST', `/v1/topups/${topup.id}/cancel`)).status).toBe(400);
  });

  test.each([
    ['btok_us_verified', null],
    ['btok_us_verified_insufficientFunds', 'insufficient_funds'],
    ['btok_us_verified_noAccount', 'no_account'],
  ])('from %s: %s', async (source, code) => {
    const { call, wait } = await openPaid();
    const { body: topup } = await call('POST', '/v1/topups', {
      amount: '2000',
      currency: 'usd',
      source,
    });
    expect(topup).toMatchObject({ status: 'pending', failure_code: null });
    wait(10);
    const { body: after } = await call('GET', `/v1/topups/${topup.id}`);
    expect([after.failure_code, after.status]).toEqual([code, code ? 'failed' : 'succeeded']);
    expect((await typesOf(call)).at(-1)).toBe(`topup.${after.status}`);
    expect((await call('GET', '/v1/balance')).body.available[0].amount).toBe(code ? 0 : 2000);
  });

  test('that is canceled never comes', async () => {
    const { call, wait } = await openPaid();
    const { body: topup } = await call('POST', '/v1/topups', { amount: '2000', currency: 'usd' });
    const { body: canceled } = await call('POST', `/v1/topups/${topup.id}/cancel`);
    expect(canceled.status).toBe('canceled');
    wait(10);
    expect((await call('GET', `/v1/topups/${topup.id}`)).body.status).toBe('canceled');
  });
});

describe('tokens', () => {
  const jane = { first_name: 'Jane', last_name: 'Smith', id_number: '000000000' };

  test('of bank accounts are told as such, and used once', async () => {
    const { call } = openSandbox();
    const { body: token } = await call('POST', '/v1/tokens', {
      bank_account: { country: 'CH', currency: 'chf', account_number: 'CH9300762011623852957' },
    });
    expect(token.id).toMatch(/^btok_/);
    const params = { type: 'custom', country: 'CH', external_account: token.id };
    const { body: account } = await call('POST', '/v1/accounts', params);
    expect(account.external_accounts.data[0]).toMatchObject({
      account: account.id,
      country: 'CH',
      currency: 'chf',
      last4: '2957',
    });
    const again = await call('POST', '/v1/accounts', params);
    expect(again.body.error.code).toBe('token_already_used');
  });

  test('of accounts stand for what they were told', async () => {
    const { call } = openSandbox();
    const { body: token, text } = await call('POST', '/v1/tokens', {
      account: { business_type: 'individual', individual: jane, tos_shown_and_accepted: 'true' },
    });
    expect(token.id).toMatch(/^ct_/);
    expect(text).not.toContain('Jane');
    const { body: account } = await call('POST', '/v1/accounts', {
      type: 'custom',
      country: 'FR',
      account_token: token.id,
    });
    expect(account).toMatchObject({
      business_type: 'individual',
      individual: { first_name: 'Jane', id_number_provided: true },
      tos_acceptance: { date: nowSeconds },
    });
    const { body: later } = await call('POST', '/v1/tokens', {
      account: { individual: { last_name: 'Doe' } },
    });
    const { body: renamed } = await call('POST', `/v1/accounts/${account.id}`, {
      account_token: later.id,
    });
    expect(renamed.individual).toMatchObject({ first_name: 'Jane', last_name: 'Doe' });
  });

  test('of persons, too; those that nobody made are missing', async () => {
    const { call } = openSandbox();
    const { body: account } = await call('POST', '/v1/accounts', {
      type: 'custom',
      business_type: 'company',
    });
    const at = `/v1/accounts/${account.id}/persons`;
    const { body: token } = await call('POST', '/v1/tokens', { person: jane });
    expect(token.id).toMatch(/^cpt_/);
    const { body: person } = await call('POST', at, { person_token: token.id });
    expect(person).toMatchObject({ first_name: 'Jane', id_number_provided: true });
    const { body } = await call('POST', at, { person_token: 'cpt_123' });
    expect(body.error).toMatchObject({ code: 'resource_missing', param: 'person_token' });
    const { body: other } = await call('POST', '/v1/tokens', { person: jane });
    const wrong = await call('POST', `/v1/accounts/${account.id}`, { account_token: other.id });
    expect(wrong.body.error).toMatchObject({ code: 'resource_missing', param: 'account_token' });
  });

  test('of test mode are a new one each time they are asked for', async () => {
    const { call } = openSandbox();
    const { body: token } = await call('GET', '/v1/tokens/tok_visa');
    expect(token).toMatchObject({ card: { brand: 'Visa', last4: '4242' }, type: 'card' });
    const { body: customer } = await call('POST', '/v1/customers', { source: token.id });
    expect(customer.default_source).toMatch(/^card_/);
  });
});
