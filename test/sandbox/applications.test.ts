// What applications ask for beside the usual, also in older versions: requests, and what stands in the
// last answer. Sources: https://docs.stripe.com/testing and https://docs.stripe.com/changelog

import { expect, test } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

interface Row {
  /**
   * As in `POST /v1/charges amount=100&currency=usd`; `$0` is the id that the first one answered, and
   * `@$0` at the end the account that is meant.
   */
  readonly steps: readonly string[];
  readonly version?: string;
  readonly told: object;
}

const former = '2023-10-16';
const aCard = (number: string): string =>
  `POST /v1/payment_methods type=card&card[number]=${number}&card[exp_month]=12&card[exp_year]=2030`;
const zip = 'billing_details[address][postal_code]=10001';
const pay =
  'POST /v1/payment_intents amount=1000&currency=usd&confirm=true&payment_method_types[]=card';
const page =
  'POST /v1/checkout/sessions mode=payment&line_items[0][quantity]=1&' +
  'line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=500&' +
  'line_items[0][price_data][product_data][name]=Lamp&';
const customer = 'POST /v1/customers email=jenny.rosen@example.com';
const plan = 'POST /v1/plans id=monthly&amount=1000&currency=usd&interval=month&product[name]=x';
const subscribed = [
  plan,
  `${customer}&payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa`,
  'POST /v1/subscriptions customer=$1&items[0][price]=$0',
];
const kept = [customer, 'POST /v1/payment_methods/pm_card_visa/attach customer=$1'];
const account =
  'POST /v1/accounts type=custom&country=US&requested_capabilities[0]=card_payments&' +
  'requested_capabilities[1]=transfers';

const express = (country: string): string =>
  `POST /v1/accounts type=express&country=${country}&capabilities[card_payments][requested]=true&` +
  'capabilities[transfers][requested]=true';

/** An open invoice of 1000, and a payment of as much. */
const attached = [
  customer,
  'POST /v1/invoiceitems customer=$0&amount=1000&currency=usd',
  'POST /v1/invoices customer=$0&pending_invoice_items_behavior=include',
  'POST /v1/invoices/$2/finalize',
  `${pay}&payment_method=pm_card_visa`,
];

/** What only the next invoice of older versions was asked with. */
const unknownElsewhere: readonly (readonly [version: string, request: string])[] = [
  [former, 'GET /v1/invoices/$1 coupon=x'],
  [former, 'DELETE /v1/invoices/$1 coupon=x'],
  [former, 'POST /v1/invoices/$1/void subscription_items=x'],
  [former, 'DELETE /v1/invoices/upcoming customer=$0'],
  [former, 'POST /v1/invoices/upcoming/void customer=$0'],
  ['2026-08-26.dahlia', 'GET /v1/invoices/upcoming customer=$0'],
];

function refusedWith([version, request]: readonly [string, string]): readonly [string, Row] {
  const steps = ['POST /v1/customers', 'POST /v1/invoices customer=$0', request];
  return [
    `of ${version}: ${request}`,
    { version, steps, told: { error: { code: 'parameter_unknown' } } },
  ];
}

/** None of them is a list, as they are to be. */
const wrongItems = ['subscription_items', 'invoice_items'].flatMap((name) =>
  ['=x', '=true', '=5', '[a]=1', '[0]=1'].map((value) => name + value),
);

const anIntent = expect.stringMatching(/^pi_/);
const openPage =
  'POST /v1/checkout/sessions success_url=https://example.com&cancel_url=https://example.com';
const amountOfTea = 'line_items[0][name]=Tea&line_items[0][currency]=usd&line_items[0][quantity]=2';
const planOfTea =
  'POST /v1/plans product[name]=Tea&amount=500&currency=usd&interval=month&trial_period_days=7';
const pageOfPlan = 'subscription_data[items][0][plan]=$0';

