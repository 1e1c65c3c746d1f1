// Payment records: payments made elsewhere, their attempts, and refunds of them.

import { describe, expect, test } from 'vitest';
import { made, post, type Given } from './made.ts';
import { nowSeconds, openSandbox, type Answered, type Call } from './open-sandbox.ts';

const records = '/v1/payment_records';
const at = String(nowSeconds - 60);
const usd = (value: number): Given => ({ currency: 'usd', value: String(value) });
const guaranteed = { outcome: 'guaranteed', guaranteed: { guaranteed_at: at } };

function report(call: Call, more: Given = {}): Promise<Answered['body']> {
  return made(call, `${records}/report_payment`, {
    amount_requested: usd(1000),
    initiated_at: at,
    payment_method_details: { type: 'custom', custom: { display_name: 'newpay', type: 'cpmt_1' } },
    ...more,
  });
}

/** What each of the amounts comes to. */
function amounts(record: Answered['body']): Readonly<Record<string, number>> {
  const names = ['requested', 'authorized', 'guaranteed', 'failed', 'canceled', 'refunded'];
  return Object.fromEntries(names.map((name) => [name, record[`amount_${name}`].value]));
}

const nothing = { authorized: 0, guaranteed: 0, failed: 0, canceled: 0, refunded: 0 };

async function attemptsOf(call: Call, id: string): Promise<readonly Answered['body'][]> {
  return (await call('GET', '/v1/payment_attempt_records', { payment_record: id })).body.data;
}

test('a payment is reported, and its attempt beside it', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const record = await report(call, {
    customer_details: { customer, email: 'jane@example.com' },
    customer_presence: 'on_session',
    description: 'Tea',
    metadata: { order: '1' },
    processor_details: { type: 'custom', custom: { payment_reference: 'npp23' } },
    shipping_details: { name: 'Jane', address: { city: 'Oakland' } },
  });
  expect(record).toMatchObject({
    id: expect.stringMatching(/^pr_/),
    object: 'payment_record',
    amount: { currency: 'usd', value: 1000 },
    created: nowSeconds,
    customer_details: { customer, email: 'jane@example.com', name: null, phone: null },
    customer_presence: 'on_session',
    description: 'Tea',
    metadata: { order: '1' },
    payment_method_details: {
      billing_details: null,
      custom: { display_name: 'newpay', type: 'cpmt_1' },
      payment_method: null,
      type: 'custom',
    },
    processor_details: { type: 'custom', custom: { payment_reference: 'npp23' } },
    reported_by: 'self',
    shipping_details: { name: 'Jane', phone: null, address: { city: 'Oakland', line1: null } },
  });
  expect(amounts(record)).toEqual({ requested: 1000, ...nothing });
  const [attempt, ...others] = await attemptsOf(call, record.id);
  expect(others).toEqual([]);
  expect(attempt).toMatchObject({
    id: record.latest_payment_attempt_record,
    object: 'payment_attempt_record',
    payment_record: record.id,
    description: 'Tea',
  });
  const path = `/v1/payment_attempt_records/${attempt?.id}`;
  expect((await call('GET', path)).body).toEqual(attempt);
  expect((await call('GET', `${records}/${record.id}`)).body).toEqual(record);
  const later = { created_after: String(nowSeconds - 1) };
  expect((await call('GET', records, later)).body.data).toEqual([record]);
  const before = { created_before: String(nowSeconds) };
  expect((await call('GET', records, before)).body.data).toEqual([]);
});

test('a payment may be made with a method that is known', async () => {
  const { call } = openSandbox();
  const { id } = await made(call, '/v1/payment_methods', {
    type: 'card',
    card: { token: 'tok_visa' },
  });
  const { payment_method_details: details } = await report(call, {
    payment_method_details: { payment_method: id },
  });
  expect(details).toMatchObject({ payment_method: id, type: 'card', billing_details: null });
});

test('an attempt fails, is canceled, and at last comes to something', async () => {
  const { call } = openSandbox();
  const { id } = await report(call);
  const to = (verb: string, params: Given) =>
    made(call, `${records}/${id}/report_payment_attempt${verb}`, params);
  const failed = await to('_failed', { failed_at: at, metadata: { why: 'poor' } });
  expect(amounts(failed)).toEqual({ requested: 1000, ...nothing, failed: 1000 });
  expect(failed.metadata).toEqual({ why: 'poor' });
  const again = await to('', { initiated_at: at, description: 'Again' });
  expect(amounts(again)).toEqual({ requested: 1000, ...nothing });
  expect(again.latest_payment_attempt_record).not.toBe(failed.latest_payment_attempt_record);
  const canceled = await to('_canceled', { canceled_at: at });
  expect(amounts(canceled)).toEqual({ requested: 1000, ...nothing, canceled: 1000 });
  const last = await to('', { initiated_at: at, ...guaranteed });
  const whole = { requested: 1000, ...nothing, authorized: 1000, guaranteed: 1000 };
  expect(amounts(last)).toEqual(whole);
  const attempts = await attemptsOf(call, id);
  expect(attempts.map((one) => amounts(one))).toEqual([
    whole,
    { requested: 1000, ...nothing, canceled: 1000 },
    { requested: 1000, ...nothing, failed: 1000 },
  ]);
});

