// Events: one for each change of a kind that has them.

import { expect, test } from 'vitest';
import type { ApiObject } from '../../src/sandbox/behaviour.ts';
import { previousAttributes } from '../../src/sandbox/objects/events.ts';
import { nowSeconds, openSandbox } from './open-sandbox.ts';

/** Events are of the account's version, whether or not a request names it. */
const current = { 'Stripe-Version': '2026-08-26.dahlia' };

test('a creation tells the object as it was made', async () => {
  const { call } = openSandbox();
  const made = await call('POST', '/v1/customers', 'name=Jane', current);
  const [event] = (await call('GET', '/v1/events')).body.data;
  expect(event).toEqual({
    id: expect.stringMatching(/^evt_[A-Za-z0-9]{24}$/),
    object: 'event',
    api_version: '2026-08-26.dahlia',
    created: nowSeconds,
    data: { object: made.body },
    livemode: false,
    pending_webhooks: 0,
    request: { id: made.headers.get('Request-Id'), idempotency_key: null },
    type: 'customer.created',
  });
  expect((await call('GET', `/v1/events/${event.id}`)).body).toEqual(event);
});

test('an update tells what changed, and only that', async () => {
  const { call } = openSandbox();
  const { id } = (
    await call('POST', '/v1/customers', 'name=Jane&metadata[a]=1&metadata[b]=2&address[city]=Rome')
  ).body;
  await call(
    'POST',
    `/v1/customers/${id}`,
    'name=Joe&metadata[a]=3&metadata[c]=4&address[city]=Bonn&phone=1',
  );
  const [event] = (await call('GET', '/v1/events')).body.data;
  expect(event.type).toBe('customer.updated');
  expect(event.data.object).toMatchObject({ name: 'Joe', metadata: { a: '3', b: '2', c: '4' } });
  expect(event.data.previous_attributes).toEqual({
    address: { city: 'Rome' },
    metadata: { a: '1', c: null },
    name: 'Jane',
    phone: null,
  });
});

test('an update that changes nothing is no event', async () => {
  const { call } = openSandbox();
  const { id } = (await call('POST', '/v1/customers', 'name=Jane')).body;
  await call('POST', `/v1/customers/${id}`, 'name=Jane');
  expect((await call('GET', '/v1/events')).body.data).toHaveLength(1);
});

test('a deletion tells the object as it last was', async () => {
  const { call } = openSandbox();
  const { body } = await call('POST', '/v1/customers', 'name=Jane', current);
  await call('DELETE', `/v1/customers/${body.id}`);
  const [event] = (await call('GET', '/v1/events')).body.data;
  expect(event).toMatchObject({ type: 'customer.deleted', data: { object: body } });
});

test('a refused request is no event', async () => {
  const { call, sandbox } = openSandbox();
  const heard: unknown[] = [];
  sandbox.on('event', (event) => heard.push(event));
  sandbox.on('commit', (commit) => heard.push(commit));
  await call('POST', '/v1/customers', 'email=x');
  await call('DELETE', '/v1/customers/cus_x');
  expect(heard).toEqual([]);
  expect((await call('GET', '/v1/events')).body.data).toEqual([]);
});

test('events keep what was, whatever happens later', async () => {
  const { call } = openSandbox();
  const { id } = (await call('POST', '/v1/customers', 'name=1')).body;
  for (const name of ['2', '3']) await call('POST', `/v1/customers/${id}`, { name });
  const { data } = (await call('GET', '/v1/events')).body;
  expect(data.map((event: { data: { object: ApiObject } }) => event.data.object['name'])).toEqual([
    '3',
    '2',
    '1',
  ]);
});

test('events are listed by type, by types, by pattern and by time', async () => {
  const { call } = openSandbox();
  const { id } = (await call('POST', '/v1/customers', 'name=1')).body;
  await call('POST', `/v1/customers/${id}`, 'name=2');
  await call('POST', '/v1/products', 'name=a');
  const types = async (params: string): Promise<unknown> =>
    (await call('GET', '/v1/events', params)).body.data.map(
      (event: { type: string }) => event.type,
    );
  expect(await types('type=customer.created')).toEqual(['customer.created']);
  expect(await types('type=customer.*')).toEqual(['customer.updated', 'customer.created']);
  expect(await types('types[]=product.created&types[]=customer.created')).toEqual([
    'product.created',
    'customer.created',
  ]);
  expect(await types(`created[gt]=${nowSeconds}`)).toEqual([]);
  expect(await types('delivery_success=true')).toHaveLength(3);
});

