// Alerts: set, switched off and on, and set off by usage, once for each customer.

import { describe, expect, test } from 'vitest';
import { made, post, type Given } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Answered, type Call } from './open-sandbox.ts';

const alerts = '/v1/billing/alerts';

interface Set {
  readonly call: Call;
  readonly meter: string;
  readonly customer: string;
  set(more?: Given): Promise<Answered['body']>;
  use(value: number, customer?: string): Promise<unknown>;
  /** What the alerts that went off told, the oldest first. */
  triggered(): Promise<readonly Answered['body'][]>;
}

async function setUp(): Promise<Set> {
  const { call } = openSandbox();
  const { id: meter } = await made(call, '/v1/billing/meters', {
    display_name: 'Tokens',
    event_name: 'tokens',
    default_aggregation: { formula: 'sum' },
  });
  const { id: customer } = await made(call, '/v1/customers');
  return {
    ...{ call, meter, customer },
    set: (more = {}) =>
      made(call, alerts, {
        alert_type: 'usage_threshold',
        title: 'Many tokens',
        usage_threshold: { gte: '100', meter, recurrence: 'one_time', ...more },
      }),
    use: (value, who = customer) =>
      made(call, '/v1/billing/meter_events', {
        event_name: 'tokens',
        payload: { stripe_customer_id: who, value: String(value) },
      }),
    async triggered() {
      const { body } = await call('GET', '/v1/events', { type: 'billing.alert.triggered' });
      return body.data.map((event: Answered['body']) => event.data.object).toReversed();
    },
  };
}

test('an alert goes off when usage reaches it, once for each customer', async () => {
  const { call, meter, customer, set, use, triggered } = await setUp();
  const alert = await set();
  expect(alert).toEqual({
    id: expect.stringMatching(/^alrt_/),
    object: 'billing.alert',
    alert_type: 'usage_threshold',
    livemode: false,
    status: 'active',
    title: 'Many tokens',
    usage_threshold: { filters: null, gte: 100, meter, recurrence: 'one_time' },
  });
  await use(99);
  expect(await triggered()).toEqual([]);
  await use(1);
  await use(50);
  const { id: other } = await made(call, '/v1/customers');
  await use(150, other);
  const common = { object: 'billing.alert_triggered', alert, created: nowSeconds, livemode: false };
  expect(await triggered()).toEqual([
    { ...common, customer, value: 100 },
    { ...common, customer: other, value: 150 },
  ]);
  expect((await call('GET', `${alerts}/${alert.id}`)).body).toEqual(alert);
});

test('usage of a stream sets alerts off too', async () => {
  const { call, customer, set, triggered } = await setUp();
  await set();
  const session = await post(call, '/v2/billing/meter_event_session');
  const { authentication_token: token } = session.body;
  const payload = { stripe_customer_id: customer, value: '200' };
  const events = { events: [{ event_name: 'tokens', payload }] };
  const { status } = await call('POST', '/v2/billing/meter_event_stream', events, {
    Authorization: `Bearer ${token}`,
  });
  expect([status, (await triggered()).length]).toEqual([200, 1]);
});

test('what was used before it was set, or by somebody else, or on a test clock, does not count', async () => {
  let now = nowSeconds;
  const { call } = openSandbox({ clock: () => now * 1000 });
  const { id: meter } = await made(call, '/v1/billing/meters', {
    display_name: 'Tokens',
    event_name: 'tokens',
    default_aggregation: { formula: 'sum' },
  });
  const { id: customer } = await made(call, '/v1/customers');
  const use = (who: string, value: string) =>
    made(call, '/v1/billing/meter_events', {
      event_name: 'tokens',
      payload: { stripe_customer_id: who, value },
    });
  await use(customer, '90');
  now += 10;
  const filters = [{ type: 'customer', customer }];
  const usage_threshold = { gte: '100', meter, recurrence: 'one_time', filters };
  const alert = await made(call, alerts, {
    alert_type: 'usage_threshold',
    title: 'One',
    usage_threshold,
  });
  expect(alert.usage_threshold.filters).toEqual([{ customer, type: 'customer' }]);
  await use(customer, '20');
  await use((await made(call, '/v1/customers')).id, '500');
  const clock = { frozen_time: String(nowSeconds) };
  const { id: test_clock } = await made(call, '/v1/test_helpers/test_clocks', clock);
  const { id: clocked } = await made(call, '/v1/customers', { test_clock });
  await made(call, alerts, {
    alert_type: 'usage_threshold',
    title: 'Clocked',
    usage_threshold: { ...usage_threshold, filters: [{ type: 'customer', customer: clocked }] },
  });
  await use(clocked, '500');
  expect(await typesOf(call)).not.toContain('billing.alert.triggered');
  await use(customer, '80');
  expect(await typesOf(call)).toContain('billing.alert.triggered');
});

