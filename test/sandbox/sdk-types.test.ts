// That the check against the SDK's types finds what is wrong: a right answer, spoilt in one place each.

import { beforeAll, expect, test } from 'vitest';
import { openSandbox, type Answered } from './open-sandbox.ts';
import { sdkTypes } from './sdk-types.ts';

const types = sdkTypes();
let intent: Answered['body'];

beforeAll(async () => {
  const { call } = openSandbox();
  const paid = await call('POST', '/v1/payment_intents', {
    amount: '2000',
    currency: 'usd',
    payment_method: 'pm_card_visa',
    'payment_method_types[]': 'card',
    confirm: 'true',
    'expand[]': 'latest_charge',
  });
  intent = paid.body;
});

test('what is right has no problems', () => {
  expect(types.problemsOf(intent)).toEqual([]);
  expect(types.problemsOf({ ...intent, latest_charge: 'ch_1' })).toEqual([]);
  expect(types.problemsOf({ object: 'list', data: [intent, intent] })).toEqual([]);
  expect(types.problemsOf({ id: 'cus_1', object: 'customer', deleted: true })).toEqual([]);
});

const spoilt: readonly (readonly [name: string, values: object, problem: string])[] = [
  ['a number as text', { amount: '2000' }, 'payment_intent.amount is "2000": not a number'],
  ['a missing field', { currency: undefined }, 'payment_intent.currency is missing'],
  ['null where there is none', { currency: null }, 'payment_intent.currency is null: not a string'],
  ['a status of its own', { status: 'paid' }, 'payment_intent.status is "paid": not one of '],
  [
    'one text for many',
    { payment_method_types: 'card' },
    'payment_intent.payment_method_types is ',
  ],
  [
    'a number among texts',
    { payment_method_types: [1] },
    'payment_intent.payment_method_types.0 is',
  ],
  [
    'a number in metadata',
    { metadata: { order: 1 } },
    'payment_intent.metadata.order is 1: not a ',
  ],
  ['a number for an id', { customer: 1 }, 'payment_intent.customer is 1: not a string'],
  [
    'another kind of object',
    { latest_charge: { id: 'cus_1', object: 'customer' } },
    'payment_intent.latest_charge.object is "customer": not one of charge',
  ],
];

test.each(spoilt)('%s is found', (_, values, problem) => {
  const problems = types.problemsOf({ ...intent, ...values });
  expect(problems.filter((one) => one.startsWith(problem))).toHaveLength(1);
});

test('what is wrong inside of an object, a list or an event is found there', () => {
  const charge = { ...intent.latest_charge, outcome: { ...intent.latest_charge.outcome, type: 5 } };
  const inside = ['payment_intent.latest_charge.outcome.type is 5: not a string'];
  const outer = { ...intent, latest_charge: charge };
  expect(types.problemsOf(outer)).toEqual(inside);
  expect(types.problemsOf({ object: 'list', data: [intent, outer] })).toEqual(inside);
  const event = { object: 'event', type: 'charge.succeeded', data: { object: charge } };
  const told = types.problemsOf(event);
  expect(told).toContain('event.id is missing');
  expect(told).toContain('charge.succeeded: charge.outcome.type is 5: not a string');
});

test('what is deleted needs no more than its id', () => {
  const problems = types.problemsOf({ object: 'customer', deleted: true });
  expect(problems).toEqual(['customer.id is missing']);
});