test('the secret of an endpoint is told when it is made, and never again', async () => {
  const { call } = openSandbox();
  const made = await call('POST', '/v1/webhook_endpoints', {
    url: 'https://example.com/hook',
    enabled_events: ['*'],
  });
  const { secret, ...rest } = made.body;
  expect(secret).toMatch(/^whsec_/);
  const path = `/v1/webhook_endpoints/${made.body.id}`;
  expect((await call('GET', path)).body).toEqual(rest);
  expect((await call('POST', path, 'description=x')).text).not.toContain('whsec_');
  expect((await call('GET', '/v1/webhook_endpoints')).text).not.toContain('whsec_');
});

test('there are no more than sixteen endpoints', async () => {
  const { call } = openSandbox();
  const add = () =>
    call('POST', '/v1/webhook_endpoints', { url: 'https://example.com', enabled_events: ['*'] });
  const made = await Promise.all(Array.from({ length: 16 }, add));
  expect(made.map(({ status }) => status)).toEqual(made.map(() => 200));
  const { status, body } = await add();
  expect([status, body.error.message]).toEqual([
    400,
    'You have reached the maximum of 16 test webhook endpoints.',
  ]);
  await call('DELETE', `/v1/webhook_endpoints/${made[0]?.body.id}`);
  expect((await add()).status).toBe(200);
});

test('endpoints that wait for an event are counted', async () => {
  const { call } = openSandbox();
  const url = 'https://example.com/hook';
  for (const type of ['customer.created', '*', 'product.created']) {
    const { body } = await call('POST', '/v1/webhook_endpoints', { url, enabled_events: [type] });
    expect(body).toMatchObject({
      status: 'enabled',
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9]{32}$/),
    });
  }
  await call('POST', '/v1/customers');
  expect(
    (await call('GET', '/v1/events', 'type=customer.created')).body.data[0].pending_webhooks,
  ).toBe(2);
});

for (const [path, params, type] of [
  ['/v1/test_helpers/test_clocks', 'frozen_time=1', 'test_helpers.test_clock.created'],
  ['/v1/tax_rates', 'display_name=VAT&inclusive=false&percentage=19', 'tax_rate.created'],
  [
    '/v1/billing_portal/configurations',
    'features[invoice_history][enabled]=true',
    'billing_portal.configuration.created',
  ],
  [
    '/v1/issuing/cardholders',
    'billing[address][city]=x&billing[address][country]=US&billing[address][line1]=x&billing[address][postal_code]=1&name=Ann',
    'issuing_cardholder.created',
  ],
  ['/v1/coupons', 'percent_off=10', 'coupon.created'],
] as const) {
  test(`${path} is told as ${type}`, async () => {
    const { call } = openSandbox();
    const made = await call('POST', path, params);
    expect(made.status, made.text).toBe(200);
    expect((await call('GET', '/v1/events')).body.data[0]?.type).toBe(type);
  });
}

test('kinds that the API has no events for make none', async () => {
  const { call } = openSandbox();
  expect(
    (await call('POST', '/v1/webhook_endpoints', 'url=https://a.b&enabled_events[]=*')).status,
  ).toBe(200);
  expect((await call('GET', '/v1/events')).body.data).toEqual([]);
});

test('listeners hear of an event with its account, before the answer is there', async () => {
  const { call, sandbox } = openSandbox();
  const heard: string[] = [];
  sandbox.on('event', ({ account, event, isOwn }) =>
    heard.push(`${account} ${event['type']} ${isOwn}`),
  );
  await call('POST', '/v1/customers');
  const account = (await call('GET', '/v1/account')).body.id;
  expect(heard).toEqual([`${account} customer.created true`]);
});

test('the difference of two versions', () => {
  const before = {
    a: 1,
    list: [1, 2],
    inner: { x: 1, y: 2 },
    gone: 'g',
    none: null,
    same: { z: [1] },
  };
  const after = {
    a: 1,
    list: [1, 3],
    inner: { x: 1, y: 3, w: 4 },
    none: { q: 1 },
    same: { z: [1] },
  };
  expect(previousAttributes(before, after)).toEqual({
    list: [1, 2],
    inner: { y: 2, w: null },
    gone: 'g',
    none: null,
  });
});

test('an event that is resent is told again to whoever listens, and is not a new one', async () => {
  const { sandbox, call } = openSandbox();
  const heard: string[] = [];
  sandbox.on('event', ({ event }) => heard.push(event.id));
  await call('POST', '/v1/customers', { name: 'Jane' });
  const [id = ''] = heard;
  const resent = await call('POST', `/v1/events/${id}/retry`, { for_stripecli: 'true' });
  expect(resent.body).toMatchObject({ id, type: 'customer.created' });
  expect(heard).toEqual([id, id]);
  expect((await call('GET', '/v1/events')).body.data).toHaveLength(1);
  expect((await call('POST', '/v1/events/evt_none/retry')).status).toBe(404);
});
