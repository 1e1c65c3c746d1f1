// When a step counts as done: what is read from a command, and what the sandbox has to hold for it.

import { describe, expect, test } from 'vitest';
import {
  isHeld,
  keyIn,
  readRule,
  shapeOf,
  type HeldRecords,
} from '../../src/snippets/step-rule.ts';

const jane = {
  id: 'cus_N1aB2c3D4e5F6g',
  object: 'customer',
  name: 'Jane',
  metadata: { tier: 'a' },
};

const holding = (...objects: readonly Record<string, unknown>[]): HeldRecords => {
  const records: Record<string, { version: Record<string, unknown> }[]> = {};
  for (const version of objects) (records[String(version['object'])] ??= []).push({ version });
  return records;
};
const event = (type: string, object: Record<string, unknown>) => ({
  object: 'event',
  type,
  data: { object },
});

const held: readonly (readonly [command: string, records: HeldRecords, isDone: boolean])[] = [
  ['stripe customers create', holding(jane), true],
  ['stripe customers create', holding(), false],
  ['stripe customers create', holding({ ...jane, object: 'product' }), false],
  ['stripe customers create --name Jane', holding(jane), true],
  ['stripe customers create --name=Joe', holding(jane), false],
  ['stripe customers create \\\n  --name "Jane" \\\n  -d "metadata[tier]=a"', holding(jane), true],
  ['stripe customers create -d "metadata[tier]=b"', holding(jane), false],
  ['stripe customers create -d metadata[none]=b', holding(jane), false],
  ['stripe customers create --source tok_visa', holding(jane), true],
  ['stripe post /v1/customers -d name=Jane', holding(jane), true],
  ['stripe post /v1/customers/cus_N1aB2c3D4e5F6g -d name=Joe', holding(jane), false],
  // Gone since, but it was there.
  ['stripe customers create --name Jane', holding(event('customer.created', jane)), true],
  ['stripe customers update {{CUSTOMER_ID}} --name Jane', holding(jane), true],
  ['stripe customers update {{CUSTOMER_ID}} --name Joe', holding(jane), false],
  ['stripe customers delete {{CUSTOMER_ID}}', holding(jane), false],
  ['stripe customers delete cus_N1aB2c3D4e5F6g', holding(event('customer.deleted', jane)), true],
  ['stripe delete /v1/customers/{{CUSTOMER_ID}}', holding(event('customer.deleted', jane)), true],
  [
    'stripe subscriptions cancel {{SUBSCRIPTION_ID}}',
    holding(event('customer.subscription.deleted', { object: 'subscription' })),
    true,
  ],
  [
    'stripe invoices pay {{INVOICE_ID}}',
    holding(event('invoice.paid', { object: 'invoice' })),
    true,
  ],
  [
    'stripe invoices pay {{INVOICE_ID}}',
    holding(event('invoice.created', { object: 'invoice' })),
    false,
  ],
  ['stripe trigger invoice.paid', holding(event('invoice.paid', { object: 'invoice' })), true],
  ['stripe trigger invoice.paid', holding(event('invoice.paid_out', {})), false],
  ['stripe checkout sessions create', holding({ object: 'checkout.session' }), true],
  [
    'stripe prices create --unit-amount 2000',
    holding({ object: 'price', unit_amount: 2000 }),
    true,
  ],
  [
    'stripe prices create --unit-amount 2000',
    holding({ object: 'price', unit_amount: 200 }),
    false,
  ],
  [
    'stripe prices create --recurring.interval month',
    holding({ object: 'price', recurring: { interval: 'month' } }),
    true,
  ],
  [
    'stripe prices create --recurring.interval month',
    holding({ object: 'price', recurring: null }),
    false,
  ],
  ['stripe tax_rates create --display-name VAT', holding({ object: 'tax_rate' }), true],
];

for (const [command, records, isDone] of held) {
  test(`${JSON.stringify(command)} is ${isDone ? '' : 'not '}done`, () => {
    expect(isHeld(readRule(command), records)).toBe(isDone);
  });
}

test('for the sake of another step only what is there now counts', () => {
  const rule = readRule('stripe customers create --name Jane');
  const gone = holding(event('customer.created', jane));
  expect(isHeld(rule, gone, { isNow: true })).toBe(false);
  expect(isHeld(rule, holding(jane), { isNow: true })).toBe(true);
});

test('reads, pipes and what the shell puts in are done by running them', () => {
  for (const command of [
    'stripe customers retrieve {{CUSTOMER_ID}}',
    'stripe customers list --limit 3',
    'stripe get /v1/customers',
    'stripe customers create | jq .id',
    'stripe customers create --name $(whoami)',
    'stripe customers update {{CUSTOMER_ID}}',
    'stripe constructor create_toString',
  ]) {
    expect(readRule(command).type, command).toBe('run');
  }
});

describe("the author's own rule", () => {
  test('names an event, running it, or nothing', () => {
    expect(readRule('stripe customers list', 'invoice.paid')).toEqual({
      type: 'event',
      endings: ['invoice.paid'],
    });
    expect(readRule('stripe customers create', 'run').type).toBe('run');
    expect(readRule('stripe customers create', 'off').type).toBe('off');
  });
});

test('lines of one shape differ in ids, in keys and in the order of flags only', () => {
  const shape = shapeOf('stripe customers retrieve {{CUSTOMER_ID}} --expand sources -d a=1');
  expect(shapeOf('stripe customers retrieve cus_N1aB2c3D4e5F6g -d a=1 --expand=sources')).toBe(
    shape,
  );
  expect(
    shapeOf('stripe customers retrieve cus_9 -d a=1 --expand=sources --api-key sk_test_1234'),
  ).toBe(shape);
  expect(shapeOf('stripe customers retrieve cus_9 -d a=2 --expand=sources')).not.toBe(shape);
  expect(shapeOf('stripe get /v1/customers/cus_9')).toBe(shapeOf('stripe get /v1/customers/cus_8'));
});

test('the key of a line is found in either writing', () => {
  expect(keyIn('stripe customers list --api-key sk_test_1')).toBe('sk_test_1');
  expect(keyIn('stripe customers list --api-key="sk_test_1"')).toBe('sk_test_1');
  expect(keyIn('stripe customers list')).toBeUndefined();
});
