// Issued cards: who holds them, how they are sent, what is paid with them and what is contested.

import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import type { FormObject } from '../../src/wire/form.ts';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

const address = {
  line1: '1 Main St',
  city: 'Oakland',
  state: 'CA',
  postal_code: '94601',
  country: 'US',
};

const holder = {
  name: 'Jane Smith',
  type: 'individual',
  individual: { first_name: 'Jane', last_name: 'Smith' },
  billing: { address },
};

async function openCard(params: FormObject = {}, clock?: Clock) {
  const { call } = openSandbox(clock ? { clock } : {});
  const { body: cardholder } = await call('POST', '/v1/issuing/cardholders', holder);
  const usual = { cardholder: cardholder.id, currency: 'usd', type: 'virtual', status: 'active' };
  const { status, body: card } = await call('POST', '/v1/issuing/cards', { ...usual, ...params });
  return { call, cardholder, card, status, at: `/v1/issuing/cards/${card.id}` };
}

function authorize(call: Call, card: string, params: FormObject = {}) {
  return call('POST', '/v1/test_helpers/issuing/authorizations', {
    card,
    amount: '1000',
    ...params,
  });
}

const helper = '/v1/test_helpers/issuing/authorizations';

describe('a card', () => {
  test('is made for its holder, and tells its number only to those who ask', async () => {
    const { call, card, cardholder, at } = await openCard();
    expect(card).toMatchObject({
      status: 'active',
      cardholder: { id: cardholder.id },
      shipping: null,
    });
    expect(card).not.toHaveProperty('number');
    const { body } = await call('GET', at, { 'expand[]': 'number' });
    expect(body.number).toMatch(new RegExp(`^4\\d{11}${card.last4}$`));
    expect(await typesOf(call)).toEqual(['issuing_cardholder.created', 'issuing_card.created']);
  });

  test.each([
    [{}, false, 'missing_cardholder_contact'],
    [{ email: 'jane@example.com' }, true, null],
    [{ phone_number: '+15555550123' }, true, null],
  ])('of a holder with %j can be in a wallet: %s', async (contact, eligible, reason) => {
    const { call } = openSandbox();
    const told = { ...holder, ...contact };
    const { body: cardholder } = await call('POST', '/v1/issuing/cardholders', told);
    const asked = { cardholder: cardholder.id, currency: 'usd', type: 'virtual' };
    const { body } = await call('POST', '/v1/issuing/cards', asked);
    const one = { eligible, ineligible_reason: reason };
    expect(body.wallets).toEqual({
      apple_pay: one,
      google_pay: one,
      primary_account_identifier: null,
    });
  });

  test.each([
    [{ shipping: { name: 'Jane', address } }, 'shipping'],
    [{ type: 'physical', status: 'inactive' }, 'shipping'],
    [{ cardholder: 'ich_none' }, 'cardholder'],
    [{ replacement_for: 'ic_none' }, 'replacement_for'],
  ])('with %j is refused', async (params, param) => {
    const { status, card } = await openCard(params);
    expect([status, card.error.param]).toEqual([400, param]);
  });

  test('is not issued everywhere, nor active for somebody who is not', async () => {
    const { call, cardholder } = await openCard();
    const usual = { currency: 'usd', type: 'virtual', status: 'active' };
    const abroad = { ...holder, billing: { address: { ...address, country: 'BR' } } };
    const { id } = (await call('POST', '/v1/issuing/cardholders', abroad)).body;
    const { body } = await call('POST', '/v1/issuing/cards', { ...usual, cardholder: id });
    expect(body.error.message).toBe('Cardholder cannot have a billing address country of BR.');
    await call('POST', `/v1/issuing/cardholders/${cardholder.id}`, { status: 'inactive' });
    const refused = await call('POST', '/v1/issuing/cards', {
      ...usual,
      cardholder: cardholder.id,
    });
    expect(refused.body.error.param).toBe('status');
  });

  const steps = ['submit', 'ship', 'deliver', 'return', 'fail'] as const;
  /** By the shipping's status: what each step makes of it. */
  const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    pending: { submit: 'submitted', ship: 'shipped', fail: 'failure' },
    submitted: { ship: 'shipped', fail: 'failure' },
    shipped: { deliver: 'delivered', return: 'returned', fail: 'failure' },
    delivered: {},
  };
  const ways: Readonly<Record<string, readonly string[]>> = {
    pending: [],
    submitted: ['submit'],
    shipped: ['ship'],
    delivered: ['ship', 'deliver'],
  };

  for (const [from, allowed] of Object.entries(table)) {
    for (const step of steps) {
      test(`whose shipping is ${from} becomes ${allowed[step] ?? 'nothing else'} by ${step}`, async () => {
        const shipping = { name: 'Jane', address };
        const { call, card } = await openCard({ type: 'physical', status: 'inactive', shipping });
        const way = `/v1/test_helpers/issuing/cards/${card.id}/shipping`;
        for (const one of ways[from] ?? []) await call('POST', `${way}/${one}`);
        const { status, body } = await call('POST', `${way}/${step}`);
        expect(status).toBe(allowed[step] ? 200 : 400);
        if (allowed[step]) expect(body.shipping.status).toBe(allowed[step]);
      });
    }
  }

  test('that is damaged is replaced under its number, and good until the next one is', async () => {
    const { call, at, card, cardholder } = await openCard();
    await call('POST', at, { status: 'active' });
    const given = { cardholder: cardholder.id, currency: 'usd', type: 'virtual' };
    const replaced = async (replacement_reason: string) =>
      call('POST', '/v1/issuing/cards', {
        ...given,
        replacement_for: card.id,
        replacement_reason,
        'expand[]': 'cvc',
      });
    expect((await replaced('stolen')).body.error.param).toBe('replacement_for');
    const { body: next } = await replaced('damaged');
    expect([next.last4, next.exp_year - card.exp_year]).toEqual([card.last4, 1]);
    expect(next.cvc).not.toBe('123');
    expect((await call('GET', at)).body).toMatchObject({ replaced_by: next.id, status: 'active' });
    await call('POST', `/v1/issuing/cards/${next.id}`, { status: 'active' });
    expect((await call('GET', at)).body.status).toBe('canceled');
  });

  test('is canceled for good, and replaced', async () => {
    const { call, at, card, cardholder } = await openCard();
    expect((await call('POST', at, { cancellation_reason: 'lost' })).status).toBe(400);
    const lost = { status: 'canceled', cancellation_reason: 'lost' };
    expect((await call('POST', at, lost)).body).toMatchObject(lost);
    expect((await call('POST', at, { status: 'active' })).body.error.param).toBe('status');
    const { body: next } = await call('POST', '/v1/issuing/cards', {
      cardholder: cardholder.id,
      currency: 'usd',
      type: 'virtual',
      replacement_for: card.id,
      replacement_reason: 'lost',
    });
    expect(next).toMatchObject({ replacement_for: card.id, status: 'inactive' });
    expect((await call('GET', at)).body.replaced_by).toBe(next.id);
  });
});

