// Payments from end to end: what each test card does, each state that an intent can be in with each
// verb, and what is left in the balance.

import { describe, expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { post } from './made.ts';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

type Params = Readonly<Record<string, string>>;

const usual = { amount: '2000', currency: 'usd', 'payment_method_types[]': 'card' };

/** What is '' is left out. */
function pay(call: Call, params: Params = {}) {
  const given = { ...usual, payment_method: 'pm_card_visa', confirm: 'true', ...params };
  const sent = Object.entries(given).filter(([, value]) => value !== '');
  return call('POST', '/v1/payment_intents', Object.fromEntries(sent));
}

describe('a payment', () => {
  test('that succeeds leaves a charge, its transaction and events in Stripe’s order', async () => {
    const { call } = openSandbox();
    const expanded = { 'expand[]': 'latest_charge.balance_transaction' };
    const { body: answer } = await pay(call, expanded);
    expect(answer.latest_charge).toMatchObject({ captured: true, balance_transaction: null });
    const { body: intent } = await call('GET', `/v1/payment_intents/${answer.id}`, expanded);
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount_received: 2000,
      latest_charge: {
        object: 'charge',
        paid: true,
        captured: true,
        outcome: { type: 'authorized' },
        balance_transaction: { amount: 2000, fee: 88, net: 1912, type: 'charge' },
      },
    });
    expect(intent.payment_method).toMatch(/^pm_1\w{23}$/);
    expect(await typesOf(call)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
    ]);
    const { body: balance } = await call('GET', '/v1/balance');
    expect(balance.pending[0]).toMatchObject({ amount: 1912, currency: 'usd' });
  });

  test('is held until it is captured, and what is not captured is let go', async () => {
    const { call } = openSandbox();
    const { body: held } = await pay(call, { capture_method: 'manual' });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 2000 });
    const at = `/v1/payment_intents/${held.id}/capture`;
    const tooMuch = await call('POST', at, { amount_to_capture: '2001' });
    for (const amount of ['0', '-1']) {
      const tooLittle = await call('POST', at, { amount_to_capture: amount });
      expect(tooLittle.body.error.param).toBe(amount === '0' ? 'amount' : 'amount_to_capture');
    }
    expect(tooMuch.body.error).toMatchObject({ code: 'amount_too_large' });
    const { body: captured } = await call('POST', at, {
      amount_to_capture: '1500',
      'expand[]': 'latest_charge',
    });
    expect(captured).toMatchObject({
      status: 'succeeded',
      amount_received: 1500,
      latest_charge: { amount_captured: 1500, amount_refunded: 0 },
    });
    expect((await typesOf(call)).slice(-2)).toEqual([
      'charge.captured',
      'payment_intent.succeeded',
    ]);
  });

  test('waits for the cardholder, and goes on when it is confirmed once more', async () => {
    const { call } = openSandbox();
    const { body: waiting } = await pay(call, {
      payment_method: 'pm_card_authenticationRequired',
      return_url: 'https://example.com/back',
    });
    expect(waiting).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'redirect_to_url' },
    });
    const { body } = await call('POST', `/v1/payment_intents/${waiting.id}/confirm`);
    expect(body).toMatchObject({ status: 'succeeded', next_action: null });
  });

  test('off session is refused where the cardholder would be asked, unless the card was set up', async () => {
    const { call } = openSandbox();
    const { id: customer } = (await call('POST', '/v1/customers')).body;
    const asked = { payment_method: 'pm_card_authenticationRequiredOnSetup', off_session: 'true' };
    const refused = await pay(call, asked);
    expect([refused.status, refused.body.error.code]).toEqual([402, 'authentication_required']);
    const { body: setup } = await call('POST', '/v1/setup_intents', {
      customer,
      payment_method: asked.payment_method,
      confirm: 'true',
    });
    expect(setup.status).toBe('requires_action');
    const { body: done } = await call('POST', `/v1/setup_intents/${setup.id}/confirm`);
    expect(done.status).toBe('succeeded');
    const { body } = await pay(call, {
      customer,
      payment_method: done.payment_method,
      off_session: 'true',
    });
    expect(body.status).toBe('succeeded');
  });

  test.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
    ['pm_card_chargeDeclinedFraudulent', 'card_declined', 'fraudulent'],
    ['pm_card_chargeCustomerFail', 'card_declined', 'generic_decline'],
  ])('with %s is declined: %s, %s', async (method, code, declineCode) => {
    const { call } = openSandbox();
    const { status, body } = await pay(call, { payment_method: method });
    expect(status).toBe(402);
    expect(body.error).toMatchObject({ type: 'card_error', code, decline_code: declineCode });
    // The intent is there all the same, and can be paid in another way.
    const { body: intent } = await call(
      'GET',
      `/v1/payment_intents/${body.error.payment_intent.id}`,
    );
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { code },
      latest_charge: body.error.charge,
    });
    const { body: charge } = await call('GET', `/v1/charges/${body.error.charge}`);
    expect(charge).toMatchObject({ status: 'failed', paid: false, balance_transaction: null });
    expect((await typesOf(call)).slice(-2)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
    ]);
  });

  test.each([
    ['49', 'usd', 'amount_too_small'],
    ['100000000', 'usd', 'amount_too_large'],
    ['29', 'gbp', 'amount_too_small'],
  ])('of %s %s is refused: %s', async (amount, currency, code) => {
    const { call } = openSandbox();
    const { status, body } = await pay(call, { amount, currency });
    expect([status, body.error.code]).toEqual([400, code]);
    expect((await call('GET', '/v1/payment_intents')).body.data).toEqual([]);
  });

  test('uses a method without a customer once', async () => {
    const { call } = openSandbox();
    const { body: first } = await pay(call);
    const { status, body } = await pay(call, { payment_method: first.payment_method });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('may not be used again'),
    ]);
  });
});

