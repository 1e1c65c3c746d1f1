// Debits of bank accounts: what is processing until the bank answers, and what it answers.

import { describe, expect, test } from 'vitest';
import { failureMessages } from '../../src/sandbox/payment-methods/debit-accounts.ts';
import { accepted, made, post } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

interface Moving {
  readonly call: Call;
  readonly pass: (seconds: number) => void;
}

function moving(): Moving {
  let ms = nowSeconds * 1000;
  const { call } = openSandbox({ clock: () => ms });
  return { call, pass: (seconds) => void (ms += seconds * 1000) };
}

function debited(call: Call, type: string, currency: string, method: string, more = {}) {
  return made(call, '/v1/payment_intents', {
    amount: '2500',
    currency,
    confirm: 'true',
    payment_method: method,
    payment_method_types: [type],
    ...accepted,
    ...more,
  });
}

const kinds: readonly (readonly [type: string, currency: string, account: object])[] = [
  ['us_bank_account', 'usd', { account_number: '000123456789', routing_number: '110000000' }],
  ['sepa_debit', 'eur', { iban: 'DE89 3704 0044 0532 0130 00' }],
  ['bacs_debit', 'gbp', { account_number: '00012345', sort_code: '108800' }],
  ['au_becs_debit', 'aud', { account_number: '000123456', bsb_number: '000000' }],
  [
    'acss_debit',
    'cad',
    { account_number: '000123456789', institution_number: '000', transit_number: '11000' },
  ],
];

test.each(kinds)('a debit by %s in %s comes in a while later', async (type, currency, account) => {
  const { call, pass } = moving();
  const billing_details = { name: 'Jane Smith', email: 'jane@example.com' };
  const method = await made(call, '/v1/payment_methods', {
    type,
    [type]: account,
    billing_details,
  });
  const asked = await debited(call, type, currency, method.id);
  // Some kinds of accounts have to be verified first.
  const isTyped = asked.status === 'requires_action';
  const intent = isTyped
    ? await made(call, `/v1/payment_intents/${asked.id}/verify_microdeposits`, {
        amounts: ['32', '45'],
      })
    : asked;
  expect(isTyped).toBe(type === 'us_bank_account' || type === 'acss_debit');
  expect(intent).toMatchObject({ status: 'processing', amount_received: 0 });
  const pending = await call('GET', `/v1/charges/${intent.latest_charge}`);
  expect(pending.body).toMatchObject({ status: 'pending', paid: false, balance_transaction: null });
  pass(60);
  const { body } = await call('GET', `/v1/payment_intents/${intent.id}`);
  expect(body).toMatchObject({ status: 'succeeded', amount_received: 2500 });
  const { body: charge } = await call('GET', `/v1/charges/${intent.latest_charge}`);
  expect(charge).toMatchObject({ status: 'succeeded', paid: true });
  expect(charge.balance_transaction).toMatch(/^txn_/);
  expect(await typesOf(call)).toEqual([
    'payment_intent.created',
    ...(isTyped ? ['payment_intent.requires_action'] : []),
    'payment_intent.processing',
    'charge.pending',
    'charge.updated',
    'mandate.updated',
    'payment_intent.succeeded',
    'charge.succeeded',
    ...(type === 'us_bank_account' ? ['balance.available'] : []),
  ]);
});

const named = [
  ['us_bank_account', 'usd', 'pm_usBankAccount_success'],
  ['sepa_debit', 'eur', 'pm_sepaDebit_success_de'],
  ['bacs_debit', 'gbp', 'pm_bacsDebit_success'],
  ['au_becs_debit', 'aud', 'pm_auBecsDebit_success'],
  ['acss_debit', 'cad', 'pm_acssDebit_success'],
] as const;

