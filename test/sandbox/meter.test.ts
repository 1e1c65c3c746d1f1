// Meters: usage that is checked, counted, taken back, summed up and billed.

import { describe, expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

const day = 86_400;

interface Set {
  readonly call: Call;
  readonly customer: string;
  readonly meter: string;
}

async function setUp(formula = 'sum', params: FormObject = {}): Promise<Set> {
  const { call } = openSandbox();
  const { body: meter } = await call('POST', '/v1/billing/meters', {
    display_name: 'Tokens',
    event_name: 'tokens',
    default_aggregation: { formula },
    ...params,
  });
  const { body: customer } = await call('POST', '/v1/customers', { name: 'Jenny Rosen' });
  return { call, customer: customer.id, meter: meter.id };
}

function send({ call, customer }: Set, value: string, more: object = {}) {
  return call('POST', '/v1/billing/meter_events', {
    event_name: 'tokens',
    payload: { stripe_customer_id: customer, value },
    ...more,
  });
}

async function total({ call, customer, meter }: Set): Promise<number> {
  const { body } = await call('GET', `/v1/billing/meters/${meter}/event_summaries`, {
    customer,
    start_time: String(nowSeconds - 2 * day),
    end_time: String(nowSeconds + day),
  });
  return body.data[0].aggregated_value;
}

test.each([
  ['sum', 6],
  ['count', 3],
  ['last', 3],
])('usage is counted by the formula %s', async (formula, expected) => {
  const set = await setUp(formula);
  await send(set, '1', { timestamp: String(nowSeconds - 60) });
  await send(set, '2', { timestamp: String(nowSeconds - 40) });
  const { status, body } = await send(set, '3', { timestamp: String(nowSeconds - 20) });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    object: 'billing.meter_event',
    event_name: 'tokens',
    payload: { value: '3' },
    timestamp: nowSeconds - 20,
  });
  expect(await total(set)).toBe(expected);
});

test.each([
  ['hour', 9],
  ['day', 5],
])('of usage that is sent for each %s what came last counts', async (name, expected) => {
  const set = await setUp('sum', { event_time_window: name });
  const hour = 3600;
  const midnight = nowSeconds - (nowSeconds % day) - day;
  await send(set, '4', { timestamp: String(midnight + 2 * hour) });
  const { body: late } = await send(set, '7', { timestamp: String(midnight + 60) });
  await send(set, '5', { timestamp: String(midnight + 30) });
  expect(await total(set)).toBe(expected);
  await set.call('POST', '/v1/billing/meter_event_adjustments', {
    type: 'cancel',
    event_name: 'tokens',
    cancel: { identifier: late.identifier },
  });
  expect(await total(set)).toBe(expected);
});

test('usage is summed up a day', async () => {
  const set = await setUp();
  await send(set, '1.5', { timestamp: String(nowSeconds - day) });
  await send(set, '0.1', { timestamp: String(nowSeconds - day + 5) });
  await send(set, '2');
  const { body } = await set.call('GET', `/v1/billing/meters/${set.meter}/event_summaries`, {
    customer: set.customer,
    start_time: String(nowSeconds - 3 * day),
    end_time: String(nowSeconds + day),
    value_grouping_window: 'day',
    limit: '1',
  });
  expect(body).toMatchObject({ has_more: true, data: [{ aggregated_value: 2 }] });
  const { body: next } = await set.call('GET', `/v1/billing/meters/${set.meter}/event_summaries`, {
    customer: set.customer,
    start_time: String(nowSeconds - 3 * day),
    end_time: String(nowSeconds + day),
    value_grouping_window: 'day',
    starting_after: body.data[0].id,
  });
  expect(next.data).toMatchObject([{ aggregated_value: 1.6, start_time: nowSeconds - day }]);
});

test('usage that was sent by mistake is taken back, once', async () => {
  const set = await setUp();
  await send(set, '5', { identifier: 'one' });
  await send(set, '7', { identifier: 'two' });
  const takeBack = () =>
    set.call('POST', '/v1/billing/meter_event_adjustments', {
      event_name: 'tokens',
      type: 'cancel',
      cancel: { identifier: 'one' },
    });
  expect((await takeBack()).body).toMatchObject({ status: 'complete' });
  expect(await total(set)).toBe(7);
  expect((await takeBack()).body.error).toMatchObject({ param: 'cancel[identifier]' });
});

