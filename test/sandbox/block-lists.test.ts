// Lists of Radar by which payments are declined before a bank is asked.

import { expect, test } from 'vitest';
import { made, payer, post, type Given } from './made.ts';
import { openSandbox, type Call } from './open-sandbox.ts';

async function blockList(call: Call, item_type: string, value?: string): Promise<string> {
  const { id } = await made(call, '/v1/radar/value_lists', {
    alias: `${item_type}_blocklist`,
    item_type,
    name: `Blocked ${item_type}`,
  });
  if (value) await made(call, '/v1/radar/value_list_items', { value_list: id, value });
  return id;
}

const pay = (call: Call, more: Given = {}) =>
  post(call, '/v1/payment_intents', {
    amount: '500',
    currency: 'usd',
    confirm: 'true',
    payment_method: 'pm_card_visa',
    payment_method_types: ['card'],
    ...more,
  });

const fingerprintOf = async (call: Call, intent: Given): Promise<string> =>
  (await call('GET', `/v1/charges/${String(intent['latest_charge'])}`)).body.payment_method_details
    .card.fingerprint;

test('a card of the list is declined by nobody but Radar', async () => {
  const { call } = openSandbox();
  const first = await pay(call);
  await blockList(call, 'card_fingerprint', await fingerprintOf(call, first.body));
  const { status, body } = await pay(call);
  expect(status).toBe(402);
  expect(body.error).toMatchObject({
    code: 'card_declined',
    decline_code: 'merchant_blacklist',
    message: 'Your card was declined.',
    payment_intent: { status: 'requires_payment_method' },
  });
  const { body: charge } = await call('GET', `/v1/charges/${body.error.charge}`);
  expect(charge.outcome).toMatchObject({
    network_decline_code: null,
    network_status: 'not_sent_to_network',
    reason: 'merchant_blacklist',
    risk_level: 'normal',
    type: 'blocked',
  });
  expect((await pay(call, { payment_method: 'pm_card_mastercard' })).status).toBe(200);
});

test.each([
  ['email', 'jane@example.com', { receipt_email: 'Jane@example.com' }, 402],
  ['email', 'jane@example.com', { receipt_email: 'joe@example.com' }, 200],
  ['email', 'jane@example.com', {}, 200],
])(
  'a list of an %s with %s makes a payment with %j answer %i',
  async (type, value, more, status) => {
    const { call } = openSandbox();
    await blockList(call, type, value);
    expect((await pay(call, more)).status).toBe(status);
  },
);

test('customers are blocked by their id and by their address', async () => {
  const { call } = openSandbox();
  const [one, two, three] = [
    await payer(call),
    await payer(call, { email: 'two@example.com' }),
    await payer(call, { email: 'three@example.com' }),
  ];
  await blockList(call, 'customer_id', one);
  await blockList(call, 'email', 'two@example.com');
  const statuses: number[] = [];
  for (const customer of [one, two, three]) {
    statuses.push((await pay(call, { customer, payment_method: 'pm_card_amex' })).status);
  }
  expect(statuses).toEqual([402, 402, 200]);
  const told = { source: 'tok_visa', receipt_email: 'two@example.com' };
  const charge = { amount: '500', currency: 'usd', ...told };
  expect((await post(call, '/v1/charges', charge)).body.error.decline_code).toBe(
    'merchant_blacklist',
  );
});

test('a list under any other alias blocks nothing, nor does one that is empty again', async () => {
  const { call } = openSandbox();
  const { id } = await made(call, '/v1/radar/value_lists', {
    alias: 'mine',
    item_type: 'email',
    name: 'Mine',
  });
  const value = 'jane@example.com';
  await made(call, '/v1/radar/value_list_items', { value_list: id, value });
  expect((await pay(call, { receipt_email: value })).status).toBe(200);
  const list = await blockList(call, 'email');
  const item = await made(call, '/v1/radar/value_list_items', { value_list: list, value });
  expect((await pay(call, { receipt_email: value })).status).toBe(402);
  await call('DELETE', `/v1/radar/value_list_items/${item.id}`);
  expect((await pay(call, { receipt_email: value })).status).toBe(200);
});

test.each([
  ['a refund as fraud', '/v1/refunds', { reason: 'fraudulent' }],
  ['a report of fraud', '', { fraud_details: { user_report: 'fraudulent' } }],
])('%s puts the card and the addresses on the lists that there are', async (_, path, params) => {
  const { call } = openSandbox();
  await blockList(call, 'card_fingerprint');
  await blockList(call, 'email');
  const customer = await payer(call, { email: 'jane@example.com' });
  const { body } = await pay(call, { customer, receipt_email: 'j@example.com' });
  const charge = body.latest_charge;
  await made(call, path || `/v1/charges/${charge}`, path ? { ...params, charge } : params);
  const { data } = (await call('GET', '/v1/radar/value_lists')).body;
  const held = (alias: string) =>
    data
      .find((list: Given) => list['alias'] === alias)
      .list_items.data.map(({ value }: Given) => value);
  expect(held('email_blocklist').toSorted()).toEqual(['j@example.com', 'jane@example.com']);
  expect(held('card_fingerprint_blocklist')).toEqual([await fingerprintOf(call, body)]);
  expect((await pay(call)).status).toBe(402);
});

test('without such lists a refund as fraud blocks nobody', async () => {
  const { call } = openSandbox();
  const { body } = await pay(call);
  await made(call, '/v1/refunds', { payment_intent: body.id, reason: 'fraudulent' });
  expect((await pay(call)).status).toBe(200);
});
