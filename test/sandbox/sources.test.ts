// Sources: cards, accounts and addresses that were charged before there were payment methods.

import { describe, expect, test } from 'vitest';
import { nowSeconds, openSandbox, typesOf } from './open-sandbox.ts';
import { answerOf, check, type Before, type Params } from './rows.ts';

const path = '/v1/sources';
const card: Params = { type: 'card', token: 'tok_visa' };
const iban: Params = {
  type: 'sepa_debit',
  currency: 'eur',
  'sepa_debit[iban]': 'DE89370400440532013000',
  'owner[name]': 'Jenny Rosen',
};
const sent: Params = {
  type: 'ach_credit_transfer',
  currency: 'usd',
  'owner[email]': 'j@example.com',
};
const filled = { ...sent, 'owner[email]': 'amount_4242@example.com' };
const sale: Params = { amount: '1000', currency: 'usd', source: '{source}' };
const made = (params: Params): Before => [['source', path, params]];
const held = (params: Params): Before => [
  ...made(params),
  ['customer', '/v1/customers', { source: '{source}' }],
];
const refused = (param: string) => ({ error: { type: 'invalid_request_error', param } });
const unusable = { error: { code: 'invalid_source_usage' } };

describe('a source', () => {
  check({
    'of a token tells its card': {
      path,
      params: { ...card, 'owner[email]': 'j@example.com' },
      told: {
        object: 'source',
        type: 'card',
        card: { brand: 'Visa', last4: '4242', three_d_secure: 'optional' },
        client_secret: expect.stringMatching(/^src_client_secret_/),
        flow: 'none',
        owner: { email: 'j@example.com', address: null, verified_email: null },
        status: 'chargeable',
        usage: 'reusable',
      },
    },
    'of a number tells its end': {
      path,
      params: {
        type: 'card',
        'card[number]': '5555555555554444',
        'card[exp_month]': '12',
        'card[exp_year]': '2030',
        'card[cvc]': '123',
      },
      told: { card: { brand: 'MasterCard', last4: '4444', exp_year: 2030 } },
    },
    'needs a type': { path, params: { currency: 'usd' }, told: refused('type') },
    'needs a token that is there': {
      path,
      params: { ...card, token: 'tok_none' },
      told: refused('token'),
    },
    'of an account tells its bank and its mandate': {
      path,
      params: iban,
      told: {
        status: 'chargeable',
        sepa_debit: {
          bank_code: '37040044',
          country: 'DE',
          last4: '3000',
          mandate_reference: expect.stringMatching(/^[A-Z\d]{16}$/),
          mandate_url: expect.stringContaining('https://'),
        },
      },
    },
    'of an account is in euros': {
      path,
      params: { ...iban, currency: 'usd' },
      told: refused('currency'),
    },
    'that is sent money waits for it': {
      path,
      params: sent,
      told: {
        flow: 'receiver',
        status: 'pending',
        receiver: { amount_received: 0 },
        ach_credit_transfer: { bank_name: 'TEST BANK', routing_number: '110000000' },
      },
    },
    'that was sent money has it': {
      path,
      params: filled,
      told: { status: 'chargeable', receiver: { amount_received: 4242, amount_charged: 0 } },
    },
    'of a bank leads to its page': {
      path,
      params: {
        type: 'ideal',
        currency: 'eur',
        amount: '100',
        'redirect[return_url]': 'https://example.com/',
      },
      told: {
        flow: 'redirect',
        status: 'pending',
        redirect: { status: 'pending', url: expect.stringContaining('client_secret=') },
        usage: 'single_use',
      },
    },
  });

  test('of a card that is asked for is told as chargeable, and never with its number', async () => {
    const { call } = openSandbox();
    const number = '4000000000003220';
    const { text } = await call('POST', path, {
      type: 'card',
      card: { number, exp_month: '1', exp_year: '2030' },
    });
    expect(text).not.toContain(number);
    expect(await typesOf(call)).toEqual(['source.chargeable']);
  });
});

