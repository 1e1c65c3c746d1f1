// What a subscription can be asked for beside its items: an end, a trial, another anchor, other ways to pay;
// and prices that it takes or not.

import { describe, expect, test } from 'vitest';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';
import { answerOf, check, type Before, type Params } from './rows.ts';

const later = nowSeconds + 400 * 86_400;
const monthly = { currency: 'usd', unit_amount: '1000', 'recurring[interval]': 'month' };

const sold: Before = [
  [
    'customer',
    '/v1/customers',
    {
      payment_method: 'pm_card_visa',
      'invoice_settings[default_payment_method]': 'pm_card_visa',
    },
  ],
  ['product', '/v1/products', { name: 'Desk' }],
  ['price', '/v1/prices', { product: '{product}', ...monthly }],
];
const path = '/v1/subscriptions';
const asked = { customer: '{customer}', 'items[0][price]': '{price}' };
const going: Before = [...sold, ['subscription', path, asked]];
const change = `${path}/{subscription}`;

const wanted = { reason: 'cancellation_requested' };

describe('an end', () => {
  check({
    'with the period is told from the start': {
      before: sold,
      path,
      params: { ...asked, cancel_at_period_end: 'true' },
      told: {
        cancel_at: expect.any(Number),
        cancel_at_period_end: true,
        canceled_at: nowSeconds,
        cancellation_details: wanted,
      },
    },
    'at a time that was chosen is told': {
      before: going,
      path: change,
      params: { cancel_at: String(later), 'cancellation_details[comment]': 'Bye' },
      told: {
        cancel_at: later,
        cancel_at_period_end: false,
        canceled_at: nowSeconds,
        cancellation_details: { ...wanted, comment: 'Bye' },
      },
    },
    'is taken back': {
      before: [...going, ['ending', change, { cancel_at: String(later) }]],
      path: change,
      params: { cancel_at: '' },
      told: { cancel_at: null, canceled_at: null, cancellation_details: { reason: null } },
    },
    'that is over is refused': {
      before: going,
      path: change,
      params: { cancel_at: '100' },
      told: { error: { param: 'cancel_at' } },
    },
    'both ways is refused': {
      before: going,
      path: change,
      params: { cancel_at: String(later), cancel_at_period_end: 'true' },
      told: { error: { code: 'parameters_exclusive', param: 'cancel_at' } },
    },
  });

  test('that was chosen comes with the clock', async () => {
    const { call } = openSandbox();
    const clock = await call('POST', '/v1/test_helpers/test_clocks', {
      frozen_time: String(nowSeconds),
    });
    const end = nowSeconds + 10 * 86_400;
    const { body } = await answerOf(call, {
      before: [['customer', '/v1/customers', { test_clock: clock.body.id }], ...sold.slice(1)],
      path,
      params: {
        ...asked,
        collection_method: 'send_invoice',
        days_until_due: '7',
        cancel_at: String(end),
      },
    });
    await call('POST', `/v1/test_helpers/test_clocks/${clock.body.id}/advance`, {
      frozen_time: String(end + 86_400),
    });
    const { body: over } = await call('GET', `${path}/${body.id}`);
    expect(over).toMatchObject({ status: 'canceled', ended_at: end });
  });
});

describe('a trial', () => {
  check({
    'may begin in the middle of a period': {
      before: going,
      path: change,
      params: { trial_end: String(later) },
      told: {
        status: 'trialing',
        trial_start: nowSeconds,
        trial_end: later,
        billing_cycle_anchor: later,
        items: { data: [{ current_period_start: nowSeconds, current_period_end: later }] },
      },
    },
    'that is over is refused': {
      before: sold,
      path,
      params: { ...asked, trial_end: '100' },
      told: { error: { param: 'trial_end' } },
    },
    'without a means of payment waits for one': {
      before: [['customer', '/v1/customers'], ...sold.slice(1)],
      path,
      params: { ...asked, trial_period_days: '14', 'expand[]': 'pending_setup_intent' },
      told: {
        status: 'trialing',
        pending_setup_intent: { status: 'requires_payment_method', usage: 'off_session' },
      },
    },
  });
});

