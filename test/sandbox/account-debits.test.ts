// What a platform takes back from its connected accounts: a payment here, a transfer there.

import { expect, test } from 'vitest';
import { made, post } from './made.ts';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

const amount = { amount: '1500', currency: 'usd' };

async function opened(type = 'express') {
  const { call } = openSandbox();
  const { id } = await made(call, '/v1/accounts', { type, country: 'US' });
  const as = (method: string, path: string, params = {}) =>
    call(method, path, params, { 'Stripe-Account': id });
  return { call, id, as };
}

const balanceOf = async (call: Call) => (await call('GET', '/v1/balance')).body.available[0];

test.each(['express', 'custom'])('an account of type %s pays from its balance', async (type) => {
  const { call, id, as } = await opened(type);
  const paid = await made(call, '/v1/charges', { ...amount, source: id, description: 'Printer' });
  expect(paid).toMatchObject({
    amount: 1500,
    id: expect.stringMatching(/^py_/),
    paid: true,
    payment_method_details: { type: 'stripe_account' },
    source: { id, object: 'account' },
    status: 'succeeded',
  });
  const [sent] = (await as('GET', '/v1/transfers')).body.data;
  expect(sent).toMatchObject({ amount: 1500, destination_payment: paid.id });
  expect(paid.source_transfer).toBe(sent.id);
  expect(await balanceOf(call)).toMatchObject({ amount: 1500, currency: 'usd' });
  expect(await balanceOf(as)).toMatchObject({ amount: -1500, currency: 'usd' });
  expect((await call('GET', `/v1/charges/${paid.id}`)).body).toEqual(paid);
  expect((await typesOf(call)).at(-1)).toBe('charge.succeeded');
  expect(await typesOf(as)).toContain('transfer.created');
});

test('the account has it back by a reversal of its transfer, and not by a refund', async () => {
  const { call, id, as } = await opened();
  const paid = await made(call, '/v1/charges', { ...amount, source: id });
  const refused = await post(call, '/v1/refunds', { charge: paid.id });
  expect(refused.body.error.code).toBe('sandbox_not_simulated');
  const back = await as('POST', `/v1/transfers/${paid.source_transfer}/reversals`, {
    amount: '500',
  });
  expect(back.body).toMatchObject({ object: 'transfer_reversal', amount: 500 });
  expect(await balanceOf(call)).toMatchObject({ amount: 1000 });
  expect(await balanceOf(as)).toMatchObject({ amount: -1000 });
  expect((await call('GET', `/v1/charges/${paid.id}`)).body.amount_refunded).toBe(500);
});

test.each([
  ['one that answers for itself', 'standard', {}, 'source'],
  ['another currency than its own', 'express', { currency: 'eur' }, 'currency'],
])('%s is not debited', async (_, type, more, param) => {
  const { call, id } = await opened(type);
  const { status, body } = await post(call, '/v1/charges', { ...amount, ...more, source: id });
  expect([status, body.error.param]).toEqual([400, param]);
});

test('an account of nobody is no source', async () => {
  const { call } = await opened();
  const { body } = await post(call, '/v1/charges', { ...amount, source: 'acct_1Nobody' });
  expect(body.error.message).toBe("No such token: 'acct_1Nobody'");
});
