// Kinds of means of payment: named in versions that take names, allowed in those that do not.

import { describe, expect, test } from 'vitest';
import { accepted, made, post } from './made.ts';
import { openSandbox } from './open-sandbox.ts';

const endive = { 'Stripe-Version': '2026-09-30.endive' };
const money = { amount: '1500', currency: 'usd' };
const page = {
  mode: 'payment',
  success_url: 'https://shop.example/done',
  line_items: [
    {
      quantity: '1',
      price_data: { currency: 'usd', unit_amount: '1500', product_data: { name: 'Ladder' } },
    },
  ],
};
const named = { payment_method_types: ['card'] };
const code = 'payment_method_types_no_longer_supported';

test.each<[string, object]>([
  ['/v1/payment_intents', money],
  ['/v1/setup_intents', {}],
  ['/v1/checkout/sessions', page],
])('%s takes no names of kinds in the newest versions, and does before', async (path, params) => {
  const { call } = openSandbox();
  const refused = await call('POST', path, { ...params, ...named }, endive);
  expect(refused).toMatchObject({
    status: 400,
    body: { error: { type: 'invalid_request_error', code, param: 'payment_method_types' } },
  });
  const former = { 'Stripe-Version': '2026-08-26.dahlia' };
  const { body } = await call('POST', path, { ...params, ...named }, former);
  expect(body.payment_method_types).toEqual(['card']);
});

test('the names that a page needs itself are nobody else’s: its set-up, and that of a link', async () => {
  const { call } = openSandbox();
  const setup = { mode: 'setup', currency: 'usd', success_url: 'https://shop.example/done' };
  const opened = await call('POST', '/v1/checkout/sessions', setup, endive);
  expect(opened.status).toBe(200);
  const product = (await made(call, '/v1/products', { name: 'Ladder' })).id;
  const price = (await made(call, '/v1/prices', { product, currency: 'usd', unit_amount: '1500' }))
    .id;
  const items = [{ price, quantity: '1' }];
  const link = await call('POST', '/v1/payment_links', { line_items: items, ...named }, endive);
  expect(link.body.payment_method_types).toEqual(['card']);
  const shown = await call('GET', `/v1/payment_pages/${link.body.id}`, '', endive);
  expect(shown.status).toBe(200);
});

test('of the kinds that are allowed, those count that take the currency', async () => {
  const { call } = openSandbox();
  const allowed = { allowed_payment_method_types: ['card', 'ideal', 'us_bank_account'] };
  const intent = await made(call, '/v1/payment_intents', { ...money, ...allowed });
  expect(intent).toMatchObject({ payment_method_types: ['card', 'us_bank_account'], ...allowed });
  const session = await call('POST', '/v1/checkout/sessions', { ...page, ...allowed }, endive);
  expect(session.body).toMatchObject({ payment_method_types: ['card', 'us_bank_account'] });
});

test('kinds are allowed, or named, or those of the account', async () => {
  const { call } = openSandbox();
  const allowed = { allowed_payment_method_types: ['card'] };
  const both = await call('POST', '/v1/payment_intents', { ...money, ...allowed, ...named });
  expect(both.body.error.message).toContain('payment_method_types');
  const automatic = { automatic_payment_methods: { enabled: 'true' } };
  const other = await call('POST', '/v1/setup_intents', { ...allowed, ...automatic });
  expect([both.status, other.status]).toEqual([400, 400]);
});

describe('a means of payment of another kind than the intent takes', () => {
  const cards = { payment_method_types: ['card'] };
  const payment = { amount: '1000', currency: 'usd' };
  const bank = 'pm_usBankAccount_success';
  const refusals = {
    payment_intents: {
      code: undefined,
      message:
        'The PaymentMethod provided (us_bank_account) is not allowed for this PaymentIntent. Please ' +
        'attach a PaymentMethod of one of the following types: card. Alternatively, update the ' +
        'allowed payment_method_types for this PaymentIntent to include "us_bank_account".',
    },
    setup_intents: {
      code: 'setup_intent_invalid_parameter',
      message:
        'The PaymentMethod provided (us_bank_account) is not allowed for this SetupIntent. Please ' +
        'attach a PaymentMethod of one of the following types: card. Alternatively update the ' +
        'allowed payment_method_types for this SetupIntent to include "us_bank_account".',
    },
  } as const;
  const account = { account_holder_type: 'individual', account_number: '000123456789' };
  const described = {
    type: 'us_bank_account',
    us_bank_account: { ...account, routing_number: '110000000' },
    billing_details: { name: 'Jane' },
  };

  describe.each([
    ['payment_intents', { ...payment, ...cards }],
    ['payment_intents', { ...payment, automatic_payment_methods: { enabled: 'true' } }],
    ['setup_intents', cards],
    ['setup_intents', { automatic_payment_methods: { enabled: 'true' } }],
  ] as const)('%s %o', (kind, asked) => {
    const path = `/v1/${kind}`;
    const { code, message } = refusals[kind];

    test.each([
      ['created', { payment_method: bank }],
      ['created, described', { payment_method_data: described }],
      ['created and confirmed', { payment_method: bank, confirm: 'true', ...accepted }],
    ])('is refused when one is %s', async (_, more) => {
      const { call } = openSandbox();
      const { status, body } = await post(call, path, { ...asked, ...more });
      expect([status, body.error.code, body.error.message]).toEqual([400, code, message]);
    });

    test.each([
      ['updated', ''],
      ['confirmed', '/confirm'],
    ])('is refused when one is %s, which stays as it is', async (_, verb) => {
      const { call } = openSandbox();
      const { id } = await made(call, path, { ...asked, payment_method: 'pm_card_visa' });
      const before = (await call('GET', `${path}/${id}`)).body;
      for (const given of [{ payment_method: bank }, { payment_method_data: described }]) {
        const { status, body } = await post(call, `${path}/${id}${verb}`, given);
        expect([status, body.error.code, body.error.message]).toEqual([400, code, message]);
      }
      expect((await call('GET', `${path}/${id}`)).body).toEqual(before);
    });
  });

  test('is taken once the intent takes its kind', async () => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/payment_intents', { ...payment, ...cards });
    const both = { payment_method_types: ['card', 'us_bank_account'], payment_method: bank };
    expect(await made(call, `/v1/payment_intents/${id}`, both)).toMatchObject({
      status: 'requires_confirmation',
    });
    const other = await made(call, '/v1/payment_intents', { ...payment, ...cards });
    const confirming = { ...both, ...accepted };
    const paid = await made(call, `/v1/payment_intents/${other.id}/confirm`, confirming);
    expect(paid).toMatchObject({
      status: 'processing',
      payment_method_types: ['card', 'us_bank_account'],
    });
  });
});
