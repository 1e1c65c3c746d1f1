// What is otherwise in /v2: refusals, pages, metadata and idempotency; and what the official SDK makes of them.

import { Stripe } from 'stripe';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { nowSeconds, openSandbox, key } from './open-sandbox.ts';
import { made, post } from './made.ts';
import { destinations, thin } from './thin-destination.ts';

const accounts = '/v2/core/accounts';

const invalid = (told: string): object => ({
  code: 'invalid_fields',
  message: `Some fields in the request were invalid: ${told}`,
});

describe('a refusal of /v2', () => {
  test.each([
    [destinations, { ...thin, nmae: 1 }, `'nmae: Unknown field.'`],
    [destinations, { ...thin, name: undefined }, `'name: Missing required field.'`],
    [
      destinations,
      { ...thin, a: 1, webhook_endpoint: { address: 'x' } },
      `'webhook_endpoint.address: Unknown field.', 'webhook_endpoint.url: Missing required ` +
        `field.', 'a: Unknown field.'`,
    ],
    [
      destinations,
      { ...thin, event_payload: 'fat' },
      `'event_payload: Unrecognized enum value 'fat', valid values are: snapshot, thin.'`,
    ],
    [accounts, { include: ['identity', 'x'] }, `'include[1]: Unrecognized enum value 'x', valid`],
    [accounts, { identity: { entity_type: 5 } }, `'identity.entity_type: `],
    [accounts, { identity: 'x' }, `'identity: Invalid object'`],
    [accounts, { display_name: null }, `'display_name: This field cannot be null.'`],
    [
      accounts,
      { metadata: { ['k'.repeat(41)]: 'x' } },
      `'metadata: Metadata keys can have up to 40`,
    ],
    [accounts, { page: 'x' }, `'page: Unknown field.'`],
    [
      accounts,
      { configuration: { recipient: {} } },
      `'configuration.recipient: If configuration.recipient is supplied, the Account must have a ` +
        `contact email.'`,
    ],
  ])('of %s with %j says where it was wrong', async (path, params, told) => {
    const { status, body } = await post(openSandbox().call, path, params);
    expect(status).toBe(400);
    expect(Object.keys(body.error)).toEqual(['code', 'message']);
    expect(body.error.code).toBe('invalid_fields');
    expect(body.error.message).toContain(`Some fields in the request were invalid: ${told}`);
  });

  test.each([
    ['GET', `${accounts}?limit=0`, `'limit: This value must be`],
    ['GET', `${accounts}?page=x`, `'page: Invalid page token.`],
    ['GET', `${accounts}?expand[]=data`, `'expand: Unknown field.'`],
    ['GET', `${accounts}/acct_x?includes=a`, `'includes: Unknown field.'`],
    ['DELETE', `${destinations}/ed_x?a=1`, `'a: Unknown field.'`],
  ])('of %s %s does so too', async (method, path, told) => {
    const { status, body } = await openSandbox().call(method, path);
    expect(status).toBe(400);
    expect(body.error.message).toContain(`were invalid: ${told}`);
  });

  test.each([
    ['GET', `${accounts}/acct_x`, `No such account: 'acct_x'`],
    ['POST', `${accounts}/acct_x/close`, `No such account: 'acct_x'`],
    ['GET', `${accounts}/acct_x/persons/person_x`, `No such account: 'acct_x'`],
    ['DELETE', `${destinations}/ed_x`, `No such event_destination: 'ed_x'`],
    ['GET', '/v2/core/events/evt_x', `No such event: 'evt_x'`],
  ])('of %s %s says that nothing was found', async (method, path, message) => {
    const { status, body } = await openSandbox().call(method, path);
    expect([status, body.error]).toEqual([404, { code: 'not_found', message }]);
  });

  test('of a body that is no JSON has its code', async () => {
    const { call } = openSandbox();
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    for (const answer of [
      await call('POST', accounts, '{', {}),
      await call('POST', accounts, 'display_name=x', form),
    ]) {
      expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_fields']);
      expect(answer.body.error.message).toContain('Invalid request');
    }
  });

  test.each([
    [{ event_name: 'none' }, 'no_meter'],
    [{ payload: { value: '1' } }, 'payload_no_customer_defined'],
    [{ payload: { stripe_customer_id: 'CUSTOMER', value: 'x' } }, 'payload_invalid_value'],
    [{ payload: { stripe_customer_id: 'CUSTOMER' } }, 'payload_no_value_defined'],
    [{ identifier: 'once' }, 'duplicate_meter_event'],
  ])('of a meter event with %j has a code of its own', async (more, code) => {
    const { call } = openSandbox();
    const customer = await made(call, '/v1/customers');
    await made(call, '/v1/billing/meters', {
      display_name: 'Calls',
      event_name: 'calls',
      'default_aggregation[formula]': 'sum',
    });
    const payload = { stripe_customer_id: customer.id, value: '1' };
    const event = { event_name: 'calls', identifier: 'once', payload };
    await made(call, '/v2/billing/meter_events', event);
    const again = JSON.stringify({ ...event, identifier: 'twice', ...more });
    const { status, body } = await call(
      'POST',
      '/v2/billing/meter_events',
      again.replace('CUSTOMER', customer.id),
    );
    expect([status, Object.keys(body.error), body.error.code]).toEqual([
      400,
      ['code', 'message'],
      code,
    ]);
  });
});

