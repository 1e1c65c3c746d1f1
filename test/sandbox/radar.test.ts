// Risky payments: reviews, warnings of fraud, and the lists that rules look things up in.

import { describe, expect, test } from 'vitest';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

function pay(call: Call, method: string) {
  return call('POST', '/v1/payment_intents', {
    amount: '2000',
    currency: 'usd',
    payment_method: method,
    'payment_method_types[]': 'card',
    confirm: 'true',
    'expand[]': 'latest_charge',
  });
}

test.each([
  ['pm_card_visa', 'normal'],
  ['pm_card_riskLevelElevated', 'elevated'],
])('a payment with %s has a risk that is %s', async (method, level) => {
  const { call } = openSandbox();
  const { body } = await pay(call, method);
  expect(body.latest_charge.outcome.risk_level).toBe(level);
});

describe('a review', () => {
  async function openReview() {
    const { call } = openSandbox();
    const { body: intent } = await pay(call, 'pm_card_riskLevelElevated');
    const { body: review } = await call('GET', `/v1/reviews/${intent.review}`);
    return { call, intent, review };
  }

  test('is opened for a risky payment, and closed by an approval', async () => {
    const { call, intent, review } = await openReview();
    expect(review).toMatchObject({
      open: true,
      reason: 'rule',
      opened_reason: 'rule',
      closed_reason: null,
      charge: intent.latest_charge.id,
      payment_intent: intent.id,
    });
    expect(intent.latest_charge.review).toBe(review.id);
    const approved = await call('POST', `/v1/reviews/${review.id}/approve`);
    expect(approved.body).toMatchObject({
      open: false,
      reason: 'approved',
      closed_reason: 'approved',
    });
    expect((await call('POST', `/v1/reviews/${review.id}/approve`)).status).toBe(400);
    expect(await typesOf(call)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'review.opened',
      'payment_intent.succeeded',
      'charge.updated',
      'review.closed',
    ]);
  });

  test.each([
    [{}, 'refunded'],
    [{ reason: 'fraudulent' }, 'refunded_as_fraud'],
    [{ amount: '100' }, null],
  ])('is closed by a refund with %j: %s', async (params, reason) => {
    const { call, intent, review } = await openReview();
    await call('POST', '/v1/refunds', { payment_intent: intent.id, ...params });
    const { body } = await call('GET', `/v1/reviews/${review.id}`);
    expect([body.open, body.closed_reason]).toEqual([reason === null, reason]);
  });
});

test('a warning of fraud can be acted on until the money is given back', async () => {
  const { call } = openSandbox();
  const { body: intent } = await pay(call, 'pm_card_createIssuerFraudRecord');
  const filter = { payment_intent: intent.id };
  const warned = async () =>
    (await call('GET', '/v1/radar/early_fraud_warnings', filter)).body.data[0];
  expect(await warned()).toMatchObject({ actionable: true, charge: intent.latest_charge.id });
  await call('POST', '/v1/refunds', { payment_intent: intent.id });
  expect((await warned()).actionable).toBe(false);
  const types = await typesOf(call);
  expect(types).toContain('radar.early_fraud_warning.created');
  expect(types).toContain('radar.early_fraud_warning.updated');
});

describe('a value list', () => {
  const lists = '/v1/radar/value_lists';
  const items = '/v1/radar/value_list_items';

  async function openList(params = {}) {
    const { call } = openSandbox();
    const usual = { alias: 'blocked', name: 'Blocked' };
    const { body } = await call('POST', lists, { ...usual, ...params });
    const add = (value: string) => call('POST', items, { value_list: body.id, value });
    return { call, list: body, add };
  }

  test.each([
    ['country', 'US', 'Atlantis'],
    ['email', 'Jane@Example.com', 'jane'],
    ['card_bin', '424242', '4242'],
    ['ip_address', '127.0.0.1', 'localhost'],
    ['customer_id', 'cus_123', 'acct_123'],
  ])('of the type %s takes %s, and neither %s nor the same again', async (type, right, wrong) => {
    const { call, list, add } = await openList({ item_type: type });
    expect(list.list_items.total_count).toBe(0);
    expect((await add(right)).status).toBe(200);
    expect((await add(wrong)).body.error.param).toBe('value');
    expect((await add(right)).body.error.code).toBe('resource_already_exists');
    const { body } = await call('GET', `${lists}/${list.id}`);
    expect(body).toMatchObject({ created_by: 'API', list_items: { total_count: 1 } });
    expect(body.list_items.data).toMatchObject([{ created_by: 'API' }]);
  });

  test('has an alias of its own', async () => {
    const { call } = await openList();
    const again = await call('POST', lists, { alias: 'blocked', name: 'Again' });
    expect(again.body.error).toMatchObject({ code: 'resource_already_exists', param: 'alias' });
    const odd = await call('POST', lists, { alias: 'not so', name: 'Odd' });
    expect(odd.body.error.param).toBe('alias');
  });

  test('is found by what it contains, and goes with its items', async () => {
    const { call, list, add } = await openList();
    const { body: item } = await add('Spam');
    const found = async (value: string) =>
      (await call('GET', lists, { contains: value })).body.data.length;
    expect([await found('spam'), await found('ham')]).toEqual([1, 0]);
    await call('DELETE', `${items}/${item.id}`);
    expect(await found('spam')).toBe(0);
    const { body: second } = await add('ham');
    await call('DELETE', `${lists}/${list.id}`);
    expect((await call('GET', `${items}/${second.id}`)).status).toBe(404);
  });
});
