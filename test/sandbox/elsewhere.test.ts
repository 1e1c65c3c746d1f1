// Payments and set-ups that somebody has to go on with elsewhere: on another page, with a voucher, by two
// small amounts on a bank account.

import { describe, expect, test } from 'vitest';
import { openSandbox, typesOf } from './open-sandbox.ts';
import { answerOf, check, type Params } from './rows.ts';

const who = {
  'payment_method_data[billing_details][name]': 'Jane Smith',
  'payment_method_data[billing_details][email]': 'jane@example.com',
};

function paying(kind: string, currency: string, more: Params = {}): Params {
  return {
    amount: '1000',
    currency,
    confirm: 'true',
    'payment_method_types[]': kind,
    'payment_method_data[type]': kind,
    ...who,
    ...more,
  };
}

const back = { return_url: 'https://example.com/back' };

describe('a payment', () => {
  const kinds: readonly (readonly [kind: string, currency: string, action: string])[] = [
    ['ideal', 'eur', 'redirect_to_url'],
    ['bancontact', 'eur', 'redirect_to_url'],
    ['klarna', 'usd', 'redirect_to_url'],
    ['p24', 'pln', 'redirect_to_url'],
    ['alipay', 'usd', 'alipay_handle_redirect'],
    ['wechat_pay', 'usd', 'wechat_pay_display_qr_code'],
    ['cashapp', 'usd', 'cashapp_handle_redirect_or_display_qr_code'],
    ['oxxo', 'mxn', 'oxxo_display_details'],
    ['boleto', 'brl', 'boleto_display_details'],
    ['konbini', 'jpy', 'konbini_display_details'],
    ['pix', 'brl', 'pix_display_qr_code'],
  ];
  test.each(kinds)('with %s in %s asks for %s, and goes on then', async (kind, currency, type) => {
    const { call } = openSandbox();
    const taxId =
      kind === 'boleto' ? { 'payment_method_data[boleto][tax_id]': '000.000.000-00' } : {};
    const asked = paying(kind, currency, { ...back, ...taxId });
    const { body } = await call('POST', '/v1/payment_intents', asked);
    expect(body).toMatchObject({ status: 'requires_action', next_action: { type } });
    expect(body.next_action[type]).toEqual(expect.any(Object));
    const { body: paid } = await call('POST', `/v1/payment_intents/${body.id}/confirm`);
    expect(paid).toMatchObject({ status: 'succeeded', next_action: null });
    expect(paid.latest_charge).toMatch(/^py_/);
    expect(await typesOf(call)).toContain('payment_intent.requires_action');
  });

  check({
    'without a page to come back to is refused': {
      path: '/v1/payment_intents',
      params: paying('ideal', 'eur'),
      told: { error: { code: 'parameter_missing', param: 'return_url' } },
    },
    'in a currency that the kind does not take is refused': {
      path: '/v1/payment_intents',
      params: paying('ideal', 'usd', back),
      told: {
        error: { code: 'payment_intent_invalid_parameter', param: 'payment_method_types' },
      },
    },
    'by a kind that there is not is refused': {
      path: '/v1/payment_intents',
      params: { amount: '1000', currency: 'usd', 'payment_method_types[]': 'shells' },
      told: {
        error: { code: 'payment_intent_invalid_parameter', param: 'payment_method_types' },
      },
    },
    'that must not wait is declined': {
      path: '/v1/payment_intents',
      params: {
        amount: '1000',
        currency: 'usd',
        payment_method: 'pm_card_threeDSecure2Required',
        confirm: 'true',
        error_on_requires_action: 'true',
      },
      told: {
        error: {
          code: 'authentication_required',
          decline_code: 'authentication_not_handled',
          type: 'card_error',
        },
      },
    },
    'that must not wait is refused where its customer is sent elsewhere': {
      path: '/v1/payment_intents',
      params: {
        ...paying('ideal', 'eur', { return_url: 'https://example.com/' }),
        error_on_requires_action: 'true',
      },
      told: {
        error: {
          code: 'payment_intent_action_required',
          payment_intent: {
            last_payment_error: { code: 'payment_intent_action_required' },
            next_action: null,
            payment_method: null,
            status: 'requires_payment_method',
          },
          type: 'invalid_request_error',
        },
      },
    },
    'that must not wait is refused where an account has to be verified': {
      path: '/v1/payment_intents',
      params: {
        ...paying('us_bank_account', 'usd', {
          'mandate_data[customer_acceptance][type]': 'offline',
          'payment_method_data[us_bank_account][account_number]': '000123456789',
          'payment_method_data[us_bank_account][routing_number]': '110000000',
        }),
        error_on_requires_action: 'true',
      },
      told: { error: { code: 'payment_intent_action_required' } },
    },
    'takes a token in the description of its card': {
      path: '/v1/payment_intents',
      params: {
        ...paying('card', 'usd', { 'payment_method_data[card][token]': 'tok_visa' }),
      },
      told: { status: 'succeeded' },
    },
    'that was waiting with one card waits no more with another': {
      before: [
        [
          'intent',
          '/v1/payment_intents',
          {
            amount: '1000',
            currency: 'usd',
            payment_method: 'pm_card_threeDSecure2Required',
            confirm: 'true',
          },
        ],
      ],
      path: '/v1/payment_intents/{intent}',
      params: { payment_method: 'pm_card_visa' },
      told: { status: 'requires_confirmation', next_action: null },
    },
    'is told where it goes when it is confirmed': {
      before: [['intent', '/v1/payment_intents', { amount: '1000', currency: 'usd' }]],
      path: '/v1/payment_intents/{intent}/confirm',
      params: {
        payment_method: 'pm_card_visa',
        receipt_email: 'jane@example.com',
        'shipping[name]': 'Jane',
        'shipping[address][line1]': '1 Way',
      },
      told: {
        receipt_email: 'jane@example.com',
        shipping: { name: 'Jane', address: { line1: '1 Way', city: null } },
      },
    },
    'takes last words when it is captured': {
      before: [
        [
          'intent',
          '/v1/payment_intents',
          {
            amount: '1000',
            currency: 'usd',
            payment_method: 'pm_card_visa',
            capture_method: 'manual',
            confirm: 'true',
            'metadata[a]': '1',
          },
        ],
      ],
      path: '/v1/payment_intents/{intent}/capture',
      params: { 'metadata[b]': '2', statement_descriptor_suffix: 'LATE' },
      told: { metadata: { a: '1', b: '2' }, statement_descriptor_suffix: 'LATE' },
    },
    'is not refunded by nothing': {
      before: [
        [
          'intent',
          '/v1/payment_intents',
          { amount: '1000', currency: 'usd', payment_method: 'pm_card_visa', confirm: 'true' },
        ],
      ],
      path: '/v1/refunds',
      params: { payment_intent: '{intent}', amount: '0' },
      told: { error: { code: 'parameter_invalid_integer', param: 'amount' } },
    },
  });
});