describe('a trial', () => {
  const trial: Before = [
    ...sold,
    ['subscription', path, { ...asked, trial_period_days: '14', 'billing_mode[type]': 'classic' }],
  ];
  const code = 'subscription_update_trial_after_billing_cycle_anchor';
  check({
    'is not in a period that begins before its end': {
      before: trial,
      path: change,
      params: { billing_cycle_anchor: 'now' },
      told: { error: { code, param: 'billing_cycle_anchor' } },
    },
    'nor in a preview': {
      before: trial,
      path: '/v1/invoices/create_preview',
      params: {
        subscription: '{subscription}',
        'subscription_details[billing_cycle_anchor]': 'now',
      },
      told: { error: { code } },
    },
    'may end as the period begins': {
      before: trial,
      path: change,
      params: { billing_cycle_anchor: 'now', trial_end: 'now', 'expand[]': 'latest_invoice' },
      told: { status: 'active', latest_invoice: { total: 1000 } },
    },
  });
});

describe('a subscription', () => {
  const half = nowSeconds + 15 * 86_400;
  check({
    'that begins anew bills its period at once in classic mode': {
      before: [...sold, ['subscription', path, { ...asked, 'billing_mode[type]': 'classic' }]],
      path: change,
      params: { billing_cycle_anchor: 'now', 'expand[]': 'latest_invoice' },
      told: {
        billing_cycle_anchor: nowSeconds,
        latest_invoice: { billing_reason: 'subscription_update', status: 'paid', total: 0 },
      },
    },
    'in flexible mode where nothing is to be prorated': {
      before: going,
      path: change,
      params: {
        'billing_cycle_anchor[type]': 'now',
        proration_behavior: 'none',
        'expand[]': 'latest_invoice',
      },
      told: { latest_invoice: { billing_reason: 'subscription_update', total: 1000 } },
    },
    'else what was paid for is not billed again': {
      before: going,
      path: change,
      params: { billing_cycle_anchor: 'now', 'expand[]': 'latest_invoice' },
      told: {
        billing_cycle_anchor: nowSeconds,
        latest_invoice: { billing_reason: 'subscription_create', total: 1000 },
      },
    },
    'that begins on another day bills what is left until then': {
      before: sold,
      path,
      params: { ...asked, billing_cycle_anchor: String(half), 'expand[]': 'latest_invoice' },
      told: {
        billing_cycle_anchor: half,
        items: { data: [{ current_period_start: nowSeconds, current_period_end: half }] },
        latest_invoice: { status: 'paid', total: 500 },
      },
    },
    'or nothing': {
      before: sold,
      path,
      params: {
        ...asked,
        billing_cycle_anchor: String(half),
        proration_behavior: 'none',
        'expand[]': 'latest_invoice',
      },
      told: { billing_cycle_anchor: half, status: 'active', latest_invoice: null },
    },
    'does not begin after a whole period': {
      before: sold,
      path,
      params: { ...asked, billing_cycle_anchor: String(later) },
      told: { error: { param: 'billing_cycle_anchor' } },
    },
    'that is charged has no days until it is due': {
      before: [
        ...going,
        ['sent', change, { collection_method: 'send_invoice', days_until_due: '9' }],
      ],
      path: change,
      params: { collection_method: 'charge_automatically' },
      told: { collection_method: 'charge_automatically', days_until_due: null },
    },
    'that is sent needs them': {
      before: sold,
      path,
      params: { ...asked, collection_method: 'send_invoice' },
      told: { error: { code: 'parameter_missing', param: 'days_until_due' } },
    },
    'may be billed in the classic way': {
      before: sold,
      path,
      params: { ...asked, 'billing_mode[type]': 'classic' },
      told: { billing_mode: { flexible: null, type: 'classic' } },
    },
    'keeps how it was paid, where that is asked for': {
      before: sold,
      path,
      params: { ...asked, 'payment_settings[save_default_payment_method]': 'on_subscription' },
      told: { default_payment_method: expect.stringMatching(/^pm_/) },
    },
    'takes no price that is sold no more': {
      before: [...sold, ['old', '/v1/prices/{price}', { active: 'false' }]],
      path,
      params: asked,
      told: { error: { param: 'items[0][price]', message: expect.stringContaining('inactive') } },
    },
    'takes no price in another currency': {
      before: sold,
      path,
      params: { ...asked, currency: 'eur' },
      told: { error: { param: 'items[0][price]', message: expect.stringContaining('`usd`') } },
    },
    'takes prices of one currency': {
      before: [
        ...sold,
        ['other', '/v1/prices', { product: '{product}', ...monthly, currency: 'gbp' }],
      ],
      path,
      params: { ...asked, 'items[1][price]': '{other}' },
      told: {
        error: {
          param: 'items[1][price]',
          message: expect.stringMatching(/`currency=gbp`, but other items use `currency=usd`/),
        },
      },
    },
    'takes no price that it has': {
      before: going,
      path: '/v1/subscription_items',
      params: { subscription: '{subscription}', price: '{price}' },
      told: {
        error: {
          message: expect.stringMatching(
            /^A new item with Price price_\w+ can't be added .* Subscription Item si_\w+ is already/,
          ),
          param: 'plan',
        },
      },
    },
    'takes a price once': {
      before: sold,
      path,
      params: { ...asked, 'items[1][price]': '{price}' },
      told: { error: { message: expect.stringContaining('same Price'), param: 'plan' } },
    },
  });

  test('keeps how its customer paid the first invoice later on', async () => {
    const { call } = openSandbox();
    const { body } = await answerOf(call, {
      before: [['customer', '/v1/customers'], ...sold.slice(1)],
      path,
      params: {
        ...asked,
        payment_behavior: 'default_incomplete',
        'payment_settings[save_default_payment_method]': 'on_subscription',
        'expand[]': 'latest_invoice.payments',
      },
    });
    const { payment_intent: intent } = body.latest_invoice.payments.data[0].payment;
    await call('POST', `/v1/payment_intents/${intent}/confirm`, { payment_method: 'pm_card_visa' });
    const { body: paid } = await call('GET', `${path}/${body.id}`);
    expect(paid).toMatchObject({ status: 'active' });
    expect(paid.default_payment_method).toMatch(/^pm_/);
  });
});