describe('the official SDK', () => {
  const sdk = ({ fetch }: Sandbox): Stripe => {
    const send = async (url: string, init?: RequestInit) => fetch(new Request(url, init));
    const httpClient = Stripe.createFetchHttpClient(send as typeof globalThis.fetch);
    return new Stripe(key, { httpClient, maxNetworkRetries: 0 });
  };

  test('makes an error of its own of each refusal', async () => {
    const { v2 } = sdk(openSandbox().sandbox);
    const made = await v2.core.accounts.create({ contact_email: 'a@example.com' });
    const once = { idempotencyKey: 'once' };
    await v2.core.accounts.create({ display_name: 'A' }, once);
    const told = async (asked: Promise<unknown>): Promise<object> =>
      asked.then(
        () => ({}),
        ({ type, code, statusCode }: Stripe.errors.StripeError) => ({ type, code, statusCode }),
      );
    const type = 'StripeInvalidRequestError';
    expect(await told(v2.core.accounts.retrieve('acct_x'))).toEqual({
      type,
      code: 'not_found',
      statusCode: 404,
    });
    expect(await told(v2.core.accounts.update(made.id, { nmae: 1 } as object))).toEqual({
      type,
      code: 'invalid_fields',
      statusCode: 400,
    });
    expect(
      await told(v2.core.accounts.close(made.id, { applied_configurations: ['merchant'] })),
    ).toEqual({
      type,
      code: 'configs_must_match_to_close',
      statusCode: 400,
    });
    expect(await told(v2.core.accounts.create({ display_name: 'B' }, once))).toEqual({
      type: 'StripeAPIError',
      code: 'idempotency_error',
      statusCode: 409,
    });
    const wrongKey = { apiKey: 'sk_test_wrong!' };
    expect(await told(v2.core.accounts.retrieve(made.id, {}, wrongKey))).toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
    });
  });

  test('goes from page to page with what it asked for first', async () => {
    const { v2 } = sdk(openSandbox().sandbox);
    for (let at = 0; at < 5; at += 1) {
      await v2.core.accounts.create({
        configuration: at % 2 === 0 ? { customer: {} } : {},
        display_name: String(at),
      });
    }
    const names: (string | undefined)[] = [];
    const asked = { applied_configurations: ['customer'], limit: 2 } as const;
    for await (const one of v2.core.accounts.list({
      ...asked,
      applied_configurations: ['customer'],
    }))
      names.push(one.display_name);
    expect(names).toEqual(['4', '2', '0']);
  });
});