describe('a source that is charged', () => {
  const charges = '/v1/charges';
  check({
    'pays, and is used up without a customer': {
      before: made(card),
      path: charges,
      params: sale,
      told: {
        status: 'succeeded',
        payment_method: expect.stringMatching(/^src_/),
        payment_method_details: { card: { brand: 'visa', last4: '4242' } },
        source: { object: 'source', status: 'consumed' },
      },
    },
    'cannot be charged twice': {
      before: [...made(card), ['charge', charges, sale]],
      path: charges,
      params: sale,
      told: unusable,
    },
    'cannot be attached afterwards': {
      before: [...made(card), ['charge', charges, sale]],
      path: '/v1/customers',
      params: { source: '{source}' },
      told: unusable,
    },
    'declines as its card does': {
      before: made({ ...card, token: 'tok_chargeDeclined' }),
      path: charges,
      params: sale,
      told: { error: { code: 'card_declined' } },
    },
    'needs the money first': { before: made(sent), path: charges, params: sale, told: unusable },
    'pays of what came in': {
      before: made(filled),
      path: charges,
      params: sale,
      told: { status: 'succeeded', source: { receiver: { amount_charged: 1000 } } },
    },
    'pays no more than came in': {
      before: made(filled),
      path: charges,
      params: { ...sale, amount: '5000' },
      told: unusable,
    },
    'is the usual one of its customer': {
      before: held(card),
      path: charges,
      params: { amount: '1000', currency: 'usd', customer: '{customer}' },
      told: { status: 'succeeded', source: { object: 'source', status: 'chargeable' } },
    },
    'needs its customer to be named': {
      before: held(card),
      path: charges,
      params: sale,
      told: refused('customer'),
    },
    'pays intents of its customer, too': {
      before: held(card),
      path: '/v1/payment_intents',
      params: {
        amount: '1000',
        currency: 'usd',
        customer: '{customer}',
        payment_method: '{source}',
        confirm: 'true',
        'automatic_payment_methods[enabled]': 'true',
        'automatic_payment_methods[allow_redirects]': 'never',
      },
      told: { status: 'succeeded', payment_method: expect.stringMatching(/^src_/) },
    },
  });

  test.each([
    ['DE89370400440532013000', 'succeeded', null],
    ['DE62370400440532013001', 'failed', 'incorrect_account_holder_name'],
  ])('by %s has %s once the bank has answered', async (number, status, code) => {
    let now = nowSeconds;
    const { call } = openSandbox({ clock: () => now * 1000 });
    const { body: pending } = await answerOf(call, {
      before: held({ ...iban, 'sepa_debit[iban]': number }),
      path: charges,
      params: { amount: '1000', currency: 'eur', customer: '{customer}' },
    });
    expect(pending.status).toBe('pending');
    now += 20;
    const { body } = await call('GET', `${charges}/${pending.id}`);
    expect(body).toMatchObject({ status, failure_code: code, paid: status === 'succeeded' });
  });
});

describe('the sources of a customer', () => {
  const sources = '/v1/customers/{customer}/sources';
  check({
    'are the default at first': {
      before: made(card),
      path: '/v1/customers',
      params: { source: '{source}' },
      told: { default_source: expect.stringMatching(/^src_/) },
    },
    'are added': {
      before: [...made(iban), ['customer', '/v1/customers']],
      path: sources,
      params: { source: '{source}' },
      told: { object: 'source', customer: expect.stringMatching(/^cus_/) },
    },
    'are listed': {
      before: held(card),
      path: `GET ${sources}`,
      told: { data: [{ object: 'source', type: 'card' }] },
    },
    'may be such as are used only once': {
      before: [...made({ ...card, usage: 'single_use' }), ['customer', '/v1/customers']],
      path: sources,
      params: { source: '{source}' },
      told: { status: 'chargeable', usage: 'single_use' },
    },
    'that are used only once are used up by a charge': {
      before: held({ ...card, usage: 'single_use' }),
      path: '/v1/charges',
      params: { ...sale, customer: '{customer}' },
      told: { source: { status: 'consumed' }, status: 'succeeded' },
    },
    'belong to one': {
      before: [...held(card), ['customer', '/v1/customers']],
      path: sources,
      params: { source: '{source}' },
      told: refused('source'),
    },
  });
});

describe('a source of a platform', () => {
  test('is cloned for an account, where it can be charged once', async () => {
    const { call } = openSandbox();
    const source = await call('POST', path, card);
    const customer = await call('POST', '/v1/customers', { source: source.body.id });
    const account = await call('POST', '/v1/accounts', { type: 'custom', country: 'US' });
    const there = { 'Stripe-Account': account.body.id };
    const asked = { customer: customer.body.id, original_source: source.body.id };
    const { body: clone } = await call('POST', path, asked, there);
    expect(clone).toMatchObject({
      card: source.body.card,
      status: 'chargeable',
      type: 'card',
    });
    expect(clone.id).not.toBe(source.body.id);
    const pay = () =>
      call('POST', '/v1/charges', { amount: '1000', currency: 'usd', source: clone.id }, there);
    expect((await pay()).body.status).toBe('succeeded');
    expect((await pay()).body).toMatchObject(unusable);
  });

  test('is not cloned without its customer', async () => {
    const { call } = openSandbox();
    const { body: source } = await call('POST', path, card);
    const { body: other } = await call('POST', '/v1/customers');
    const alone = await call('POST', path, { original_source: source.id });
    expect(alone.body).toMatchObject(refused('customer'));
    const foreign = await call('POST', path, { original_source: source.id, customer: other.id });
    expect(foreign.body).toMatchObject(refused('original_source'));
  });
});

