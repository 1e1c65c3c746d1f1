// Webhooks of a sandbox: who gets which event, when it is sent again, and what is remembered of it.

import { Stripe } from 'stripe';
import { expect, test } from 'vitest';
import { createSandbox, type WholeSandbox } from '../../src/backend/whole-sandbox.ts';

const key = 'sk_test_webhookwebhook';
const url = 'https://example.com/hook';

interface Received {
  readonly url: string;
  readonly body: string;
  readonly signature: string;
}

type Params = Readonly<Record<string, string>>;
// Tests read whatever the API answers.
// oxlint-disable-next-line typescript/no-explicit-any
type Answered = any;

function setUp({ statuses = [] as number[], retryMs = [5, 5, 5] as readonly number[] } = {}) {
  const received: Received[] = [];
  let nowMs = Date.parse('2026-11-25T00:00:00Z');
  const sandbox = createSandbox({
    seed: 'hooks',
    now: () => nowMs,
    retryMs,
    async deliver(request) {
      const signature = request.headers.get('Stripe-Signature') ?? '';
      received.push({ url: request.url, body: await request.text(), signature });
      const status = statuses.shift() ?? 200;
      if (status === 0) throw new Error('nobody is there');
      return new Response(null, { status });
    },
  });
  const call = caller(sandbox);
  const hook = (types: string, more: Params = {}, headers: Params = {}): Promise<Answered> =>
    call('POST', 'webhook_endpoints', { url, 'enabled_events[0]': types, ...more }, headers);
  const types = (): string[] => received.map(({ body }) => JSON.parse(body).type);
  const moveOn = (ms: number): void => void (nowMs += ms);
  return { sandbox, call, hook, received, types, moveOn };
}