test('every status against every verb', async () => {
  const { call, set, use, triggered } = await setUp();
  const { id } = await set();
  const to = async (verb: string) => {
    const { status, body } = await post(call, `${alerts}/${id}/${verb}`);
    return status === 200 ? body.status : status;
  };
  expect(await to('activate')).toBe(400);
  expect(await to('deactivate')).toBe('inactive');
  expect(await to('deactivate')).toBe(400);
  await use(500);
  expect(await triggered()).toEqual([]);
  expect(await to('activate')).toBe('active');
  expect(await to('archive')).toBe('archived');
  for (const verb of ['activate', 'deactivate', 'archive']) expect(await to(verb)).toBe(400);
});

test('alerts are listed by their meter, without those that are archived', async () => {
  const { call, meter, set } = await setUp();
  const { id: other } = await made(call, '/v1/billing/meters', {
    display_name: 'Calls',
    event_name: 'calls',
    default_aggregation: { formula: 'count' },
  });
  const [first, second, third] = [await set(), await set(), await set({ meter: other })];
  await made(call, `${alerts}/${first.id}/archive`);
  const idsOf = async (params: Readonly<Record<string, string>>) =>
    (await call('GET', alerts, params)).body.data.map(({ id }: { id: string }) => id);
  expect(await idsOf({})).toEqual([third.id, second.id]);
  expect(await idsOf({ meter })).toEqual([second.id]);
});

describe('an alert is refused', () => {
  const filter = { type: 'customer' };
  test.each<[string, Given, string]>([
    ['for an unknown meter', { meter: 'mtr_unknown' }, 'usage_threshold[meter]'],
    ['at nothing', { gte: '0' }, 'usage_threshold[gte]'],
    [
      'for a customer who is not named',
      { filters: [filter] },
      'usage_threshold[filters][0][customer]',
    ],
    [
      'for two customers',
      {
        filters: [
          { ...filter, customer: 'cus_1' },
          { ...filter, customer: 'cus_2' },
        ],
      },
      'usage_threshold[filters]',
    ],
  ])('%s', async (_, more, param) => {
    const { call, meter } = await setUp();
    const usage_threshold = { gte: '1', meter, recurrence: 'one_time', ...more };
    const given = { alert_type: 'usage_threshold', title: 'No', usage_threshold };
    const { status, body } = await post(call, alerts, given);
    expect([status, body.error.param]).toEqual([400, param]);
  });

  test('without a threshold, and after twenty-five for the meter', async () => {
    const { call, meter, set } = await setUp();
    const given = { alert_type: 'usage_threshold', title: 'No' };
    expect((await post(call, alerts, given)).body.error.param).toBe('usage_threshold');
    for (let count = 0; count < 25; count += 1) await set();
    const usage_threshold = { gte: '1', meter, recurrence: 'one_time' };
    const { body } = await post(call, alerts, { ...given, usage_threshold });
    expect(body.error.param).toBe('usage_threshold[meter]');
  });
});

test('an alert without a threshold is refused for that', async () => {
  const { call } = await setUp();
  const { body } = await post(call, alerts, {
    alert_type: 'usage_threshold',
    title: 'Nothing',
    usage_threshold: '',
  });
  expect(body.error.param).toBe('usage_threshold');
});
