// What is wrong with a parameter, in Stripe's words: one table of requests and refusals.

import { expect, test } from 'vitest';
import { nowSeconds, openSandbox } from './open-sandbox.ts';

const long = 'x'.repeat(5001);
const customers = '/v1/customers';
const prices = '/v1/prices';

interface Refusal {
  readonly path: string;
  readonly params: string;
  readonly code?: string;
  readonly param?: string;
  readonly message: string | RegExp;
}

const refusals: readonly Refusal[] = [
  {
    path: prices,
    params: 'currency=usd',
    message: 'You must specify either `product` or `product_data` when creating a price.',
  },
  {
    path: customers,
    params: 'foo=1',
    code: 'parameter_unknown',
    param: 'foo',
    message: 'Received unknown parameter: foo',
  },
  {
    path: customers,
    params: 'emial=a@b.c',
    code: 'parameter_unknown',
    param: 'emial',
    message: 'Received unknown parameter: emial. Did you mean email?',
  },
  {
    path: customers,
    params: 'foo=1&bar=2',
    code: 'parameter_unknown',
    param: 'foo',
    message: 'Received unknown parameters: foo, bar',
  },
  {
    path: customers,
    params: 'address[citty]=1',
    code: 'parameter_unknown',
    param: 'address[citty]',
    message: 'Received unknown parameter: address[citty]. Did you mean city?',
  },
  {
    path: customers,
    params: '__proto__=1',
    code: 'parameter_unknown',
    param: '__proto__',
    message: 'Received unknown parameter: __proto__',
  },
  {
    path: customers,
    params: 'constructor[prototype]=1',
    code: 'parameter_unknown',
    param: 'constructor',
    message: 'Received unknown parameter: constructor',
  },
  {
    path: '/v1/payment_intents',
    params: 'amount=100',
    code: 'parameter_missing',
    param: 'currency',
    message: 'Missing required param: currency.',
  },
  {
    path: customers,
    params: 'shipping[address][city]=x',
    code: 'parameter_missing',
    param: 'shipping[name]',
    message: 'Missing required param: shipping[name].',
  },
  {
    path: customers,
    params: 'balance=abc',
    code: 'parameter_invalid_integer',
    param: 'balance',
    message: 'Invalid integer: abc',
  },
  {
    path: customers,
    params: 'balance=1.5',
    code: 'parameter_invalid_integer',
    param: 'balance',
    message: 'Invalid integer: 1.5',
  },
  {
    path: customers,
    params: 'balance=99999999999999999999',
    code: 'parameter_invalid_integer',
    param: 'balance',
    message: 'Invalid integer: 99999999999999999999',
  },
  {
    path: customers,
    params: 'balance[a]=1',
    code: 'parameter_invalid_integer',
    param: 'balance',
    message: 'Invalid integer: {"a":"1"}',
  },
  {
    path: '/v1/products',
    params: 'name=x&active=yes',
    param: 'active',
    message: 'Invalid boolean: yes',
  },
  {
    path: '/v1/coupons',
    params: 'percent_off=much',
    param: 'percent_off',
    message: 'Invalid decimal: much',
  },
  {
    path: customers,
    params: 'tax_exempt=maybe',
    param: 'tax_exempt',
    message: 'Invalid tax_exempt: must be one of none, reverse, or exempt',
  },
  {
    path: prices,
    params: 'currency=usd&recurring[interval]=decade',
    param: 'recurring[interval]',
    message: 'Invalid recurring[interval]: must be one of month, year, week, or day',
  },
  {
    path: prices,
    params: 'currency=zzz',
    param: 'currency',
    message: /^Invalid currency: zzz\. Stripe currently supports these currencies: usd, aed, afn, /,
  },
  {
    path: customers,
    params: 'name[]=a&name[]=b',
    param: 'name',
    message: 'Invalid string: ["a","b"]',
  },
  {
    path: customers,
    params: 'preferred_locales=de',
    param: 'preferred_locales',
    message: 'Invalid array',
  },
  {
    path: customers,
    params: 'preferred_locales[a]=de',
    param: 'preferred_locales',
    message: 'Invalid array',
  },
  {
    path: customers,
    params: 'invoice_settings=x',
    param: 'invoice_settings',
    message: 'Invalid object',
  },
  {
    path: customers,
    params: 'invoice_settings[]=x',
    param: 'invoice_settings',
    message: 'Invalid object',
  },
  { path: customers, params: 'metadata=x', param: 'metadata', message: 'Invalid object' },
  {
    path: customers,
    params: `name=${long}`,
    param: 'name',
    message: 'Invalid string: xxxxxxxxxx...xxxxxxxxxx; must be at most 5000 characters',
  },
  {
    path: customers,
    params: `name=${'y'.repeat(1_000_000)}`,
    param: 'name',
    message: /must be at most 5000 characters$/,
  },
  {
    path: prices,
    params: 'currency=',
    code: 'parameter_invalid_empty',
    param: 'currency',
    message:
      "You passed an empty string for 'currency'. We assume empty values are an attempt to unset a parameter; however 'currency' cannot be unset. You should remove 'currency' from your request or supply a non-empty value.",
  },
  {
    path: customers,
    params: `metadata[${'k'.repeat(41)}]=1`,
    message:
      /^Metadata keys can have up to 40 characters, but you passed in a key that is 41 characters\./,
  },
  {
    path: customers,
    params: `metadata[k]=${'v'.repeat(501)}`,
    message:
      /^Metadata values can have up to 500 characters, but you passed in a value that is 501 characters\./,
  },
  {
    path: customers,
    params: Array.from({ length: 51 }, (_, n) => `metadata[k${n}]=1`).join('&'),
    message: "Metadata can have up to 50 keys, but you've set 51.",
  },
  {
    path: customers,
    params: 'metadata[a][b]=1',
    param: 'metadata[a]',
    message: 'Invalid string: {"b":"1"}',
  },
  {
    path: prices,
    params: 'currency=usd&unit_amount=1&product=prod_unknown',
    code: 'resource_missing',
    param: 'product',
    message: "No such product: 'prod_unknown'",
  },
  {
    path: '/v1/products',
    params: 'name=x&id=taken',
    code: 'resource_already_exists',
    message: 'Product already exists.',
  },
];

