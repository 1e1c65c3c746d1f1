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

describe('asking the cardholder', () => {
  const optional = {
    amount: '1000',
    currency: 'usd',
    payment_method: 'pm_card_threeDSecureOptional',
    confirm: 'true',
  };
  check({
    'a card of India is asked where that is wanted': {
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
      params: {
        customer: '{customer}',
        payment_method: '{method}',
        confirm: 'true',
        'payment_method_options[card][request_three_d_secure]': 'any',
      },
      told: { status: 'requires_action', next_action: { type: 'use_stripe_sdk' } },
    },
    'a card that need not be asked is not, unless somebody wants it': {
      path: '/v1/payment_intents',
      params: { ...optional, 'payment_method_options[card][request_three_d_secure]': 'any' },
      told: { status: 'requires_action' },
    },
    'and is paid with at once otherwise': {
      path: '/v1/payment_intents',
      params: optional,
      told: { status: 'succeeded' },
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
      'Unused time on 2 × Desk after 25 Nov 2026',
      'Remaining time on 3 × Desk after 25 Nov 2026',
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

describe('what invoices are refused for', () => {
  const nobody = ['nobody', '/v1/customers'] as const;
  const draft = ['draft', '/v1/invoices', { customer: '{nobody}' }] as const;
  check({
    'sending what is charged': {
      before: [nobody, draft],
      path: '/v1/invoices/{draft}/send',
      told: { error: { message: expect.stringContaining("'send_invoice'") } },
    },
    'sending to nobody knows where': {
      before: [nobody, ['sent', '/v1/invoices', { customer: '{nobody}', ...byHand }]],
      path: '/v1/invoices/{sent}/send',
      told: { error: { message: expect.stringContaining('Missing email') } },
    },
    'sending without a day on which it is due': {
      before: [nobody],
      path: '/v1/invoices',
      params: { customer: '{nobody}', collection_method: 'send_invoice' },
      told: { error: { message: expect.stringContaining("you must specify 'due_date'") } },
    },
    'a day on which it is due without sending': {
      before: [nobody],
      path: '/v1/invoices',
      params: { customer: '{nobody}', days_until_due: '3' },
      told: { error: { message: expect.stringContaining("You can only specify 'due_date'") } },
    },
    'an item in another currency': {
      before: [nobody, draft],
      path: '/v1/invoiceitems',
      params: { customer: '{nobody}', invoice: '{draft}', amount: '1', currency: 'eur' },
      told: {
        error: {
          message:
            'You cannot combine currencies on a single invoice. This invoice has invoice items ' +
            'currency eur that conflicts with the invoice currency usd.',
        },
      },
    },
  });
});

describe('promotion codes', () => {
  const coupon = ['coupon', '/v1/coupons', { percent_off: '10' }] as const;
  const promotion = { 'promotion[type]': 'coupon', 'promotion[coupon]': '{coupon}' };
  check({
    'are found however they are written': {
      before: [coupon, ['code', '/v1/promotion_codes', { ...promotion, code: 'TenOff' }]],
      path: 'GET /v1/promotion_codes',
      params: { code: 'tenoff' },
      told: { data: [{ code: 'TenOff' }] },
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
    'of each line it must be said how many': {
      path: '/v1/checkout/sessions',
      params: {
        success_url: url,
        mode: 'payment',
        ...Object.fromEntries(Object.entries(bought).slice(0, 3)),
      },
      told: { error: { param: 'line_items[0][quantity]' } },
    },
    'a plan that is sold there only is subscribed to': {
      before: [
        [
          'session',
          '/v1/checkout/sessions',
          {
            success_url: url,
            mode: 'subscription',
            ...bought,
            'line_items[0][price_data][recurring][interval]': 'month',
          },
        ],
      ],
      path: '/v1/payment_pages/{session}/confirm',
      params: { payment_method: 'pm_card_visa' },
      told: { status: 'complete', customer_creation: 'always', payment_status: 'paid' },
    },
    'whoever pays becomes a customer where that is wanted': {
      before: [
        [
          'session',
          '/v1/checkout/sessions',
          { success_url: url, mode: 'payment', ...bought, customer_creation: 'always' },
        ],
      ],
      path: '/v1/payment_pages/{session}/confirm',
      params: { payment_method: 'pm_card_visa' },
      told: { status: 'complete', customer: expect.stringMatching(/^cus_/) },
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
    'its name is what customers see of it': {
      path: '/v1/accounts',
      params: {
        type: 'custom',
        country: 'US',
        'business_profile[name]': 'Late, Night Bakery of the West',
        'settings[payouts][schedule][interval]': 'manual',
      },
      told: {
        settings: {
          card_payments: { statement_descriptor_prefix: 'LATE, NIGH' },
          dashboard: { display_name: 'Late, Night Bakery of the West' },
          payments: { statement_descriptor: 'LATE, NIGHT BAKERY OF' },
          payouts: { schedule: { delay_days: 1, interval: 'manual' } },
        },
      },
    },
    'one without a name is called by its site': {
      path: '/v1/accounts',
      params: {
        type: 'custom',
        country: 'DE',
        'business_profile[url]': 'https://www.bakery.de/us',
      },
      told: {
        settings: {
          card_payments: { statement_descriptor_prefix: 'BAKERY.DE' },
          dashboard: { display_name: 'Bakery' },
          payments: { statement_descriptor: 'BAKERY.DE' },
        },
      },
    },
    'a company without a name of its own has that of the law': {
      path: '/v1/accounts',
      params: {
        type: 'custom',
        business_type: 'company',
        'business_profile[url]': 'http://shop.bakery.co',
        'company[name]': 'Bakery Inc.',
      },
      told: {
        business_profile: { name: 'Bakery Inc.' },
        settings: { dashboard: { display_name: 'shop.bakery' } },
      },
    },
    'where one person is the business, it is found where the person is': {
      path: '/v1/accounts',
      params: {
        type: 'custom',
        business_type: 'individual',
        'individual[address][line1]': '1 Main St',
        'individual[address][city]': 'Oakland',
        'individual[phone]': '4155550100',
      },
      told: {
        company: { address: { line1: '1 Main St', city: 'Oakland' }, phone: '+14155550100' },
        individual: {
          future_requirements: nothing,
          phone: '+14155550100',
          verification: {
            additional_document: { back: null, front: null },
            document: { back: null, front: null },
          },
        },
      },
    },
    'a person alone tells what it has agreed to': {
      before: [['account', '/v1/accounts', { type: 'custom' }]],
      path: '/v1/accounts/{account}/persons',
      params: { first_name: 'Jane' },
      told: { additional_tos_acceptances: { account: { date: null, ip: null, user_agent: null } } },
    },
    'a bank account in the US takes payouts at once': {
      before: [['account', '/v1/accounts', { type: 'custom' }]],
      path: '/v1/accounts/{account}/external_accounts',
      params: { external_account: 'btok_us_verified' },
      told: {
        available_payout_methods: ['standard', 'instant'],
        requirements: { currently_due: [], errors: [], past_due: [], pending_verification: [] },
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

describe('what is asked of payments and payouts', () => {
  const rules = 'payments[payouts][automatic_transfer_rules_by_currency][usd][0]';
  const transfer = 'payment_method_options[customer_balance][bank_transfer]';
  const mandate = 'payment_method_options[card][mandate_options]';
  check({
    'is told whole, of an intent': {
      path: '/v1/payment_intents',
      params: {
        amount: '5000',
        currency: 'mxn',
        'payment_method_types[]': 'card',
        'payment_method_options[card][installments][enabled]': 'true',
      },
      told: {
        payment_method_options: {
          card: { installments: { available_plans: null, enabled: true, plan: null } },
        },
      },
    },
    'stands by name, whichever kind was told first': {
      path: '/v1/payment_intents',
      params: {
        amount: '5000',
        currency: 'usd',
        'payment_method_types[0]': 'card',
        'payment_method_types[1]': 'affirm',
        'payment_method_options[affirm][capture_method]': 'manual',
        payment_method: 'pm_card_visa',
      },
      told: { payment_method_options: { affirm: { capture_method: 'manual' } } },
    },
    'is as if it had not been asked where it is emptied': {
      path: '/v1/setup_intents',
      params: {
        'payment_method_types[]': 'card',
        [`${mandate}[amount]`]: '1000',
        [`${mandate}[amount_type]`]: 'fixed',
        [`${mandate}[currency]`]: 'inr',
        [`${mandate}[interval]`]: 'month',
        [`${mandate}[reference]`]: 'R-1',
        [`${mandate}[start_date]`]: '1700000000',
        [`${mandate}[supported_types]`]: '',
      },
      told: {
        payment_method_options: {
          card: { mandate_options: { reference: 'R-1', supported_types: null } },
        },
      },
    },
    'is told whole, of a page': {
      path: '/v1/checkout/sessions',
      params: {
        mode: 'setup',
        currency: 'usd',
        success_url: 'https://example.com',
        'payment_method_types[0]': 'card',
        'payment_method_types[1]': 'wechat_pay',
        'payment_method_options[wechat_pay][client]': 'web',
      },
      told: { payment_method_options: { wechat_pay: { app_id: null, client: 'web' } } },
    },
    'is told whole, of a rule for payouts': {
      path: '/v1/balance_settings',
      params: { [`${rules}[payout_method]`]: 'fa_123', [`${rules}[type]`]: 'transfer_all' },
      told: {
        payments: {
          payouts: {
            automatic_transfer_rules_by_currency: {
              usd: [{ payout_method: 'fa_123', transfer_up_to_amount: null, type: 'transfer_all' }],
            },
          },
        },
      },
    },
    'names the amount that a rule goes up to': {
      path: '/v1/balance_settings',
      params: {
        [`${rules}[payout_method]`]: 'fa_123',
        [`${rules}[type]`]: 'transfer_up_to_amount',
      },
      told: { error: { code: 'parameter_missing', param: `${rules}[transfer_up_to_amount]` } },
    },
    'names a country that has euros, of a subscription too': {
      before: [customer],
      path: '/v1/invoices',
      params: {
        customer: '{customer}',
        [`payment_settings[${transfer.replace('[', '][')}[eu_bank_transfer][country]`]: 'US',
      },
      told: {
        error: {
          param: `payment_settings[${transfer.replace('[', '][')}[eu_bank_transfer][country]`,
        },
      },
    },
  });
});

describe('charges', () => {
  check({
    'are read by the cardholder in capitals': {
      path: '/v1/charges',
      params: {
        amount: '5000',
        currency: 'usd',
        source: 'tok_visa',
        statement_descriptor: 'Bakery 17',
      },
      told: { calculated_statement_descriptor: 'BAKERY 17', statement_descriptor: 'Bakery 17' },
    },
    'end as they are asked to, behind what the business is called': {
      before: [
        [
          'account',
          '/v1/accounts',
          { type: 'custom', 'business_profile[name]': 'Late Night Bakery' },
        ],
      ],
      path: '/v1/charges',
      params: {
        amount: '5000',
        currency: 'usd',
        source: 'tok_visa',
        on_behalf_of: '{account}',
        statement_descriptor_suffix: 'two croissants',
      },
      told: { calculated_statement_descriptor: 'LATE NIGHT* TWO CROISS' },
    },
  });
});

describe('transfers and their reversals', () => {
  const funded = [
    ['charge', '/v1/charges', { amount: '20000', currency: 'usd', source: 'tok_bypassPending' }],
    ['account', '/v1/accounts', { type: 'express', country: 'US' }],
  ] as const;
  const sent = { currency: 'usd', destination: '{account}' };
  const transfer = ['transfer', '/v1/transfers', { ...sent, amount: '1000' }] as const;
  const back = '/v1/transfers/{transfer}/reversals';
  check({
    'a transfer has no reversals yet': {
      before: funded,
      path: '/v1/transfers',
      params: { ...sent, amount: '1000' },
      told: { reversals: { data: [], total_count: 0 }, transfer_group: null },
    },
    'one of a charge belongs to it, and is all of it': {
      before: funded,
      path: '/v1/transfers',
      params: { ...sent, source_transaction: '{charge}' },
      told: { amount: 20000, transfer_group: expect.stringMatching(/^group_ch_/) },
    },
    'which has the same group then': {
      before: [...funded, ['of', '/v1/transfers', { ...sent, source_transaction: '{charge}' }]],
      path: '/v1/charges/{charge}',
      params: {},
      told: { transfer_group: expect.stringMatching(/^group_ch_/) },
    },
    'one of a charge is in the currency of its settlement': {
      before: funded,
      path: '/v1/transfers',
      params: { ...sent, currency: 'eur', source_transaction: '{charge}' },
      told: {
        error: {
          message:
            "The currency of source_transaction's balance transaction (usd) must be the same as the " +
            'transfer currency (eur)',
        },
      },
    },
    'one of nothing is refused': {
      before: funded,
      path: '/v1/transfers',
      params: { ...sent, amount: '0' },
      told: { error: { code: 'parameter_invalid_integer', param: 'amount' } },
    },
    'one of no amount is refused': {
      before: funded,
      path: '/v1/transfers',
      params: sent,
      told: { error: { code: 'parameter_missing', param: 'amount' } },
    },
    'a reversal has an id of its own': {
      before: [...funded, transfer],
      path: back,
      params: { amount: '400' },
      told: { id: expect.stringMatching(/^trr_/), object: 'transfer_reversal' },
    },
    'two reversals are two': {
      before: [...funded, transfer, ['one', back, { amount: '400' }], ['two', back]],
      path: `GET ${back}`,
      told: { data: [{ amount: 600 }, { amount: 400 }] },
    },
    'nothing is left then': {
      before: [...funded, transfer, ['all', back]],
      path: back,
      told: { error: { message: expect.stringContaining('already fully reversed') } },
    },
  });
});

describe('transactions of a payout', () => {
  const before = [
    ['charge', '/v1/charges', { amount: '20000', currency: 'usd', source: 'tok_bypassPending' }],
    ['payout', '/v1/payouts', { amount: '500', currency: 'usd' }],
  ] as const;
  check({
    'are not told of one that somebody made': {
      before,
      path: 'GET /v1/balance_transactions',
      params: { payout: '{payout}' },
      told: { error: { message: expect.stringContaining('automatic transfers') } },
    },
    'are not told of one that is not there': {
      path: 'GET /v1/balance_transactions',
      params: { payout: 'po_none' },
      told: { error: { code: 'resource_missing', param: 'payout' } },
    },
  });
});

describe('payments for accounts', () => {
  const paid = { amount: '1000', currency: 'usd', payment_method: 'pm_card_visa', confirm: 'true' };
  const account = ['account', '/v1/accounts', { type: 'express', country: 'US' }] as const;
  check({
    'a fee is not more than the payment': {
      before: [account],
      path: '/v1/payment_intents',
      params: {
        ...paid,
        application_fee_amount: '1001',
        'transfer_data[destination]': '{account}',
      },
      told: { error: { param: 'application_fee_amount' } },
    },
    'a merchant has to be there': {
      path: '/v1/payment_intents',
      params: { ...paid, on_behalf_of: 'acct_none' },
      told: { error: { code: 'resource_missing', param: 'on_behalf_of' } },
    },
    'a method is made again for another use': {
      before: [
        ['customer', '/v1/customers'],
        ['method', '/v1/payment_methods/pm_card_visa/attach', { customer: '{customer}' }],
      ],
      path: '/v1/payment_methods',
      params: { customer: '{customer}', payment_method: '{method}' },
      told: { customer: null, card: { last4: '4242' } },
    },
  });
});

describe('tokens', () => {
  const typed = (more: Params): Params => ({
    'card[number]': '4242424242424242',
    'card[exp_month]': '12',
    'card[exp_year]': '2034',
    ...more,
  });
  const refused = (code: string): object => ({ error: { code, type: 'card_error' } });
  check({
    'tell where the holder of a card lives': {
      path: '/v1/tokens',
      params: typed({ 'card[address_zip]': '12345' }),
      told: { card: { address_zip: '12345', address_zip_check: 'unchecked' } },
    },
    'of data that is never told': {
      path: '/v1/tokens',
      params: { 'pii[id_number]': '000000000' },
      told: { object: 'token', type: 'pii' },
    },
    'of nothing there are none': {
      path: '/v1/tokens',
      told: { error: { message: expect.stringContaining('You must supply either') } },
    },
    'of a month that there is not': {
      path: '/v1/tokens',
      params: typed({ 'card[exp_month]': '13' }),
      told: refused('invalid_expiry_month'),
    },
    'of a year that is over': {
      path: '/v1/tokens',
      params: typed({ 'card[exp_year]': '1999' }),
      told: refused('invalid_expiry_year'),
    },
    'of a code that is too short': {
      path: '/v1/tokens',
      params: typed({ 'card[cvc]': '1' }),
      told: refused('invalid_cvc'),
    },
  });
});

describe('what must be told of a means of payment', () => {
  const missing = (param: string): object => ({ error: { code: 'parameter_missing', param } });
  const path = '/v1/payment_methods';
  check({
    'its kind': { path, told: missing('type') },
    'the number of a card': { path, params: { type: 'card' }, told: missing('card[number]') },
    'how long a card goes on': {
      path,
      params: { type: 'card', 'card[number]': '4242424242424242' },
      told: missing('card[exp_month]'),
    },
    'a number that is right in itself': {
      path,
      params: { type: 'sepa_debit', 'sepa_debit[iban]': 'DE00370400440532013000' },
      told: { error: { code: 'invalid_bank_account_iban', param: 'sepa_debit[iban]' } },
    },
  });
});

describe('attempts to set up', () => {
  const setup = (card: string): Before => [
    ['customer', '/v1/customers'],
    [
      'setup',
      '/v1/setup_intents',
      { customer: '{customer}', payment_method: card, confirm: 'true' },
    ],
  ];
  const path = 'GET /v1/setup_attempts';
  const params = { setup_intent: '{setup}' };
  check({
    'that worked': {
      before: setup('pm_card_visa'),
      path,
      params,
      told: { data: [{ status: 'succeeded', usage: 'off_session', setup_error: null }] },
    },
    'that wait are one with what they come to': {
      before: [
        ...setup('pm_card_threeDSecure2Required'),
        ['done', '/v1/setup_intents/{setup}/confirm'],
      ],
      path,
      params,
      told: { data: [{ status: 'succeeded' }] },
    },
    'are told whole': {
      before: setup('pm_card_visa'),
      path: 'GET /v1/setup_intents/{setup}',
      params: { 'expand[]': 'latest_attempt' },
      told: {
        latest_attempt: { object: 'setup_attempt', payment_method_details: { type: 'card' } },
      },
    },
  });

  test('that failed tell why', async () => {
    const { call } = openSandbox();
    const { body } = await call('POST', '/v1/setup_intents', {
      payment_method: 'pm_card_visa_chargeDeclined',
      confirm: 'true',
    });
    const { id: setup_intent } = body.error.setup_intent;
    const { data } = (await call('GET', '/v1/setup_attempts', { setup_intent })).body;
    expect(data).toMatchObject([{ status: 'failed', setup_error: { code: 'card_declined' } }]);
  });
});

describe('charges and refunds', () => {
  const paid = (card: string) =>
    [
      'intent',
      '/v1/payment_intents',
      { amount: '1000', currency: 'usd', payment_method: card, confirm: 'true' },
    ] as const;
  const refund = ['refund', '/v1/refunds', { payment_intent: '{intent}' }] as const;
  check({
    'a source that is not there is a mistake': {
      path: '/v1/charges',
      params: { amount: '500', currency: 'usd', source: 'card_none' },
      told: { error: { code: 'resource_missing', param: 'source' } },
    },
    'a source may be told itself': {
      path: '/v1/charges',
      params: {
        amount: '500',
        currency: 'usd',
        'source[object]': 'card',
        'source[number]': '4242424242424242',
        'source[exp_month]': '5',
        'source[exp_year]': '2030',
      },
      told: { status: 'succeeded', source: { exp_year: 2030, last4: '4242' } },
    },
    'a refund looks done at first': {
      before: [paid('pm_card_refundFail')],
      path: '/v1/refunds',
      params: { payment_intent: '{intent}' },
      told: { status: 'succeeded' },
    },
    'and fails then': {
      before: [paid('pm_card_refundFail'), refund],
      path: 'GET /v1/refunds/{refund}',
      told: { status: 'failed', failure_reason: 'unknown' },
    },
    'and the money is there again': {
      before: [paid('pm_card_refundFail'), refund],
      path: 'GET /v1/charges',
      told: { data: [{ amount_refunded: 0, refunded: false }] },
    },
  });
});

describe('schedules', () => {
  const schedules = '/v1/subscription_schedules';
  const copied = { from_subscription: '{subscription}' };
  check({
    'of a subscription begin with its period': {
      before: subscribed({}),
      path: schedules,
      params: copied,
      told: {
        status: 'active',
        phases: [{ items: [{ quantity: 1 }], start_date: expect.any(Number) }],
        subscription: expect.stringMatching(/^sub_/),
      },
    },
    'and it has one only': {
      before: [...subscribed({}), ['schedule', schedules, copied]],
      path: schedules,
      params: copied,
      told: { error: { param: 'from_subscription' } },
    },
  });
});

describe('lists', () => {
  const shipping = {
    display_name: 'Slow',
    type: 'fixed_amount',
    'fixed_amount[amount]': '500',
    'fixed_amount[currency]': 'eur',
  };
  check({
    'of shipping rates are of a currency': {
      before: [['rate', '/v1/shipping_rates', shipping]],
      path: 'GET /v1/shipping_rates',
      params: { currency: 'eur' },
      told: { data: [{ display_name: 'Slow' }] },
    },
    'and of no other': {
      before: [['rate', '/v1/shipping_rates', shipping]],
      path: 'GET /v1/shipping_rates',
      params: { currency: 'usd' },
      told: { data: [] },
    },
    'and in another currency they keep what they cost there': {
      before: [
        [
          'rate',
          '/v1/shipping_rates',
          { ...shipping, 'fixed_amount[currency_options][usd][amount]': '700' },
        ],
      ],
      path: '/v1/shipping_rates/{rate}',
      params: {
        'fixed_amount[currency_options][usd][tax_behavior]': 'inclusive',
        'expand[]': 'fixed_amount.currency_options',
      },
      told: {
        fixed_amount: {
          amount: 500,
          currency_options: { usd: { amount: 700, tax_behavior: 'inclusive' } },
        },
      },
    },
    'or are told what they cost in it': {
      before: [['rate', '/v1/shipping_rates', shipping]],
      path: '/v1/shipping_rates/{rate}',
      params: { 'fixed_amount[currency_options][usd][tax_behavior]': 'inclusive' },
      told: { error: { param: 'fixed_amount[currency_options][usd][amount]' } },
    },
    'of subscriptions are of those whose period ends by then': {
      before: subscribed({}),
      path: 'GET /v1/subscriptions',
      params: { 'current_period_end[lte]': '1' },
      told: { data: [] },
    },
    'or later': {
      before: subscribed({}),
      path: 'GET /v1/subscriptions',
      params: { 'current_period_end[gte]': '1' },
      told: { data: [{ object: 'subscription' }] },
    },
  });
});
