// Small things that real answers tell: fields that are there though they are empty, defaults, and how
// things are called. Each row is one call and what stands in its answer.

import { describe, expect, test } from 'vitest';
import { openSandbox } from './open-sandbox.ts';
import { answerOf, check, type Before, type Params } from './rows.ts';

const customer = ['customer', '/v1/customers', { email: 'jane@example.com' }] as const;
const product = ['product', '/v1/products', { name: 'Desk', unit_label: 'seat' }] as const;
const byHand = { collection_method: 'send_invoice', days_until_due: '30' };

/** With a price by the month, or as the parameters say. */
function subscribed(price: Params, quantity = '1'): Before {
  const monthly = { currency: 'usd', unit_amount: '1000', 'recurring[interval]': 'month' };
  return [
    customer,
    product,
    ['price', '/v1/prices', { product: '{product}', ...monthly, ...price }],
    [
      'subscription',
      '/v1/subscriptions',
      {
        customer: '{customer}',
        'items[0][price]': '{price}',
        'items[0][quantity]': quantity,
        ...byHand,
      },
    ],
  ];
}

describe('means of payment', () => {
  const bank = (type: string, given: Params): Params => ({
    type,
    'billing_details[name]': 'Jane',
    'billing_details[email]': 'jane@example.com',
    ...Object.fromEntries(Object.entries(given).map(([name, text]) => [`${type}[${name}]`, text])),
  });
  const ibans: readonly (readonly [iban: string, bank: string, branch: string])[] = [
    ['AT611904300234573201', '19043', ''],
    ['DE89370400440532013000', '37040044', ''],
    ['DK5000400440116243', '0040', ''],
    ['ES0700120345030000067890', '0012', '0345'],
    ['FR14 2004 1010 0505 0001 3M02 606', '20041', '01005'],
    ['IE29AIBK93115212345678', 'AIBK', '931152'],
    ['IT40S0542811101000000123456', '05428', '11101'],
    ['NL39RABO0300065264', 'RABO', ''],
  ];
  check({
    'a card knows of no token that it was granted by': {
      path: '/v1/payment_methods/pm_card_visa/attach',
      before: [customer],
      params: { customer: '{customer}' },
      told: { shared_payment_granted_token: null },
    },
    'amex is the card that Stripe has behind the name': {
      path: '/v1/payment_methods/pm_card_amex/attach',
      before: [customer],
      params: { customer: '{customer}' },
      told: { card: { brand: 'amex', last4: '8431' } },
    },
    'discover is the card that Stripe has behind the name': {
      path: '/v1/payment_methods/pm_card_discover/attach',
      before: [customer],
      params: { customer: '{customer}' },
      told: { card: { brand: 'discover', last4: '9424' } },
    },
    'a boleto has a fingerprint': {
      path: '/v1/payment_methods',
      params: bank('boleto', { tax_id: '000.000.000-00' }),
      told: {
        boleto: { fingerprint: expect.stringMatching(/^\w{16}$/), tax_id: '000.000.000-00' },
      },
    },
    'a source is a payment method, in lists': {
      before: [['customer', '/v1/customers', { source: 'tok_visa' }]],
      path: 'GET /v1/payment_methods',
      params: { customer: '{customer}' },
      told: {
        data: [
          {
            id: expect.stringMatching(/^card_/),
            object: 'payment_method',
            card: {
              last4: '4242',
              networks: { available: ['visa'] },
              checks: { cvc_check: 'pass' },
            },
          },
        ],
      },
    },
    'a charge of a source tells of it': {
      path: '/v1/charges',
      params: { amount: '500', currency: 'usd', source: 'tok_visa' },
      told: {
        source: { object: 'card', email: null, phone: null },
        payment_method_details: { card: { ds_transaction_id: null } },
      },
    },
    ...Object.fromEntries(
      ibans.map(([iban, code, branch]) => [
        `the bank and the branch of ${iban.slice(0, 2)}`,
        {
          path: '/v1/payment_methods',
          params: bank('sepa_debit', { iban }),
          told: {
            sepa_debit: {
              bank_code: code,
              branch_code: branch,
              last4: iban.replaceAll(' ', '').slice(-4),
            },
          },
        },
      ]),
    ),
  });

  test('an account tells the end of its number alone', async () => {
    const { call } = openSandbox();
    const { text } = await call(
      'POST',
      '/v1/payment_methods',
      bank('au_becs_debit', { account_number: '000123456', bsb_number: '000000' }),
    );
    expect(text).not.toContain('000123456');
    expect(JSON.parse(text).au_becs_debit).toMatchObject({ last4: '3456', bsb_number: '000000' });
  });
});

describe('setting up', () => {
  check({
    'a card of India asks for its mandate': {
      before: [
        customer,
        [
          'method',
          '/v1/payment_methods',
          {
            type: 'card',
            'card[number]': '4000003560000123',
            'card[exp_month]': '12',
            'card[exp_year]': '2034',
          },
        ],
      ],
      path: '/v1/setup_intents',
      params: { customer: '{customer}', payment_method: '{method}', confirm: 'true' },
      told: { status: 'requires_action', next_action: { type: 'use_stripe_sdk' } },
    },
  });
});