test('what a list is asked for cannot be changed on its second page', async () => {
  const { call } = openSandbox();
  for (const name of ['a', 'b', 'c']) await made(call, destinations, { ...thin, name });
  const asked = 'limit=1&include=webhook_endpoint.url';
  const { next_page_url: next } = (await call('GET', destinations, asked)).body;
  expect(next).toMatch(/^\/v2\/core\/event_destinations\?page=page_[\w%]+$/);
  const second = (await call('GET', next)).body;
  expect(second.data).toMatchObject([
    { name: 'b', webhook_endpoint: { url: 'https://example.com/hook' } },
  ]);
  expect((await call('GET', `${next}&limit=1`)).status).toBe(200);
  const { status, body } = await call('GET', `${next}&limit=2`);
  expect(status).toBe(400);
  expect(body.error).toEqual(
    invalid(`'limit: This cannot be changed after the first request of a list.'`),
  );
  const { previous_page_url: previous } = second;
  expect((await call('GET', previous)).body.data).toMatchObject(
    [{ name: 'a' }].map(() => ({ name: 'c' })),
  );
});

test('null takes a name out of metadata', async () => {
  const { call } = openSandbox();
  const { id } = await made(call, accounts, { metadata: { a: '1', b: '2' } });
  const after = await made(call, `${accounts}/${id}`, { metadata: { a: null, c: '3' } });
  expect(after.metadata).toEqual({ b: '2', c: '3' });
});

describe('an idempotency key of /v2', () => {
  const headers = { 'Idempotency-Key': 'once' };

  test('gives the object as it is by now, and makes no second one', async () => {
    const { call } = openSandbox();
    const params = JSON.stringify({ display_name: 'A' });
    const first = await call('POST', accounts, params, headers);
    await made(call, `${accounts}/${first.body.id}`, { display_name: 'B' });
    const second = await call('POST', accounts, params, headers);
    expect(second.body).toEqual({ ...first.body, display_name: 'B' });
    expect(second.headers.get('Idempotent-Replayed')).toBe('true');
    expect((await call('GET', accounts)).body.data).toHaveLength(1);
  });

  test('tries anew what was refused', async () => {
    const { call } = openSandbox();
    const { id } = await made(call, accounts, { configuration: { customer: {} } });
    const path = `${accounts}/${id}`;
    const params = '{"configuration":{"merchant":{}}}';
    expect((await call('POST', path, params, headers)).status).toBe(400);
    await made(call, path, { contact_email: 'a@example.com' });
    const second = await call('POST', path, params, headers);
    expect(second.body.applied_configurations).toEqual(['customer', 'merchant']);
    expect(second.headers.get('Idempotent-Replayed')).toBeNull();
  });

  test('is one of its operation, and of the same parameters', async () => {
    const { call } = openSandbox();
    const { body } = await call('POST', accounts, '{"display_name":"A"}', headers);
    const otherwise = await call('POST', accounts, '{"display_name":"B"}', headers);
    expect([otherwise.status, otherwise.body.error]).toEqual([
      409,
      {
        code: 'idempotency_error',
        message:
          'Idempotency keys can only be reused with the same parameters they were first used with.',
      },
    ]);
    const update = await call('POST', `${accounts}/${body.id}`, '{"display_name":"B"}', headers);
    expect(update.body.display_name).toBe('B');
  });

  test('is for deletions too, and for thirty days', async () => {
    let nowMs = nowSeconds * 1000;
    const { call } = openSandbox({ clock: () => nowMs });
    const { id } = await made(call, destinations, thin);
    const first = await call('DELETE', `${destinations}/${id}`, '', headers);
    nowMs += 29 * 86_400_000;
    const second = await call('DELETE', `${destinations}/${id}`, '', headers);
    expect([first.status, second.status, second.text]).toEqual([200, 200, first.text]);
    nowMs += 2 * 86_400_000;
    expect((await call('DELETE', `${destinations}/${id}`, '', headers)).status).toBe(404);
  });
});