test.each(named)('a debit by %s in %s has a mandate, and can be refunded', async (...kind) => {
  const [type, currency, name] = kind;
  const { call, pass } = moving();
  const intent = await debited(call, type, currency, name);
  pass(60);
  const charge = await call('GET', `/v1/charges/${intent.latest_charge}`);
  const { [type]: account } = charge.body.payment_method_details;
  const { body: mandate } = await call('GET', `/v1/mandates/${account.mandate}`);
  expect(mandate).toMatchObject({ payment_method: intent.payment_method, status: 'inactive' });
  const refund = await made(call, '/v1/refunds', { charge: charge.body.id });
  expect(refund).toMatchObject({ status: 'succeeded', amount: 2500 });
});

test('a mandate that nobody knows is refused', async () => {
  const { call } = openSandbox();
  const { status, body } = await post(call, '/v1/payment_intents', {
    amount: '2500',
    currency: 'usd',
    confirm: 'true',
    mandate: 'mandate_unknown',
    payment_method: 'pm_usBankAccount_success',
    payment_method_types: ['us_bank_account'],
  });
  expect([status, body.error.code, body.error.param]).toEqual([400, 'resource_missing', 'mandate']);
});

test('a debit that nobody has permitted is refused, and its intent is kept', async () => {
  const { call } = openSandbox();
  const { status, body } = await post(call, '/v1/payment_intents', {
    amount: '2500',
    currency: 'usd',
    confirm: 'true',
    payment_method: 'pm_usBankAccount_success',
    payment_method_types: ['us_bank_account'],
  });
  const { code, message, param } = body.error;
  expect([status, code, param]).toEqual([400, undefined, undefined]);
  expect(message).toContain('requires a mandate');
  const { body: list } = await call('GET', '/v1/payment_intents');
  expect(list.data).toEqual([body.error.payment_intent]);
  expect(list.data[0].status).toBe('requires_confirmation');
});

test('an account by its IBAN that is to be kept has to be permitted each time', async () => {
  const { call } = openSandbox();
  const customer = (await made(call, '/v1/customers')).id;
  const later = { customer, setup_future_usage: 'off_session' };
  const first = await debited(call, 'sepa_debit', 'eur', 'pm_sepaDebit_success_de', later);
  const again = {
    ...later,
    amount: '2500',
    confirm: 'true',
    currency: 'eur',
    payment_method: first.payment_method,
    payment_method_types: ['sepa_debit'],
  };
  const { status, body } = await post(call, '/v1/payment_intents', again);
  expect(status).toBe(400);
  expect(body.error.message).toContain('`mandate_data` is required');
  const { setup_future_usage: _, ...once } = again;
  expect((await made(call, '/v1/payment_intents', once)).status).toBe('processing');
});

test('a set-up of an account needs the permission of its holder', async () => {
  const { call } = openSandbox();
  const setup = {
    confirm: 'true',
    payment_method: 'pm_sepaDebit_success_de',
    payment_method_types: ['sepa_debit'],
  };
  const { status, body } = await post(call, '/v1/setup_intents', setup);
  const { code, param } = body.error;
  expect([status, code, param]).toEqual([400, 'parameter_missing', 'mandate_data']);
  expect((await made(call, '/v1/setup_intents', { ...setup, ...accepted })).status).toBe(
    'succeeded',
  );
});

test.each([
  ['off_session', undefined, true],
  ['none', 'off_session', false],
  [undefined, 'off_session', true],
  [undefined, undefined, false],
])('kept for %s by its kind, and for %s by the intent', async (own, usage, isKept) => {
  const { call } = openSandbox();
  const customer = (await made(call, '/v1/customers')).id;
  const kind = { setup_future_usage: own };
  const intent = await debited(call, 'us_bank_account', 'usd', 'pm_usBankAccount_success', {
    customer,
    ...(usage === undefined ? {} : { setup_future_usage: usage }),
    ...(own === undefined ? {} : { payment_method_options: { us_bank_account: kind } }),
    expand: ['latest_charge'],
  });
  const method = await call('GET', `/v1/payment_methods/${intent.payment_method}`);
  expect(method.body.customer).toBe(isKept ? customer : null);
  const { mandate } = intent.latest_charge.payment_method_details.us_bank_account;
  const { body } = await call('GET', `/v1/mandates/${mandate}`);
  expect(body.type).toBe(isKept ? 'multi_use' : 'single_use');
});

