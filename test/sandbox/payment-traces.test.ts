// What a payment leaves behind where it does not simply go through: on the charge, the card, the refund.

import { expect, test } from 'vitest';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

const asked = { amount: '2600', currency: 'usd', 'payment_method_types[]': 'card' };

async function cardOf(call: Call, token: string): Promise<string> {
  const card = { type: 'card', card: { token } };
  return (await call('POST', '/v1/payment_methods', card)).body.id;
}

// Tests read whatever the API answers.
// oxlint-disable-next-line typescript/no-explicit-any
async function pay(call: Call, more: object, headers = {}): Promise<any> {
  const params = { ...asked, confirm: 'true', ...more };
  return (await call('POST', '/v1/payment_intents', params, headers)).body;
}

const formerly = { 'Stripe-Version': '2025-02-24.acacia' };

test.each([
  [{}, 0],
  [formerly, 1600],
])('what is not captured counts as refunded in former versions only: %j', async (headers, back) => {
  const { call } = openSandbox();
  const held = { payment_method: 'pm_card_visa', capture_method: 'manual' };
  const { id, latest_charge: charge } = await pay(call, held, headers);
  await call('POST', `/v1/payment_intents/${id}/capture`, { amount_to_capture: '1000' }, headers);
  const { body } = await call('GET', `/v1/charges/${charge}`);
  expect(body).toMatchObject({ amount_captured: 1000, amount_refunded: back, refunded: false });
});

test.each([
  [{}, false],
  [formerly, true],
])('what was held for a payment that is canceled, likewise: %j', async (headers, refunded) => {
  const { call } = openSandbox();
  const held = { payment_method: 'pm_card_visa', capture_method: 'manual' };
  const { id, latest_charge: charge } = await pay(call, held, headers);
  await call('POST', `/v1/payment_intents/${id}/cancel`, {}, headers);
  expect((await call('GET', `/v1/charges/${charge}`)).body).toMatchObject({ refunded });
  expect((await typesOf(call)).includes('charge.refunded')).toBe(refunded);
});

test('a charge that the bank refused holds nothing, and has no receipt', async () => {
  const { call } = openSandbox();
  const { error } = await pay(call, { payment_method: 'pm_card_visa_chargeDeclined' });
  const { body } = await call('GET', `/v1/charges/${error.charge}`);
  expect(body).toMatchObject({
    receipt_url: null,
    payment_method_details: { card: { amount_authorized: null } },
  });
  expect(body.payment_method_details.card).not.toHaveProperty('capture_before');
});

test('what Visa was asked on the net bears its indicator', async () => {
  const { call } = openSandbox();
  const paid = await pay(call, { payment_method: 'pm_card_visa', 'expand[]': 'latest_charge' });
  expect(paid.latest_charge.payment_method_details.card).toMatchObject({
    electronic_commerce_indicator: '07',
  });
});

test('a bank that refuses has looked at the code of the card all the same', async () => {
  const { call } = openSandbox();
  const method = await cardOf(call, 'tok_visa_chargeDeclined');
  const { error } = await pay(call, { payment_method: method });
  const seen = { card: { checks: { cvc_check: 'pass' } } };
  expect(error).toMatchObject({
    payment_method: seen,
    payment_intent: { last_payment_error: { payment_method: seen } },
  });
  expect((await call('GET', `/v1/payment_methods/${method}`)).body).toMatchObject(seen);
  const other = await cardOf(call, 'tok_chargeDeclinedExpiredCard');
  const setup = { confirm: 'true', payment_method: other, 'payment_method_types[]': 'card' };
  const refused = await call('POST', '/v1/setup_intents', setup);
  expect(refused.body.error).toMatchObject({ payment_method: seen });
});

test('a bank is not asked while nobody is there to approve the payment: no charge is left', async () => {
  const { call } = openSandbox();
  const method = await cardOf(call, 'tok_threeDSecure2Required');
  const { error } = await pay(call, { payment_method: method, off_session: 'true' });
  expect(error).toMatchObject({
    code: 'authentication_required',
    payment_intent: { latest_charge: null, status: 'requires_payment_method' },
    payment_method: { card: { checks: { cvc_check: 'unchecked' } } },
  });
  expect(error).not.toHaveProperty('charge');
  const { last_payment_error: kept } = error.payment_intent;
  expect(kept).toMatchObject({ payment_method_type: 'card' });
  expect(kept).not.toHaveProperty('charge');
  expect(await typesOf(call)).not.toContain('charge.failed');
});

