// Payments that are captured in parts, while the rest stays held.

import { describe, expect, test } from 'vitest';
import { made, post, type Given } from './made.ts';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

const intents = '/v1/payment_intents';
const wish = { card: { request_multicapture: 'if_available' } };

async function held(call: Call, more: Given = {}): Promise<string> {
  const { id } = await made(call, intents, {
    amount: '1000',
    currency: 'usd',
    capture_method: 'manual',
    confirm: 'true',
    payment_method: 'pm_card_visa',
    payment_method_options: wish,
    payment_method_types: ['card'],
    ...more,
  });
  return id;
}

const capture = (call: Call, id: string, params: Given) =>
  post(call, `${intents}/${id}/capture`, params);
const part = (amount: string): Given => ({ amount_to_capture: amount, final_capture: 'false' });

const chargeOf = async (call: Call, id: string) =>
  (await call('GET', `${intents}/${id}`, 'expand[0]=latest_charge')).body.latest_charge;

test.each([
  ['pm_card_visa', 'if_available', 'available'],
  ['pm_card_amex', 'if_available', 'available'],
  ['pm_card_jcb', 'if_available', 'unavailable'],
  ['pm_card_visa', 'never', 'unavailable'],
])('%s with %s is %s', async (method, request, status) => {
  const { call } = openSandbox();
  const id = await held(call, {
    payment_method: method,
    payment_method_options: { card: { request_multicapture: request } },
  });
  expect((await chargeOf(call, id)).payment_method_details.card.multicapture).toEqual({ status });
  const { status: answered, body } = await capture(call, id, part('1'));
  expect(answered).toBe(status === 'available' ? 200 : 400);
  if (status === 'unavailable') expect(body.error.param).toBe('final_capture');
});

test('parts are taken one after the other, and the last one lets the rest go', async () => {
  const { call } = openSandbox();
  const id = await held(call);
  const first = (await capture(call, id, part('700'))).body;
  expect(first).toMatchObject({
    amount: 1000,
    amount_capturable: 300,
    amount_received: 700,
    status: 'requires_capture',
  });
  const charge = await chargeOf(call, id);
  expect(charge).toMatchObject({ amount_captured: 700, captured: false, amount_refunded: 0 });
  const last = (await capture(call, id, { amount_to_capture: '200' })).body;
  expect(last).toMatchObject({ amount_capturable: 0, amount_received: 900, status: 'succeeded' });
  const after = await chargeOf(call, id);
  expect(after).toMatchObject({
    amount: 1000,
    amount_captured: 900,
    balance_transaction: charge.balance_transaction,
    captured: true,
  });
  const moved = (await call('GET', '/v1/balance_transactions')).body.data;
  expect(moved.map(({ amount, source }: Given) => [amount, source])).toEqual([
    [200, charge.id],
    [700, charge.id],
  ]);
});

test('each part is told by events, and the last one by others', async () => {
  const { call } = openSandbox();
  const id = await held(call);
  const before = (await typesOf(call)).length;
  await capture(call, id, part('700'));
  await capture(call, id, { amount_to_capture: '0', final_capture: 'true' });
  expect((await typesOf(call)).slice(before)).toEqual([
    'charge.updated',
    'payment_intent.amount_capturable_updated',
    'charge.captured',
    'payment_intent.amount_capturable_updated',
    'payment_intent.succeeded',
  ]);
  expect((await chargeOf(call, id)).amount_captured).toBe(700);
});

test.each([
  [part('1001'), 'amount_too_large'],
  [{ amount_to_capture: '301' }, 'amount_too_large'],
  [{ amount_to_capture: '300', final_capture: 'true' }, undefined],
])('after a part of 700, %j has the code %s', async (params, code) => {
  const { call } = openSandbox();
  const id = await held(call);
  await capture(call, id, part('700'));
  expect((await capture(call, id, params)).body.error?.code).toBe(code);
});

test('what is taken can be given back while the rest is held, and is refunded at the end only', async () => {
  const { call } = openSandbox();
  const id = await held(call);
  const tooEarly = await post(call, '/v1/refunds', { payment_intent: id });
  expect(tooEarly.status).toBe(400);
  await capture(call, id, part('700'));
  expect((await post(call, '/v1/refunds', { payment_intent: id, amount: '701' })).status).toBe(400);
  await made(call, '/v1/refunds', { payment_intent: id, amount: '700' });
  expect(await chargeOf(call, id)).toMatchObject({ amount_refunded: 700, refunded: false });
  await capture(call, id, { amount_to_capture: '0' });
  expect(await chargeOf(call, id)).toMatchObject({ amount_refunded: 700, refunded: true });
});

test('a payment has fifty captures at the most', async () => {
  const { call } = openSandbox();
  const id = await held(call);
  for (let count = 1; count < 50; count += 1) {
    expect((await capture(call, id, part('1'))).status).toBe(200);
  }
  expect((await capture(call, id, part('1'))).body.error.param).toBe('final_capture');
  const { body } = await capture(call, id, { amount_to_capture: '1' });
  expect(body).toMatchObject({ amount_received: 50, status: 'succeeded' });
});