describe('a subscription that is paused', () => {
  test('goes on with a period of its own, and only it can be resumed', async () => {
    const { call } = openSandbox();
    const { body } = await answerOf(call, {
      before: [['customer', '/v1/customers'], ...sold.slice(1)],
      path,
      params: {
        ...asked,
        trial_period_days: '14',
        'trial_settings[end_behavior][missing_payment_method]': 'pause',
      },
    });
    const at = `${path}/${body.id}`;
    expect((await call('POST', `${at}/resume`)).status).toBe(400);
    const { body: paused } = await call('POST', at, { trial_end: 'now' });
    expect(paused.status).toBe('paused');
    await call('POST', `/v1/payment_methods/pm_card_visa/attach`, { customer: body.customer });
    const methods = await call('GET', '/v1/payment_methods', { customer: body.customer });
    await call('POST', `/v1/customers/${body.customer}`, {
      'invoice_settings[default_payment_method]': methods.body.data[0].id,
    });
    const { body: resumed } = await call('POST', `${at}/resume`, { 'expand[]': 'latest_invoice' });
    const invoice = { billing_reason: 'subscription_cycle', status: 'open', total: 1000 };
    expect(resumed).toMatchObject({ status: 'paused', latest_invoice: invoice });
    await call('POST', `/v1/invoices/${resumed.latest_invoice.id}/pay`);
    expect((await call('GET', at)).body).toMatchObject({
      status: 'active',
      billing_cycle_anchor: nowSeconds,
    });
    expect(await typesOf(call)).toContain('customer.subscription.resumed');
  });
});

describe('a price', () => {
  const keyed = (more: Params = {}): Params => ({
    product: '{product}',
    ...monthly,
    lookup_key: 'desk',
    ...more,
  });
  const first = [...sold, ['keyed', '/v1/prices', keyed()]] as const;
  const refused = (code: string, more: Params, param = 'unit_amount') => ({
    before: sold,
    path: '/v1/prices',
    params: { product: '{product}', currency: 'usd', ...more },
    told: { error: { code, param } },
  });
  check({
    'has a lookup key of its own': {
      before: first,
      path: '/v1/prices',
      params: keyed(),
      told: { error: { param: 'lookup_key' } },
    },
    'may take it over': {
      before: first,
      path: '/v1/prices',
      params: keyed({ transfer_lookup_key: 'true' }),
      told: { lookup_key: 'desk' },
    },
    'then the other has none': {
      before: [...first, ['other', '/v1/prices', keyed({ transfer_lookup_key: 'true' })]],
      path: 'GET /v1/prices/{keyed}',
      told: { lookup_key: null },
    },
    'is of some amount': {
      before: sold,
      path: '/v1/prices',
      params: { product: '{product}', currency: 'usd' },
      told: {
        error: {
          message: 'Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.',
          type: 'invalid_request_error',
        },
      },
    },
    'is of a product where it is a plan': {
      path: '/v1/plans',
      params: { currency: 'usd', interval: 'month', amount: '900' },
      told: { error: { code: 'parameter_missing', param: 'product' } },
    },
    'is of some amount where it is a plan': {
      path: '/v1/plans',
      params: { currency: 'usd', interval: 'month', 'product[name]': 'Tea' },
      told: {
        error: { message: 'Plans require an `amount` or `amount_decimal` parameter to be set.' },
      },
    },
    'is of no amount below zero where it is a plan': {
      path: '/v1/plans',
      params: { currency: 'usd', interval: 'month', amount: '-5', 'product[name]': 'Tea' },
      told: { error: { code: 'parameter_invalid_integer', param: 'amount' } },
    },
    'is of no amount below zero': refused('parameter_invalid_integer', { unit_amount: '-1' }),
    'may be chosen by who pays': {
      before: sold,
      path: '/v1/prices',
      params: { product: '{product}', currency: 'usd', 'custom_unit_amount[enabled]': 'true' },
      told: { custom_unit_amount: { minimum: null } },
    },
    'is a plan, too': {
      before: [
        [
          'plan',
          '/v1/plans',
          { amount: '500', currency: 'usd', interval: 'month', 'product[name]': 'Old' },
        ],
      ],
      path: 'GET /v1/prices/{plan}',
      told: { object: 'price', unit_amount: 500, recurring: { interval: 'month' } },
    },
  });
});

