// Stripe's test cards: where they are from, by name and by number, and what only some of them do.
// Source: https://docs.stripe.com/testing

import { expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { openSandbox, nowSeconds, typesOf, type Call } from './open-sandbox.ts';

const usual = { amount: '2000', currency: 'usd', 'payment_method_types[]': 'card' };

const pay = (call: Call, params: FormObject) =>
  call('POST', '/v1/payment_intents', { ...usual, confirm: 'true', ...params });

const typed = (number: string, more: FormObject = {}): FormObject => ({
  type: 'card',
  card: { number, exp_month: '12', exp_year: '34', ...more },
});

test.each([
  ['us', 'US', 'visa', 'credit'],
  ['ar', 'AR', 'visa', 'credit'],
  ['hu', 'HU', 'visa', 'credit'],
  ['cn', 'CN', 'visa', 'credit'],
  ['ae_mastercard', 'AE', 'mastercard', 'credit'],
  ['gb_debit', 'GB', 'visa', 'debit'],
  ['gb_mastercard', 'GB', 'mastercard', 'credit'],
  ['th_credit', 'TH', 'visa', 'credit'],
  ['th_debit', 'TH', 'visa', 'debit'],
  ['visa_debit', 'US', 'visa', 'debit'],
  ['visa_cartesBancaires', 'FR', 'visa', 'credit'],
  ['mastercard_cartesBancaires', 'FR', 'mastercard', 'credit'],
  ['visa_debit_eftposAuCoBranded', 'AU', 'visa', 'debit'],
  ['mastercard_debit_eftposAuCoBranded', 'AU', 'mastercard', 'debit'],
])('pm_card_%s is from %s, of %s, %s, and pays at once', async (name, country, brand, funding) => {
  const { call } = openSandbox();
  const { body } = await pay(call, {
    payment_method: `pm_card_${name}`,
    expand: ['latest_charge'],
  });
  expect(body.status).toBe('succeeded');
  const { card } = body.latest_charge.payment_method_details;
  expect([card.country, card.brand, card.funding]).toEqual([country, brand, funding]);
});

test.each([
  ['3530111333300000', 'JP', 'credit'],
  ['6200000000000047', 'CN', 'debit'],
  ['6205500000000000004', 'CN', 'credit'],
  ['6011981111111113', 'US', 'debit'],
  ['5555555555554444', 'US', 'credit'],
])('%s is from %s, %s', async (number, country, funding) => {
  const { call } = openSandbox();
  const { body } = await call('POST', '/v1/payment_methods', typed(number));
  expect(body.card).toMatchObject({ country, funding });
});

test('a wrong code is found only where one was told', async () => {
  const { call } = openSandbox();
  const without = await pay(call, { payment_method_data: typed('4000000000000127') });
  expect(without.body.status).toBe('succeeded');
  const { body } = await pay(call, {
    payment_method_data: typed('4000000000000127', { cvc: '123' }),
  });
  expect(body.error.code).toBe('incorrect_cvc');
  const { body: charge } = await call('GET', `/v1/charges/${body.error.charge}`);
  expect(charge.payment_method_details.card.checks.cvc_check).toBe('fail');
});

test('a card without money is declined off session once it is set up', async () => {
  const { call } = openSandbox();
  const { body: customer } = await call('POST', '/v1/customers');
  const { body: setup } = await call('POST', '/v1/setup_intents', {
    customer: customer.id,
    confirm: 'true',
    payment_method: 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
    'payment_method_types[]': 'card',
  });
  const { body: done } = await call('POST', `/v1/setup_intents/${setup.id}/confirm`);
  const { body } = await pay(call, {
    customer: customer.id,
    off_session: 'true',
    payment_method: done.payment_method,
  });
  expect(body.error).toMatchObject({ code: 'card_declined', decline_code: 'insufficient_funds' });
});

test('a refund that is pending succeeds after a while, and tells it', async () => {
  let ms = nowSeconds * 1000;
  const { call } = openSandbox({ clock: () => ms });
  const { body: intent } = await pay(call, { payment_method: 'pm_card_pendingRefund' });
  const { body: refund } = await call('POST', '/v1/refunds', { payment_intent: intent.id });
  expect(refund.status).toBe('pending');
  ms += 9_000;
  expect((await call('GET', `/v1/refunds/${refund.id}`)).body.status).toBe('pending');
  ms += 1_000;
  expect((await call('GET', `/v1/refunds/${refund.id}`)).body.status).toBe('succeeded');
  expect((await typesOf(call)).slice(-2)).toEqual(['refund.updated', 'charge.refund.updated']);
});

test('the card of India pays at once, but for whoever asks for its cardholder', async () => {
  const { call } = openSandbox();
  expect((await pay(call, { payment_method: 'pm_card_in' })).body.status).toBe('succeeded');
  const { body } = await call('POST', '/v1/setup_intents', {
    confirm: 'true',
    payment_method: 'pm_card_in',
    payment_method_types: ['card'],
    payment_method_options: { card: { request_three_d_secure: 'any' } },
  });
  expect(body.status).toBe('requires_action');
});