/** How an intent comes into each state. */
const states: Readonly<Record<string, Params>> = {
  requires_payment_method: { payment_method: '', confirm: 'false' },
  requires_confirmation: { confirm: 'false' },
  requires_action: { payment_method: 'pm_card_authenticationRequired' },
  requires_capture: { capture_method: 'manual' },
  succeeded: {},
};

const withMethod = { payment_method: 'pm_card_visa' };

/** What comes of each verb: the status after, or the refusal's code. */
const table: readonly (readonly [state: string, verb: string, params: Params, after: string])[] = [
  ['requires_payment_method', 'confirm', {}, 'payment_intent_unexpected_state'],
  ['requires_payment_method', 'confirm', withMethod, 'succeeded'],
  ['requires_payment_method', 'capture', {}, 'payment_intent_unexpected_state'],
  ['requires_payment_method', 'cancel', {}, 'canceled'],
  ['requires_confirmation', 'confirm', {}, 'succeeded'],
  ['requires_confirmation', 'capture', {}, 'payment_intent_unexpected_state'],
  ['requires_confirmation', 'cancel', {}, 'canceled'],
  ['requires_action', 'confirm', {}, 'succeeded'],
  ['requires_action', 'capture', {}, 'payment_intent_unexpected_state'],
  ['requires_action', 'cancel', {}, 'canceled'],
  ['requires_capture', 'confirm', {}, 'payment_intent_unexpected_state'],
  ['requires_capture', 'capture', {}, 'succeeded'],
  ['requires_capture', 'cancel', {}, 'canceled'],
  ['succeeded', 'confirm', {}, 'payment_intent_unexpected_state'],
  ['succeeded', 'capture', {}, 'payment_intent_unexpected_state'],
  ['succeeded', 'cancel', {}, 'payment_intent_unexpected_state'],
];