describe('a cardholder', () => {
  test('tells what may be spent, whole, and keeps it through other changes', async () => {
    const { call, cardholder } = await openCard();
    const nothing = {
      allowed_categories: [],
      blocked_categories: [],
      spending_limits: [],
      spending_limits_currency: null,
    };
    expect(cardholder).toMatchObject({ preferred_locales: [], spending_controls: nothing });
    const at = `/v1/issuing/cardholders/${cardholder.id}`;
    const limit = { amount: '100', interval: 'daily' };
    await call('POST', at, {
      spending_controls: { allowed_categories: ['taxicabs_limousines'], spending_limits: [limit] },
    });
    const { body } = await call('POST', at, { metadata: { team: 'a' } });
    expect(body.spending_controls).toMatchObject({
      ...nothing,
      allowed_categories: ['taxicabs_limousines'],
      spending_limits: [{ amount: 100, categories: [], interval: 'daily' }],
    });
  });
});

describe('an authorization', () => {
  test('is approved, and captured as a transaction', async () => {
    const { call, card, cardholder } = await openCard();
    const { body: held } = await authorize(call, card.id);
    expect(held).toMatchObject({
      approved: true,
      amount: 1000,
      status: 'pending',
      cardholder: cardholder.id,
      pending_request: null,
      request_history: [{ approved: true, amount: 1000 }],
      balance_transactions: [{ amount: -1000, type: 'issuing_authorization_hold' }],
    });
    const { body: captured } = await call('POST', `${helper}/${held.id}/capture`);
    expect(captured).toMatchObject({
      status: 'closed',
      amount: 0,
      transactions: [{ amount: -1000 }],
    });
    const { data } = (await call('GET', '/v1/issuing/transactions', { card: card.id })).body;
    expect(data).toMatchObject([{ type: 'capture', authorization: held.id, amount: -1000 }]);
    expect((await typesOf(call)).slice(2)).toEqual([
      'issuing_authorization.request',
      'issuing_authorization.created',
      'issuing_transaction.created',
      'issuing_authorization.updated',
    ]);
  });

  test.each([
    [{ status: 'inactive' }, 'card_inactive'],
    [
      { spending_controls: { spending_limits: [{ amount: '999', interval: 'daily' }] } },
      'spending_controls',
    ],
    [
      { spending_controls: { spending_limits: [{ amount: '1000', interval: 'daily' }] } },
      undefined,
    ],
  ])('with a card of %j is refused for %s', async (params, reason) => {
    const { call, card } = await openCard(params);
    const { status, body } = await authorize(call, card.id);
    expect([status, body.approved, body.status]).toEqual([
      200,
      reason === undefined,
      reason ? 'closed' : 'pending',
    ]);
    expect(body.request_history[0].reason).toBe(reason ?? 'webhook_timeout');
    const again = await authorize(call, card.id, { amount: '1' });
    if (!reason) expect(again.body.approved).toBe(false);
  });

  const at = (merchant: FormObject) => ({ merchant_data: merchant });
  const bakery = at({ category: 'bakeries' });
  const hospital = at({ category: 'hospitals' });
  const limit = { amount: '1500', interval: 'all_time' };
  test.each<[string, FormObject, FormObject, boolean]>([
    ['blocked category', { blocked_categories: ['bakeries'] }, bakery, false],
    ['category beside the blocked', { blocked_categories: ['bakeries'] }, hospital, true],
    ['allowed category', { allowed_categories: ['bakeries'] }, bakery, true],
    ['category beside the allowed', { allowed_categories: ['bakeries'] }, hospital, false],
    ['blocked country', { blocked_merchant_countries: ['GB'] }, at({ country: 'GB' }), false],
    ['country beside the allowed', { allowed_merchant_countries: ['GB'] }, bakery, false],
    ['blocked presence', { blocked_card_presences: ['not_present'] }, {}, false],
    [
      'presence beside the blocked',
      { blocked_card_presences: ['not_present'] },
      { authorization_method: 'chip' },
      true,
    ],
    [
      'limit of the category',
      { spending_limits: [{ amount: '1', categories: ['bakeries'], interval: 'daily' }] },
      bakery,
      false,
    ],
    [
      'limit of another category',
      { spending_limits: [{ amount: '1', categories: ['bakeries'], interval: 'daily' }] },
      hospital,
      true,
    ],
  ])('by the controls of the card or of its holder: %s', async (_, controls, params, approved) => {
    const { call, card } = await openCard({ spending_controls: controls });
    const { body: byCard } = await authorize(call, card.id, params);
    await call('POST', `/v1/issuing/cards/${card.id}`, {
      spending_controls: Object.fromEntries(Object.keys(controls).map((name) => [name, ''])),
    });
    expect((await authorize(call, card.id, params)).body.approved).toBe(true);
    const holder = `/v1/issuing/cardholders/${card.cardholder.id}`;
    await call('POST', holder, { spending_controls: controls });
    const { body: byHolder } = await authorize(call, card.id, params);
    for (const body of [byCard, byHolder]) {
      expect(body.approved).toBe(approved);
      if (!approved) expect(body.request_history[0].reason).toBe('spending_controls');
    }
  });

  test('counts what was bought, and what came back', async () => {
    const { call, card } = await openCard({ spending_controls: { spending_limits: [limit] } });
    const { body: held } = await authorize(call, card.id);
    const { body: bought } = await call('POST', `${helper}/${held.id}/capture`);
    expect((await authorize(call, card.id)).body.approved).toBe(false);
    const [{ id }] = bought.transactions;
    await call('POST', `/v1/test_helpers/issuing/transactions/${id}/refund`);
    expect((await authorize(call, card.id)).body.approved).toBe(true);
  });

  test.each([
    ['daily', 24],
    ['weekly', 4 * 24],
    ['monthly', 6 * 24],
    ['yearly', 37 * 24],
  ])('%s limits begin anew with the calendar, after %d hours', async (interval, hours) => {
    let now = nowSeconds;
    const clock = () => now * 1000;
    const controls = { spending_limits: [{ amount: '1500', interval }] };
    const { call, card } = await openCard({ spending_controls: controls }, clock);
    expect((await authorize(call, card.id)).body.approved).toBe(true);
    now += hours * 3600 - 1;
    expect((await authorize(call, card.id)).body.approved).toBe(false);
    now += 1;
    expect((await authorize(call, card.id)).body.approved).toBe(true);
  });

  test('cannot both allow and block categories', async () => {
    const { call, card } = await openCard();
    const { body } = await call('POST', `/v1/issuing/cards/${card.id}`, {
      spending_controls: { allowed_categories: ['bakeries'], blocked_categories: ['hospitals'] },
    });
    expect(body.error).toMatchObject({
      code: 'parameters_exclusive',
      param: 'spending_controls[blocked_categories]',
    });
  });

  test.each([
    ['approve', true, 'pending', 'webhook_approved'],
    ['decline', false, 'closed', 'webhook_declined'],
  ])('waits for whoever listens: %s', async (verb, approved, status, reason) => {
    const { call, card } = await openCard();
    await call('POST', '/v1/webhook_endpoints', {
      url: 'https://example.com/hook',
      enabled_events: ['issuing_authorization.request'],
    });
    const { body: asked } = await authorize(call, card.id);
    expect(asked).toMatchObject({ approved: false, pending_request: { amount: 1000 } });
    const at = `/v1/issuing/authorizations/${asked.id}/${verb}`;
    const { body } = await call('POST', at);
    expect(body).toMatchObject({ approved, status, request_history: [{ reason }] });
    expect((await call('POST', at)).status).toBe(400);
  });

  const verbs: Readonly<Record<string, FormObject>> = {
    expire: {},
    finalize_amount: { final_amount: '800' },
    increment: { increment_amount: '500' },
    reverse: {},
  };
  const ends: Readonly<Record<string, object>> = {
    expire: { status: 'expired', amount: 0 },
    finalize_amount: { status: 'pending', amount: 800 },
    increment: { status: 'pending', amount: 1500 },
    reverse: { status: 'reversed', amount: 0 },
  };

  for (const [verb, params] of Object.entries(verbs)) {
    test(`that is pending takes ${verb}, and a closed one does not`, async () => {
      const { call, card } = await openCard();
      const { body: open } = await authorize(call, card.id);
      const { body } = await call('POST', `${helper}/${open.id}/${verb}`, params);
      expect(body).toMatchObject(ends[verb] ?? {});
      const { body: closed } = await authorize(call, card.id);
      await call('POST', `${helper}/${closed.id}/capture`);
      expect((await call('POST', `${helper}/${closed.id}/${verb}`, params)).status).toBe(400);
    });
  }

  test('is made online, and tells what of its amount is no purchase', async () => {
    const { call, card } = await openCard();
    const { body } = await authorize(call, card.id);
    const none = { atm_fee: null, cashback_amount: null };
    expect(body).toMatchObject({
      amount_details: none,
      authorization_method: 'online',
      request_history: [{ amount_details: none }],
    });
    const { body: withFee } = await authorize(call, card.id, {
      amount_details: { atm_fee: '200' },
      authorization_method: 'chip',
    });
    const details = { atm_fee: 200, cashback_amount: null };
    expect(withFee).toMatchObject({ amount_details: details, authorization_method: 'chip' });
    const { body: captured } = await call('POST', `${helper}/${withFee.id}/capture`);
    expect(captured.transactions).toMatchObject([{ amount_details: details }]);
  });

  test('is told by what is given back of it', async () => {
    const { call, card } = await openCard();
    const { body: held } = await authorize(call, card.id);
    const { body: captured } = await call('POST', `${helper}/${held.id}/capture`);
    const transactions = '/v1/test_helpers/issuing/transactions';
    const [{ id }] = captured.transactions;
    expect((await call('POST', `${transactions}/${id}/refund`)).body).toMatchObject({
      amount: 1000,
      authorization: held.id,
      type: 'refund',
    });
    const loose = { card: card.id, amount: '1000' };
    expect(
      (await call('POST', `${transactions}/create_unlinked_refund`, loose)).body,
    ).toMatchObject({
      amount: 1000,
      authorization: null,
      type: 'refund',
    });
  });

  test('is captured or reversed in parts', async () => {
    const { call, card } = await openCard();
    const { body: held } = await authorize(call, card.id);
    const { body: less } = await call('POST', `${helper}/${held.id}/reverse`, {
      reverse_amount: '300',
    });
    expect(less).toMatchObject({ status: 'pending', amount: 700 });
    const part = { capture_amount: '200', close_authorization: 'false' };
    const { body: open } = await call('POST', `${helper}/${held.id}/capture`, part);
    expect(open).toMatchObject({ status: 'pending', amount: 500 });
    const tooMuch = await call('POST', `${helper}/${held.id}/reverse`, { reverse_amount: '501' });
    expect(tooMuch.body.error.param).toBe('reverse_amount');
  });

  test.each(['capture', 'expire', 'reverse'])(
    'is captured for what was asked at first, or for so much, also after %s',
    async (verb) => {
      const { call, card } = await openCard();
      const { body: held } = await authorize(call, card.id);
      const { body: done } = await call('POST', `${helper}/${held.id}/${verb}`);
      const later = async (params: FormObject) =>
        (await call('POST', `${helper}/${held.id}/capture`, params)).body;
      expect(await later({})).toMatchObject({ amount: 0, status: 'closed' });
      const { transactions } = await later({ capture_amount: '200' });
      const before = done.transactions.map(({ amount }: { amount: number }) => amount);
      const amounts = transactions.map(({ amount }: { amount: number }) => amount);
      expect(amounts).toEqual([...before, -held.amount, -200]);
    },
  );
});

