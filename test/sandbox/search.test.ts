// The search query language: what is found, what is refused.

import { describe, expect, test } from 'vitest';
import { openSandbox, type Call } from './open-sandbox.ts';

const path = '/v1/customers/search';

async function people(): Promise<Call> {
  let nowMs = 1_000_000_000_000;
  const { call } = openSandbox({ clock: () => (nowMs += 1000) });
  await call('POST', '/v1/customers', {
    name: 'Ann',
    email: 'ann@one.org',
    metadata: { team: 'red', 'a "b"': 'x' },
  });
  await call('POST', '/v1/customers', {
    name: 'Bob',
    email: 'bob@one.org',
    phone: '+1 555',
    metadata: { team: 'blue' },
  });
  await call('POST', '/v1/customers', { name: 'Cec', email: 'CEC@two.org' });
  return call;
}

const found: readonly (readonly [query: string, names: readonly string[]])[] = [
  ['email:"ann@one.org"', ['Ann']],
  ["email:'ann@one.org'", ['Ann']],
  ['email:"ANN@ONE.ORG"', ['Ann']],
  ['email:"cec@two.org"', ['Cec']],
  ['email:"ann@one"', []],
  ['email~"one"', ['Bob', 'Ann']],
  ['name:"Bob"', ['Bob']],
  ['phone:"+1 555"', ['Bob']],
  ['-email~"one"', ['Cec']],
  ['metadata["team"]:"red"', ['Ann']],
  ["metadata['team']:'blue'", ['Bob']],
  ['metadata["team"]~"ed"', []],
  ['metadata["a \\"b\\""]:"x"', ['Ann']],
  ['metadata["team"]:null', ['Cec']],
  ['-metadata["team"]:null', ['Bob', 'Ann']],
  ['-metadata["team"]:"red"', ['Cec', 'Bob']],
  ['phone:null', ['Cec', 'Ann']],
  ['email~"one" AND name:"Ann"', ['Ann']],
  ['email~"one" name:"Ann"', ['Ann']],
  ['email~"one" and -name:"Ann"', ['Bob']],
  ['name:"Ann" OR name:"Cec"', ['Cec', 'Ann']],
  ['name:"Ann" or metadata["team"]:"blue"', ['Bob', 'Ann']],
  ['created>1', ['Cec', 'Bob', 'Ann']],
  ['created>"1"', ['Cec', 'Bob', 'Ann']],
  ['created<1', []],
  ['created>=1 created<=9999999999', ['Cec', 'Bob', 'Ann']],
  ['name:"AND" OR name:"Bob"', ['Bob']],
];

describe('found', () => {
  for (const [query, names] of found) {
    test(`${query} finds ${names.join(' and ') || 'nobody'}`, async () => {
      const call = await people();
      const { body, text } = await call('GET', path, { query });
      if (query.includes('~"ed"')) {
        expect(body.error.param).toBe('query');
        return;
      }
      expect(
        body.data?.map((one: { name: string }) => one.name),
        text,
      ).toEqual(names);
    });
  }
});

const unreadable = [
  'asdf',
  '   ',
  'email',
  'email:',
  ':"x"',
  'email:ann@one.org',
  'email="x"',
  'email:"x',
  'email:"x" AND',
  'AND email:"x"',
  'email:"x" AND AND name:"y"',
  '(email:"x")',
  'email:"x"name:"y"',
  'metadata[team]:"x"',
  'email:"x" NOT name:"y"',
  `${'a'.repeat(3000)}`,
];

describe('refused', () => {
  for (const query of unreadable) {
    test(`${query.slice(0, 40)} cannot be read`, async () => {
      const call = await people();
      const { status, body } = await call('GET', path, { query });
      expect(status).toBe(400);
      expect(body.error.param).toBe('query');
      expect(body.error.message).toMatch(/^We were unable to parse your search query\./);
    });
  }

  test('a search without a query is refused', async () => {
    const call = await people();
    expect((await call('GET', path)).body.error).toMatchObject({
      code: 'parameter_missing',
      message: 'Missing required param: query.',
    });
  });

  test('a field that cannot be searched is named, with the resource', async () => {
    const call = await people();
    const { body } = await call('GET', path, { query: 'foo:"bar"' });
    expect(body.error.message).toBe(
      'Field `foo` is an unsupported search field for resource `customers`. See ' +
        'http://stripe.com/docs/search#query-fields-for-customers for a list of supported fields.',
    );
  });

  for (const query of [
    'constructor:"x"',
    'email>"x"',
    'created~"123"',
    'created>"x"',
    'email~"ab"',
    'name:"a" AND name:"b" OR name:"c"',
    Array.from({ length: 11 }, () => 'name:"a"').join(' '),
  ]) {
    test(`${query.slice(0, 60)} is refused`, async () => {
      const call = await people();
      const { status, body } = await call('GET', path, { query });
      expect(status).toBe(400);
      expect(body.error.param).toBe('query');
    });
  }
});