test('a payment by transfer tells where to read of it', async () => {
  const { call } = openSandbox();
  const customer = (await call('POST', '/v1/customers')).body.id;
  const asked = { ...paying('customer_balance', 'eur'), customer };
  const { body } = await call('POST', '/v1/payment_intents', asked);
  expect(body.next_action.display_bank_transfer_instructions).toMatchObject({
    amount_remaining: 1000,
    hosted_instructions_url: expect.stringMatching(/^https:/),
    type: 'eu_bank_transfer',
  });
});

test('a set-up tells whether its customer may be sent elsewhere', async () => {
  const { call } = openSandbox();
  const asked = {
    'automatic_payment_methods[enabled]': 'true',
    'automatic_payment_methods[allow_redirects]': 'never',
  };
  const { body } = await call('POST', '/v1/setup_intents', asked);
  expect(body.automatic_payment_methods).toEqual({ allow_redirects: 'never', enabled: true });
});

describe('a bank account that is set up', () => {
  const account = {
    type: 'us_bank_account',
    'us_bank_account[account_holder_type]': 'individual',
    'us_bank_account[account_number]': '000123456789',
    'us_bank_account[routing_number]': '110000000',
    'billing_details[name]': 'Jane Smith',
  };
  const before = [
    ['customer', '/v1/customers'],
    ['method', '/v1/payment_methods', account],
    [
      'setup',
      '/v1/setup_intents',
      {
        customer: '{customer}',
        payment_method: '{method}',
        'payment_method_types[]': 'us_bank_account',
        confirm: 'true',
        'mandate_data[customer_acceptance][type]': 'offline',
      },
    ],
  ] as const;

  test('waits for its verification', async () => {
    const { call } = openSandbox();
    const { body } = await answerOf(call, { before, path: 'GET /v1/setup_intents/{setup}' });
    expect(body).toMatchObject({
      status: 'requires_action',
      next_action: {
        type: 'verify_with_microdeposits',
        verify_with_microdeposits: { microdeposit_type: 'descriptor_code' },
      },
    });
  });

  const path = '/v1/setup_intents/{setup}/verify_microdeposits';
  const mismatch = (what: string): object => ({
    error: { code: `payment_method_microdeposit_verification_${what}_mismatch` },
  });
  check({
    'is ready by the right amounts': {
      before,
      path,
      params: { 'amounts[0]': '32', 'amounts[1]': '45' },
      told: { status: 'succeeded', next_action: null },
    },
    'is ready by the right code': {
      before,
      path,
      params: { descriptor_code: 'SM11AA' },
      told: { status: 'succeeded' },
    },
    'is not by other amounts': {
      before,
      path,
      params: { 'amounts[0]': '1', 'amounts[1]': '2' },
      told: mismatch('amounts'),
    },
    'is not by another code': {
      before,
      path,
      params: { descriptor_code: 'SM44AA' },
      told: mismatch('descriptor_code'),
    },
    'is not by nothing': { before, path, told: { error: { type: 'invalid_request_error' } } },
  });
});