describe('a payment intent', () => {
  test.each(table)('that %s, %s %j: %s', async (state, verb, params, after) => {
    const { call } = openSandbox();
    const { body: intent } = await pay(call, states[state]);
    expect(intent.status).toBe(state);
    const { body } = await call('POST', `/v1/payment_intents/${intent.id}/${verb}`, params);
    expect(body.error?.code ?? body.status).toBe(after);
  });
});

describe('a refund', () => {
  test('gives back a part, then the rest, and no more than that', async () => {
    const { call } = openSandbox();
    const { latest_charge: charge } = (await pay(call)).body;
    const { body: part } = await call('POST', '/v1/refunds', { charge, amount: '500' });
    expect(part).toMatchObject({ amount: 500, status: 'succeeded', charge });
    const tooMuch = await call('POST', '/v1/refunds', { charge, amount: '1600' });
    expect(tooMuch.body.error.message).toBe(
      'Refund amount ($16.00) is greater than unrefunded amount on charge ($15.00)',
    );
    const { body: rest } = await call('POST', '/v1/refunds', { charge });
    expect(rest.amount).toBe(1500);
    const again = await call('POST', '/v1/refunds', { charge });
    expect(again.body.error.code).toBe('charge_already_refunded');
    expect((await call('GET', `/v1/charges/${charge}`)).body).toMatchObject({
      amount_refunded: 2000,
      refunded: true,
    });
    const { data } = (await call('GET', '/v1/balance_transactions')).body;
    const sum = data.reduce((total: number, { net }: { net: number }) => total + net, 0);
    expect(sum).toBe(-88);
  });

  test('of a disputed charge is refused', async () => {
    const { call } = openSandbox();
    const { latest_charge: charge } = (await pay(call, { payment_method: 'pm_card_createDispute' }))
      .body;
    const { body } = await call('POST', '/v1/refunds', { charge });
    expect(body.error.code).toBe('charge_disputed');
  });
});

describe('a dispute', () => {
  test.each([
    ['winning_evidence', 'won'],
    ['losing_evidence', 'lost'],
    ['something else', 'under_review'],
  ])('is decided by its evidence: %s, %s', async (text, status) => {
    const { call } = openSandbox();
    await pay(call, { payment_method: 'pm_card_createDispute' });
    const [dispute] = (await call('GET', '/v1/disputes')).body.data;
    expect(dispute).toMatchObject({ status: 'needs_response', amount: 2000, reason: 'fraudulent' });
    const { body } = await call('POST', `/v1/disputes/${dispute.id}`, {
      'evidence[uncategorized_text]': text,
    });
    expect(body.status).toBe('under_review');
    expect((await call('GET', `/v1/disputes/${dispute.id}`)).body.status).toBe(status);
    const closed = await call('POST', `/v1/disputes/${dispute.id}/close`);
    expect(closed.status).toBe(400);
  });
});

