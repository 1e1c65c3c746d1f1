// Confirmation tokens: what they hold, what they confirm, and that they do it once.

import { describe, expect, test } from 'vitest';
import { made, post, type Given } from './made.ts';
import { nowSeconds, openSandbox, type Call } from './open-sandbox.ts';

const place = { city: null, country: 'DE', line1: '1 Road', line2: null, postal_code: null };

function tokenOf(call: Call, params: Given = { payment_method: 'pm_card_visa' }) {
  return made(call, '/v1/test_helpers/confirmation_tokens', params);
}

function paid(call: Call, params: Given) {
  return made(call, '/v1/payment_intents', {
    amount: '2000',
    currency: 'usd',
    confirm: 'true',
    ...params,
  });
}

test('a token previews its means of payment, and lasts twelve hours', async () => {
  const { call } = openSandbox();
  const token = await tokenOf(call, {
    payment_method_data: { type: 'sepa_debit', sepa_debit: { iban: 'DE89370400440532013000' } },
    return_url: 'https://example.com/done',
  });
  expect(token).toMatchObject({
    expires_at: nowSeconds + 12 * 3600,
    payment_intent: null,
    payment_method_preview: {
      billing_details: { name: null },
      customer: null,
      sepa_debit: { bank_code: '37040044', country: 'DE', last4: '3000' },
      type: 'sepa_debit',
    },
    return_url: 'https://example.com/done',
    setup_intent: null,
    use_stripe_sdk: true,
  });
  expect(token.payment_method_preview).not.toHaveProperty('id');
  const { body } = await call('GET', `/v1/confirmation_tokens/${token.id}`);
  expect(body).toEqual(token);
});

test('it confirms a payment, and tells which', async () => {
  const { call } = openSandbox();
  const customer = (await made(call, '/v1/customers')).id;
  const { id } = await tokenOf(call, {
    payment_method: 'pm_card_mastercard',
    setup_future_usage: 'off_session',
    shipping: { name: 'Jane Smith', address: { country: 'DE', line1: '1 Road' } },
  });
  const intent = await paid(call, { customer, confirmation_token: id });
  expect(intent).toMatchObject({
    setup_future_usage: 'off_session',
    shipping: { name: 'Jane Smith', address: place },
    status: 'succeeded',
  });
  const { body: kept } = await call('GET', `/v1/payment_methods/${intent.payment_method}`);
  expect(kept).toMatchObject({ customer, card: { brand: 'mastercard' } });
  const { body } = await call('GET', `/v1/confirmation_tokens/${id}`);
  expect(body).toMatchObject({ payment_intent: intent.id, setup_intent: null });
});

test('it confirms an intent that is there already', async () => {
  const { call } = openSandbox();
  const { id } = await tokenOf(call);
  const intent = await made(call, '/v1/payment_intents', { amount: '2000', currency: 'usd' });
  const confirmed = await made(call, `/v1/payment_intents/${intent.id}/confirm`, {
    confirmation_token: id,
  });
  expect(confirmed.status).toBe('succeeded');
});

test('it sets up a means of payment', async () => {
  const { call } = openSandbox();
  const customer = (await made(call, '/v1/customers')).id;
  const { id } = await tokenOf(call);
  const setup = await made(call, '/v1/setup_intents', {
    confirm: 'true',
    confirmation_token: id,
    customer,
  });
  expect(setup.status).toBe('succeeded');
  const { body } = await call('GET', `/v1/confirmation_tokens/${id}`);
  expect(body).toMatchObject({ payment_intent: null, setup_intent: setup.id });
  const { body: kept } = await call('GET', `/v1/payment_methods/${setup.payment_method}`);
  expect(kept.customer).toBe(customer);
});

test('the next step is left to the page, unless the request says otherwise', async () => {
  const { call } = openSandbox();
  const held = {
    payment_method: 'pm_card_authenticationRequired',
    return_url: 'https://example.com/',
  };
  const first = await tokenOf(call, held);
  const bySdk = await paid(call, { confirmation_token: first.id });
  expect(bySdk.next_action.type).toBe('use_stripe_sdk');
  const second = await tokenOf(call, held);
  const redirected = await paid(call, { confirmation_token: second.id, use_stripe_sdk: 'false' });
  expect(redirected.next_action.redirect_to_url.return_url).toBe('https://example.com/');
});

test('what the request says goes before what the token holds', async () => {
  const { call } = openSandbox();
  const held = { payment_method: 'pm_card_visa', shipping: { name: 'A', address: place } };
  const { id } = await tokenOf(call, held);
  const own = { name: 'B', address: { line1: '2 Road' } };
  const intent = await paid(call, {
    confirmation_token: id,
    expand: ['payment_method'],
    payment_method: 'pm_card_amex',
    shipping: own,
  });
  expect(intent).toMatchObject({ payment_method: { card: { brand: 'amex' } }, shipping: own });
  const other = await tokenOf(call, held);
  const described = await paid(call, {
    confirmation_token: other.id,
    expand: ['payment_method'],
    payment_method_data: { type: 'card', card: { token: 'tok_mastercard' } },
  });
  expect(described.payment_method.card.brand).toBe('mastercard');
});