describe('a customer who might be sent to another page, as the settings are,', () => {
  const on = { display_preference: { preference: 'on' } };
  async function offering(kind: string) {
    const { call } = openSandbox();
    const { data } = (await call('GET', '/v1/payment_method_configurations')).body;
    await call('POST', `/v1/payment_method_configurations/${data[0].id}`, { [kind]: on });
    return call;
  }
  const card = { amount: '1000', currency: 'usd', payment_method: 'pm_card_visa', confirm: 'true' };
  const told =
    /^This (Payment|Setup)Intent is configured to accept .* must provide a `return_url`\./;

  test.each([
    ['klarna', {}, 400],
    ['klarna', back, 200],
    ['klarna', { off_session: 'true' }, 200],
    ['klarna', { automatic_payment_methods: { enabled: 'true' } }, 400],
    ['klarna', { automatic_payment_methods: { enabled: 'true', allow_redirects: 'never' } }, 200],
    ['klarna', { payment_method_types: ['card', 'klarna'] }, 200],
    ['klarna', { excluded_payment_method_types: ['klarna'] }, 200],
    // Only for euros.
    ['ideal', {}, 200],
    ['us_bank_account', {}, 200],
  ])('with %s on, by %j: %i', async (kind, params, status) => {
    const call = await offering(kind);
    const answer = await call('POST', '/v1/payment_intents', { ...card, ...params });
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body.error.message).toMatch(told);
  });

  test('has to be told where to when an intent is confirmed, before it is asked how it is paid', async () => {
    const call = await offering('klarna');
    const { body: intent } = await call('POST', '/v1/payment_intents', {
      amount: '1000',
      currency: 'usd',
    });
    const at = `/v1/payment_intents/${intent.id}`;
    const { status, body } = await call('POST', `${at}/confirm`);
    expect([status, body.error.payment_intent.status]).toEqual([400, 'requires_payment_method']);
    expect(body.error).not.toHaveProperty('code');
    expect(body.error.message).toMatch(told);
    const sent = await call('POST', `${at}/confirm`, {
      ...back,
      payment_method_data: { type: 'klarna', billing_details: { email: 'jane@example.com' } },
    });
    expect(sent.body.status).toBe('requires_action');
    expect((await call('POST', `${at}/confirm`)).body.status).toBe('succeeded');
  });

  test('has to be told when a card is set up, too', async () => {
    const call = await offering('klarna');
    const params = { payment_method: 'pm_card_visa', confirm: 'true' };
    const refused = await call('POST', '/v1/setup_intents', params);
    expect(refused.body.error.message).toMatch(told);
    const done = await call('POST', '/v1/setup_intents', { ...params, ...back });
    expect(done.body.status).toBe('succeeded');
  });

  test('is told by a confirmation token', async () => {
    const call = await offering('klarna');
    const { body: token } = await call('POST', '/v1/test_helpers/confirmation_tokens', {
      payment_method: 'pm_card_visa',
      ...back,
    });
    const { payment_method: _, ...rest } = card;
    const paid = await call('POST', '/v1/payment_intents', {
      ...rest,
      confirmation_token: token.id,
    });
    expect(paid.body.status).toBe('succeeded');
  });

  test('is told by the page of a checkout, in each mode', async () => {
    const call = await offering('klarna');
    const price = { currency: 'usd', product_data: { name: 'Lamp' }, unit_amount: '1000' };
    const bought = { line_items: [{ quantity: '1', price_data: price }], mode: 'payment' };
    for (const asked of [bought, { mode: 'setup', currency: 'usd' }]) {
      const { body: session } = await call('POST', '/v1/checkout/sessions', {
        ...asked,
        success_url: 'https://example.com/done',
      });
      expect(session.payment_method_types).toEqual(['card', 'klarna']);
      const done = await call('POST', `/v1/payment_pages/${session.id}/confirm`, {
        payment_method: 'pm_card_visa',
      });
      expect(done.body.status).toBe('complete');
    }
  });
});