test('a debit cannot be held', async () => {
  const { call } = openSandbox();
  const { status, body } = await post(call, '/v1/payment_intents', {
    amount: '2500',
    capture_method: 'manual',
    ...accepted,
    confirm: 'true',
    currency: 'usd',
    payment_method: 'pm_usBankAccount_success',
    payment_method_types: ['us_bank_account'],
  });
  expect([status, body.error.param]).toEqual([400, 'capture_method']);
});

test('what is permitted for one account does not hold for another', async () => {
  const { call, pass } = moving();
  const empty = 'pm_usBankAccount_insufficientFunds';
  const intent = await debited(call, 'us_bank_account', 'usd', empty);
  pass(60);
  const path = `/v1/payment_intents/${intent.id}/confirm`;
  const { status, body } = await post(call, path, { payment_method: 'pm_usBankAccount_success' });
  const { code, param, payment_intent: kept } = body.error;
  expect([status, code, param]).toEqual([400, undefined, undefined]);
  expect(kept.status).toBe('requires_confirmation');
  const again = await made(call, path, accepted);
  expect(again).toMatchObject({ status: 'processing', payment_method: kept.payment_method });
});

test('banks answer in the order of time, however late they are asked', async () => {
  const { call, pass } = moving();
  const late = await debited(call, 'sepa_debit', 'eur', 'pm_sepaDebit_successDelayed_de');
  const early = await debited(call, 'sepa_debit', 'eur', 'pm_sepaDebit_success_de');
  pass(86_400);
  const { body } = await call('GET', '/v1/events', { type: 'payment_intent.succeeded' });
  const ids = body.data.map((event: { data: { object: { id: string } } }) => event.data.object.id);
  expect(ids).toEqual([late.id, early.id]);
});

const failing: readonly (readonly [
  name: string,
  type: string,
  currency: string,
  code: keyof typeof failureMessages,
])[] = [
  ['pm_usBankAccount_accountClosed', 'us_bank_account', 'usd', 'account_closed'],
  ['pm_usBankAccount_noAccount', 'us_bank_account', 'usd', 'no_account'],
  ['pm_usBankAccount_insufficientFunds', 'us_bank_account', 'usd', 'insufficient_funds'],
  ['pm_failed_de', 'sepa_debit', 'eur', 'incorrect_account_holder_name'],
  ['pm_sepaDebit_failed_ch', 'sepa_debit', 'eur', 'incorrect_account_holder_name'],
  ['pm_sepaDebit_insufficientFunds_ch', 'sepa_debit', 'eur', 'insufficient_funds'],
  ['pm_exceedsWeeklyVolumeLimit_at', 'sepa_debit', 'eur', 'charge_exceeds_source_limit'],
  ['pm_bacsDebit_debitNotAuthorized', 'bacs_debit', 'gbp', 'debit_not_authorized'],
  ['pm_auBecsDebit_referToCustomer', 'au_becs_debit', 'aud', 'refer_to_customer'],
];

test.each(failing)('%s fails later', async (name, type, currency, code) => {
  const { call, pass } = moving();
  const intent = await debited(call, type, currency, name);
  expect(intent.status).toBe('processing');
  pass(60);
  const { body } = await call('GET', `/v1/payment_intents/${intent.id}`);
  expect(body).toMatchObject({
    status: 'requires_payment_method',
    payment_method: null,
    last_payment_error: {
      code: code.startsWith('incorrect') ? 'payment_intent_payment_attempt_failed' : code,
      decline_code: 'generic_decline',
      failure_code: code,
      message: failureMessages[code],
      payment_method_type: type,
      type: 'card_error',
    },
  });
  const { body: charge } = await call('GET', `/v1/charges/${intent.latest_charge}`);
  expect(charge).toMatchObject({ status: 'failed', failure_code: code, paid: false });
  expect((await typesOf(call)).slice(-4)).toEqual([
    'charge.updated',
    'mandate.updated',
    'payment_intent.payment_failed',
    'charge.failed',
  ]);
});