test('a refund names who gets it, by which means, and what was paid for', async () => {
  const { call } = openSandbox();
  const { body: customer } = await call('POST', '/v1/customers');
  const method = await cardOf(call, 'tok_visa');
  await call('POST', `/v1/payment_methods/${method}/attach`, { customer: customer.id });
  const { latest_charge: charge } = await pay(call, {
    customer: customer.id,
    payment_method: method,
    description: 'Two lamps',
  });
  const { body: refund } = await call('POST', '/v1/refunds', {
    charge,
    'expand[]': 'balance_transaction',
  });
  expect(refund).toMatchObject({
    customer: customer.id,
    payment_method: method,
    balance_transaction: { description: 'REFUND FOR CHARGE (Two lamps)' },
  });
});

test('the group of transfers is told to the intent, not to its charge', async () => {
  const { call } = openSandbox();
  const { id, latest_charge: charge } = await pay(call, { payment_method: 'pm_card_visa' });
  const { body } = await call('POST', `/v1/charges/${charge}`, { transfer_group: 'lamps' });
  expect(body.error.message).toMatch(
    new RegExp(`^This Charge was created by a PaymentIntent \\(${id}\\)\\. You must update the`),
  );
  const { status } = await call('POST', `/v1/charges/${charge}`, { description: 'Lamps' });
  expect(status).toBe(200);
});

test('a Klarna method tells of a date of birth only where one was given', async () => {
  const { call } = openSandbox();
  const bare = await call('POST', '/v1/payment_methods', { type: 'klarna' });
  expect(bare.body.klarna).toEqual({});
  const dob = { day: '3', month: '5', year: '1990' };
  const told = await call('POST', '/v1/payment_methods', { type: 'klarna', klarna: { dob } });
  expect(told.body.klarna).toEqual({ dob: { day: 3, month: 5, year: 1990 } });
});

test('an intent keeps what is told of a card that was refused, and its kind, without itself', async () => {
  const { call } = openSandbox();
  const { error } = await pay(call, { payment_method: 'pm_card_visa_chargeDeclined' });
  const { payment_intent: intent, request_log_url: _log, ...told } = error;
  expect(intent.last_payment_error).toEqual({ ...told, payment_method_type: 'card' });
  expect(told).not.toHaveProperty('payment_method_type');
});

test.each([
  ['', {}],
  [', though nobody could be asked', { off_session: 'true' }],
])('a payment that must not wait leaves a charge that no refusal tells%s', async (_, occasion) => {
  const { call } = openSandbox();
  const { error } = await pay(call, {
    error_on_requires_action: 'true',
    payment_method: 'pm_card_threeDSecure2Required',
    ...occasion,
  });
  const { last_payment_error: kept, latest_charge: charge } = error.payment_intent;
  expect(error.decline_code).toBe('authentication_not_handled');
  expect(charge).toMatch(/^ch_/);
  for (const told of [error, kept]) expect(told).not.toHaveProperty('charge');
});

test('a payment names a mandate or tells of a new one, not both', async () => {
  const { call } = openSandbox();
  const mandate_data = { customer_acceptance: { type: 'offline' } };
  const { error } = await pay(call, { mandate: 'mandate_1', mandate_data });
  expect(error).toMatchObject({ param: 'mandate', type: 'invalid_request_error' });
  expect(error).not.toHaveProperty('code');
});

test('the evidence of a dispute begins with what is known of the customer', async () => {
  const { call } = openSandbox();
  const known = { email: 'ann@example.com', description: 'Ann of the lamps' };
  const { body: customer } = await call('POST', '/v1/customers', known);
  const method = await cardOf(call, 'tok_createDisputeInquiry');
  const { latest_charge: charge } = await pay(call, {
    customer: customer.id,
    payment_method: method,
  });
  const { data } = (await call('GET', '/v1/disputes', { charge })).body;
  expect(data).toMatchObject([
    {
      balance_transaction: null,
      evidence: {
        customer_email_address: 'ann@example.com',
        customer_name: 'Ann of the lamps',
        uncategorized_text: null,
      },
      evidence_details: { has_evidence: false },
    },
  ]);
});

test.each(['tok_visa_createDispute', 'tok_createDispute'])('%s is disputed', async (token) => {
  const { call } = openSandbox();
  const method = await cardOf(call, token);
  const { latest_charge: charge } = await pay(call, { payment_method: method });
  expect((await call('GET', `/v1/charges/${charge}`)).body).toMatchObject({ disputed: true });
});
