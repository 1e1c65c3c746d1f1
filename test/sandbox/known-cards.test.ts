// Cards of customers and accounts: what is known of them, which of them are charged, which goes.

import { describe, expect, test } from 'vitest';
import { openSandbox, typesOf } from './open-sandbox.ts';
import { check, type Before, type Params } from './rows.ts';

const typed: Params = {
  'card[number]': '4012888888881881',
  'card[exp_month]': '4',
  'card[exp_year]': '2031',
  'card[cvc]': '999',
  'card[name]': 'Jane Roe',
  'card[address_city]': 'Lisbon',
  'card[address_line1]': '1 Long Street',
  'card[address_zip]': '1100',
};
const token: Before = [['token', '/v1/tokens', typed]];
const whole = {
  last4: '1881',
  exp_month: 4,
  exp_year: 2031,
  name: 'Jane Roe',
  address_city: 'Lisbon',
  address_zip: '1100',
  address_zip_check: 'pass',
  cvc_check: 'pass',
};
const customer: Before = [['customer', '/v1/customers', { source: 'tok_visa' }]];
const other: Before = [['other', '/v1/customers', { source: 'tok_mastercard' }]];
const sale: Params = { amount: '1000', currency: 'usd' };
const missing = { type: 'invalid_request_error', code: 'resource_missing' };

describe('what a token of a number tells', () => {
  check({
    'is told of the card of a customer': {
      before: [...token, ['customer', '/v1/customers']],
      path: '/v1/customers/{customer}/sources',
      params: { source: '{token}' },
      told: whole,
    },
    'is told of what was charged': {
      before: token,
      path: '/v1/charges',
      params: { ...sale, source: '{token}' },
      told: {
        source: whole,
        billing_details: { name: 'Jane Roe', address: { city: 'Lisbon', postal_code: '1100' } },
        payment_method_details: { card: { exp_month: 4, exp_year: 2031 } },
      },
    },
    'is told of where an account is paid out to': {
      before: [
        ['account', '/v1/accounts', { type: 'custom' }],
        ['token', '/v1/tokens', { ...typed, 'card[number]': '4000056655665556' }],
      ],
      path: '/v1/accounts/{account}/external_accounts',
      params: { external_account: '{token}' },
      told: { last4: '5556', exp_month: 4, exp_year: 2031, name: 'Jane Roe' },
    },
  });
});

describe('a card that is told itself', () => {
  const ofSource = Object.entries(typed).map(([name, value]) => [
    name.replace('card', 'source'),
    value,
  ]);
  const params: Params = { 'source[object]': 'card', ...Object.fromEntries(ofSource) };
  const before: Before = [['customer', '/v1/customers']];
  const path = '/v1/customers/{customer}/sources';
  check({
    'is told whole': { before, path, params, told: whole },
    'is refused with a number that is wrong': {
      before,
      path,
      params: { ...params, 'source[number]': '4242424242424241' },
      told: { error: { type: 'card_error', code: 'incorrect_number' } },
    },
  });
});