const rows: Readonly<Record<string, Row>> = {
  "a card's country is in its number": {
    steps: [aCard('4000000320000021')],
    told: { card: { country: 'AR' } },
  },
  'also where it is asked for': {
    steps: [aCard('4000008260003178')],
    told: { card: { country: 'GB' } },
  },
  'and is the United States otherwise': {
    steps: [aCard('4000008400001629')],
    told: { card: { country: 'US' } },
  },
  'a card that is declined once its holder was asked': {
    steps: [
      aCard('4000008400001629'),
      `${pay}&payment_method=$0`,
      'POST /v1/payment_intents/$1/confirm',
    ],
    told: { error: { code: 'card_declined', decline_code: 'generic_decline' } },
  },
  'a card whose holder cannot be asked': {
    steps: [aCard('4000008400001280'), `${pay}&payment_method=$0`],
    told: { error: { code: 'card_declined' } },
  },
  'a card of the highest risk can be kept': {
    steps: [customer, aCard('4000000000004954'), 'POST /v1/payment_methods/$1/attach customer=$0'],
    told: { object: 'payment_method' },
  },
  'and is blocked in a payment': {
    steps: [aCard('4000000000004954'), `${pay}&payment_method=$0`],
    told: { error: { code: 'card_declined', decline_code: 'fraudulent' } },
  },
  'an address that is told waits for a look': {
    steps: [`${aCard('4242424242424242')}&${zip}`],
    told: { card: { checks: { address_postal_code_check: 'unchecked', cvc_check: null } } },
  },
  'and has got one with the payment': {
    steps: [
      `${aCard('4000000000000044')}&card[cvc]=123&${zip}`,
      `${pay}&payment_method=$0`,
      'GET /v1/charges',
    ],
    told: {
      data: [
        {
          payment_method_details: {
            card: {
              checks: {
                address_line1_check: null,
                address_postal_code_check: 'unavailable',
                cvc_check: 'pass',
              },
            },
          },
        },
      ],
    },
  },
  'or with its customer': {
    steps: [
      customer,
      `${aCard('4242424242424242')}&${zip}`,
      'POST /v1/payment_methods/$1/attach customer=$0',
    ],
    told: { card: { checks: { address_postal_code_check: 'pass' } } },
  },
  "a token's card is told as the token had it": {
    steps: [
      'POST /v1/tokens card[number]=4242424242424242&card[exp_month]=7&card[exp_year]=2031&card[cvc]=123',
      'POST /v1/payment_methods type=card&card[token]=$0',
    ],
    told: { card: { checks: { cvc_check: 'unchecked' }, exp_month: 7, exp_year: 2031 } },
  },
  'a bank of iDEAL tells its code': {
    steps: ['POST /v1/payment_methods type=ideal&ideal[bank]=rabobank'],
    told: { ideal: { bank: 'rabobank', bic: 'RABONL2U' } },
  },
  'a page is shown by its former name': {
    version: '2025-10-29.clover',
    steps: [`${page}success_url=https://example.com`],
    told: { ui_mode: 'hosted', payment_method_options: { card: expect.anything() } },
  },
  'and asked for by it': {
    version: former,
    steps: [`${page}ui_mode=embedded&return_url=https://example.com`],
    told: { ui_mode: 'embedded', client_secret: expect.any(String) },
  },
  'but not by now': {
    steps: [`${page}ui_mode=embedded&return_url=https://example.com`],
    told: { error: { param: 'ui_mode' } },
  },
  'what an invoice is named on a statement, its charge is': {
    steps: [
      customer,
      'POST /v1/invoices customer=$0&statement_descriptor=Lamps',
      'POST /v1/invoiceitems customer=$0&invoice=$1&amount=500&currency=usd',
      'POST /v1/invoices/$1/pay payment_method=pm_card_visa',
      'GET /v1/charges',
    ],
    told: { data: [{ description: 'Payment for Invoice', statement_descriptor: 'Lamps' }] },
  },
  'an invoice item names its unit in the former way': {
    version: former,
    steps: [customer, 'POST /v1/invoiceitems customer=$0&unit_amount=800&quantity=6&currency=usd'],
    told: { amount: 4800, quantity: 6 },
  },
  'a trial waits for a card whose holder must be asked': {
    steps: [
      plan,
      customer,
      'POST /v1/payment_methods/pm_card_threeDSecure2Required/attach customer=$1',
      'POST /v1/subscriptions customer=$1&items[0][price]=$0&trial_period_days=7&' +
        'default_payment_method=$2&expand[]=pending_setup_intent',
    ],
    told: { status: 'trialing', pending_setup_intent: { status: 'requires_action' } },
  },
  'an account asks for capabilities by number': {
    steps: [account],
    told: { capabilities: { card_payments: 'inactive', transfers: 'inactive' } },
  },
  'an express account lacks what its country asks for': {
    steps: [express('US')],
    told: {
      login_links: { total_count: 0 },
      requirements: {
        alternatives: [{ original_fields_due: ['business_profile.url'] }],
        currently_due: [
          'business_profile.mcc',
          'business_profile.url',
          'business_type',
          'external_account',
          'representative.dob.day',
          'representative.dob.month',
          'representative.dob.year',
          'representative.email',
          'representative.first_name',
          'representative.last_name',
          'settings.payments.statement_descriptor',
          'tos_acceptance.date',
          'tos_acceptance.ip',
        ],
      },
      settings: { payouts: { schedule: { delay_days: 2, interval: 'daily' } } },
    },
  },
  'more where less can be looked up': {
    steps: [express('AU')],
    told: {
      requirements: {
        alternatives: [],
        currently_due: expect.arrayContaining([
          'representative.address.state',
          'representative.phone',
        ]),
      },
    },
  },
  'and names in two scripts in Japan': {
    steps: [express('JP')],
    told: {
      requirements: {
        currently_due: expect.arrayContaining([
          'business_profile.product_description',
          'representative.address_kanji.town',
          'representative.first_name_kana',
        ]),
      },
      settings: { payouts: { schedule: { interval: 'weekly', weekly_anchor: 'friday' } } },
    },
  },
  'money of a custom account is the matter of its platform': {
    steps: [`${account.replace('US', 'VN')}&settings[payouts][schedule][interval]=manual`],
    told: {
      default_currency: 'vnd',
      settings: { payouts: { debit_negative_balances: false, schedule: { interval: 'manual' } } },
    },
  },
  "a customer's method is cloned for an account": {
    steps: [account, ...kept, 'POST /v1/payment_methods customer=$1&payment_method=$2 @$0'],
    told: { customer: null, card: { last4: '4242' } },
  },
  'but not that of another customer': {
    steps: [
      account,
      ...kept,
      customer,
      'POST /v1/payment_methods customer=$3&payment_method=$2 @$0',
    ],
    told: { error: { param: 'payment_method' } },
  },
  'and not for a customer that nobody knows': {
    steps: [account, ...kept, 'POST /v1/payment_methods customer=cus_none&payment_method=$2 @$0'],
    told: { error: { code: 'resource_missing', param: 'customer' } },
  },
  'a person has no part that nobody told of': {
    steps: [account, 'POST /v1/accounts/$0/persons first_name=Jane&relationship[owner]=true'],
    told: { relationship: { director: false, owner: true, representative: false, title: null } },
  },
  'an empty text takes back what a company is': {
    steps: [
      `${account}&business_type=company&company[structure]=private_partnership`,
      'POST /v1/accounts/$0 company[structure]=',
    ],
    told: { company: expect.not.objectContaining({ structure: expect.anything() }) },
  },
  'a bank account of an unknown country': {
    steps: [
      `${account}&external_account[object]=bank_account&external_account[account_number]=0001`,
    ],
    told: { error: { code: 'parameter_missing', param: 'external_account[country]' } },
  },
  'a bank in the US with too short a number': {
    steps: [
      `${account}&external_account[object]=bank_account&external_account[country]=US&` +
        'external_account[currency]=usd&' +
        'external_account[account_number]=000123456789&external_account[routing_number]=123',
    ],
    told: { error: { code: 'routing_number_invalid', param: 'external_account[routing_number]' } },
  },
  'an account without an address to write to': {
    steps: [`${account}&individual[email]=jane`],
    told: { error: { code: 'email_invalid', param: 'individual[email]' } },
  },
  'a set-up for a kind that there is not': {
    steps: ['POST /v1/setup_intents payment_method_types[]=gold'],
    told: { error: { code: 'setup_intent_invalid_parameter', param: 'payment_method_types' } },
  },
  // It is the 25th of November.
  'periods begin on the day of the month that is asked for': {
    steps: [
      ...subscribed.slice(0, 2),
      'POST /v1/subscriptions customer=$1&items[0][price]=$0&proration_behavior=none&' +
        'billing_cycle_anchor_config[day_of_month]=15&expand[]=latest_invoice',
    ],
    told: {
      billing_cycle_anchor: Date.UTC(2026, 11, 15) / 1000,
      billing_cycle_anchor_config: { day_of_month: 15, hour: null },
      items: { data: [{ current_period_end: Date.UTC(2026, 11, 15) / 1000 }] },
      latest_invoice: null,
    },
  },
  'or on its last': {
    steps: [
      ...subscribed.slice(0, 2),
      'POST /v1/subscriptions customer=$1&items[0][price]=$0&' +
        'billing_cycle_anchor_config[day_of_month]=31&expand[]=latest_invoice',
    ],
    told: { billing_cycle_anchor: Date.UTC(2026, 10, 30) / 1000, latest_invoice: { total: 166 } },
  },
  'an item of a plan is added by the name of a price': {
    steps: [
      ...subscribed,
      'POST /v1/plans id=other&amount=500&currency=usd&interval=month&product[name]=y',
      'POST /v1/subscription_items subscription=$2&price=other',
    ],
    told: { price: { id: 'other' } },
  },
  'a charge is handed on once': {
    steps: [
      account,
      `${pay}&payment_method=pm_card_bypassPending`,
      'GET /v1/charges?payment_intent=$1',
      'POST /v1/transfers amount=600&currency=usd&destination=$0&source_transaction=$2',
      'POST /v1/transfers amount=600&currency=usd&destination=$0&source_transaction=$2',
    ],
    told: { error: { code: 'balance_insufficient' } },
  },
  'a domain is enabled from the start': {
    steps: ['POST /v1/payment_method_domains domain_name=example.com'],
    told: { enabled: true },
  },
  "a plan names its price's meter": {
    steps: [
      'POST /v1/billing/meters display_name=x&event_name=x&default_aggregation[formula]=sum',
      'POST /v1/prices currency=usd&unit_amount=5&recurring[interval]=month&' +
        'recurring[usage_type]=metered&recurring[meter]=$0&product_data[name]=x',
      'GET /v1/plans/$1',
    ],
    told: { meter: expect.stringMatching(/^mtr_/) },
  },
  'invoices of older versions tell what they are of, and what paid them': {
    version: former,
    steps: [...subscribed, 'GET /v1/invoices expand[]=data.charge'],
    told: {
      data: [
        {
          charge: { invoice: expect.stringMatching(/^in_/), status: 'succeeded' },
          lines: {
            data: [{ plan: { id: 'monthly' }, price: { id: 'monthly' }, proration: false }],
          },
          paid: true,
          payment_intent: expect.stringMatching(/^pi_/),
          subscription: expect.stringMatching(/^sub_/),
          tax: null,
        },
      ],
    },
  },
  'one that an attached payment paid was paid here': {
    version: former,
    steps: [...attached, 'POST /v1/invoices/$2/attach_payment payment_intent=$4'],
    told: { paid: true, paid_out_of_band: false },
  },
  'and another was not, also where a part was': {
    version: former,
    steps: [
      ...attached.with(1, 'POST /v1/invoiceitems customer=$0&amount=1500&currency=usd'),
      'POST /v1/invoices/$2/attach_payment payment_intent=$4',
      'POST /v1/invoices/$2/pay paid_out_of_band=true',
    ],
    told: { paid: true, paid_out_of_band: true },
  },
  'and subscriptions their period': {
    version: former,
    steps: [...subscribed, 'GET /v1/subscriptions/$2 expand[]=latest_invoice.payment_intent'],
    told: {
      current_period_end: expect.any(Number),
      discount: null,
      latest_invoice: { payment_intent: { status: 'succeeded', invoice: expect.any(String) } },
    },
  },
  'and intents, earlier still, their charges': {
    version: '2020-08-27',
    steps: [...subscribed, 'GET /v1/payment_intents'],
    told: {
      data: [
        {
          automatic_payment_methods: null,
          charges: { total_count: 1, data: [{ refunds: { total_count: 0 } }] },
        },
      ],
    },
  },
  'promotions of older versions hold their coupon': {
    version: former,
    steps: ['POST /v1/coupons percent_off=10&duration=once', 'POST /v1/promotion_codes coupon=$0'],
    told: { coupon: { percent_off: 10 } },
  },
  'the next invoice had an address of its own': {
    version: former,
    steps: [...subscribed, 'GET /v1/invoices/upcoming subscription=$2&subscription_trial_end=now'],
    told: { subscription: expect.stringMatching(/^sub_/), billing_reason: 'upcoming' },
  },
  'and so had its lines': {
    version: former,
    steps: [...subscribed, 'GET /v1/invoices/upcoming/lines subscription=$2&limit=1'],
    told: { data: [{ type: 'subscription', subscription: expect.stringMatching(/^sub_/) }] },
  },
  'which is gone': {
    steps: ['GET /v1/invoices/upcoming'],
    told: { error: { code: 'resource_missing' } },
  },
  'with its lines': {
    steps: [...subscribed, 'GET /v1/invoices/upcoming/lines'],
    told: { error: { code: 'resource_missing' } },
  },
  'whose parameters no other list of lines takes': {
    version: former,
    steps: [
      ...subscribed,
      'POST /v1/invoices customer=$1',
      'GET /v1/invoices/$3/lines customer=$1',
    ],
    told: { error: { code: 'parameter_unknown', param: 'customer' } },
  },
  'its parameters have types': {
    version: former,
    steps: [
      ...subscribed,
      'GET /v1/invoices/upcoming customer=$1&subscription_trial_end=now&' +
        'subscription_items[0][price]=monthly&subscription_items[0][quantity]=3',
    ],
    told: { total: 3000 },
  },
  'also inside of others': {
    version: former,
    steps: [
      ...subscribed,
      'GET /v1/invoices/upcoming customer=$1&subscription_cancel_at_period_end=false&' +
        'invoice_items[0][amount]=5&invoice_items[0][currency]=usd',
    ],
    told: { total: 1005 },
  },
  ...Object.fromEntries(unknownElsewhere.map(refusedWith)),
  'a page sold amounts of its own, and made a customer': {
    version: '2020-08-27',
    steps: [`${openPage}&${amountOfTea}&line_items[0][amount]=500`],
    told: {
      amount_total: 1000,
      customer_creation: 'always',
      payment_intent: anIntent,
      shipping: null,
      shipping_rate: null,
    },
  },
  'with a payment from the start': {
    version: '2020-08-27',
    steps: [
      `${openPage}&${amountOfTea}&line_items[0][amount]=500`,
      'POST /v1/payment_pages/$0/confirm payment_method=pm_card_visa',
      'GET /v1/payment_intents',
    ],
    told: { data: [{ amount: 1000, capture_method: 'automatic', status: 'succeeded' }] },
  },
  'that went with the page': {
    version: '2020-08-27',
    steps: [
      `${openPage}&${amountOfTea}&line_items[0][amount]=500`,
      'POST /v1/checkout/sessions/$0/expire',
      'GET /v1/payment_intents',
    ],
    told: { data: [{ amount: 1000, status: 'canceled' }] },
  },
  'which had to be whole': {
    version: '2020-08-27',
    steps: [`${openPage}&${amountOfTea}`],
    told: { error: { code: 'parameter_missing', param: 'line_items[0][amount]' } },
  },
  'and subscribed to plans': {
    version: '2020-08-27',
    steps: [
      planOfTea,
      'POST /v1/coupons percent_off=10&duration=once',
      `${openPage}&${pageOfPlan}&subscription_data[items][0][quantity]=3&subscription_data[coupon]=$1`,
    ],
    told: { amount_subtotal: 1500, amount_total: 1350, mode: 'subscription' },
  },
  'for the trials that they had': {
    version: '2020-08-27',
    steps: [
      planOfTea,
      `${openPage}&${pageOfPlan}&subscription_data[trial_from_plan]=true`,
      'POST /v1/payment_pages/$1/confirm payment_method=pm_card_visa',
      'GET /v1/subscriptions limit=1',
    ],
    told: { data: [{ plan: { amount: 500 }, status: 'trialing' }] },
  },
  'which pages of today know nothing of': {
    steps: [planOfTea, `${openPage}&mode=subscription&${pageOfPlan}`],
    told: { error: { code: 'parameter_unknown', param: 'subscription_data[items]' } },
  },
  'an invoice took what waited': {
    version: '2020-08-27',
    steps: [
      customer,
      'POST /v1/invoiceitems customer=$0&amount=500&currency=usd',
      'POST /v1/invoices customer=$0',
    ],
    told: { total: 500, lines: { data: [{ type: 'invoiceitem', price: { unit_amount: 500 } }] } },
  },
  'and there had to be something': {
    version: '2020-08-27',
    steps: [customer, 'POST /v1/invoices customer=$0'],
    told: { error: { code: 'invoice_no_customer_line_items' } },
  },
};

