// Intents that wait for their customer, and are confirmed with another means of payment, or changed.

import { expect, test } from 'vitest';
import { made } from './made.ts';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

const asking = 'pm_card_authenticationRequired';

function waiting(call: Call, path: string, more = {}) {
  return made(call, path, {
    confirm: 'true',
    payment_method: asking,
    payment_method_types: ['card'],
    ...more,
  });
}

const payment = { amount: '1000', currency: 'usd' };
const paths: readonly (readonly [path: string, more: object])[] = [
  ['/v1/payment_intents', payment],
  ['/v1/setup_intents', {}],
];

test.each(paths)('at %s the same method counts as approved', async (path, more) => {
  const { call } = openSandbox();
  const { id, status, next_action } = await waiting(call, path, more);
  expect([status, next_action.type]).toEqual(['requires_action', 'use_stripe_sdk']);
  expect(await made(call, `${path}/${id}/confirm`)).toMatchObject({ status: 'succeeded' });
});

test.each(paths)('at %s another method has to be approved itself', async (path, more) => {
  const { call } = openSandbox();
  const first = await waiting(call, path, more);
  const confirm = (payment_method: string) =>
    made(call, `${path}/${first.id}/confirm`, { payment_method });
  const second = await confirm(asking);
  expect(second.status).toBe('requires_action');
  expect(second.payment_method).not.toBe(first.payment_method);
  expect(await confirm('pm_card_visa')).toMatchObject({ status: 'succeeded', next_action: null });
});

test.each(paths)('at %s another method ends the waiting', async (path, more) => {
  const { call } = openSandbox();
  const { id } = await waiting(call, path, more);
  const changed = await made(call, `${path}/${id}`, { payment_method: 'pm_card_visa' });
  expect(changed).toMatchObject({ status: 'requires_confirmation', next_action: null });
});

test('a method that goes elsewhere gives way to a card, and leaves no charge', async () => {
  const { call } = openSandbox();
  const { id, next_action: action } = await made(call, '/v1/payment_intents', {
    amount: '1000',
    confirm: 'true',
    currency: 'eur',
    payment_method_data: { type: 'ideal' },
    payment_method_types: ['ideal', 'card'],
    return_url: 'https://example.com/back',
  });
  expect(action.type).toBe('redirect_to_url');
  await made(call, `/v1/payment_intents/${id}/confirm`, { payment_method: 'pm_card_visa' });
  expect((await call('GET', '/v1/charges', { payment_intent: id })).body.data).toHaveLength(1);
});

test('another amount has to be approved anew; other words do not matter', async () => {
  const { call } = openSandbox();
  const { id } = await waiting(call, '/v1/payment_intents', payment);
  const path = `/v1/payment_intents/${id}`;
  const said = await made(call, path, { description: 'Tea' });
  expect(said.status).toBe('requires_action');
  const dearer = await made(call, path, { amount: '1200' });
  expect(dearer).toMatchObject({ status: 'requires_confirmation', next_action: null });
  expect(await made(call, `${path}/confirm`)).toMatchObject({ status: 'requires_action' });
});

test('an invoice that waits is paid with another card', async () => {
  const { call } = openSandbox();
  const customer = await made(call, '/v1/customers', { payment_method: 'pm_card_visa' });
  const invoice = await made(call, '/v1/invoices', { customer: customer.id });
  await made(call, '/v1/invoiceitems', {
    amount: '900',
    currency: 'usd',
    customer: customer.id,
    invoice: invoice.id,
  });
  const pay = (payment_method: string) =>
    call('POST', `/v1/invoices/${invoice.id}/pay`, { payment_method });
  expect((await pay(asking)).status).toBe(402);
  expect((await pay(asking)).status).toBe(402);
  expect((await pay('pm_card_visa')).body.status).toBe('paid');
  expect(await typesOf(call)).toContain('invoice.payment_action_required');
});