describe('the bank that disputes', () => {
  const open = async (method: string) => {
    const { call } = openSandbox();
    const { latest_charge: charge } = (await pay(call, { payment_method: method })).body;
    const [dispute] = (await call('GET', '/v1/disputes')).body.data;
    const argue = async (text: string) => {
      const at = `/v1/disputes/${dispute.id}`;
      await call('POST', at, { 'evidence[uncategorized_text]': text });
      return (await call('GET', at)).body;
    };
    return { call, charge, dispute, argue };
  };

  test('says why, and gives back what was won, which can be refunded again', async () => {
    const { call, charge, dispute, argue } = await open('pm_card_createDispute');
    const [withdrawal] = dispute.balance_transactions;
    expect(withdrawal).toMatchObject({ available_on: dispute.created, status: 'available' });
    expect(dispute).not.toHaveProperty('network_reason_code');
    expect(dispute).toMatchObject({
      balance_transaction: withdrawal.id,
      intended_submission_method: 'prefer_manual',
      payment_method_details: {
        card: { brand: 'visa', case_type: 'chargeback', network_reason_code: '10.4' },
        type: 'card',
      },
    });
    expect(await argue('winning_evidence')).toMatchObject({
      is_charge_refundable: true,
      status: 'won',
    });
    const { data } = (await call('GET', '/v1/balance_transactions', { source: dispute.id })).body;
    expect(data).toMatchObject([
      // Not the fee.
      { amount: 2000, net: 2000, fee_details: [], reporting_category: 'dispute_reversal' },
      { amount: -2000, net: -3500, reporting_category: 'dispute' },
    ]);
    const own = await call('GET', '/v1/balance_transactions', { source: charge });
    expect(own.body.data).toMatchObject([{ amount: 2000, type: 'charge' }]);
    expect((await call('POST', '/v1/refunds', { charge })).body.status).toBe('succeeded');
  });

  test('takes what waits with the charge where that is told already, and gives it back later', async () => {
    const { call } = openSandbox();
    const method = { payment_method: 'pm_card_createDispute', capture_method: 'manual' };
    const { id } = (await pay(call, method)).body;
    await call('POST', `/v1/payment_intents/${id}/capture`);
    const [{ id: dispute }] = (await call('GET', '/v1/disputes')).body.data;
    const [paid] = (await call('GET', '/v1/balance_transactions', { type: 'charge' })).body.data;
    await call('POST', `/v1/disputes/${dispute}`, {
      'evidence[uncategorized_text]': 'winning_evidence',
    });
    const { balance_transactions: all } = (await call('GET', `/v1/disputes/${dispute}`)).body;
    const waiting = { available_on: paid.available_on, status: 'pending' };
    expect(all).toMatchObject([
      { ...waiting, reporting_category: 'dispute' },
      { ...waiting, reporting_category: 'dispute_reversal' },
    ]);
  });

  test('gave back its fee, too, in older versions', async () => {
    const { call } = openSandbox();
    const old = { 'Stripe-Version': '2023-10-16' };
    const amount = { amount: '3000', currency: 'usd', source: 'tok_createDispute' };
    const { dispute } = (await call('POST', '/v1/charges', amount, old)).body;
    const evidence = { 'evidence[uncategorized_text]': 'winning_evidence' };
    await call('POST', `/v1/disputes/${dispute}`, evidence, old);
    const { balance_transactions: all } = (await call('GET', `/v1/disputes/${dispute}`, '', old))
      .body;
    expect(all).toMatchObject([{ fee: 1500 }, { amount: 3000, fee: -1500, net: 4500 }]);
  });

  test('is told what was bought, and by whom', async () => {
    const { call } = openSandbox();
    const email = 'jenny.rosen@example.com';
    const customer = (await call('POST', '/v1/customers', { email, description: 'Table 5' })).body
      .id;
    const description = 'Two lamps';
    await pay(call, { payment_method: 'pm_card_createDispute', customer, description });
    const [dispute] = (await call('GET', '/v1/disputes')).body.data;
    expect(dispute.evidence).toMatchObject({
      customer_email_address: email,
      customer_name: 'Table 5',
      product_description: description,
      uncategorized_text: null,
    });
  });

  test('is named by the charge from the start', async () => {
    const { call, dispute } = await open('pm_card_createDispute');
    const { data } = (await call('GET', '/v1/events', { type: 'charge.succeeded' })).body;
    expect(data[0].data.object).toMatchObject({ dispute: dispute.id, disputed: true });
  });

  test('may only ask at first, and take the money later', async () => {
    const { dispute, argue } = await open('pm_card_createDisputeInquiry');
    expect(dispute).toMatchObject({
      balance_transactions: [],
      is_charge_refundable: true,
      payment_method_details: { card: { case_type: 'inquiry' } },
    });
    expect(await argue('escalate_inquiry_evidence')).toMatchObject({
      balance_transactions: [{ amount: -2000, fee: 1500 }],
      is_charge_refundable: false,
      status: 'needs_response',
    });
  });
});