describe('lines of subscriptions', () => {
  const lineOf = (description: string): object => ({ data: [{ description }] });
  const path = 'GET /v1/invoices/{invoice}/lines';
  const rows: readonly (readonly [price: Params, quantity: string, line: string])[] = [
    [{}, '2', '2 seat × Desk (at $10.00 / month)'],
    [{ currency: 'cad' }, '1', '1 seat × Desk (at $10.00 / month)'],
    [{ currency: 'eur' }, '1', '1 seat × Desk (at €10.00 / month)'],
    [{ 'recurring[interval_count]': '3' }, '1', '1 seat × Desk (at $10.00 / every 3 months)'],
  ];
  test.each(rows)('with %j and %s: %s', async (price, quantity, line) => {
    const { call } = openSandbox();
    const { body } = await answerOf(call, {
      before: subscribed(price, quantity),
      path: 'GET /v1/subscriptions/{subscription}',
    });
    const lines = await call('GET', path.slice(4).replace('{invoice}', body.latest_invoice));
    expect(lines.body).toMatchObject(lineOf(line));
  });

  test('what is prorated tells how many', async () => {
    const { call } = openSandbox();
    const { body } = await answerOf(call, {
      before: subscribed({}, '2'),
      path: 'GET /v1/subscriptions/{subscription}',
    });
    await call('POST', `/v1/subscription_items/${body.items.data[0].id}`, { quantity: '3' });
    const { data } = (await call('GET', '/v1/invoiceitems')).body;
    expect(data.map(({ description }: { description: string }) => description)).toEqual([
      'Remaining time on 3 × Desk after 25 Nov 2026',
      'Unused time on 2 × Desk after 25 Nov 2026',
    ]);
  });
});

describe('invoices', () => {
  check({
    'one by the way tells the subscription that it is for': {
      before: subscribed({}),
      path: '/v1/invoices',
      params: { customer: '{customer}', subscription: '{subscription}' },
      told: {
        billing_reason: 'manual',
        parent: { type: 'subscription_details', subscription_details: { metadata: {} } },
      },
    },
    'of a subscription that is not there is refused': {
      before: [customer],
      path: '/v1/invoices',
      params: { customer: '{customer}', subscription: 'sub_none' },
      told: { error: { code: 'resource_missing', param: 'subscription' } },
    },
  });
});

describe('checkout', () => {
  const url = 'https://example.com';
  const begun = { customer: '{customer}', success_url: url };
  const bought = {
    'line_items[0][price_data][currency]': 'usd',
    'line_items[0][price_data][unit_amount]': '700',
    'line_items[0][price_data][product_data][name]': 'Tea',
    'line_items[0][quantity]': '1',
  };
  check({
    'a session has its looks, its prices for abroad and what is shown again': {
      before: [customer],
      path: '/v1/checkout/sessions',
      params: {
        ...begun,
        ...bought,
        mode: 'payment',
        'branding_settings[button_color]': '#000000',
      },
      told: {
        adaptive_pricing: { enabled: true },
        branding_settings: { border_style: 'rounded', button_color: '#000000' },
        saved_payment_method_options: {
          allow_redisplay_filters: ['always'],
          payment_method_remove: 'disabled',
          payment_method_save: null,
        },
      },
    },
    'one that sets up has its intent from the start, and no taxes': {
      before: [customer],
      path: '/v1/checkout/sessions',
      params: { ...begun, mode: 'setup', currency: 'usd' },
      told: {
        adaptive_pricing: { enabled: false },
        customer_details: { email: 'jane@example.com', tax_exempt: null },
        setup_intent: expect.stringMatching(/^seti_/),
      },
    },
  });
});

describe('connected accounts', () => {
  const nothing = { alternatives: [], currently_due: [], errors: [], past_due: [] };
  check({
    'a new one tells all of its settings': {
      path: '/v1/accounts',
      params: {
        type: 'standard',
        country: 'AU',
        'settings[payouts][schedule][interval]': 'manual',
      },
      told: {
        future_requirements: nothing,
        settings: {
          bacs_debit_payments: { display_name: null, service_user_number: null },
          card_payments: { decline_on: { avs_failure: false, cvc_failure: false } },
          dashboard: { timezone: 'Etc/UTC' },
          invoices: { default_account_tax_ids: null, hosted_payment_method_save: 'offer' },
          payouts: { schedule: { delay_days: 2, interval: 'manual' } },
        },
      },
    },
    'a kind of business has a company': {
      path: '/v1/accounts',
      params: { type: 'standard', country: 'AU', business_type: 'non_profit' },
      told: {
        company: {
          address: { city: null, country: 'AU' },
          directors_provided: false,
          tax_id_provided: false,
        },
      },
    },
    'the one behind it may be told a nationality': {
      path: '/v1/accounts',
      params: {
        type: 'custom',
        country: 'SG',
        business_type: 'individual',
        'individual[nationality]': 'US',
      },
      told: { individual: { nationality: 'US' } },
    },
    'a list that may be emptied is, by an empty text': {
      before: [
        ['account', '/v1/accounts', { type: 'custom', country: 'SG' }],
        ['person', '/v1/accounts/{account}/persons', { 'full_name_aliases[0]': 'Jay' }],
      ],
      path: '/v1/accounts/{account}/persons/{person}',
      params: { 'full_name_aliases[0]': '' },
      told: { full_name_aliases: [] },
    },
  });
});