test.each(Object.entries(rows))('%s', async (_, { steps, version, told }) => {
  const { call } = openSandbox();
  const headers: Record<string, string> = version ? { 'Stripe-Version': version } : {};
  const ids: string[] = [];
  const filled = (text: string): string => text.replace(/\$(\d)/g, (_all, at) => ids[at] ?? '');
  let last: unknown;
  for (const [at, step] of steps.entries()) {
    const [, request = '', account] = /^(.*?)(?: @(.*))?$/.exec(filled(step)) ?? [];
    const [method = '', path = '', params = ''] = request.split(' ');
    const meant: Record<string, string> = account ? { 'Stripe-Account': account } : {};
    const { body, status } = await call(method, path, params, { ...headers, ...meant });
    if (at < steps.length - 1) expect([step, status]).toEqual([step, 200]);
    ids.push((body.data?.[0] ?? body).id);
    last = body;
  }
  expect(last).toMatchObject(told);
});

test.each(wrongItems)('the next invoice of older versions is refused with %s', async (wrong) => {
  const { call } = openSandbox();
  const { id } = (await call('POST', '/v1/customers')).body;
  const query = `customer=${id}&${wrong}`;
  const answer = await call('GET', '/v1/invoices/upcoming', query, { 'Stripe-Version': former });
  expect([answer.status, answer.body.error.param]).toEqual([
    400,
    expect.stringMatching(/^(subscription|invoice)_items/),
  ]);
});