describe('it is refused', () => {
  const refused: readonly (readonly [string, (call: Call) => Promise<Given>, Given])[] = [
    [
      'when it was used before',
      async (call) => {
        const { id } = await tokenOf(call);
        await paid(call, { confirmation_token: id });
        return { confirmation_token: id };
      },
      { code: 'payment_intent_confirmation_token_invalid', param: undefined },
    ],
    [
      'where the intent asks to keep it in another way',
      async (call) => {
        const token = { payment_method: 'pm_card_visa', setup_future_usage: 'off_session' };
        const { id } = await tokenOf(call, token);
        return { confirmation_token: id, setup_future_usage: 'on_session' };
      },
      { code: undefined, param: 'setup_future_usage' },
    ],
    [
      'when nobody knows it',
      async () => ({ confirmation_token: 'ctoken_unknown' }),
      { code: 'resource_missing', param: 'confirmation_token' },
    ],
  ];

  test.each(refused)('%s', async (_, begin, told) => {
    const { call } = openSandbox();
    const params = await begin(call);
    const { body: before } = await call('GET', '/v1/payment_intents');
    const intent = { amount: '2000', currency: 'usd', confirm: 'true', ...params };
    const { status, body } = await post(call, '/v1/payment_intents', intent);
    const { code, param } = body.error;
    expect([status, { code, param }]).toEqual([400, told]);
    const { body: after } = await call('GET', '/v1/payment_intents');
    expect(after).toEqual(before);
  });

  test('after twelve hours', async () => {
    let ms = nowSeconds * 1000;
    const { call } = openSandbox({ clock: () => ms });
    const { id } = await tokenOf(call);
    ms += 12 * 3600 * 1000;
    const intent = { amount: '2000', currency: 'usd', confirm: 'true', confirmation_token: id };
    const { status, body } = await post(call, '/v1/payment_intents', intent);
    expect([status, body.error.code]).toEqual([400, 'payment_intent_confirmation_token_invalid']);
  });

  test('by its path when nobody knows it', async () => {
    const { call } = openSandbox();
    const { status, body } = await call('GET', '/v1/confirmation_tokens/ctoken_unknown');
    const { code, param } = body.error;
    expect([status, code, param]).toEqual([404, 'resource_missing', 'confirmation_token']);
  });
});

test('a card that is declined uses it up', async () => {
  const { call } = openSandbox();
  const { id } = await tokenOf(call, { payment_method: 'pm_card_chargeDeclined' });
  const intent = { amount: '2000', currency: 'usd', confirm: 'true', confirmation_token: id };
  const { status, body } = await post(call, '/v1/payment_intents', intent);
  expect([status, body.error.code]).toEqual([402, 'card_declined']);
  const { body: token } = await call('GET', `/v1/confirmation_tokens/${id}`);
  expect(token.payment_intent).toBe(body.error.payment_intent.id);
});

test('the code of a card, told once more, is good for one payment', async () => {
  const { call } = openSandbox();
  const customer = (await made(call, '/v1/customers')).id;
  const card = await made(call, '/v1/payment_methods/pm_card_visa/attach', { customer });
  const { id } = await made(call, '/v1/tokens', { cvc_update: { cvc: '123' } });
  const params = {
    amount: '2000',
    confirm: 'true',
    currency: 'usd',
    customer,
    payment_method: card.id,
    payment_method_options: { card: { cvc_token: id } },
  };
  const intent = await made(call, '/v1/payment_intents', params);
  expect(intent.status).toBe('succeeded');
  expect(intent.payment_method_options.card).not.toHaveProperty('cvc_token');
  expect((await call('GET', `/v1/tokens/${id}`)).body.used).toBe(true);
  const { status, body } = await post(call, '/v1/payment_intents', params);
  expect([status, body.error.code]).toEqual([400, 'token_already_used']);
  const { body: left } = await call('GET', `/v1/payment_intents/${body.error.payment_intent.id}`);
  expect(left).toMatchObject({ payment_method: null, status: 'requires_payment_method' });
});

test.each([
  [{}, 'parameter_missing'],
  [{ cvc_update: { cvc: '123' }, pii: { id_number: '000000000' } }, undefined],
])('a token of %j is refused', async (params, code) => {
  const { call } = openSandbox();
  const { status, body } = await post(call, '/v1/tokens', params);
  expect([status, body.error.code, body.error.param]).toEqual([400, code, undefined]);
});

test('a token that nobody knows is a wrong parameter', async () => {
  const { call } = openSandbox();
  const { status, body } = await call('GET', '/v1/tokens/btok_unknown');
  expect([status, body.error.code, body.error.param]).toEqual([400, 'resource_missing', 'token']);
});