test('what is known is told later, of the record and its newest attempt', async () => {
  const { call } = openSandbox();
  const { id } = await report(call, { description: 'Tea', metadata: { order: '1' } });
  const told = await made(call, `${records}/${id}/report_payment_attempt_informational`, {
    customer_details: { name: 'Jane' },
    description: '',
    metadata: { more: '2' },
    shipping_details: { name: 'John' },
  });
  const expected = {
    customer_details: { customer: null, email: null, name: 'Jane', phone: null },
    description: null,
    metadata: { order: '1', more: '2' },
    shipping_details: { name: 'John' },
  };
  expect(told).toMatchObject(expected);
  expect((await attemptsOf(call, id))[0]).toMatchObject(expected);
});

describe('refunds', () => {
  const refund = (call: Call, id: string, reference: string, more: Given = {}) =>
    post(call, `${records}/${id}/report_refund`, {
      outcome: 'refunded',
      refunded: { refunded_at: at },
      processor_details: { type: 'custom', custom: { refund_reference: reference } },
      ...more,
    });

  test('give back a part, then the rest, never more', async () => {
    const { call } = openSandbox();
    const { id } = await report(call, guaranteed);
    const part = await refund(call, id, 'one', { amount: usd(300) });
    expect(part.body.amount_refunded).toEqual({ currency: 'usd', value: 300 });
    const more = await refund(call, id, 'two', { amount: usd(701) });
    expect(more.body.error.param).toBe('amount[value]');
    const other = { amount: { currency: 'eur', value: '1' } };
    expect((await refund(call, id, 'two', other)).body.error.param).toBe('amount[currency]');
    const rest = await refund(call, id, 'two');
    expect(rest.body.amount_refunded.value).toBe(1000);
    expect((await refund(call, id, 'three')).status).toBe(400);
    expect((await attemptsOf(call, id))[0].amount_refunded.value).toBe(1000);
  });

  test('have references of their own, and are of what was guaranteed', async () => {
    const { call } = openSandbox();
    const { id } = await report(call, guaranteed);
    await refund(call, id, 'one', { amount: usd(1) });
    const param = 'processor_details[custom][refund_reference]';
    expect((await refund(call, id, 'one', { amount: usd(1) })).body.error.param).toBe(param);
    const nameless = { processor_details: { type: 'custom' } };
    expect((await refund(call, id, '', nameless)).body.error.param).toBe(param);
    const open = await report(call);
    const message = 'The refund is more than what is left of the payment.';
    expect((await refund(call, open.id, 'two')).body.error).toMatchObject({ message });
  });
});

describe('a report is refused', () => {
  const custom = { type: 'custom', custom: { display_name: 'newpay' } };
  test.each<[string, Given, string]>([
    ['of nothing', { amount_requested: usd(0) }, 'amount_requested[value]'],
    ['without a kind', { payment_method_details: {} }, 'payment_method_details'],
    [
      'of a kind that is not told',
      { payment_method_details: { type: 'custom' } },
      'payment_method_details[custom]',
    ],
    [
      'by a method that is empty, of no kind',
      { payment_method_details: { payment_method: '' } },
      'payment_method_details[type]',
    ],
    [
      'by an unknown method',
      { payment_method_details: { ...custom, payment_method: 'pm_unknown' } },
      'payment_method',
    ],
    ['with an outcome without its time', { outcome: 'guaranteed' }, 'guaranteed'],
    [
      'of an unknown customer',
      { customer_details: { customer: 'cus_unknown' } },
      'customer_details[customer]',
    ],
  ])('%s', async (_, more, param) => {
    const { call } = openSandbox();
    const given = {
      amount_requested: usd(100),
      initiated_at: at,
      payment_method_details: custom,
      ...more,
    };
    const { status, body } = await post(call, `${records}/report_payment`, given);
    expect([status, body.error.param]).toEqual([400, param]);
  });

  const times: Readonly<Record<string, Given>> = {
    report_payment_attempt: { initiated_at: at },
    report_payment_attempt_canceled: { canceled_at: at },
    report_payment_attempt_failed: { failed_at: at },
    report_payment_attempt_guaranteed: { guaranteed_at: at },
  };
  test.each<[string, Given, readonly string[]]>([
    ['that is open', {}, ['report_payment_attempt']],
    ['that is guaranteed', guaranteed, Object.keys(times)],
    [
      'that has failed',
      { outcome: 'failed', failed: { failed_at: at } },
      Object.keys(times).slice(1),
    ],
  ])('about an attempt %s', async (_, more, refused) => {
    for (const [verb, params] of Object.entries(times)) {
      const { call } = openSandbox();
      const { id } = await report(call, more);
      const { status } = await post(call, `${records}/${id}/${verb}`, params);
      expect([verb, status]).toEqual([verb, refused.includes(verb) ? 400 : 200]);
    }
  });
});
