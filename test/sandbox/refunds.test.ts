// Refunds to cards, and what is known of them after a while.

import { expect, test } from 'vitest';
import { nowSeconds, openSandbox, typesOf } from './open-sandbox.ts';

async function opened(card: string) {
  let ms = nowSeconds * 1000;
  const { call } = openSandbox({ clock: () => ms });
  const { body: intent } = await call('POST', '/v1/payment_intents', {
    amount: '2000',
    confirm: 'true',
    currency: 'usd',
    payment_method: card,
    payment_method_types: ['card'],
  });
  const { body: refund } = await call('POST', '/v1/refunds', { payment_intent: intent.id });
  const wait = (seconds: number): void => void (ms += seconds * 1000);
  const read = async () => (await call('GET', `/v1/refunds/${refund.id}`)).body;
  return { call, refund, wait, read };
}

const waiting = { reference_status: 'pending', reference_type: 'acquirer_reference_number' };

test.each([
  ['pm_card_visa', 'succeeded', 2, {}],
  ['pm_card_pendingRefund', 'pending', 10, { status: 'pending' }],
])(
  'a refund of %s is %s, and has its number after %i seconds',
  async (card, status, seconds, was) => {
    const { call, refund, wait, read } = await opened(card);
    expect(refund).toMatchObject({ destination_details: { card: waiting, type: 'card' }, status });
    wait(seconds - 1);
    expect(await read()).toEqual(refund);
    wait(1);
    const after = await read();
    const told = after.destination_details.card;
    expect(told).toEqual({
      reference: expect.stringMatching(/^\d{16}$/u),
      reference_status: 'available',
      reference_type: 'acquirer_reference_number',
      type: 'refund',
    });
    expect(Object.keys(told)).toEqual(Object.keys(told).toSorted());
    expect(after.status).toBe('succeeded');

    const types = ['refund.updated', 'charge.refund.updated'];
    expect((await typesOf(call)).slice(-4)).toEqual([
      'refund.created',
      'charge.refunded',
      ...types,
    ]);
    const { body } = await call('GET', '/v1/events', { limit: '2' });
    const previous = { card: { reference: null, reference_status: 'pending' } };
    for (const { data, request } of body.data) {
      expect(data.object).toEqual(after);
      expect(data.previous_attributes).toEqual({ destination_details: previous, ...was });
      expect(request).toEqual({ id: null, idempotency_key: null });
    }
    wait(60);
    expect(await read()).toEqual(after);
  },
);

test('one that has failed by then has none', async () => {
  const { refund, wait, read } = await opened('pm_card_refundFail');
  expect(refund.status).toBe('succeeded');
  wait(60);
  expect(await read()).toMatchObject({ destination_details: { card: waiting }, status: 'failed' });
});