/** As in `POST /v1/plans/{id} active=false`, of a price and of a plan alike. */
const changesOfBoth: readonly (readonly [request: string, told: object])[] = [
  ['POST /v1/plans/{id} active=false&nickname=Late', { active: false, nickname: 'Late' }],
  ['POST /v1/prices/{id} active=false&nickname=Late', { active: false, nickname: 'Late' }],
  ['POST /v1/plans/{id} metadata[a]=1', { metadata: { a: '1' } }],
  ['POST /v1/prices/{id} metadata[a]=1', { metadata: { a: '1' } }],
];
const bornAs = [
  '/v1/plans amount=500&interval=month',
  '/v1/prices unit_amount=500&recurring[interval]=month',
];

describe.each(bornAs)('what is made by %s', (born) => {
  async function make(call: Call): Promise<string> {
    const product = (await call('POST', '/v1/products', { name: 'Tea' })).body.id;
    const [path = '', params] = born.split(' ');
    return (await call('POST', path, `product=${product}&currency=usd&${params}`)).body.id;
  }

  test.each(changesOfBoth)('is one by %s, and after it', async (request, told) => {
    const { call } = openSandbox();
    const id = await make(call);
    const last = [
      request,
      'POST /v1/prices/{id} nickname=Now',
      'POST /v1/plans/{id} metadata[b]=2',
    ];
    for (const step of last) {
      const [method = '', path = '', params] = step.replace('{id}', id).split(' ');
      expect((await call(method, path, params)).status).toBe(200);
    }
    const metadata = { ...Object(told).metadata, b: '2' };
    const after = { ...told, nickname: 'Now', metadata };
    for (const name of ['plan', 'price']) {
      const { body } = await call('GET', `/v1/${name}s/${id}`);
      expect(body).toMatchObject({ ...after, id, object: name });
    }
    const types = await typesOf(call);
    expect(types).toEqual(expect.arrayContaining(['plan.updated', 'price.updated']));
  });

  test('is told, listed and found by both names from the start', async () => {
    const { call } = openSandbox();
    const id = await make(call);
    expect(await typesOf(call)).toEqual(expect.arrayContaining(['plan.created', 'price.created']));
    for (const name of ['plan', 'price']) {
      const { body } = await call('GET', `/v1/${name}s`);
      expect(body.data).toMatchObject([{ id, object: name, active: true }]);
      expect((await call('GET', `/v1/${name}s`, { active: 'false' })).body.data).toEqual([]);
    }
  });

  test('tells each change of itself by both names', async () => {
    const { call } = openSandbox();
    const id = await make(call);
    await call('POST', `/v1/prices/${id}`, { nickname: 'Now' });
    await call('DELETE', `/v1/plans/${id}`);
    const ofBoth = (await typesOf(call)).filter((type) => /^(plan|price)\./.test(type));
    const verbs = ['created', 'deleted', 'updated'];
    const wanted = ['plan', 'price'].flatMap((kind) => verbs.map((verb) => `${kind}.${verb}`));
    expect(ofBoth.toSorted()).toEqual(wanted);
  });

  test('is gone by both names', async () => {
    const { call } = openSandbox();
    const id = await make(call);
    await call('POST', `/v1/prices/${id}`, { nickname: 'Now' });
    const { body } = await call('DELETE', `/v1/plans/${id}`);
    expect(body).toEqual({ id, object: 'plan', deleted: true });
    for (const name of ['plan', 'price']) {
      expect((await call('GET', `/v1/${name}s/${id}`)).status).toBe(404);
      expect((await call('POST', `/v1/${name}s/${id}`, { nickname: 'x' })).status).toBe(404);
    }
  });
});

