// Money that is held: how much of it can be taken, and how much of what was taken can be given back.

import { expect, test } from 'vitest';
import { accepted, made, post } from './made.ts';
import { openSandbox } from './open-sandbox.ts';

const held = { amount: '1000', currency: 'usd', source: 'tok_visa', capture: 'false' };

async function holding() {
  const { call } = openSandbox();
  const charge = (await made(call, '/v1/charges', held)).id;
  const at = `/v1/charges/${charge}`;
  const told = async () => (await call('GET', at)).body;
  const refund = (more: object = {}) => post(call, '/v1/refunds', { charge, ...more });
  return { call, at, told, refund };
}

test('of what was taken in part no more is given back', async () => {
  const { call, at, told, refund } = await holding();
  await made(call, `${at}/capture`, { amount: '300' });
  const { status, body } = await refund({ amount: '400' });
  expect([status, body.error.message]).toEqual([
    400,
    'Refund amount ($4.00) is greater than charge amount ($3.00)',
  ]);
  expect((await refund({ amount: '100' })).body).toMatchObject({ amount: 100 });
  expect(await told()).toMatchObject({ amount_refunded: 100, refunded: false });
  expect((await refund()).body).toMatchObject({ amount: 200 });
  expect(await told()).toMatchObject({ amount_refunded: 300, refunded: true });
  expect((await refund()).body.error.code).toBe('charge_already_refunded');
});

test('so it is in versions that count what was not taken as given back', async () => {
  const { call, at, refund } = await holding();
  const former = { 'Stripe-Version': '2025-02-24.acacia' };
  const { body } = await call('POST', `${at}/capture`, { amount: '300' }, former);
  expect(body).toMatchObject({ amount_refunded: 700, refunded: false });
  expect((await refund()).body).toMatchObject({ amount: 300 });
});

test('what is held is given up whole, without a movement, and cannot be taken then', async () => {
  const { call, at, told, refund } = await holding();
  const before = (await call('GET', '/v1/balance')).body;
  const { status, body } = await refund({ amount: '100' });
  expect([status, body.error.message]).toEqual([
    400,
    'You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount ' +
      'less than the original amount',
  ]);
  expect((await refund()).body).toMatchObject({ amount: 1000, balance_transaction: null });
  expect((await call('GET', '/v1/balance')).body).toEqual(before);
  expect(await told()).toMatchObject({ captured: false, refunded: true });
  const late = await post(call, `${at}/capture`);
  expect([late.status, late.body.error.code]).toEqual([400, 'charge_already_refunded']);
});

test.each([
  ['succeeded', { payment_method: 'pm_card_visa', confirm: 'true' }, 'it has already succeeded'],
  ['canceled', {}, 'it has been canceled'],
])('a set-up that is %s takes no other means of payment', async (status, more, why) => {
  const { call } = openSandbox();
  const path = '/v1/setup_intents';
  const { id } = await made(call, path, { payment_method_types: ['card'], ...more });
  if (status === 'canceled') await made(call, `${path}/${id}/cancel`);
  for (const given of [
    { payment_method: 'pm_card_visa' },
    { payment_method_data: { type: 'card', card: { token: 'tok_visa' } } },
    { payment_method_types: ['card', 'us_bank_account'] },
  ]) {
    const { body } = await post(call, `${path}/${id}`, given);
    expect(body.error.message).toBe(`You cannot update this SetupIntent because ${why}.`);
  }
  expect((await call('GET', `${path}/${id}`)).body.status).toBe(status);
  await made(call, `${path}/${id}`, { metadata: { a: 'b' } });
});

test('a payment is held where the options of its kind say so, and only then', async () => {
  const { call } = openSandbox();
  const asked = {
    amount: '1099',
    currency: 'usd',
    confirm: 'true',
    payment_method_types: ['card', 'us_bank_account'],
    payment_method_options: { card: { capture_method: 'manual' } },
  };
  const intents = '/v1/payment_intents';
  const card = await made(call, intents, { ...asked, payment_method: 'pm_card_visa' });
  expect(card).toMatchObject({ amount_capturable: 1099, status: 'requires_capture' });
  const debit = await made(call, intents, {
    ...asked,
    ...accepted,
    payment_method: 'pm_usBankAccount_success',
  });
  expect(debit.status).toBe('processing');
  const captured = await made(call, `${intents}/${card.id}/capture`);
  expect(captured).toMatchObject({ amount_received: 1099, status: 'succeeded' });
});