test('one that is captured in part is not canceled here', async () => {
  const { call } = openSandbox();
  const id = await held(call);
  await capture(call, id, part('700'));
  const canceled = await post(call, `${intents}/${id}/cancel`);
  expect(canceled.body.error.code).toBe('sandbox_not_simulated');
});

describe('a payment of which others get a part', () => {
  async function shared(more: Given = {}) {
    const { call } = openSandbox();
    const { id: destination } = await made(call, '/v1/accounts', { type: 'express' });
    const id = await held(call, { transfer_data: { destination }, ...more });
    const amounts = async (path: string) =>
      (await call('GET', path)).body.data.map(({ amount }: { amount: number }) => amount);
    return { call, id, amounts };
  }
  const fee = (amount: string): Given => ({ application_fee_amount: amount });
  const last = { amount_to_capture: '200' };

  test('is passed on with each part', async () => {
    const { call, id, amounts } = await shared();
    await capture(call, id, part('700'));
    const { transfer } = await chargeOf(call, id);
    await capture(call, id, last);
    expect(await amounts('/v1/transfers')).toEqual([200, 700]);
    expect(await chargeOf(call, id)).toMatchObject({ amount_captured: 900, transfer });
    const { data } = (await call('GET', '/v1/events', { type: 'charge.updated' })).body;
    expect(data.at(-1).data.previous_attributes).toMatchObject({
      balance_transaction: null,
      transfer: null,
    });
  });

  test('has a fee for each part, which each says from the first on', async () => {
    const { call, id, amounts } = await shared();
    await capture(call, id, { ...part('700'), ...fee('70') });
    const refused = await capture(call, id, last);
    expect([refused.status, refused.body.error.param]).toEqual([400, 'application_fee_amount']);
    await capture(call, id, { ...last, ...fee('20') });
    expect(await amounts('/v1/application_fees')).toEqual([20, 70]);
    expect(await amounts('/v1/transfers')).toEqual([200, 700]);
  });

  test('may keep another amount of each part', async () => {
    const { call, id, amounts } = await shared();
    const share = (amount: string): Given => ({ transfer_data: { amount } });
    await capture(call, id, { ...part('700'), ...share('500') });
    expect((await capture(call, id, last)).body.error.param).toBe('transfer_data[amount]');
    await capture(call, id, { ...last, ...share('150') });
    expect(await amounts('/v1/transfers')).toEqual([150, 500]);
  });

  test('that names a fee once for all is not simulated in parts, and is as a whole', async () => {
    const { call, id, amounts } = await shared(fee('90'));
    const refused = await capture(call, id, part('700'));
    expect(refused.body.error.code).toBe('sandbox_not_simulated');
    await capture(call, id, { amount_to_capture: '900' });
    expect(await amounts('/v1/application_fees')).toEqual([90]);
  });

  test('is given back by all, or by each transfer alone', async () => {
    const { call, id, amounts } = await shared();
    await capture(call, id, { ...part('700'), ...fee('70') });
    await capture(call, id, { ...last, ...fee('20') });
    const back = { payment_intent: id, reverse_transfer: 'true', refund_application_fee: 'true' };
    const refused = await post(call, '/v1/refunds', { ...back, amount: '100' });
    expect(refused.status).toBe(400);
    const [{ id: newest }] = (await call('GET', '/v1/transfers')).body.data;
    await made(call, `/v1/transfers/${newest}/reversals`, {
      amount: '100',
      refund_application_fee: 'true',
    });
    const refundedOf = async () =>
      (await call('GET', '/v1/application_fees')).body.data.map(
        ({ amount_refunded: amount }: { amount_refunded: number }) => amount,
      );
    expect(await refundedOf()).toEqual([10, 0]);
    await made(call, '/v1/refunds', back);
    expect(await refundedOf()).toEqual([20, 70]);
    expect(await amounts('/v1/transfers')).toEqual([200, 700]);
    const { data } = (await call('GET', '/v1/transfers')).body;
    expect(data.map(({ reversed }: { reversed: boolean }) => reversed)).toEqual([true, true]);
  });
});

test('what is captured in part and refunded takes back all that was passed on of it', async () => {
  const { call } = openSandbox();
  const { id: destination } = await made(call, '/v1/accounts', { type: 'express' });
  const id = await held(call, { transfer_data: { destination }, payment_method_options: {} });
  await capture(call, id, { amount_to_capture: '400', application_fee_amount: '40' });
  const back = { payment_intent: id, reverse_transfer: 'true', refund_application_fee: 'true' };
  await made(call, '/v1/refunds', { ...back, amount: '100' });
  const [transfer] = (await call('GET', '/v1/transfers')).body.data;
  expect(transfer).toMatchObject({ amount: 400, amount_reversed: 100 });
  const [fee] = (await call('GET', '/v1/application_fees')).body.data;
  expect(fee).toMatchObject({ amount: 40, amount_refunded: 10 });
});