describe('a debit of the United States', () => {
  async function settled(name: string) {
    const { call, pass } = moving();
    const intent = await debited(call, 'us_bank_account', 'usd', name);
    const path = `/v1/charges/${intent.latest_charge}`;
    const { body: pending } = await call('GET', path);
    pass(60);
    const expand = { expand: ['balance_transaction', 'failure_balance_transaction'] };
    const { body: charge } = await call('GET', path, expand);
    return { call, pending, charge };
  }

  test('is in the balance at once, for 0.8 percent, and uses its mandate up', async () => {
    const { call, pending, charge } = await settled('pm_usBankAccount_success');
    expect(pending).toMatchObject({
      amount_captured: 2500,
      calculated_statement_descriptor: null,
      captured: true,
      outcome: { network_status: 'approved_by_network', type: 'authorized' },
      receipt_url: null,
    });
    const { us_bank_account: account } = pending.payment_method_details;
    expect(Object.keys(account)).toEqual([
      ...['account_holder_type', 'account_type', 'bank_name', 'fingerprint', 'last4'],
      ...['mandate', 'payment_reference', 'routing_number'],
    ]);
    expect(charge.balance_transaction).toMatchObject({
      fee: 20,
      net: 2480,
      reporting_category: 'charge',
      status: 'available',
      type: 'payment',
    });
    const { body: mandate } = await call('GET', `/v1/mandates/${account.mandate}`);
    expect(mandate).toMatchObject({
      customer_acceptance: { offline: {}, type: 'offline' },
      single_use: { amount: 2500, currency: 'usd' },
      status: 'inactive',
      type: 'single_use',
    });
  });

  test('goes back as it came when the bank refuses, and costs a fee', async () => {
    const { call, charge } = await settled('pm_usBankAccount_insufficientFunds');
    expect(charge).toMatchObject({
      amount_captured: 2500,
      captured: true,
      failure_balance_transaction: {
        amount: -2500,
        fee: 380,
        fee_details: [{ amount: -20 }, { amount: 400 }],
        reporting_category: 'charge_failure',
        type: 'payment_failure_refund',
      },
      outcome: {
        network_decline_code: 'R01',
        reason: 'generic_decline',
        type: 'issuer_declined',
      },
    });
    const { body: balance } = await call('GET', '/v1/balance');
    expect(balance.available[0].amount).toBe(-400);
  });

  test('is refunded as a payment', async () => {
    const { call, charge } = await settled('pm_usBankAccount_success');
    const refund = await made(call, '/v1/refunds', {
      charge: charge.id,
      expand: ['balance_transaction'],
    });
    expect(refund.id).toMatch(/^pyr_/);
    expect(refund).toMatchObject({
      balance_transaction: { description: 'REFUND FOR PAYMENT', type: 'payment_refund' },
      destination_details: { type: 'us_bank_transfer' },
    });
    const { body } = await call('GET', `/v1/refunds/${refund.id}`);
    expect(body.charge).toBe(charge.id);
  });
});

test('what is permitted with a set-up holds for the payments to come', async () => {
  const { call } = openSandbox();
  const customer = await made(call, '/v1/customers');
  const setup = await made(call, '/v1/setup_intents', {
    confirm: 'true',
    customer: customer.id,
    mandate_data: {
      customer_acceptance: {
        type: 'online',
        online: { ip_address: '127.0.0.1', user_agent: 'shell' },
      },
    },
    payment_method: 'pm_usBankAccount_success',
    payment_method_types: ['us_bank_account'],
  });
  const { body: mandate } = await call('GET', `/v1/mandates/${setup.mandate}`);
  expect(mandate).toMatchObject({ status: 'active', type: 'multi_use', multi_use: {} });
  const intent = await made(call, '/v1/payment_intents', {
    amount: '2500',
    confirm: 'true',
    currency: 'usd',
    customer: customer.id,
    expand: ['latest_charge'],
    payment_method: setup.payment_method,
    payment_method_types: ['us_bank_account'],
  });
  expect(intent.latest_charge.payment_method_details.us_bank_account.mandate).toBe(setup.mandate);
});