test('the pages of a search go on where the last one ended', async () => {
  const { call } = openSandbox();
  for (let n = 0; n < 7; n += 1)
    await call('POST', '/v1/customers', { name: 'Jane', phone: String(n) });
  const seen: string[] = [];
  let page: string | null = null;
  do {
    const { body } = await call('GET', path, {
      query: 'name:"Jane"',
      limit: 3,
      ...(page ? { page } : {}),
    });
    expect(Object.keys(body)).toEqual(['object', 'data', 'has_more', 'next_page', 'url']);
    expect(body.object).toBe('search_result');
    expect(body.has_more).toBe(body.next_page !== null);
    seen.push(...body.data.map((one: { phone: string }) => one.phone));
    page = body.next_page;
    await call('POST', '/v1/customers', { name: 'Jane', phone: 'late' });
  } while (page);
  expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0']);
});

test('a page that was not given out is refused', async () => {
  const call = await people();
  for (const page of ['x', '!!', 'bnVsbA==', btoa('["cus_x"]')]) {
    const { status, body } = await call('GET', path, { query: 'name:"Ann"', page });
    expect(status).toBe(400);
    expect(body.error.param).toBe('page');
  }
});

test('the number of all is told only when it is asked for', async () => {
  const call = await people();
  const query = 'email~"one"';
  expect((await call('GET', path, { query, limit: 1 })).body).not.toHaveProperty('total_count');
  const { body } = await call('GET', path, { query, limit: 1, expand: ['total_count'] });
  expect(body).toMatchObject({ total_count: 2, has_more: true });
});

for (const [resource, query] of [
  ['charges', 'amount>100 AND currency:"usd" -status:"failed"'],
  ['invoices', 'total>1000 AND metadata["k"]:"v" last_finalization_error_code:"x"'],
  ['payment_intents', 'status:"succeeded" AND customer:"cus_1"'],
  ['prices', 'active:"true" AND type:"recurring" lookup_key:"x"'],
  ['products', 'active:"true" AND name~"pro"'],
  ['subscriptions', 'status:"active" AND canceled_at>1'],
] as const) {
  test(`${resource} can be searched`, async () => {
    const { call } = openSandbox();
    const { status, body, text } = await call('GET', `/v1/${resource}/search`, { query });
    expect(status, text).toBe(200);
    expect(body).toMatchObject({ data: [], url: `/v1/${resource}/search` });
  });
}

test('products are found by what they are', async () => {
  const { call } = openSandbox();
  await call('POST', '/v1/products', 'name=Gold+plan&description=For+many');
  await call('POST', '/v1/products', 'name=Old&active=false');
  const names = async (query: string): Promise<unknown> =>
    (await call('GET', '/v1/products/search', { query })).body.data.map(
      (one: { name: string }) => one.name,
    );
  expect(await names('active:"true"')).toEqual(['Gold plan']);
  expect(await names("active:'false'")).toEqual(['Old']);
  expect(await names('description~"many"')).toEqual(['Gold plan']);
});

test('a text is found by whole words in their order', async () => {
  const { call } = openSandbox();
  await call('POST', '/v1/customers', { name: 'one two three four' });
  const count = async (query: string): Promise<number> =>
    (await call('GET', path, { query })).body.data.length;
  expect(await count('name:"Two three"')).toBe(1);
  expect(await count('name:"three two"')).toBe(0);
  expect(await count('name:"wo three"')).toBe(0);
});

test('charges are found by how much was given back: all, a part, nothing', async () => {
  const { call } = openSandbox();
  const usd = { amount: '1000', currency: 'usd', source: 'tok_visa' };
  const [whole, part] = [
    (await call('POST', '/v1/charges', usd)).body.id,
    (await call('POST', '/v1/charges', usd)).body.id,
  ];
  await call('POST', '/v1/charges', { ...usd, description: 'kept' });
  await call('POST', '/v1/refunds', { charge: whole });
  await call('POST', '/v1/refunds', { charge: part, amount: '100' });
  const ids = async (query: string): Promise<unknown> =>
    (await call('GET', '/v1/charges/search', { query })).body.data.map(
      (one: { id: string }) => one.id,
    );
  expect(await ids('refunded:"true"')).toEqual([whole]);
  expect(await ids('refunded:"false"')).toEqual([part]);
  expect(await ids('-refunded:null')).toEqual([part, whole]);
});

test('charges are found by the card, also where it was at a reader', async () => {
  const { call } = openSandbox();
  const paid = { amount: '900', currency: 'usd', source: 'tok_visa' };
  const { body: charge } = await call('POST', '/v1/charges', paid);
  const search = async (query: string) =>
    (await call('GET', '/v1/charges/search', { query })).body.data?.map(
      ({ id }: { id: string }) => id,
    );
  expect(await search('payment_method_details.card.brand:"visa"')).toEqual([charge.id]);
  expect(await search('payment_method_details.card_present.last4:4242')).toEqual([]);
  expect(await search('payment_method_details.interac_present.exp_year:2030')).toEqual([]);
  expect(await search('payment_method_details.us_bank_account.last4:6789')).toBe(undefined);
});
