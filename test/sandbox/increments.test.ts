// Authorizations that are raised before they are captured.

import { expect, test } from 'vitest';
import { made, post } from './made.ts';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

const wish = { card: { request_incremental_authorization: 'if_available' } };

function held(call: Call, more = {}) {
  return made(call, '/v1/payment_intents', {
    amount: '1000',
    capture_method: 'manual',
    confirm: 'true',
    currency: 'usd',
    payment_method: 'pm_card_visa',
    payment_method_types: ['card'],
    ...more,
  });
}

test('what is held can be raised, and captured then', async () => {
  const { call } = openSandbox();
  const { id, latest_charge: charge } = await held(call, { payment_method_options: wish });
  const path = `/v1/payment_intents/${id}`;
  const raised = await made(call, `${path}/increment_authorization`, {
    amount: '1500',
    description: 'One night more',
    metadata: { nights: '2' },
  });
  expect(raised).toMatchObject({
    amount: 1500,
    amount_capturable: 1500,
    description: 'One night more',
    metadata: { nights: '2' },
    status: 'requires_capture',
  });
  expect((await call('GET', `/v1/charges/${charge}`)).body).toMatchObject({
    amount: 1500,
    payment_method_details: {
      card: { amount_authorized: 1500, incremental_authorization: { status: 'available' } },
    },
  });
  expect((await typesOf(call)).slice(-2)).toEqual([
    'charge.updated',
    'payment_intent.amount_capturable_updated',
  ]);
  const taken = await made(call, `${path}/capture`);
  expect(taken).toMatchObject({ status: 'succeeded', amount_received: 1500 });
});

const refusals: readonly (readonly [name: string, more: object, amount: string, told: object])[] = [
  ['that was not asked for', {}, '1500', { code: 'payment_intent_invalid_parameter' }],
  ['by nothing', { payment_method_options: wish }, '1000', { param: 'amount' }],
  [
    'of what is paid',
    { capture_method: 'automatic', payment_method_options: wish },
    '1500',
    { code: 'payment_intent_unexpected_state' },
  ],
];

test.each(refusals)('a raise %s is refused', async (_, more, amount, told) => {
  const { call } = openSandbox();
  const { id } = await held(call, more);
  const answer = await post(call, `/v1/payment_intents/${id}/increment_authorization`, { amount });
  expect(answer.status).toBe(400);
  expect(answer.body.error).toMatchObject(told);
});

test('a part goes on only where all would', async () => {
  const { call } = openSandbox();
  const { id } = await held(call, { payment_method_options: wish });
  const path = `/v1/payment_intents/${id}/increment_authorization`;
  const asked = { amount: '1500', transfer_data: { amount: '5' } };
  const { status, body } = await post(call, path, asked);
  expect([status, body.error.param]).toEqual([400, 'transfer_data[amount]']);
  expect((await call('GET', `/v1/payment_intents/${id}`)).body).toMatchObject({
    amount: 1000,
    transfer_data: null,
  });
});

test('nor can an update tell of a transfer that there is not', async () => {
  const { call } = openSandbox();
  const { id } = (await post(call, '/v1/payment_intents', { amount: '900', currency: 'usd' })).body;
  const asked = { transfer_data: { amount: '5' } };
  const { status, body } = await post(call, `/v1/payment_intents/${id}`, asked);
  expect([status, body.error.param]).toEqual([400, 'transfer_data[amount]']);
  expect((await call('GET', `/v1/payment_intents/${id}`)).body.transfer_data).toBeNull();
});

test('ten raises are the most', async () => {
  const { call } = openSandbox();
  const { id } = await held(call, { payment_method_options: wish });
  const path = `/v1/payment_intents/${id}/increment_authorization`;
  for (let count = 1; count <= 10; count += 1) {
    await made(call, path, { amount: String(1000 + count) });
  }
  expect((await post(call, path, { amount: '2000' })).status).toBe(400);
});

test.each([
  ['pm_card_visa', 29.75],
  ['pm_card_mastercard', 30],
  ['pm_card_diners', 7],
])('with %s it is held for %d days where that was asked for', async (payment_method, days) => {
  const { call } = openSandbox();
  const asked = { request_extended_authorization: 'if_available' };
  const { latest_charge: charge } = await held(call, {
    payment_method,
    payment_method_options: { card: asked },
    expand: ['latest_charge'],
  });
  const { card } = charge.payment_method_details;
  expect((card.capture_before - charge.created) / 86_400).toBe(days);
  expect(card.extended_authorization.status).toBe(days > 7 ? 'enabled' : 'disabled');
});

test.each([
  ['pm_card_visa', 4.75],
  ['pm_card_mastercard', 7],
])(
  'with %s of a customer who is not there it is held for %d days',
  async (payment_method, days) => {
    const { call } = openSandbox();
    const { id: customer } = await made(call, '/v1/customers');
    const { latest_charge: charge } = await held(call, {
      customer,
      payment_method,
      off_session: 'true',
      expand: ['latest_charge'],
    });
    const { card } = charge.payment_method_details;
    expect((card.capture_before - charge.created) / 86_400).toBe(days);
  },
);

test('more than what is held is taken where that was asked for, up to a limit', async () => {
  const { call } = openSandbox();
  const asked = { request_overcapture: 'if_available' };
  const intent = await held(call, { payment_method_options: { card: asked } });
  const at = `/v1/payment_intents/${intent.id}/capture`;
  const { body } = await post(call, at, { amount_to_capture: '1201' });
  expect(body.error.code).toBe('amount_too_large');
  const taken = await made(call, at, { amount_to_capture: '1200', expand: ['latest_charge'] });
  expect(taken).toMatchObject({
    amount: 1200,
    amount_capturable: 0,
    amount_received: 1200,
    latest_charge: {
      amount: 1200,
      amount_captured: 1200,
      amount_refunded: 0,
      payment_method_details: {
        card: {
          amount_authorized: 1000,
          overcapture: { maximum_amount_capturable: 1200, status: 'available' },
        },
      },
    },
    status: 'succeeded',
  });
});