describe('a payment method', () => {
  test('is changed as what it is: no card comes of a bank, and none that is over', async () => {
    const { call } = openSandbox();
    const at = async (params: FormObject): Promise<string> =>
      `/v1/payment_methods/${(await call('POST', '/v1/payment_methods', params)).body.id}`;
    const bank = await at({ type: 'boleto', boleto: { tax_id: '00000000000' } });
    const { body } = await call('POST', bank, { card: { exp_month: '1', exp_year: '2031' } });
    expect(body.error.param).toBe('card');
    const card = await at({ type: 'card', card: { token: 'tok_visa' } });
    for (const [month, year] of [
      ['95', '2031'],
      ['1', '2020'],
    ] as const) {
      const expiry = { exp_month: month, exp_year: year };
      expect((await call('POST', card, { card: expiry })).status).toBe(402);
    }
    const told = { card: { exp_month: '12', exp_year: '31' }, metadata: { a: 'b' } };
    expect((await call('POST', card, told)).body).toMatchObject({
      card: { exp_month: 12, exp_year: 2031, last4: '4242' },
      metadata: { a: 'b' },
    });
  });

  test('is attached to one customer, and is spent when it is detached', async () => {
    const { call } = openSandbox();
    const { id: jane } = (await call('POST', '/v1/customers')).body;
    const { id: john } = (await call('POST', '/v1/customers')).body;
    const { body: method } = await call('POST', '/v1/payment_methods/pm_card_visa/attach', {
      customer: jane,
    });
    expect(method).toMatchObject({ customer: jane, card: { last4: '4242', brand: 'visa' } });
    const at = `/v1/payment_methods/${method.id}`;
    const stolen = await call('POST', `${at}/attach`, { customer: john });
    expect(stolen.body.error.message).toContain('already been attached to a customer');
    const { data } = (await call('GET', `/v1/customers/${jane}/payment_methods`)).body;
    expect(data).toEqual([method]);
    const foreign = await pay(call, { customer: john, payment_method: method.id });
    expect(foreign.status).toBe(400);
    expect((await call('POST', `${at}/detach`)).body.customer).toBeNull();
    expect((await call('POST', `${at}/attach`, { customer: jane })).status).toBe(400);
  });

  test.each([
    [{ number: '4242424242424241' }, 'incorrect_number'],
    [{ number: '4242424242424242', exp_month: '13', exp_year: '2030' }, 'invalid_expiry_month'],
    [{ number: '4242424242424242', exp_month: '1', exp_year: '1999' }, 'invalid_expiry_year'],
    [{ number: '4242424242424242', exp_month: '1', exp_year: '2030', cvc: '12' }, 'invalid_cvc'],
  ])('of %j is refused: %s', async (card, code) => {
    const { call } = openSandbox();
    const { status, body } = await call('POST', '/v1/payment_methods', { type: 'card', card });
    expect([status, body.error.code]).toEqual([402, code]);
  });

  test('made of a token is the card that the token was made of', async () => {
    const { call } = openSandbox();
    const card = { number: '4000000000000002', exp_month: '12', exp_year: '34' };
    const { body: token } = await call('POST', '/v1/tokens', { card });
    const described = { type: 'card', card: { token: token.id } };
    const { body: method } = await call('POST', '/v1/payment_methods', described);
    expect(method.card.last4).toBe('0002');
    const { status, body } = await pay(call, { payment_method: method.id });
    expect([status, body.error.decline_code]).toEqual([402, 'generic_decline']);
  });

  test('that is declined already when it is saved makes no customer', async () => {
    const { call } = openSandbox();
    const { status } = await call('POST', '/v1/customers', {
      payment_method: 'pm_card_visa_chargeDeclined',
    });
    expect(status).toBe(402);
    expect((await call('GET', '/v1/customers')).body.data).toEqual([]);
  });
});

