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
  ['product.created', {}, 'A product was created'],
  ['invoice.finalized', {}, 'An invoice was finalized'],
  ['invoice.payment_failed', {}, 'An invoice: payment failed'],
  ['payment_intent.succeeded', {}, 'A payment intent succeeded'],
  ['customer.subscription.created', {}, 'A customer subscription was created'],
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