function caller(sandbox: WholeSandbox) {
  return async (
    method: string,
    path: string,
    params: Params = {},
    headers: Params = {},
  ): Promise<Answered> => {
    const form = new URLSearchParams(params);
    const isPost = method === 'POST';
    const request = new Request(`https://api.stripe.com/v1/${path}${isPost ? '' : `?${form}`}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, ...headers },
      ...(isPost ? { body: form } : {}),
    });
    return (await sandbox.fetch(request)).json();
  };
}

test('an event is posted as the SDK takes it, and is pending no more', async () => {
  const { call, hook, received, sandbox } = setUp();
  const endpoint = await hook('customer.created');
  await call('POST', 'customers', { name: 'Jane' });
  const [event] = (await call('GET', 'events')).data;
  await expect.poll(async () => (await call('GET', `events/${event.id}`)).pending_webhooks).toBe(0);
  const [{ body, signature } = { body: '', signature: '' }] = received;
  const told = new Stripe(key).webhooks.constructEvent(body, signature, endpoint.secret);
  expect(told).toMatchObject({ id: event.id, pending_webhooks: 1, type: 'customer.created' });
  expect(sandbox.deliveries()).toEqual([
    {
      event: event.id,
      endpoint: endpoint.id,
      type: 'customer.created',
      account: (await call('GET', 'account')).id,
      url,
      status: 'succeeded',
      attempts: 1,
      answer: 200,
      reason: '',
    },
  ]);
});

test('until it is delivered it is pending, and found so', async () => {
  const { call, hook, sandbox } = setUp({ statuses: [500, 0, 302, 404] });
  await hook('*');
  await call('POST', 'customers');
  const [event] = (await call('GET', 'events')).data;
  await expect.poll(() => sandbox.deliveries(event.id)[0]?.status).toBe('failed');
  expect(sandbox.deliveries(event.id)).toMatchObject([{ attempts: 4, answer: 404 }]);
  expect((await call('GET', 'events', { delivery_success: 'false' })).data).toMatchObject([
    { id: event.id, pending_webhooks: 1 },
  ]);
  expect((await call('GET', 'events', { delivery_success: 'true' })).data).toEqual([]);
});

test('where no answer comes, the reason is remembered', async () => {
  const { call, hook, sandbox } = setUp({ statuses: [0], retryMs: [] });
  await hook('*');
  await call('POST', 'customers');
  await expect
    .poll(() => sandbox.deliveries())
    .toMatchObject([{ status: 'failed', answer: undefined, reason: 'nobody is there' }]);
});

test('only what an endpoint asks for comes to it', async () => {
  const { call, hook, types, received } = setUp();
  await hook('product.created', { 'enabled_events[1]': 'product.updated' });
  const { id } = await call('POST', 'products', { name: 'Pin' });
  await call('POST', 'customers');
  await call('POST', `products/${id}`, { name: 'Badge' });
  await expect.poll(() => received.length).toBe(2);
  expect(types().toSorted()).toEqual(['product.created', 'product.updated']);
});

test('a disabled endpoint gets nothing, and is waited for by no event', async () => {
  const { call, hook, received } = setUp();
  const { id } = await hook('*');
  expect(await call('POST', `webhook_endpoints/${id}`, { disabled: 'true' })).toMatchObject({
    status: 'disabled',
  });
  await call('POST', 'customers');
  expect((await call('GET', 'events')).data[0].pending_webhooks).toBe(0);
  await call('POST', `webhook_endpoints/${id}`, { disabled: 'false' });
  await call('POST', 'customers', { name: 'second' });
  await expect.poll(() => received.length).toBe(1);
  expect(received[0]?.body).toContain('second');
});

test('an endpoint that is gone gets nothing', async () => {
  const { call, hook, received } = setUp();
  const [first, second] = [await hook('*'), await hook('*')];
  await call('DELETE', `webhook_endpoints/${first.id}`);
  await call('POST', 'customers');
  await expect.poll(() => received.length).toBe(1);
  const { body = '', signature = '' } = received[0] ?? {};
  expect(new Stripe(key).webhooks.constructEvent(body, signature, second.secret)).toBeTruthy();
});

test('an endpoint has events in its own version', async () => {
  const { call, hook, received } = setUp();
  const made = await hook('*', { api_version: '2025-03-31.basil' });
  expect(made.api_version).toBe('2025-03-31.basil');
  await call('POST', 'customers');
  await expect.poll(() => received.length).toBe(1);
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ api_version: '2025-03-31.basil' });
});

test('with what their objects had in that version, and what that was before', async () => {
  const { call, hook, received, moveOn } = setUp();
  const types = { 'enabled_events[1]': 'invoice.created', 'enabled_events[2]': 'invoice.paid' };
  const changed = 'customer.subscription.updated';
  await hook(changed, { ...types, api_version: '2022-11-15', url: 'https://example.com/old' });
  await hook(changed, types);
  const product = await call('POST', 'products', { name: 'Tea' });
  const price = await call('POST', 'prices', {
    currency: 'usd',
    product: product.id,
    'recurring[interval]': 'month',
    unit_amount: '1000',
  });
  const customer = await call('POST', 'customers', { source: 'tok_visa' });
  const plan = { customer: customer.id, 'items[0][price]': price.id };
  const { id } = await call('POST', 'subscriptions', plan);
  const [item] = (await call('GET', `subscriptions/${id}`)).items.data;
  moveOn(86_400_000);
  const anew = { billing_cycle_anchor: 'now', proration_behavior: 'none' };
  await call('POST', `subscriptions/${id}`, anew);
  await expect.poll(() => received.length).toBe(10);
  const told = (address: string, type: string): Answered =>
    received
      .filter((one) => one.url === address)
      .map(({ body }) => JSON.parse(body))
      .find((event) => event.type === type).data;
  const paid = told('https://example.com/old', 'invoice.paid').object;
  expect(paid).toMatchObject({ paid: true, subscription: id, tax: null });
  expect([paid.charge, paid.payment_intent]).toMatchObject([/^ch_/, /^pi_/].map(matching));
  const draft = told('https://example.com/old', 'invoice.created').object;
  expect(draft).toMatchObject({ charge: null, paid: false, payment_intent: null });
  const { object, previous_attributes: was } = told('https://example.com/old', changed);
  expect(was.current_period_end).toBe(item.current_period_end);
  expect(object.current_period_end).toBe(item.current_period_end + 86_400);
  const now = told(url, changed);
  expect(now.object).not.toHaveProperty('current_period_end');
  expect(now.previous_attributes).not.toHaveProperty('current_period_end');
  expect(told(url, 'invoice.paid').object).not.toHaveProperty('subscription');
});

test('and called as that version called it', async () => {
  const { call, hook, received } = setUp();
  const types = 'checkout.session.expired';
  await hook(types, { api_version: '2025-03-31.basil' });
  const { id } = await call('POST', 'checkout/sessions', {
    currency: 'usd',
    mode: 'setup',
    success_url: url,
  });
  await call('POST', `checkout/sessions/${id}/expire`);
  await expect.poll(() => received.length).toBe(1);
  const { object } = JSON.parse(received[0]?.body ?? '').data;
  expect(object).toMatchObject({ id, ui_mode: 'hosted' });
});

function matching(shape: RegExp): unknown {
  return expect.stringMatching(shape);
}

test('events of connected accounts go to endpoints for them, with the account', async () => {
  const { call, hook, received } = setUp();
  const own = await hook('customer.created');
  const connect = await hook('customer.created', { connect: 'true', url: 'https://a.b/connect' });
  expect(own.application).toBeNull();
  expect(connect.application).toMatch(/^ca_/);
  const account = await call('POST', 'accounts', { type: 'express' });
  await call('POST', 'customers', {}, { 'Stripe-Account': account.id });
  await call('POST', 'customers');
  await expect.poll(() => received.length).toBe(2);
  // Which endpoint has its own first is not said.
  expect(
    Object.fromEntries(received.map((one) => [one.url, JSON.parse(one.body).account])),
  ).toEqual({ 'https://a.b/connect': account.id, [url]: undefined });
  const as = { 'Stripe-Account': account.id };
  await expect
    .poll(async () => (await call('GET', 'events', {}, as)).data[0].pending_webhooks)
    .toBe(0);
});

test('what becomes of a connected account goes to both kinds of endpoints, and is listed once', async () => {
  const { call, hook, received } = setUp();
  await hook('account.updated');
  await hook('account.updated', { connect: 'true', url: 'https://a.b/connect' });
  const { id } = await call('POST', 'accounts', { type: 'express' });
  await call('POST', `accounts/${id}`, { email: 'jane@example.com' });
  await expect.poll(() => received.length).toBe(2);
  const told = received.map(({ url, body }) => [url, JSON.parse(body)] as const);
  const connect = told.find(([url]) => url === 'https://a.b/connect')?.[1];
  expect(connect).toMatchObject({ account: id, data: { object: { id } } });
  const plain = told.find(([url]) => url !== 'https://a.b/connect')?.[1];
  expect(plain).not.toHaveProperty('account');
  expect(plain.id).toBe(connect.id);
  expect((await call('GET', 'events')).data).toMatchObject([{ type: 'account.updated' }]);
});

test('what waits is sent again at once when the clock is moved on', async () => {
  const { call, hook, received, moveOn, sandbox } = setUp({ statuses: [500], retryMs: [60_000] });
  await hook('customer.created');
  await call('POST', 'customers');
  await expect.poll(() => sandbox.deliveries()[0]?.attempts).toBe(1);
  moveOn(3_600_000);
  await call('POST', 'products', { name: 'Pin' });
  await expect.poll(() => received.length).toBe(2);
});

test('a test clock that has advanced moves it too', async () => {
  const { call, hook, received, sandbox } = setUp({ statuses: [500], retryMs: [60_000] });
  await hook('customer.created');
  await call('POST', 'customers');
  await expect.poll(() => sandbox.deliveries()[0]?.attempts).toBe(1);
  const clock = await call('POST', 'test_helpers/test_clocks', { frozen_time: '1795564800' });
  await call('POST', `test_helpers/test_clocks/${clock.id}/advance`, { frozen_time: '1795569999' });
  await expect.poll(() => received.length).toBe(2);
});

test('an event that is resent goes to the endpoint that is named, and to no other', async () => {
  const { call, hook, received } = setUp();
  const first = await hook('customer.created');
  const second = await hook('product.created', { url: 'https://a.b/second' });
  await call('POST', 'customers');
  const [event] = (await call('GET', 'events')).data;
  await expect.poll(() => received.length).toBe(1);
  await call('POST', `events/${event.id}/retry`, { for_stripecli: 'true' });
  await call('POST', `events/${event.id}/retry`, { webhook_endpoint: second.id });
  await expect.poll(() => received.length).toBe(2);
  expect(received[1]?.url).toBe('https://a.b/second');
  await call('POST', `events/${event.id}/retry`, { webhook_endpoint: first.id });
  await expect.poll(() => received.length).toBe(3);
  expect((await call('GET', 'events')).data).toHaveLength(1);
});

test('after a reset nothing of before is sent, and the deliveries are forgotten', async () => {
  const { call, hook, received, sandbox } = setUp({ statuses: [500], retryMs: [200] });
  await hook('*');
  await call('POST', 'customers');
  await expect.poll(() => received.length).toBe(1);
  sandbox.reset();
  await call('POST', 'customers');
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(received).toHaveLength(1);
  expect(sandbox.deliveries()).toEqual([]);
});

test('without anybody to deliver to, events stay pending', async () => {
  const sandbox = createSandbox({ seed: 'hooks' });
  const call = caller(sandbox);
  await call('POST', 'webhook_endpoints', { url, 'enabled_events[]': '*' });
  await call('POST', 'customers');
  expect((await call('GET', 'events')).data[0].pending_webhooks).toBe(1);
  expect(sandbox.deliveries()).toEqual([]);
});

test('an address without http is refused', async () => {
  const { hook } = setUp();
  expect(await hook('*', { url: 'page:orders' })).toMatchObject({
    error: {
      code: 'url_invalid',
      param: 'url',
      message: 'Invalid URL: An explicit scheme (such as https) must be provided.',
    },
  });
});

/** Of /v2, whose bodies are JSON. */
async function callV2(sandbox: WholeSandbox, path: string, params: object = {}): Promise<Answered> {
  const request = new Request(`https://api.stripe.com/v2/core/${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(params),
  });
  return (await sandbox.fetch(request)).json();
}