test('what is available can be paid out, and comes back when that is canceled', async () => {
  const { call } = openSandbox();
  const { latest_charge: charge } = (await pay(call, { payment_method: 'pm_card_bypassPending' }))
    .body;
  expect((await call('GET', '/v1/balance')).body.available[0].amount).toBe(1912);
  const tooMuch = await call('POST', '/v1/payouts', { amount: '2000', currency: 'usd' });
  expect(tooMuch.body.error.code).toBe('balance_insufficient');
  const { body: payout } = await call('POST', '/v1/payouts', { amount: '1900', currency: 'usd' });
  expect(payout.status).toBe('pending');
  expect((await call('GET', '/v1/balance')).body.available[0].amount).toBe(12);
  expect((await call('POST', `/v1/payouts/${payout.id}/cancel`)).body.status).toBe('canceled');
  expect((await call('GET', '/v1/balance')).body.available[0].amount).toBe(1912);
  expect(charge).toMatch(/^ch_/);
});

test('with an idempotency key a decline is told again, and not tried again', async () => {
  const { call } = openSandbox();
  const params = { ...usual, payment_method: 'pm_card_visa_chargeDeclined', confirm: 'true' };
  const headers = { 'Idempotency-Key': 'once' };
  const first = await call('POST', '/v1/payment_intents', params, headers);
  const again = await call('POST', '/v1/payment_intents', params, headers);
  expect([first.status, again.status]).toEqual([402, 402]);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('Idempotent-Replayed')).toBe('true');
  expect((await call('GET', '/v1/charges')).body.data).toHaveLength(1);
});

test.each([
  ['pm_card_visa', /^\d{15}$/],
  ['pm_card_amex', /^\d{15}$/],
  ['pm_card_mastercard', /^MCC[A-Z0-9]{6}1125$/],
])('%s is known to its network by a number of its form', async (method, form) => {
  const { call } = openSandbox();
  const { body } = await pay(call, { payment_method: method, 'expand[]': 'latest_charge' });
  const { card } = body.latest_charge.payment_method_details;
  expect(card.network_transaction_id).toMatch(form);
  expect(body.latest_charge).not.toHaveProperty('capture_method');
});

test('a card has one name at its network, and is allowed by another code each time', async () => {
  const { call } = openSandbox();
  const charged = async (method: string) => {
    const { body } = await pay(call, { payment_method: method, 'expand[]': 'latest_charge' });
    return body.latest_charge.payment_method_details.card;
  };
  const [first, again] = [await charged('pm_card_visa'), await charged('pm_card_visa')];
  const numbers = [...first.fingerprint].map((sign: string) => sign.charCodeAt(0)).join('');
  expect(first.network_transaction_id).toBe(numbers.slice(0, 15));
  expect(again.network_transaction_id).toBe(first.network_transaction_id);
  const other = await charged('pm_card_visa_debit');
  expect(other.network_transaction_id).not.toBe(first.network_transaction_id);
  const master = await charged('pm_card_mastercard');
  const letters = master.fingerprint.slice(0, 6).toUpperCase();
  expect(master.network_transaction_id).toBe(`MCC${letters}1125`);
  const codes = [first, again, other, master].map((card) => card.authorization_code);
  for (const code of codes) expect(code).toMatch(/^\d{6}$/u);
  expect(new Set(codes).size).toBe(codes.length);
});

