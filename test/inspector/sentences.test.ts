// Events as people say them.

import { expect, test } from 'vitest';
import { describeEvent } from '../../src/inspector/sentences.ts';
import { readStripeEvent } from '../../src/inspector/stripe-event.ts';

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
  ['product.updated', {}, 'A product was updated'],
  [
    'invoice.finalized',
    { number: 'A-0001', amount_due: 500, currency: 'eur' },
    'Invoice A-0001 is open: €5.00 due',
  ],
  ['invoice.payment_failed', { id: 'in_1' }, 'Invoice in_1: the payment failed'],
  ['invoice.payment_attempt_required', {}, 'An invoice: payment attempt required'],
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
  ['test_helpers.test_clock.created', {}, 'A test clock was created'],
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