test('a ping goes to its event destination alone, signed', async () => {
  const { hook, received, sandbox } = setUp();
  await hook('*');
  const { id, webhook_endpoint: told } = await callV2(sandbox, 'event_destinations', {
    name: 'Pings',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    enabled_events: ['v1.billing.meter.no_meter_found'],
    webhook_endpoint: { url: 'https://example.com/thin' },
    include: ['webhook_endpoint.signing_secret'],
  });
  await callV2(sandbox, 'accounts');
  const event = await callV2(sandbox, `event_destinations/${id}/ping`);
  await expect.poll(() => received.length).toBe(1);
  const [{ body, signature, url: to } = { body: '', signature: '', url: '' }] = received;
  expect(to).toBe('https://example.com/thin');
  const { signing_secret: secret } = told;
  expect(new Stripe(key).parseEventNotification(body, signature, secret)).toMatchObject({
    id: event.id,
    type: 'v2.core.event_destination.ping',
    related_object: { id },
  });
});

test('an event destination of snapshots gets what it is for, while it is enabled', async () => {
  const { call, received, types, sandbox } = setUp();
  const { id } = await callV2(sandbox, 'event_destinations', {
    name: 'Customers',
    type: 'webhook_endpoint',
    event_payload: 'snapshot',
    enabled_events: ['customer.created'],
    snapshot_api_version: '2025-12-15.clover',
    webhook_endpoint: { url },
  });
  await call('POST', 'products', { name: 'Tea' });
  await call('POST', 'customers');
  await expect.poll(() => types()).toEqual(['customer.created']);
  expect(JSON.parse(received[0]?.body ?? '').api_version).toBe('2025-12-15.clover');
  await callV2(sandbox, `event_destinations/${id}/disable`);
  await call('POST', 'customers');
  await callV2(sandbox, `event_destinations/${id}/enable`);
  const { id: last } = await call('POST', 'customers');
  await expect.poll(() => received.length).toBe(2);
  expect(JSON.parse(received[1]?.body ?? '').data.object.id).toBe(last);
});

test('an event destination of thin events gets those of /v2 that it names', async () => {
  const { call, hook, received, sandbox } = setUp();
  await hook('*');
  const destination = await callV2(sandbox, 'event_destinations', {
    name: 'Accounts',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    enabled_events: ['v2.core.account.created'],
    webhook_endpoint: { url: 'https://example.com/thin' },
  });
  const { id } = await callV2(sandbox, 'accounts');
  await callV2(sandbox, `accounts/${id}/close`);
  await call('POST', 'customers');
  await expect.poll(() => received.length).toBe(2);
  const [thin] = received.filter(({ url: to }) => to.endsWith('/thin'));
  expect(JSON.parse(thin?.body ?? '')).toMatchObject({
    object: 'v2.core.event',
    related_object: { id, type: 'v2.core.account' },
    type: 'v2.core.account.created',
  });
  expect(sandbox.deliveries().map(({ endpoint }) => endpoint)).toContain(destination.id);
});