test('older versions are told what to do after a decline, but no code where another says it', async () => {
  const { call } = openSandbox();
  const declined = async (method: string, version: string) => {
    const asked = { amount: '2000', currency: 'usd', confirm: 'true', payment_method: method };
    const kinds = { payment_method_types: ['card'] };
    const headers = { 'Stripe-Version': version };
    const { body } = await call('POST', '/v1/payment_intents', { ...asked, ...kinds }, headers);
    const { body: charge } = await call('GET', `/v1/charges/${body.error.charge}`, '', headers);
    return { error: body.error, outcome: charge.outcome };
  };
  const generic = { advice_code: 'try_again_later', network_decline_code: '01' };
  const plain = await declined('pm_card_visa_chargeDeclined', '2022-11-15');
  expect(plain.error).toMatchObject({ ...generic, decline_code: 'generic_decline' });
  expect(plain.error.payment_intent.last_payment_error).toMatchObject(generic);
  expect(plain.outcome).toMatchObject({ ...generic, reason: 'generic_decline' });
  const expired = await declined('pm_card_chargeDeclinedExpiredCard', '2023-10-16');
  expect(expired.error.advice_code).toBe('confirm_card_data');
  expect(expired.error).not.toHaveProperty('decline_code');
  const since = await declined('pm_card_chargeDeclinedExpiredCard', '2024-12-18.acacia');
  expect(since.error.decline_code).toBe('expired_card');
});

test.each([
  ['payment_intents', 'return_url', 'https://example.com/back'],
  ['payment_intents', 'mandate_data', { customer_acceptance: { type: 'offline' } }],
  ['payment_intents', 'mandate', 'mandate_123'],
  ['setup_intents', 'mandate_data', { customer_acceptance: { type: 'offline' } }],
  ['setup_intents', 'confirmation_token', 'ctoken_123'],
])('%s that are not confirmed take no %s', async (path, name, value) => {
  const { call } = openSandbox();
  const sum = path === 'payment_intents' ? { amount: '1000', currency: 'usd' } : {};
  const { status, body } = await post(call, `/v1/${path}`, { ...sum, [name]: value });
  const code = `${path.slice(0, -1)}_invalid_parameter`;
  expect([status, body.error.code]).toEqual([400, code]);
  expect(body.error.message).toContain(`\`${name}\` cannot be passed`);
});

test.each([
  ['off_session', '', true],
  ['none', 'off_session', false],
])('a card is kept for %s by its kind rather than for %s', async (own, usage, isKept) => {
  const { call } = openSandbox();
  const { body: customer } = await call('POST', '/v1/customers');
  const { body: intent } = await pay(call, {
    customer: customer.id,
    'payment_method_options[card][setup_future_usage]': own,
    setup_future_usage: usage,
  });
  const { body } = await call('GET', `/v1/payment_methods/${intent.payment_method}`);
  expect(body.customer).toBe(isKept ? customer.id : null);
});