const tiers = [
  { up_to: '2', unit_amount: '100' },
  { up_to: 'inf', unit_amount: '50' },
];
const waysToTiers: readonly (readonly [path: string, params: object])[] = [
  ['/v1/plans', { interval: 'month', trial_period_days: '3' }],
  ['/v1/prices', { recurring: { interval: 'month', trial_period_days: '3' } }],
];

describe.each(waysToTiers)('what has tiers and days of trial, made at %s', (path, params) => {
  async function make(call: Call): Promise<string> {
    const product = (await call('POST', '/v1/products', { name: 'Tea' })).body.id;
    const tiered = { currency: 'usd', billing_scheme: 'tiered', tiers_mode: 'graduated', tiers };
    return (await call('POST', path, { product, ...tiered, ...params })).body.id;
  }

  test('has them by both names', async () => {
    const { call } = openSandbox();
    const id = await make(call);
    const expand = ['tiers'];
    const plan = (await call('GET', `/v1/plans/${id}`, { expand })).body;
    const price = (await call('GET', `/v1/prices/${id}`, { expand })).body;
    expect(plan).toMatchObject({ amount: null, tiers_mode: 'graduated', trial_period_days: 3 });
    expect(price).toMatchObject({ tiers_mode: 'graduated', recurring: { trial_period_days: 3 } });
    expect(plan.tiers).toEqual(price.tiers);
    expect(plan.tiers).toHaveLength(2);
    expect((await call('GET', `/v1/plans/${id}`)).body).not.toHaveProperty('tiers');
    expect((await call('GET', `/v1/prices/${id}`)).body).not.toHaveProperty('tiers');
  });

  test('is billed by its tiers, and tried as long as it says where that is asked for', async () => {
    const { call } = openSandbox();
    const price = await make(call);
    const wish = { payment_method: 'pm_card_visa' };
    const customer = (await call('POST', '/v1/customers', wish)).body;
    const paid = {
      customer: customer.id,
      default_payment_method: await methodOf(call, customer.id),
      items: [{ price, quantity: '3' }],
      expand: ['latest_invoice'],
    };
    const now = (await call('POST', '/v1/subscriptions', paid)).body;
    expect(now).toMatchObject({ status: 'active', latest_invoice: { amount_paid: 250 } });
    const tried = { ...paid, trial_from_plan: 'true' };
    const trial = (await call('POST', '/v1/subscriptions', tried)).body;
    expect(trial).toMatchObject({ status: 'trialing', latest_invoice: { amount_paid: 0 } });
    expect(trial.trial_end - trial.trial_start).toBe(3 * 86_400);
  });
});

async function methodOf(call: Call, customer: string): Promise<string> {
  return (await call('GET', `/v1/customers/${customer}/payment_methods`)).body.data[0].id;
}

const config = 'billing_cycle_anchor_config';
const tooLittle = (least: number): string =>
  `This value must be greater than or equal to ${least}.`;
const tooMuch = (most: number): string => `This value must be less than or equal to ${most}.`;
const wrongAnchors: readonly (readonly [name: string, value: string, message: string])[] = [
  ['day_of_month', '0', tooLittle(1)],
  ['day_of_month', '-5', tooLittle(1)],
  ['day_of_month', '99', tooMuch(31)],
  ['month', '13', tooMuch(12)],
  ['hour', '-1', tooLittle(0)],
  ['hour', '25', tooMuch(23)],
  ['minute', '99', tooMuch(59)],
  ['second', '60', tooMuch(59)],
];

describe('a day of the month', () => {
  check({
    ...Object.fromEntries(
      wrongAnchors.map(([name, value, message]) => [
        `has no ${name} ${value}`,
        {
          before: sold,
          path,
          params: { ...asked, [`${config}[day_of_month]`]: '5', [`${config}[${name}]`]: value },
          told: {
            error: { code: 'parameter_invalid_integer', message, param: `${config}[${name}]` },
          },
        },
      ]),
    ),
    'is told alone': {
      before: sold,
      path,
      params: {
        ...asked,
        [`${config}[day_of_month]`]: '5',
        billing_cycle_anchor: String(nowSeconds + 86_400),
      },
      told: { error: { code: 'parameters_exclusive', param: 'billing_cycle_anchor' } },
    },
    'may be told to the last minute': {
      before: sold,
      path,
      params: {
        ...asked,
        [`${config}[day_of_month]`]: '1',
        [`${config}[hour]`]: '23',
        [`${config}[minute]`]: '59',
        [`${config}[second]`]: '0',
      },
      told: { billing_cycle_anchor: Date.UTC(2026, 11, 1, 23, 59) / 1000 },
    },
  });
});
