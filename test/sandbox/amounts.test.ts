// What payments are refused for: amounts that are too small, too large or not there in their currency, and
// what no statement can tell.
// Source: https://docs.stripe.com/currencies

import { expect, test } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

test.each([
  ['usd', 49, 'Amount must be at least $0.50 usd'],
  ['usd', 99_999_999, undefined],
  ['usd', 100_000_000, 'Amount must be no more than $999,999.99'],
  ['aed', 199, 'Amount must be at least 2.00 AED aed'],
  ['bgn', 99, 'Amount must be at least 1.00 BGN bgn'],
  ['thb', 999, 'Amount must be at least 10.00 THB thb'],
  ['thb', 1000, undefined],
  ['idr', 999_999_999_999, undefined],
  ['idr', 1_000_000_000_000, 'Amount must be no more than 9,999,999,999.99 IDR'],
  ['ugx', 500_000, undefined],
  ['ugx', 500_050, /^Invalid amount. Currency UGX has become effectively zero-decimal/],
  ['isk', 550, /must be evenly divisible by 100/],
  ['kwd', 5120, undefined],
  ['kwd', 5124, /must be evenly divisible by 10\./],
  ['jpy', 501, undefined],
])('a payment of %s %i: %s', async (currency, amount, why) => {
  const { call } = openSandbox();
  const { status, body } = await call('POST', '/v1/payment_intents', {
    amount: String(amount),
    currency,
    'payment_method_types[]': 'card',
  });
  expect(status).toBe(why === undefined ? 200 : 400);
  if (why !== undefined) expect(body.error.message).toMatch(why);
});

test.each([
  ['Custom descriptor', undefined],
  ['1234567', 'The statement descriptor must contain at least one Latin character.'],
  ['a<b', 'The statement descriptor cannot include <.'],
  ['LAMPS* 2', 'The statement descriptor cannot include *.'],
  ['x'.repeat(23), /must be at most 22 characters/],
])('a statement descriptor %j is refused: %s', async (statement_descriptor, why) => {
  const { call } = openSandbox();
  const { status, body } = await call('POST', '/v1/payment_intents', {
    amount: '1099',
    currency: 'usd',
    statement_descriptor,
  });
  expect(status).toBe(why === undefined ? 200 : 400);
  if (why !== undefined) expect(body.error.message).toMatch(why);
});

test('a payout goes out whole where banks know no smaller unit', async () => {
  const { call } = openSandbox();
  const huf = { currency: 'huf' };
  await call('POST', '/v1/charges', { ...huf, amount: '500000', source: 'tok_bypassPending' });
  const { body } = await call('POST', '/v1/payouts', { ...huf, amount: '1045' });
  expect(body.error.param).toBe('amount');
  expect((await call('POST', '/v1/payouts', { ...huf, amount: '1000' })).status).toBe(200);
});
