// The same request twice is done once.

import { expect, test } from 'vitest';
import { nowSeconds, openSandbox } from './open-sandbox.ts';
import { repliesMax } from '../../src/sandbox/objects/store.ts';

const path = '/v1/customers';
const headers = { 'Idempotency-Key': 'once' };

test('a replay has the same status and body, says so, and makes nothing', async () => {
  const { call, sandbox } = openSandbox();
  const first = await call('POST', path, 'name=Jane', headers);
  const sequence = sandbox.sequence();
  const second = await call('POST', path, 'name=Jane', headers);
  expect(second.status).toBe(200);
  expect(second.text).toBe(first.text);
  expect(first.headers.get('Idempotent-Replayed')).toBeNull();
  expect(first.headers.get('Stripe-Should-Retry')).toBe('false');
  expect(second.headers.get('Idempotent-Replayed')).toBe('true');
  for (const answer of [first, second]) {
    expect(answer.headers.get('Idempotency-Key')).toBe('once');
    expect(answer.headers.get('Original-Request')).toBe(first.headers.get('Request-Id'));
  }
  expect(second.headers.get('Request-Id')).not.toBe(first.headers.get('Request-Id'));
  expect(sandbox.sequence()).toBe(sequence);
  expect((await call('GET', path)).body.data).toHaveLength(1);
});

test.each([
  [404, '/v1/customers/cus_none', 'name=Jane'],
  [400, '/v1/customers', 'email=nobody'],
  [
    402,
    '/v1/payment_intents',
    'amount=500&currency=usd&confirm=true&return_url=https://example.com',
  ],
])('a refusal with %i has the headers of an answer', async (refused, at, params) => {
  const { call } = openSandbox();
  const declined = refused === 402 ? '&payment_method=pm_card_visa_chargeDeclined' : '';
  const version = { 'Stripe-Version': '2025-03-31.basil' };
  const answer = await call('POST', at, `${params}${declined}`, { ...headers, ...version });
  expect(answer.status).toBe(refused);
  const told = (name: string) => answer.headers.get(name);
  expect(told('Stripe-Version')).toBe('2025-03-31.basil');
  expect(told('Idempotency-Key')).toBe('once');
  expect(told('Original-Request')).toBe(told('Request-Id'));
  expect(told('Stripe-Should-Retry')).toBe('false');
});

test('the order of parameters does not matter', async () => {
  const { call } = openSandbox();
  const first = await call('POST', path, 'name=Jane&phone=1', headers);
  expect((await call('POST', path, 'phone=1&name=Jane', headers)).text).toBe(first.text);
});

test('the replay is the answer of then, not the object of now', async () => {
  const { call } = openSandbox();
  const first = await call('POST', path, 'name=Jane', headers);
  await call('POST', `${path}/${first.body.id}`, 'name=Joe');
  expect((await call('POST', path, 'name=Jane', headers)).body.name).toBe('Jane');
});

const otherParams = 'with the same parameters they were first used with';

for (const [params, at, only] of [
  ['name=Joe', path, otherParams],
  [
    'name=Jane',
    '/v1/products',
    "for the same endpoint they were first used for ('/v1/products' vs '/v1/customers')",
  ],
  ['', path, otherParams],
] as const) {
  test(`another request (${at} ${params}) under the same key is refused`, async () => {
    const { call } = openSandbox();
    await call('POST', path, 'name=Jane', headers);
    const { status, body } = await call('POST', at, params, headers);
    expect(status).toBe(400);
    expect(body.error.type).toBe('idempotency_error');
    expect(body.error.message).toBe(
      `Keys for idempotent requests can only be used ${only}. Try using a key other than 'once' if ` +
        'you meant to execute a different request.',
    );
  });
}

test('what was refused is not remembered', async () => {
  const { call } = openSandbox();
  expect((await call('POST', path, 'email=x', headers)).status).toBe(400);
  expect((await call('POST', path, 'email=a@b.c', headers)).status).toBe(200);
});

test('keys of one account are no keys of another, and GET has none', async () => {
  const { call } = openSandbox();
  const first = await call('POST', path, 'name=Jane', headers);
  const other = { ...headers, Authorization: 'Bearer sk_test_other00000000' };
  expect((await call('POST', path, 'name=Joe', other)).body.id).not.toBe(first.body.id);
  const read = await call('GET', path, '', headers);
  expect(read.headers.get('Idempotency-Key')).toBeNull();
  expect((await call('GET', `${path}/${first.body.id}`, '', headers)).status).toBe(200);
});

test('a key has up to 255 characters', async () => {
  const { call } = openSandbox();
  expect((await call('POST', path, '', { 'Idempotency-Key': 'k'.repeat(255) })).status).toBe(200);
  const { status, body } = await call('POST', path, '', { 'Idempotency-Key': 'k'.repeat(256) });
  expect(status).toBe(400);
  expect(body.error.type).toBe('idempotency_error');
});

test('a key is forgotten after a day', async () => {
  let nowMs = nowSeconds * 1000;
  const { call } = openSandbox({ clock: () => nowMs });
  const first = await call('POST', path, 'name=Jane', headers);
  nowMs += 86_400_000;
  expect((await call('POST', path, 'name=Jane', headers)).text).toBe(first.text);
  nowMs += 2000;
  expect((await call('POST', path, 'name=Joe', headers)).body.name).toBe('Joe');
});

test('the event tells the key of the request', async () => {
  const { call } = openSandbox();
  const { headers: answered } = await call('POST', path, 'name=Jane', headers);
  expect((await call('GET', '/v1/events')).body.data[0].request).toEqual({
    id: answered.get('Request-Id'),
    idempotency_key: 'once',
  });
});

test('not more keys are remembered than the limit, the oldest are forgotten first', async () => {
  const { call, sandbox } = openSandbox();
  for (let n = 0; n <= repliesMax; n += 1) {
    await call('POST', '/v1/customers', '', { 'Idempotency-Key': `k${n}` });
  }
  const [account] = Object.values(sandbox.snapshot().accounts);
  expect(account?.replies.length).toBe(repliesMax);
  expect(account?.replies[0]?.key).toBe('k1');
});
