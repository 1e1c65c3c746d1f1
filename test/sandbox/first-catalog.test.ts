import { expect, test } from 'vitest';
import { fixedClock } from '../../src/base/clock.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { catalogs, loadCatalog } from '../../src/catalog/load.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { FormObject } from '../../src/wire/form.ts';
import { callerOf, nowSeconds, type Call } from './open-sandbox.ts';

const whole = await loadCatalog();

interface Counted {
  readonly call: Call;
  readonly asked: () => number;
}

/** Counts how often the whole catalogue is asked for. */
function openWithFirst(): Counted {
  let asked = 0;
  const source = {
    first: catalogs.first,
    whole: async (): Promise<Catalog> => {
      asked += 1;
      return whole;
    },
  };
  const clock = fixedClock(nowSeconds * 1000);
  const sandbox = createSandbox({ catalog: source, clock, seed: 'same' });
  return { call: callerOf(sandbox), asked: () => asked };
}

function openWithWhole(): Call {
  return callerOf(
    createSandbox({ catalog: whole, clock: fixedClock(nowSeconds * 1000), seed: 'same' }),
  );
}

type Step = readonly [method: string, path: string, params: FormObject];

const small: readonly Step[] = [
  ['POST', '/v1/customers', { email: 'jane@example.com', metadata: { a: 'b' } }],
  ['POST', '/v1/customers', { shipping: { name: 'Jane', address: { line1: 'x' } } }],
  ['GET', '/v1/customers', { limit: '2' }],
  ['GET', '/v1/customers/search', { query: "email:'jane@example.com'" }],
  ['GET', '/v1/customers/cus_unknown', {}],
  ['GET', '/v1/events', { type: 'customer.created' }],
  ['POST', '/v1/customers', { bogus: 'x' }],
];

test('customers and their events are answered alike, without the whole catalogue', async () => {
  const { call, asked } = openWithFirst();
  const wholeCall = openWithWhole();
  for (const step of small) {
    const answered = await call(...step);
    const expected = await wholeCall(...step);
    expect([step, answered.status, answered.body]).toEqual([step, expected.status, expected.body]);
  }
  expect(asked()).toBe(0);
});

const wide: readonly Step[] = [
  // What belongs to a customer goes with it.
  ['DELETE', '/v1/customers/cus_unknown', {}],
  ['POST', '/v1/customers', { tax_id_data: [{ type: 'eu_vat', value: 'DE123456789' }] }],
  ['POST', '/v1/customers', { expand: ['tax_ids'] }],
  ['POST', '/v1/customers', { payment_method: 'pm_card_visa' }],
  ['POST', '/v1/customers', { test_clock: 'clock_123' }],
  ['POST', '/v1/customers', { promotion_code: 'promo_123' }],
  ['POST', '/v1/customers', { source: 'tok_visa' }],
  ['POST', '/v1/customers', { invoice_settings: { default_payment_method: 'pm_123' } }],
  ['POST', '/v1/charges', { amount: '100', currency: 'usd', source: 'tok_visa' }],
  ['GET', '/v1/nowhere', {}],
];

test.each(wide)('what may touch more asks for all of it: %s %s', async (method, path, params) => {
  const { call, asked } = openWithFirst();
  const answered = await call(method, path, params);
  const expected = await openWithWhole()(method, path, params);
  expect(answered.body).toEqual(expected.body);
  expect(asked()).toBe(1);
});

test('what becomes due before a small request needs all kinds', async () => {
  let nowMs = nowSeconds * 1000;
  const open = (): Sandbox =>
    createSandbox({ catalog: catalogs, clock: () => nowMs, seed: 'same' });
  const sandbox = open();
  const call = callerOf(sandbox);
  const { body: intent } = await call('POST', '/v1/payment_intents', {
    amount: '500',
    currency: 'usd',
    payment_method: 'pm_usBankAccount_success',
    payment_method_types: ['us_bank_account'],
    confirm: 'true',
    mandate_data: { customer_acceptance: { type: 'offline' } },
  });
  expect(intent.status).toBe('processing');
  const saved = sandbox.snapshot();
  nowMs += 11_000;
  const again = open();
  again.restore(saved);
  const told: unknown[] = [];
  for (const each of [call, callerOf(again)]) {
    const made = await each('POST', '/v1/customers', { name: 'Jane' });
    const paid = await each('GET', '/v1/events', { type: 'payment_intent.succeeded' });
    expect([made.status, paid.body.data.length]).toEqual([200, 1]);
    told.push([made.body, paid.body]);
  }
  expect(told[1]).toEqual(told[0]);
});

test('the first tree tells of its operations what the whole one tells', async () => {
  const first = catalogs.first();
  expect(first.routes.length).toBeGreaterThan(5);
  for (const route of first.routes) {
    const path = route.path.replace(/\{[^}]*\}/g, 'x_1');
    expect(whole.match(route.method, path)?.route).toEqual(route);
  }
});

test('a request whose code cannot be fetched gets no answer, changes nothing, and can be sent again', async () => {
  let isAway = true;
  const source = {
    first: catalogs.first,
    async whole(): Promise<Catalog> {
      if (isAway) throw new TypeError('Failed to fetch dynamically imported module: /tree.js');
      return whole;
    },
  };
  const clock = fixedClock(nowSeconds * 1000);
  const sandbox = createSandbox({ catalog: source, clock, seed: 'same' });
  const call = callerOf(sandbox);
  await call('POST', '/v1/customers', { name: 'Jane' });
  const before = sandbox.sequence();

  await expect(call('POST', '/v1/products', { name: 'Shirt' })).rejects.toThrow('imported module');
  expect(sandbox.sequence()).toBe(before);
  isAway = false;
  expect((await call('POST', '/v1/products', { name: 'Shirt' })).body['name']).toBe('Shirt');
  expect((await call('GET', '/v1/customers', {})).body['data']).toHaveLength(1);
});