describe('a dispute', () => {
  async function openPurchase() {
    const opened = await openCard();
    const made = '/v1/test_helpers/issuing/transactions/create_force_capture';
    const { body } = await opened.call('POST', made, { card: opened.card.id, amount: '700' });
    return { ...opened, transaction: body };
  }

  test.each([
    ['winning_evidence', 'won', ['submitted', 'funds_reinstated', 'closed']],
    ['losing_evidence', 'lost', ['submitted', 'closed']],
    ['I never got it', 'submitted', ['submitted']],
  ])('explained with "%s" is %s', async (explanation, status, events) => {
    const { call, transaction } = await openPurchase();
    const { body: dispute } = await call('POST', '/v1/issuing/disputes', {
      transaction: transaction.id,
      evidence: { reason: 'not_received', not_received: { explanation } },
    });
    expect(dispute).toMatchObject({ status: 'unsubmitted', amount: 700 });
    const at = `/v1/issuing/disputes/${dispute.id}`;
    expect((await call('POST', `${at}/submit`)).body.status).toBe(status);
    expect((await typesOf(call)).slice(-events.length)).toEqual(
      events.map((name) => `issuing_dispute.${name}`),
    );
    expect((await call('POST', `${at}/submit`)).status).toBe(400);
    expect((await call('POST', at, { amount: '1' })).status).toBe(400);
    const twice = await call('POST', '/v1/issuing/disputes', { transaction: transaction.id });
    expect(twice.body.error.param).toBe('transaction');
  });

  test('tells the evidence for its reason alone', async () => {
    const { call, transaction } = await openPurchase();
    const { body } = await call('POST', '/v1/issuing/disputes', {
      transaction: transaction.id,
      evidence: { reason: 'fraudulent', fraudulent: { explanation: 'Not mine' } },
    });
    const fraudulent = { additional_documentation: null, explanation: 'Not mine' };
    expect(body.evidence).toEqual({ fraudulent, reason: 'fraudulent' });
    const { body: after } = await call('POST', `/v1/issuing/disputes/${body.id}`, {
      evidence: { reason: 'not_received', not_received: { product_description: 'Cap' } },
    });
    expect(Object.keys(after.evidence)).toEqual(['not_received', 'reason']);
    expect(after.evidence.not_received).toMatchObject({
      explanation: null,
      product_description: 'Cap',
    });
  });

  test('needs an explanation, and is about no more than was paid', async () => {
    const { call, transaction } = await openPurchase();
    const params = { transaction: transaction.id, amount: '701' };
    const { body: refused } = await call('POST', '/v1/issuing/disputes', params);
    expect(refused.error.param).toBe('amount');
    const { body } = await call('POST', '/v1/issuing/disputes', { transaction: transaction.id });
    const at = `/v1/issuing/disputes/${body.id}/submit`;
    expect((await call('POST', at)).body.error.code).toBe('parameter_missing');
  });

  test('is none about what the seller gives back', async () => {
    const { call, transaction } = await openPurchase();
    const at = `/v1/test_helpers/issuing/transactions/${transaction.id}/refund`;
    const { body: refund } = await call('POST', at, { refund_amount: '200' });
    expect(refund).toMatchObject({ type: 'refund', amount: 200 });
    expect((await call('POST', at, { refund_amount: '701' })).status).toBe(400);
    const params = { transaction: refund.id };
    expect((await call('POST', '/v1/issuing/disputes', params)).status).toBe(400);
  });
});