test('the event of a charge names what was charged', async () => {
  const { call } = openSandbox();
  const params = { amount: '1000', currency: 'usd', source: 'tok_visa' };
  const { body: charge } = await call('POST', '/v1/charges', params);
  const { data } = (await call('GET', '/v1/events', { type: 'charge.succeeded' })).body;
  expect(charge.source.object).toBe('card');
  expect(data[0].data.object.source).toEqual(charge.source);
});

describe('what a card or a bank account tells', () => {
  const bank = {
    object: 'bank_account',
    country: 'US',
    currency: 'usd',
    account_number: '000123456789',
  };
  const ofPayouts = ['account', 'available_payout_methods', 'default_for_currency'];

  test('in a token is nothing of a holder', async () => {
    const { call } = openSandbox();
    const { object: _, ...numbers } = bank;
    const { body: account } = await call('POST', '/v1/tokens', { bank_account: numbers });
    const { body: named } = await call('GET', '/v1/tokens/tok_jp');
    expect(named.card).toMatchObject({ country: 'JP', currency: 'jpy', cvc_check: null });
    for (const told of [account.bank_account, named.card]) {
      for (const name of [...ofPayouts, 'customer']) expect(told).not.toHaveProperty(name);
    }
    expect(account.bank_account).not.toHaveProperty('metadata');
  });

  test('of a customer is nothing of payouts, and of an account no customer', async () => {
    const { call } = openSandbox();
    const { body: customer } = await call('POST', '/v1/customers');
    const { body: account } = await call('POST', '/v1/accounts', { type: 'custom', country: 'US' });
    for (const source of ['tok_visa', 'btok_us_verified']) {
      const { body } = await call('POST', `/v1/customers/${customer.id}/sources`, { source });
      expect(body.customer).toBe(customer.id);
      for (const name of ofPayouts) expect(body).not.toHaveProperty(name);
    }
    const at = `/v1/accounts/${account.id}/external_accounts`;
    for (const external_account of ['tok_visa_debit', 'btok_us_verified']) {
      const { body } = await call('POST', at, { external_account });
      expect(body).toMatchObject({ account: account.id, currency: 'usd' });
      expect(body).not.toHaveProperty('customer');
    }
  });
});

describe('what is not taken', () => {
  const numbers: Params = {
    'source[object]': 'bank_account',
    'source[country]': 'US',
    'source[currency]': 'usd',
    'source[account_number]': '000123456789',
    'source[routing_number]': '110000000',
  };
  const at = '/v1/accounts/{account}/external_accounts';
  const account: Before = [['account', '/v1/accounts', { type: 'custom', country: 'US' }]];
  const credit = {
    type: 'invalid_request_error',
    code: 'invalid_card_type',
    message: "This card doesn't appear to be a debit card.",
    param: 'external_account',
  };
  check({
    'as a place of payouts is a credit card': {
      before: account,
      path: at,
      params: { external_account: 'tok_visa' },
      told: { error: credit },
    },
    'as a place of payouts is a prepaid card': {
      before: account,
      path: at,
      params: { external_account: 'tok_mastercard_prepaid' },
      told: {
        error: { ...credit, message: 'This card appears to be a prepaid debit card.' },
      },
    },
    'as a place of payouts that comes with the account is a credit card': {
      path: '/v1/accounts',
      params: { type: 'custom', country: 'US', external_account: 'tok_visa' },
      told: { error: credit },
    },
    'of a customer is the same bank account again': {
      before: [
        ['customer', '/v1/customers'],
        ['bank', '/v1/customers/{customer}/sources', numbers],
      ],
      path: '/v1/customers/{customer}/sources',
      params: numbers,
      told: {
        error: {
          type: 'invalid_request_error',
          code: 'bank_account_exists',
          message:
            'A bank account with that routing number and account number already exists for this customer.',
        },
      },
    },
    'of a customer are other numbers': {
      before: [
        ['customer', '/v1/customers'],
        ['bank', '/v1/customers/{customer}/sources', numbers],
      ],
      path: '/v1/customers/{customer}/sources',
      params: { ...numbers, 'source[account_number]': '000111111116' },
      told: { object: 'bank_account', last4: '1116' },
    },
  });
});
