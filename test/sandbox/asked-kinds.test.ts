// Kinds of means of payment: named in versions that take names, allowed in those that do not.

import { expect, test } from 'vitest';
import { made } from './made.ts';
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