for (const { path, params, code, param, message } of refusals) {
  test(`${path} ${params.slice(0, 60)} is refused, and nothing is made`, async () => {
    const { call, sandbox } = openSandbox();
    await call('POST', '/v1/products', 'name=x&id=taken');
    const before = JSON.stringify(sandbox.snapshot());
    const { status, body } = await call('POST', path, params);
    expect(status).toBe(400);
    expect(body.error.type).toBe('invalid_request_error');
    expect(body.error.message).toMatch(message instanceof RegExp ? message : exactly(message));
    expect(body.error.param).toBe(param);
    expect(body.error.code).toBe(code);
    expect(JSON.stringify(sandbox.snapshot())).toBe(before);
  });
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}

const accepted: readonly (readonly [path: string, params: string, value: object])[] = [
  [customers, 'balance=-5', { balance: -5 }],
  [customers, 'name=', { name: null }],
  [customers, 'address[city]=x&address[line2]=', { address: { city: 'x', line2: null } }],
  [customers, 'preferred_locales[]=de&preferred_locales[]=en', { preferred_locales: ['de', 'en'] }],
  [
    customers,
    'preferred_locales[1]=en&preferred_locales[0]=de',
    { preferred_locales: ['de', 'en'] },
  ],
  [customers, `description=${'x'.repeat(5000)}`, { description: 'x'.repeat(5000) }],
  [customers, `metadata[${'k'.repeat(40)}]=${'v'.repeat(500)}`, {}],
  [
    prices,
    'currency=USD&unit_amount=1500&recurring[interval]=month&product=taken',
    {
      currency: 'usd',
      unit_amount: 1500,
      unit_amount_decimal: '1500',
      type: 'recurring',
      recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
    },
  ],
  [
    '/v1/coupons',
    'percent_off=12.5&id=TWELVE',
    { id: 'TWELVE', percent_off: 12.5, duration: 'once', valid: true },
  ],
  ['/v1/test_helpers/test_clocks', `frozen_time=${nowSeconds}`, { frozen_time: nowSeconds }],
];

for (const [path, params, value] of accepted) {
  test(`${path} ${params.slice(0, 60)} is taken`, async () => {
    const { call } = openSandbox();
    await call('POST', '/v1/products', 'name=x&id=taken');
    const { status, body, text } = await call('POST', path, params);
    expect(status, text).toBe(200);
    expect(body).toMatchObject(value);
  });
}

test('names of the object prototype are ordinary metadata', async () => {
  const { call } = openSandbox();
  const { body, text } = await call(
    'POST',
    customers,
    'metadata[__proto__]=a&metadata[constructor]=b',
  );
  expect(text).toContain('"__proto__": "a"');
  expect(text).toContain('"constructor": "b"');
  const changed = await call(
    'POST',
    `${customers}/${body.id}`,
    'metadata[__proto__]=&metadata[x]=1',
  );
  expect(Object.keys(changed.body.metadata)).toEqual(['constructor', 'x']);
  const [event] = (await call('GET', '/v1/events')).body.data;
  expect(JSON.stringify(event.data.previous_attributes)).toBe(
    '{"metadata":{"__proto__":"a","x":null}}',
  );
});

test('metadata counts what an update would make, not what it sends', async () => {
  const { call } = openSandbox();
  const fifty = Array.from({ length: 50 }, (_, n) => `metadata[k${n}]=1`).join('&');
  const { body } = await call('POST', customers, fifty);
  expect((await call('POST', `${customers}/${body.id}`, 'metadata[new]=1')).status).toBe(400);
  expect(
    (await call('POST', `${customers}/${body.id}`, 'metadata[k0]=&metadata[new]=1')).status,
  ).toBe(200);
});
