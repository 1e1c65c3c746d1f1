// Events as people say them.

import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { describeEvent } from '../../src/inspector/sentences.ts';
import { readStripeEvent, type StripeEvent } from '../../src/inspector/stripe-event.ts';

function told(type: string, object: unknown = {}): string {
  const event = readStripeEvent({ id: 'evt_1', type, created: 1, data: { object } });
  return event ? describeEvent(event) : '';
}

const jane = { id: 'cus_1', object: 'customer', email: 'jane.smith@email.com', name: 'Jane Smith' };

test.each([
  ['customer.created', jane, 'jane.smith@email.com is a new customer'],
  ['customer.created', { ...jane, email: null }, 'Jane Smith is a new customer'],
  ['customer.created', { id: 'cus_1', email: '', name: '' }, 'cus_1 is a new customer'],
  ['customer.created', {}, 'Someone is a new customer'],
  ['customer.updated', jane, 'jane.smith@email.com was changed'],
  ['customer.deleted', jane, 'jane.smith@email.com is no longer a customer'],
  ['product.created', { name: 'Pin' }, 'A product was made: Pin'],
  ['product.updated', {}, 'A product was changed'],
  ['a_new.thing.updated', {}, 'An a new thing was updated'],
  [
    'invoice.finalized',
    { number: 'A-0001', amount_due: 500, currency: 'eur' },
    'Invoice A-0001 is open: €5.00 due',
  ],
  ['invoice.payment_failed', { id: 'in_1' }, 'Invoice in_1: the payment failed'],
  ['invoice.payment_attempt_required', { id: 'in_1' }, 'Invoice in_1: a payment has to be tried'],
  ['a_new.payment_failed', {}, 'An a new: payment failed'],
  ['payment_intent.succeeded', { amount: 2000, currency: 'usd' }, 'A payment of $20.00 succeeded'],
  ['payment_intent.succeeded', { amount: 2000, currency: 'jpy' }, 'A payment of ¥2,000 succeeded'],
  ['payment_intent.succeeded', {}, 'A payment of an unknown amount succeeded'],
  [
    'charge.succeeded',
    { amount: 100, currency: 'usd', payment_method_details: { card: { last4: '4242' } } },
    'A charge of $1.00 succeeded with the card that ends in 4242',
  ],
  [
    'charge.failed',
    { amount: 100, currency: 'usd', failure_message: 'Your card was declined.' },
    'A charge of $1.00 failed: Your card was declined',
  ],
  [
    'charge.dispute.closed',
    { amount: 100, currency: 'usd', status: 'won' },
    'A dispute over $1.00 was closed: won',
  ],
  [
    'payment_method.attached',
    { type: 'card', card: { last4: '4444' } },
    'The card that ends in 4444 was added to a customer',
  ],
  [
    'payment_method.attached',
    { type: 'sepa_debit' },
    'A means of payment (sepa debit) was added to a customer',
  ],
  ['customer.subscription.created', {}, 'A customer subscribed'],
  ['test_helpers.test_clock.created', { name: 'Year' }, 'A test clock was made: Year'],
  ['test_helpers.a_thing.created', {}, 'An a thing was created'],
  [
    'customer.subscription.created',
    {
      items: {
        data: [{ price: { unit_amount: 900, currency: 'usd', recurring: { interval: 'month' } } }],
      },
    },
    'A customer subscribed: $9.00 a month',
  ],
  [
    'issuing_transaction.created',
    { amount: -250, currency: 'usd' },
    '$2.50 were moved with a card that was issued',
  ],
  [
    'balance.available',
    { available: [{ amount: 5, currency: 'eur' }] },
    'The balance has money to pay out: €0.05',
  ],
  ['ping', {}, 'ping'],
])('%s of %j', (type, object, sentence) => {
  expect(told(type, object)).toBe(sentence);
});

test('what is no event is none', () => {
  for (const value of [null, 1, 'x', [], {}, { id: 'evt_1' }, { type: 'a.b' }]) {
    expect(readStripeEvent(value)).toBeUndefined();
  }
});

test('an event without an object is still told', () => {
  expect(readStripeEvent({ id: 'evt_1', type: 'a.created', data: null })?.object).toEqual({});
});

/** Names and amounts under every name that a sentence may look for. */
const full = {
  id: 'obj_1',
  number: 'obj_1',
  currency: 'usd',
  last4: '4242',
  value: 'DE123',
  status: 'won',
  reason: 'manual',
  charge: 'ch_1',
  customer: 'cus_1',
  customer_email: 'jane@example.com',
  failure_message: 'No.',
  available: [{ amount: 1234, currency: 'usd' }],
  pending_request: { amount: 1234, currency: 'usd' },
  coupon: { id: 'obj_1' },
  type: 'card',
  card: { last4: '4242' },
  items: { data: [{ price: { unit_amount: 1234, currency: 'usd' } }] },
  ...Object.fromEntries(
    [
      'amount',
      'amount_captured',
      'amount_due',
      'amount_paid',
      'amount_refunded',
      'amount_remaining',
      'amount_reversed',
      'amount_total',
      'net_amount',
      'unit_amount',
    ].map((name) => [name, 1234]),
  ),
};

test('every event type of the API has a sentence of its own, with a name or an amount', async () => {
  const types = await (await loadCatalog()).events();
  expect(types.length).toBeGreaterThan(250);
  const told = types.map((type) => describeEvent(event(type, full)));
  expect(
    told.filter((sentence) => !/^(obj_1|[A-Z$]).*\S$/.test(sentence) || /[{}]/.test(sentence)),
  ).toEqual([]);
  expect(
    told.filter((sentence) => !/obj_1|\$12\.34|4242|DE123|won|manual|c(h|us)_1|@/.test(sentence)),
  ).toEqual([]);
  expect(new Set(told).size).toBeGreaterThan(types.length - 5);
});

test('where nothing is known the sentence stands all the same', async () => {
  for (const type of await (await loadCatalog()).events()) {
    expect(describeEvent(event(type, {}))).toMatch(/^[^{}]*\w$/);
  }
});

test('usage that could not be counted is told, though its events are those of /v2', () => {
  const meter = { id: 'mtr_1', object: 'billing.meter', display_name: 'Tokens' };
  expect(describeEvent(event('v1.billing.meter.error_report_triggered', meter))).toBe(
    'Some usage could not be counted: Tokens',
  );
  expect(describeEvent(event('v1.billing.meter.no_meter_found', {}))).toBe(
    'Some usage has no meter that counts it',
  );
});

function event(type: string, object: Readonly<Record<string, unknown>>): StripeEvent {
  return { id: 'evt_1', type, created: 1, object, json: {} };
}