describe('a charge', () => {
  const path = '/v1/charges';
  check({
    'takes the card of a customer who is named': {
      before: [...customer, ['card', '/v1/customers/{customer}/sources', { source: 'tok_amex' }]],
      path,
      params: { ...sale, customer: '{customer}', source: '{card}' },
      told: { source: { last4: '8431' } },
    },
    'takes no card of a customer who is not named': {
      before: [...customer, ['card', '/v1/customers/{customer}/sources', { source: 'tok_amex' }]],
      path,
      params: { ...sale, source: '{card}' },
      told: { error: { ...missing, message: expect.stringMatching(/^No such token: 'card_/) } },
    },
    'takes no token for a customer': {
      before: customer,
      path,
      params: { ...sale, customer: '{customer}', source: 'tok_visa' },
      told: {
        error: {
          code: 'missing',
          param: 'source',
          message: expect.stringMatching(
            /^Customer cus_\w+ does not have a linked source with ID tok_visa\.$/,
          ),
        },
      },
    },
    'takes no card of another customer': {
      before: [
        ...customer,
        ...other,
        ['card', '/v1/customers/{other}/sources', { source: 'tok_amex' }],
      ],
      path,
      params: { ...sale, customer: '{customer}', source: '{card}' },
      told: { error: { code: 'missing', param: 'source' } },
    },
    'takes no payment method': {
      path,
      params: { ...sale, source: 'pm_card_visa' },
      told: { error: { ...missing, param: 'source', message: "No such token: 'pm_card_visa'" } },
    },
  });
});

describe('a card that is not there', () => {
  check({
    'is called a source of its customer': {
      before: customer,
      path: 'GET /v1/customers/{customer}/sources/card_none',
      told: { error: { ...missing, param: 'id', message: "No such source: 'card_none'" } },
    },
    'is called an external account of its account': {
      before: [['account', '/v1/accounts', { type: 'custom' }]],
      path: 'GET /v1/accounts/{account}/external_accounts/ba_none',
      told: { error: { ...missing, message: "No such external account: 'ba_none'" } },
    },
  });
});

describe('a customer who is told another source', () => {
  const open = async () => {
    const { call } = openSandbox();
    const path = '/v1/customers';
    const { id, default_source: first } = (await call('POST', path, { source: 'tok_visa' })).body;
    const own = `${path}/${id}`;
    const second = (await call('POST', `${own}/sources`, { source: 'tok_amex' })).body.id;
    return { call, own, first, second };
  };

  test('has it in the place of the default one, and all others still', async () => {
    const { call, own, first, second } = await open();
    const { body } = await call('POST', own, { source: 'tok_jcb', expand: ['sources'] });
    const ids = body.sources.data.map(({ id }: { id: string }) => id);
    expect(ids).toHaveLength(2);
    expect(ids).toContain(second);
    expect(ids).not.toContain(first);
    expect(ids).toContain(body.default_source);
    expect(body.default_source).not.toBe(second);
    expect((await typesOf(call)).slice(-3)).toContain('customer.source.deleted');
  });

  test('keeps all that was there where it is declined', async () => {
    const { call, own, first } = await open();
    const declined = await call('POST', own, { source: 'tok_chargeDeclined' });
    expect(declined.status).toBe(402);
    const { body } = await call('GET', own, { expand: ['sources'] });
    expect(body.default_source).toBe(first);
    expect(body.sources.data).toHaveLength(2);
  });
});

describe('a test card that is known for its address', () => {
  const asked = { 'payment_method_types[]': 'card', confirm: 'true', 'expand[]': 'latest_charge' };
  const paid = (checks: object) => ({
    status: 'succeeded',
    latest_charge: { payment_method_details: { card: { checks } } },
  });
  check({
    'fails both checks by its name': {
      path: '/v1/payment_intents',
      params: { ...sale, ...asked, payment_method: 'pm_card_avsFail' },
      told: paid({ address_line1_check: 'fail', address_postal_code_check: 'fail' }),
    },
    'fails the check of its code alone': {
      path: '/v1/payment_intents',
      params: { ...sale, ...asked, payment_method: 'pm_card_avsZipFail' },
      told: paid({ address_line1_check: null, address_postal_code_check: 'fail' }),
    },
    'fails them by its token': {
      path: '/v1/charges',
      params: { ...sale, source: 'tok_avsFail' },
      told: { source: { address_line1_check: 'fail', address_zip_check: 'fail' } },
    },
  });
});

describe('a card by the name of its country', () => {
  test.each([
    ['ar', 'AR', 'visa', 'credit'],
    ['hu', 'HU', 'visa', 'credit'],
    ['gb_debit', 'GB', 'visa', 'debit'],
    ['gb_mastercard', 'GB', 'mastercard', 'credit'],
    ['ae_mastercard', 'AE', 'mastercard', 'credit'],
    ['th_debit', 'TH', 'visa', 'debit'],
    ['tw', 'TW', 'visa', 'credit'],
  ])('%s is of %s', async (name, country, brand, funding) => {
    const { call } = openSandbox();
    const { body } = await call('GET', `/v1/payment_methods/pm_card_${name}`);
    expect(body.card).toMatchObject({ brand, country, funding });
  });
});

test('a card that is detached as a means of payment is its customer’s no more', async () => {
  const { call } = openSandbox();
  const { body: customer } = await call('POST', '/v1/customers', { source: 'tok_visa' });
  const path = `/v1/customers/${customer.id}`;
  const { body: other } = await call('POST', `${path}/sources`, { source: 'tok_mastercard' });
  const first = customer.default_source;
  const detached = await call('POST', `/v1/payment_methods/${first}/detach`);
  expect(detached.body).toMatchObject({ id: first, object: 'payment_method', customer: null });
  const expand = ['sources'];
  const { body: left } = await call('GET', path, { expand });
  expect(left).toMatchObject({ default_source: other.id, sources: { data: [{ id: other.id }] } });
  const methods = (await call('GET', `${path}/payment_methods`)).body.data;
  expect(methods).toMatchObject([{ id: other.id }]);
  await call('POST', `/v1/payment_methods/${other.id}/detach`);
  const { body: none } = await call('GET', path, { expand });
  expect(none).toMatchObject({ default_source: null, sources: { data: [] } });
  expect((await call('GET', `${path}/payment_methods`)).body.data).toEqual([]);
  const types = await typesOf(call);
  expect(types).toContain('payment_method.detached');
  expect(types).toContain('customer.source.deleted');
});
