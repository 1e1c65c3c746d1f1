// A cardholder who has approved a payment elsewhere, or who cannot be asked.

import { describe, expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

const elsewhere = {
  version: '2.2.0',
  electronic_commerce_indicator: '05',
  cryptogram: 'AAECAwQFBgcICQoLDA0ODxAREhM=',
  transaction_id: 'f0e1d2c3-0000-4000-8000-000000000001',
};

const told = (card: FormObject) => ({ payment_method_options: { card } });

async function pay(call: Call, method: string, params: FormObject = {}) {
  const { status, body } = await call('POST', '/v1/payment_intents', {
    amount: '1000',
    currency: 'usd',
    payment_method: method,
    payment_method_types: ['card'],
    confirm: 'true',
    expand: ['latest_charge'],
    ...params,
  });
  return { status, body, error: body.error };
}

const always = 'pm_card_authenticationRequired';
const onSetUp = 'pm_card_authenticationRequiredOnSetup';

describe('a payment that was approved elsewhere', () => {
  test('goes through, and its charge tells how', async () => {
    const { call } = openSandbox();
    const { body } = await pay(call, always, told({ three_d_secure: elsewhere }));
    expect(body.status).toBe('succeeded');
    expect(body.payment_method_options.card).not.toHaveProperty('three_d_secure');
    expect(body.latest_charge.payment_method_details.card).toMatchObject({
      electronic_commerce_indicator: '05',
      three_d_secure: {
        result: 'authenticated',
        version: '2.2.0',
        transaction_id: elsewhere.transaction_id,
      },
    });
  });

  test('was only tried there where the indicator says so', async () => {
    const { call } = openSandbox();
    const three_d_secure = { ...elsewhere, electronic_commerce_indicator: '06' };
    const { body } = await pay(call, always, told({ three_d_secure }));
    const { card } = body.latest_charge.payment_method_details;
    expect(card.three_d_secure.result).toBe('attempt_acknowledged');
  });

  test('is known as such also when it is confirmed later', async () => {
    const { call } = openSandbox();
    const first = { confirm: 'false', ...told({ three_d_secure: elsewhere }) };
    const { body } = await pay(call, always, first);
    expect(body.status).toBe('requires_confirmation');
    const later = await call('POST', `/v1/payment_intents/${body.id}/confirm`);
    expect(later.body.status).toBe('succeeded');
  });

  test('is one that is set up, too', async () => {
    const { call } = openSandbox();
    const { body } = await call('POST', '/v1/setup_intents', {
      payment_method: always,
      payment_method_types: ['card'],
      confirm: 'true',
      ...told({ three_d_secure: elsewhere }),
    });
    expect(body.status).toBe('succeeded');
  });
});

describe('an order by post or telephone', () => {
  test.each([onSetUp, 'pm_card_authenticationRequiredSetupForOffSession'])(
    'asks nobody: %s',
    async (method) => {
      const { call } = openSandbox();
      expect((await pay(call, method)).body.status).toBe('requires_action');
      expect((await pay(call, method, told({ moto: 'true' }))).body.status).toBe('succeeded');
      expect((await pay(call, method, told({ moto: 'false' }))).body.status).toBe(
        'requires_action',
      );
    },
  );

  test('is declined by a bank that always asks', async () => {
    const { call } = openSandbox();
    const { status, error } = await pay(call, always, told({ moto: 'true' }));
    expect([status, error.code]).toEqual([402, 'authentication_required']);
  });
});

describe('off session', () => {
  test.each([always, onSetUp])(
    'a bank that would ask declines, and leaves a charge: %s',
    async (method) => {
      const { call } = openSandbox();
      const { error } = await pay(call, method, { off_session: 'true' });
      expect(error).toMatchObject({
        code: 'authentication_required',
        charge: error.payment_intent.latest_charge,
        payment_intent: { status: 'requires_payment_method' },
      });
      expect((await call('GET', `/v1/charges/${error.charge}`)).body).toMatchObject({
        status: 'failed',
        failure_code: 'authentication_required',
        outcome: {
          network_status: 'declined_by_network',
          reason: 'authentication_required',
          seller_message: 'The bank returned the decline code `authentication_required`.',
          type: 'issuer_declined',
        },
      });
      expect(await typesOf(call)).toContain('charge.failed');
    },
  );
});

test('a direct charge is declined where the bank would ask', async () => {
  const { call } = openSandbox();
  const charge = (source: string) =>
    call('POST', '/v1/charges', { amount: '1000', currency: 'usd', source });
  const { body } = await charge('tok_authenticationRequired');
  expect(body.error).toMatchObject({ type: 'card_error', code: 'authentication_required' });
  expect((await call('GET', `/v1/charges/${body.error.charge}`)).body.status).toBe('failed');
  const asked = await charge('tok_authenticationRequiredSetupForOffSession');
  expect(asked.body.status).toBe('succeeded');
});

test.each([
  ['pm_card_authenticationRequiredSetupForOffSession', 'requires_action'],
  ['pm_card_inRecurring', 'succeeded'],
])('what is asked on session is set up: %s', async (method, status) => {
  const { call } = openSandbox();
  const { body } = await call('POST', '/v1/setup_intents', {
    payment_method: method,
    payment_method_types: ['card'],
    confirm: 'true',
  });
  expect(body.status).toBe(status);
  expect((await pay(call, method)).body.status).toBe('requires_action');
  expect((await pay(call, method, { off_session: 'true' })).body.status).toBe('succeeded');
});