describe('an account of the test mode', () => {
  test('may take three minutes', async () => {
    const { call, pass } = moving();
    const intent = await debited(call, 'sepa_debit', 'eur', 'pm_successDelayed_de');
    pass(60);
    expect((await call('GET', `/v1/payment_intents/${intent.id}`)).body.status).toBe('processing');
    pass(121);
    expect((await call('GET', `/v1/payment_intents/${intent.id}`)).body.status).toBe('succeeded');
  });

  test('may be disputed at once, for good', async () => {
    const { call, pass } = moving();
    const intent = await debited(call, 'us_bank_account', 'usd', 'pm_usBankAccount_dispute');
    pass(60);
    const { body } = await call('GET', '/v1/disputes', { payment_intent: intent.id });
    expect(body.data).toMatchObject([
      { status: 'lost', amount: 2500, charge: intent.latest_charge },
    ]);
    expect((await typesOf(call)).slice(-6)).toEqual([
      'payment_intent.succeeded',
      'charge.succeeded',
      'balance.available',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.closed',
    ]);
  });

  test('may be disputed, and then nothing more is permitted', async () => {
    const { call, pass } = moving();
    const customer = (await made(call, '/v1/customers')).id;
    const intent = await debited(call, 'us_bank_account', 'usd', 'pm_usBankAccount_dispute', {
      customer,
      setup_future_usage: 'off_session',
    });
    pass(60);
    const { status, body } = await post(call, '/v1/payment_intents', {
      amount: '2500',
      confirm: 'true',
      currency: 'usd',
      customer,
      payment_method: intent.payment_method,
      payment_method_types: ['us_bank_account'],
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('no existing mandate was found');
  });

  test('may be too risky to be asked', async () => {
    const { call } = openSandbox();
    const { status, body } = await post(call, '/v1/payment_intents', {
      ...accepted,
      amount: '2500',
      confirm: 'true',
      currency: 'usd',
      payment_method: 'pm_usBankAccount_riskLevelHighest',
      payment_method_types: ['us_bank_account'],
    });
    expect([status, body.error.payment_intent.status]).toEqual([402, 'requires_payment_method']);
    const { body: charge } = await call('GET', `/v1/charges/${body.error.charge}`);
    expect(charge).toMatchObject({
      outcome: {
        network_status: 'not_sent_to_network',
        reason: 'highest_risk_level',
        risk_level: 'highest',
        type: 'blocked',
      },
      status: 'failed',
    });
  });

  test('may never be answered for, until somebody cancels', async () => {
    const { call, pass } = moving();
    const intent = await debited(call, 'us_bank_account', 'usd', 'pm_usBankAccount_processing');
    pass(86_400);
    const { body } = await call('GET', `/v1/payment_intents/${intent.id}`);
    expect(body.status).toBe('processing');
    const canceled = await made(call, `/v1/payment_intents/${intent.id}/cancel`);
    expect(canceled.status).toBe('canceled');
    const charge = await call('GET', `/v1/charges/${intent.latest_charge}`);
    expect(charge.body).toMatchObject({ status: 'failed', paid: false });
    expect((await typesOf(call)).slice(-3)).toEqual([
      'charge.failed',
      'mandate.updated',
      'payment_intent.canceled',
    ]);
  });
});

test.each([-30, 30])('the clock of its customer says when, %i days from today', async (days) => {
  const { call } = openSandbox();
  const time = nowSeconds + days * 86_400;
  const clocks = '/v1/test_helpers/test_clocks';
  const clock = await made(call, clocks, { frozen_time: String(time) });
  const customer = await made(call, '/v1/customers', { test_clock: clock.id });
  const name = 'pm_usBankAccount_success';
  const intent = await debited(call, 'us_bank_account', 'usd', name, { customer: customer.id });
  const statusAt = async (seconds: number) => {
    await made(call, `${clocks}/${clock.id}/advance`, { frozen_time: String(time + seconds) });
    return (await call('GET', `/v1/payment_intents/${intent.id}`)).body.status;
  };
  expect([await statusAt(5), await statusAt(60)]).toEqual(['processing', 'succeeded']);
});

test('nothing comes of a debit that was canceled', async () => {
  const { call, pass } = moving();
  const intent = await debited(call, 'us_bank_account', 'usd', 'pm_usBankAccount_success');
  await made(call, `/v1/payment_intents/${intent.id}/cancel`);
  pass(60);
  expect((await call('GET', `/v1/payment_intents/${intent.id}`)).body.status).toBe('canceled');
});

describe('a subscription that is paid by debits', () => {
  const outOfBand = { paid_out_of_band: 'true' };

  async function subscribed(call: Call, name: string) {
    const clock = await made(call, '/v1/test_helpers/test_clocks', {
      frozen_time: String(nowSeconds),
    });
    const customer = await made(call, '/v1/customers', { test_clock: clock.id });
    const method = await made(call, `/v1/payment_methods/${name}/attach`, {
      customer: customer.id,
    });
    const price = await made(call, '/v1/prices', {
      currency: 'usd',
      product_data: { name: 'Plan' },
      recurring: { interval: 'month' },
      unit_amount: '2500',
    });
    const subscription = await made(call, '/v1/subscriptions', {
      customer: customer.id,
      default_payment_method: method.id,
      items: [{ price: price.id }],
    });
    const advance = () =>
      made(call, `/v1/test_helpers/test_clocks/${clock.id}/advance`, {
        frozen_time: String(nowSeconds + 3600),
      });
    const statuses = async () => {
      const { body } = await call('GET', `/v1/subscriptions/${subscription.id}`);
      const invoice = await call('GET', `/v1/invoices/${subscription.latest_invoice}`);
      return [body.status, invoice.body.status];
    };
    const intent = async () => {
      const { body } = await call('GET', '/v1/payment_intents', { customer: customer.id });
      return body.data[0];
    };
    return { subscription, advance, statuses, intent };
  }

  test('is active from the start, and its invoice is paid as its clock moves', async () => {
    const { call } = openSandbox();
    const { subscription, advance, statuses } = await subscribed(call, 'pm_usBankAccount_success');
    expect(await statuses()).toEqual(['active', 'open']);
    const again = await post(call, `/v1/invoices/${subscription.latest_invoice}/pay`);
    expect(again.status).toBe(400);
    await advance();
    expect(await statuses()).toEqual(['active', 'paid']);
  });

  test('is past due when the bank has no money', async () => {
    const { call } = openSandbox();
    const { advance, statuses } = await subscribed(call, 'pm_usBankAccount_insufficientFunds');
    await advance();
    expect(await statuses()).toEqual(['past_due', 'open']);
    expect(await typesOf(call)).toContain('invoice.payment_failed');
  });

  test.each([
    ['void', {}, 'pm_usBankAccount_success', ['active', 'void', 'succeeded']],
    ['void', {}, 'pm_usBankAccount_insufficientFunds', ['active', 'void', 'canceled']],
    ['pay', outOfBand, 'pm_usBankAccount_success', ['active', 'paid', 'succeeded']],
    ['pay', outOfBand, 'pm_usBankAccount_insufficientFunds', ['active', 'paid', 'canceled']],
    [
      'mark_uncollectible',
      {},
      'pm_usBankAccount_insufficientFunds',
      ['active', 'uncollectible', 'requires_payment_method'],
    ],
  ])('does not mind the answer after %s %j: %s', async (verb, params, name, after) => {
    const { call } = openSandbox();
    const { subscription, advance, statuses, intent } = await subscribed(call, name);
    await made(call, `/v1/invoices/${subscription.latest_invoice}/${verb}`, params);
    expect((await intent()).status).toBe('processing');
    const { length } = await typesOf(call);
    await advance();
    expect([...(await statuses()), (await intent()).status]).toEqual(after);
    const told = (await typesOf(call)).slice(length);
    expect(told.filter((type) => /^(invoice|customer)/.test(type))).toEqual([]);
  });
});