describe('usage that no meter can count is refused', () => {
  test.each<[string, object, string]>([
    ['no meter', { event_name: 'unheard' }, 'no_meter'],
    ['no customer', { payload: { value: '1' } }, 'meter_event_no_customer_defined'],
    [
      'an unknown customer',
      { payload: { value: '1', stripe_customer_id: 'cus_unknown' } },
      'meter_event_customer_not_found',
    ],
    ['a far past', { timestamp: String(nowSeconds - 36 * day) }, 'timestamp_too_far_in_past'],
    ['a future', { timestamp: String(nowSeconds + 600) }, 'timestamp_in_future'],
  ])('%s', async (_, more, code) => {
    const set = await setUp();
    const { status, body } = await send(set, '1', more);
    expect([status, body.error.code]).toEqual([400, code]);
  });

  test.each(['many', '1,5', ''])('the value "%s"', async (value) => {
    const set = await setUp();
    expect((await send(set, value)).body.error.param).toBe('payload[value]');
  });

  test('an identifier that was there before', async () => {
    const set = await setUp();
    await send(set, '1', { identifier: 'same' });
    const { body } = await send(set, '1', { identifier: 'same' });
    expect(body.error.code).toBe('duplicate_meter_event');
    expect(await total(set)).toBe(1);
  });
});

test('a meter goes to sleep and wakes up, and only one of a name is awake', async () => {
  const { call, customer, meter } = await setUp();
  const set = { call, customer, meter };
  const second = await call('POST', '/v1/billing/meters', {
    display_name: 'Again',
    event_name: 'tokens',
    default_aggregation: { formula: 'sum' },
  });
  expect(second.body.error).toMatchObject({ type: 'invalid_request_error', param: 'event_name' });
  const { body: asleep } = await call('POST', `/v1/billing/meters/${meter}/deactivate`);
  expect(asleep).toMatchObject({
    status: 'inactive',
    status_transitions: { deactivated_at: nowSeconds },
  });
  expect((await send(set, '1')).body.error.code).toBe('archived_meter');
  expect((await call('POST', `/v1/billing/meters/${meter}/deactivate`)).status).toBe(400);
  const { body: awake } = await call('POST', `/v1/billing/meters/${meter}/reactivate`);
  expect(awake).toMatchObject({ status: 'active', status_transitions: { deactivated_at: null } });
  expect((await send(set, '1')).status).toBe(200);
  expect(await typesOf(call)).toEqual([
    'billing.meter.created',
    'customer.created',
    'billing.meter.deactivated',
    'billing.meter.updated',
    'billing.meter.reactivated',
    'billing.meter.updated',
  ]);
});

describe('the stream', () => {
  async function token(call: Call): Promise<Record<string, string>> {
    const { body } = await call('POST', '/v2/billing/meter_event_session');
    expect(Date.parse(body.expires_at)).toBe((nowSeconds + 900) * 1000);
    return { Authorization: `Bearer ${body.authentication_token}` };
  }

  test('takes the token of a session, and nothing else', async () => {
    const { call } = await setUp();
    const headers = await token(call);
    const path = '/v2/billing/meter_event_stream';
    expect((await call('POST', path, { events: [] })).status).toBe(401);
    expect((await call('GET', '/v1/customers', '', headers)).status).toBe(401);
    const { status, text } = await call('POST', path, { events: [] }, headers);
    expect([status, text]).toEqual([200, '{}']);
  });

  test('tells what was wrong by events, and counts the rest', async () => {
    const set = await setUp();
    const { call, customer, meter } = set;
    const good = { event_name: 'tokens', payload: { stripe_customer_id: customer, value: '4' } };
    const events = [
      good,
      { event_name: 'tokens', payload: { value: '1' } },
      { event_name: 'unheard', payload: { value: '1' } },
    ];
    await call('POST', '/v2/billing/meter_event_stream', { events }, await token(call));
    expect(await total(set)).toBe(4);
    const { data } = (await call('GET', '/v2/core/events')).body;
    expect(data).toMatchObject([
      { type: 'v1.billing.meter.no_meter_found', data: { reason: { error_count: 1 } } },
      {
        type: 'v1.billing.meter.error_report_triggered',
        related_object: { id: meter, type: 'billing.meter' },
        data: { reason: { error_types: [{ code: 'meter_event_no_customer_defined' }] } },
      },
    ]);
  });

  test('does not count one twice', async () => {
    const set = await setUp();
    const payload = { stripe_customer_id: set.customer, value: '4' };
    const events = [{ event_name: 'tokens', identifier: 'same', payload }];
    const headers = await token(set.call);
    await set.call('POST', '/v2/billing/meter_event_stream', { events }, headers);
    await set.call('POST', '/v2/billing/meter_event_stream', { events }, headers);
    expect(await total(set)).toBe(4);
  });
});

test('usage of /v2 is told as it came', async () => {
  const { call, customer } = await setUp();
  const { body } = await call('POST', '/v2/billing/meter_events', {
    event_name: 'tokens',
    payload: { stripe_customer_id: customer, value: '25' },
    timestamp: '2026-11-24T12:00:00Z',
  });
  expect(body).toMatchObject({
    object: 'v2.billing.meter_event',
    timestamp: '2026-11-24T12:00:00.000Z',
    payload: { value: '25' },
  });
});