describe('line items of a payment', () => {
  const [item, wrong] = [
    { product_name: 'Tea', unit_cost: '900', quantity: '2', tax: { total_tax_amount: '100' } },
    'The total value of `amount_details` (1950) does not match the `amount` (2000). Make sure that the ' +
      'total value of `line_items` matches the amount to charge, taking into account any discounts, tax, ' +
      'and shipping. See https://docs.stripe.com/payments/payment-line-items',
  ];
  const details = (amount: string) => ({ line_items: [item], shipping: { amount } });
  const expand = ['amount_details.line_items'];

  test('come to the amount, with shipping and taxes, and are told where they are asked for', async () => {
    const { call } = openSandbox();
    const params = { amount: '2000', currency: 'usd', amount_details: details('100') };
    const { status, body } = await call('POST', '/v1/payment_intents', { ...params, expand });
    expect(status).toBe(200);
    const at = `/v1/payment_intents/${body.id}/amount_details_line_items`;
    const line = {
      id: expect.stringMatching(/^uli_\w{14}$/),
      object: 'payment_intent_amount_details_line_item',
      discount_amount: null,
      product_name: 'Tea',
      quantity: 2,
      tax: { total_tax_amount: 100 },
      unit_cost: 900,
      unit_of_measure: null,
    };
    expect(body.amount_details).toMatchObject({ shipping: { amount: 100 }, tip: {} });
    expect(body.amount_details.line_items).toMatchObject({
      data: [line],
      has_more: false,
      url: at,
    });
    expect(body.amount_details.line_items.data[0]).not.toHaveProperty('intent');
    expect((await call('GET', at)).body).toMatchObject({ data: [line], url: at });
    const { body: plain } = await call('GET', `/v1/payment_intents/${body.id}`);
    expect(plain.amount_details).not.toHaveProperty('line_items');
  });

  test('that come to anything else are refused, or told as wrong where that is asked for', async () => {
    const { call } = openSandbox();
    const params = { amount: '2000', currency: 'usd', amount_details: details('50') };
    const refused = await call('POST', '/v1/payment_intents', params);
    expect(refused.status).toBe(400);
    expect(refused.body.error).toMatchObject({ message: wrong, param: 'amount_details' });
    expect(refused.body.error).not.toHaveProperty('code');
    const loose = { ...params.amount_details, enforce_arithmetic_validation: 'false' };
    const { status, body } = await call('POST', '/v1/payment_intents', {
      ...params,
      amount_details: loose,
    });
    expect(status).toBe(200);
    expect(body.amount_details.error).toEqual({
      code: 'amount_details_amount_mismatch',
      message: wrong,
    });
    expect(body.amount_details).not.toHaveProperty('enforce_arithmetic_validation');
  });

  test('are replaced by an update, and by what is captured', async () => {
    const { call } = openSandbox();
    const { body: held } = await call('POST', '/v1/payment_intents', {
      ...{ amount: '2000', currency: 'usd', amount_details: details('100'), confirm: 'true' },
      ...{
        payment_method: 'pm_card_visa',
        payment_method_types: ['card'],
        capture_method: 'manual',
      },
    });
    const fewer = { line_items: [{ product_name: 'Tea', unit_cost: '900', quantity: '1' }] };
    const { status, body } = await call('POST', `/v1/payment_intents/${held.id}/capture`, {
      ...{ amount_to_capture: '900', amount_details: fewer },
      expand,
    });
    expect(status).toBe(200);
    expect(body.amount_details.line_items.data).toMatchObject([{ quantity: 1, tax: null }]);
  });
});

test.each([
  { 'payment_method_types[]': 'sepa_debit', currency: 'eur' },
  { 'payment_method_types[]': 'card', statement_descriptor_suffix: 'LAMP' },
  { 'automatic_payment_methods[enabled]': 'true' },
])('a whole text for statements is taken where it is not of cards alone: %o', async (params) => {
  const { call } = openSandbox();
  const { body } = await call('POST', '/v1/payment_intents', {
    amount: '1000',
    currency: 'usd',
    statement_descriptor: 'LAMPS AND MORE',
    ...params,
  });
  expect(body.statement_descriptor).toBe('LAMPS AND MORE');
});

describe('the default source of a customer', () => {
  const open = async (params: Record<string, string>) => {
    const { call } = openSandbox();
    const { body: customer } = await call('POST', '/v1/customers', { source: 'tok_visa' });
    const { body } = await call('POST', '/v1/payment_intents', {
      amount: '1000',
      currency: 'usd',
      customer: customer.id,
      ...params,
    });
    return { body, source: customer.default_source };
  };

  test('pays a payment that is confirmed at once and names nothing else', async () => {
    const { body, source } = await open({ confirm: 'true', 'payment_method_types[]': 'card' });
    expect(body).toMatchObject({ status: 'succeeded', payment_method: source, source });
  });

  test('does not pay one that is not', async () => {
    const { body } = await open({ 'payment_method_types[]': 'card' });
    expect(body).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      source: null,
    });
  });

  test('does not pay one of another kind', async () => {
    const kind = 'us_bank_account';
    const { body } = await open({ confirm: 'true', 'payment_method_types[]': kind });
    expect(body.error.code).toBe('payment_intent_unexpected_state');
  });
});
