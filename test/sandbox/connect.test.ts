// Connected accounts: what is missing of them, what they may do by then, who and what belongs to them, and
// payments that are made for them.

import { describe, expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { made, post, transferred, type Given } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

const address = { line1: '1 Main St', city: 'Oakland', state: 'CA', postal_code: '94601' };

const jane = {
  address,
  dob: { day: '1', month: '2', year: '1990' },
  email: 'jane@example.com',
  first_name: 'Jane',
  last_name: 'Smith',
  phone: '+14155550100',
  ssn_last_4: '0000',
};

const bank = {
  object: 'bank_account',
  country: 'US',
  currency: 'usd',
  account_number: '000123456789',
  routing_number: '110000000',
};

const capabilities = { card_payments: { requested: 'true' }, transfers: { requested: 'true' } };

const whole: FormObject = {
  type: 'custom',
  business_type: 'individual',
  business_profile: { url: 'https://example.com' },
  capabilities,
  external_account: bank,
  individual: jane,
  tos_acceptance: { date: String(nowSeconds), ip: '127.0.0.1' },
};

/** `later` gives it once it was looked at. */
async function openAccount(params: FormObject = whole) {
  let ms = nowSeconds * 1000;
  const { call } = openSandbox({ clock: () => ms });
  const { status, body } = await call('POST', '/v1/accounts', params);
  const at = `/v1/accounts/${body.id}`;
  const later = async () => {
    ms += 60_000;
    return (await call('GET', at)).body;
  };
  return { call, status, account: body, at, later };
}

function without(...names: string[]): FormObject {
  const { individual: _, ...rest } = whole;
  const person = Object.entries(jane).filter(([name]) => !names.includes(name));
  const kept = Object.entries(rest).filter(([name]) => !names.includes(name));
  return { ...Object.fromEntries(kept), individual: Object.fromEntries(person) };
}

test.each([
  ['the least delay is a number of days', { delay_days: 'minimum', interval: 'daily' }, 2],
  ['that of payouts by hand is one day', { delay_days: 'minimum', interval: 'manual' }, 1],
  ['a week has its day', { interval: 'weekly', weekly_anchor: 'monday' }, 2],
  ['a month has its day', { delay_days: '9', interval: 'monthly', monthly_anchor: '31' }, 9],
])('payouts: %s', async (_, schedule, days) => {
  const { call } = openSandbox();
  const whatFor = { country: 'US', settings: { payouts: { schedule } } };
  const { id, settings } = await made(call, '/v1/accounts', { type: 'custom', ...whatFor });
  const { monthly_anchor: day, ...others } = { monthly_anchor: undefined, ...schedule };
  const told = day === undefined ? others : { ...others, monthly_anchor: Number(day) };
  expect(settings.payouts.schedule).toEqual({ ...told, delay_days: days });
  const daily = { delay_days: 'minimum', interval: 'daily' };
  const after = await made(call, `/v1/accounts/${id}`, {
    settings: { payouts: { schedule: daily } },
  });
  expect(after.settings.payouts.schedule).toEqual({ delay_days: 2, interval: 'daily' });
});

describe('an account', () => {
  test('that has told everything is looked at, and may then charge and be paid out', async () => {
    const { call, account, later } = await openAccount();
    const pending = ['address.city', 'address.line1', 'address.postal_code', 'address.state'];
    expect(account).toMatchObject({
      capabilities: { card_payments: 'pending', transfers: 'pending' },
      charges_enabled: false,
      payouts_enabled: false,
      details_submitted: true,
      requirements: {
        currently_due: [],
        disabled_reason: 'requirements.pending_verification',
        pending_verification: [...pending, 'id_number'].map((name) => `individual.${name}`),
      },
      individual: {
        requirements: { pending_verification: [...pending, 'id_number'] },
        verification: { status: 'pending' },
      },
    });
    expect(await later()).toMatchObject({
      capabilities: { card_payments: 'active', transfers: 'active' },
      charges_enabled: true,
      payouts_enabled: true,
      details_submitted: true,
      requirements: {
        currently_due: [],
        past_due: [],
        disabled_reason: null,
        pending_verification: [],
      },
      individual: { ssn_last_4_provided: true, verification: { status: 'verified' } },
    });
    expect((await typesOf(call)).slice(-4)).toEqual([
      'person.updated',
      'capability.updated',
      'capability.updated',
      'account.updated',
    ]);
    expect(JSON.stringify(account)).not.toContain('000123456789');
  });

  test.each([
    [['external_account'], ['external_account'], { charges_enabled: true, payouts_enabled: false }],
    [['email'], ['individual.email'], { charges_enabled: false, payouts_enabled: false }],
    [
      ['dob', 'ssn_last_4'],
      [
        'individual.dob.day',
        'individual.dob.month',
        'individual.dob.year',
        'individual.ssn_last_4',
      ],
      { charges_enabled: false },
    ],
    [['business_profile'], ['business_profile.url'], { charges_enabled: false }],
    [['tos_acceptance'], ['tos_acceptance.date', 'tos_acceptance.ip'], { charges_enabled: false }],
  ])('without %j owes %j', async (names, due, flags) => {
    const { later } = await openAccount(without(...names));
    expect(await later()).toMatchObject({
      ...flags,
      details_submitted: false,
      requirements: { currently_due: due, past_due: due, disabled_reason: 'requirements.past_due' },
    });
  });

  test('that asks for no capability owes less, and may do nothing', async () => {
    const { call } = openSandbox();
    const { body } = await call('POST', '/v1/accounts', { type: 'standard', country: 'AU' });
    expect(body).toMatchObject({
      default_currency: 'aud',
      capabilities: {},
      charges_enabled: false,
    });
    expect(body.requirements.currently_due).toEqual([
      'business_profile.product_description',
      'business_profile.support_phone',
      'business_profile.url',
      'external_account',
      'tos_acceptance.date',
      'tos_acceptance.ip',
    ]);
  });

  test('becomes whole by an update, and says so', async () => {
    const { call, at, later } = await openAccount(without('email'));
    expect(await later()).toMatchObject({ capabilities: { transfers: 'inactive' } });
    const { body } = await call('POST', at, { individual: { email: jane.email } });
    expect(body).toMatchObject({ charges_enabled: true, individual: { first_name: 'Jane' } });
    expect((await typesOf(call)).slice(-4)).toEqual([
      'person.updated',
      'capability.updated',
      'capability.updated',
      'account.updated',
    ]);
  });

  test('of a company is whole once its representative and owners are told', async () => {
    const { call, account, at, later } = await openAccount({
      ...whole,
      business_type: 'company',
      company: { name: 'Acme', phone: '+14155550100', tax_id: '000000000', address },
      individual: {},
    });
    expect(account.requirements.currently_due).toContain('representative.first_name');
    expect(account.requirements.currently_due).toContain('owners.first_name');
    expect(account.company).toMatchObject({ name: 'Acme', tax_id_provided: true });
    const relationship = { representative: 'true', owner: 'true', percent_ownership: '60' };
    const { body: person } = await call('POST', `${at}/persons`, { ...jane, relationship });
    const { requirements } = (await call('GET', at)).body;
    expect(requirements.pending_verification).toEqual(
      expect.arrayContaining(['company.tax_id', `${person.id}.id_number`]),
    );
    expect(await later()).toMatchObject({ charges_enabled: true });
    const second = await call('POST', `${at}/persons`, {
      relationship: { representative: 'true' },
    });
    expect(second.body.error.param).toBe('relationship[representative]');
    const shares = { relationship: { owner: 'true', percent_ownership: '50' } };
    expect((await call('POST', `${at}/persons`, shares)).status).toBe(400);
    expect((await call('DELETE', `${at}/persons/${person.id}`)).status).toBe(400);
    const owners = await call('GET', `${at}/persons`, { relationship: { owner: 'true' } });
    expect(owners.body.data).toHaveLength(1);
  });

  test('that asks for nothing has persons who are looked at all the same', async () => {
    const { call, at, later } = await openAccount({ type: 'standard', country: 'US' });
    const { body: person } = await call('POST', `${at}/persons`, jane);
    expect(person.verification.status).toBe('pending');
    expect((await later()).requirements.pending_verification).toEqual([]);
    const { body } = await call('GET', `${at}/persons/${person.id}`);
    expect(body.verification.status).toBe('verified');
  });

  test('stays active while more of it is looked at, and tells itself as its platform does', async () => {
    const { call, account, at, later } = await openAccount({
      ...whole,
      business_type: 'company',
      company: { name: 'Acme', phone: '+14155550100', tax_id: '000000000', address },
      individual: {},
    });
    const relationship = { representative: 'true', owner: 'true', percent_ownership: '60' };
    await call('POST', `${at}/persons`, { ...jane, relationship });
    const own = async () =>
      (await call('GET', '/v1/account', {}, { 'Stripe-Account': account.id })).body;
    expect((await own()).charges_enabled).toBe(false);
    expect((await later()).charges_enabled).toBe(true);
    const { body: other } = await call('POST', `${at}/persons`, {
      ...jane,
      email: 'j@example.com',
    });
    const { body } = await call('GET', at);
    expect(body).toMatchObject({
      capabilities: { card_payments: 'active', transfers: 'active' },
      charges_enabled: true,
      requirements: { disabled_reason: null },
    });
    expect(body.requirements.pending_verification).toContain(`${other.id}.id_number`);
    expect(await own()).toEqual(body);
  });

  test.each([
    ['standard', { stripe_dashboard: { type: 'full' }, fees: { payer: 'account' } }],
    ['express', { stripe_dashboard: { type: 'express' }, requirement_collection: 'stripe' }],
    ['custom', { stripe_dashboard: { type: 'none' }, requirement_collection: 'application' }],
  ])('of type %s is controlled accordingly', async (type, controller) => {
    const { account } = await openAccount({ ...whole, type });
    expect(account).toMatchObject({ type, controller });
  });

  test.each([
    [{ controller: { losses: { payments: 'stripe' } } }, 'controller'],
    [{ country: 'Narnia' }, 'country'],
    [
      { external_account: { ...bank, account_number: '123123123' } },
      'external_account[account_number]',
    ],
  ])('with %j is refused', async (params, param) => {
    const { status, account } = await openAccount({ ...whole, ...params });
    expect([status, account.error.param]).toEqual([400, param]);
  });

  test('is rejected for a reason, and taken up again', async () => {
    const { call, at, later } = await openAccount();
    await later();
    expect((await call('POST', `${at}/reject`, { reason: 'dislike' })).status).toBe(400);
    const { body: rejected } = await call('POST', `${at}/reject`, { reason: 'fraud' });
    expect(rejected).toMatchObject({
      charges_enabled: false,
      payouts_enabled: false,
      requirements: { disabled_reason: 'rejected.fraud' },
    });
    const { body: again } = await call('POST', `${at}/unreject`);
    expect(again).toMatchObject({ charges_enabled: true, requirements: { disabled_reason: null } });
  });

  test('tells with each capability that it wants what holds it up', async () => {
    const { call, account, at } = await openAccount({
      ...without('first_name'),
      capabilities: { transfers: { requested: 'true' } },
    });
    const { currently_due: missing } = account.requirements;
    expect(missing).toContain('individual.first_name');
    const none = { currently_due: [], disabled_reason: null, past_due: [] };
    expect((await call('GET', `${at}/capabilities/transfers`)).body).toMatchObject({
      future_requirements: none,
      requirements: { currently_due: missing, disabled_reason: 'requirements.fields_needed' },
      status: 'inactive',
    });
    const { body: unasked } = await call('GET', `${at}/capabilities/card_payments`);
    expect(unasked).toMatchObject({ requirements: none, status: 'unrequested' });
    await call('POST', `${at}/reject`, { reason: 'fraud' });
    const { data } = (await call('GET', `${at}/capabilities`)).body;
    expect(data[0].requirements.disabled_reason).toBe('rejected.other');
  });

  test('has each capability by its name', async () => {
    const { call, at, later } = await openAccount();
    await later();
    const { call: other } = await openAccount({ ...whole, capabilities: {} });
    const one = `${at}/capabilities/card_payments`;
    expect((await call('GET', one)).body).toMatchObject({
      id: 'card_payments',
      requested: true,
      requirements: { currently_due: [], disabled_reason: null },
      status: 'active',
    });
    const { body: off } = await call('POST', one, { requested: 'false' });
    expect(off).toMatchObject({ id: 'card_payments', requested: false, status: 'unrequested' });
    expect((await call('GET', at)).body).toMatchObject({
      capabilities: { transfers: 'active' },
      charges_enabled: false,
    });
    const { body: on } = await call('POST', `${at}/capabilities/link_payments`, {
      requested: 'true',
    });
    expect(on).toMatchObject({ account: expect.stringMatching(/^acct_/), status: 'active' });
    const { data } = (await call('GET', `${at}/capabilities`)).body;
    expect(data.map(({ id }: { id: string }) => id).sort()).toEqual([
      'card_payments',
      'link_payments',
      'transfers',
    ]);
    expect((await call('GET', `${at}/capabilities/magic`)).status).toBe(404);
    expect((await other('GET', '/v1/accounts')).body.data[0].capabilities).toEqual({});
  });
});

describe('external accounts', () => {
  test('have one default for each currency, which stays while it is needed', async () => {
    const { call, account, at } = await openAccount();
    const [first] = account.external_accounts.data;
    expect(first).toMatchObject({ default_for_currency: true, last4: '6789' });
    const all = `${at}/external_accounts`;
    expect((await call('GET', `${all}/${first.id}`)).body).toEqual(first);
    const { body: second } = await call('POST', all, { external_account: 'tok_visa_debit' });
    expect(second).toMatchObject({ object: 'card', default_for_currency: false });
    expect((await call('DELETE', `${all}/${first.id}`)).status).toBe(400);
    await call('POST', `${all}/${second.id}`, { default_for_currency: 'true' });
    const { data } = (await call('GET', at)).body.external_accounts;
    expect(data.map((one: typeof first) => [one.id, one.default_for_currency])).toEqual([
      [second.id, true],
      [first.id, false],
    ]);
    expect((await call('DELETE', `${all}/${first.id}`)).body).toMatchObject({ deleted: true });
    expect((await call('GET', at)).body.external_accounts.total_count).toBe(1);
    expect(await typesOf(call)).toEqual(
      expect.arrayContaining([
        'account.external_account.created',
        'account.external_account.updated',
        'account.external_account.deleted',
      ]),
    );
    expect((await typesOf(call)).join()).not.toContain('customer.source');
  });
});

describe('links', () => {
  const urls = { refresh_url: 'https://example.com/a', return_url: 'https://example.com/b' };

  test.each([
    ['custom', 'account_update', undefined],
    ['custom', 'account_onboarding', undefined],
    ['express', 'account_onboarding', undefined],
    ['express', 'account_update', 'type'],
    ['standard', 'account_update', 'type'],
  ])('of an account of type %s for %s: %s', async (type, linked, param) => {
    const { call, account } = await openAccount({ ...whole, type });
    const params = { account: account.id, type: linked, ...urls };
    const { body } = await call('POST', '/v1/account_links', params);
    expect(body.error?.param).toBe(param);
    if (!param) {
      expect(body.url).toMatch(/^https:\/\/connect\.stripe\.com\/setup\/[ces]\/acct_/);
      expect(body.expires_at).toBe(nowSeconds + 300);
    }
  });

  test.each([
    [{ refresh_url: '' }, 'refresh_url'],
    [{ return_url: 'nowhere' }, 'return_url'],
    [{ account: 'acct_none' }, 'account'],
  ])('with %j are refused', async (params, param) => {
    const { call, account } = await openAccount();
    const given = { account: account.id, type: 'account_onboarding', ...urls, ...params };
    expect((await call('POST', '/v1/account_links', given)).body.error.param).toBe(param);
  });

  test.each([
    ['express', whole, 200],
    ['express', without('email'), 400],
    ['custom', whole, 400],
  ])('to the dashboard of an account of type %s', async (type, params, status) => {
    const { call } = openSandbox();
    const { body } = await call('POST', '/v1/accounts', { ...params, type });
    expect((await call('POST', `/v1/accounts/${body.id}/login_links`)).status).toBe(status);
  });

  test('of a session show what is enabled', async () => {
    const { call, account } = await openAccount();
    const ask = (enabled: string) =>
      call('POST', '/v1/account_sessions', {
        account: account.id,
        components: { payments: { enabled } },
      });
    expect((await ask('true')).body).toMatchObject({
      account: account.id,
      client_secret: expect.stringMatching(/^accs_secret__/),
      components: { payments: { enabled: true } },
    });
    expect((await ask('false')).body.error.param).toBe('components');
  });
});

describe('a payment for a connected account', () => {
  /** As it is told afterwards: the answer itself does not know yet where the money went. */
  async function pay(call: Call, destination: string, params: FormObject = {}) {
    const answer = await call('POST', '/v1/payment_intents', {
      amount: '1000',
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: 'true',
      transfer_data: { destination },
      ...params,
    });
    if (answer.status !== 200) return answer;
    return call('GET', `/v1/payment_intents/${answer.body.id}`, { 'expand[]': 'latest_charge' });
  }

  test.each([{}, { capture_method: 'manual' }, { transfer_group: 'ORDER' }])(
    'stands in one group with its transfer: %j',
    async (asked: FormObject) => {
      const { call, account } = await openAccount();
      const { body } = await pay(call, account.id, asked);
      const path = `/v1/payment_intents/${body.id}`;
      if (body.status === 'requires_capture') await call('POST', `${path}/capture`);
      const intent = (await call('GET', path, { 'expand[]': 'latest_charge' })).body;
      const { transfer, transfer_group: group } = intent.latest_charge;
      expect(group).toBe(asked['transfer_group'] ?? `group_${body.id}`);
      expect(intent.transfer_group).toBe(group);
      expect((await call('GET', `/v1/transfers/${transfer}`)).body.transfer_group).toBe(group);
    },
  );

  test('is answered before its money has gone anywhere, unless it waits for a capture', async () => {
    const { call, account } = await openAccount();
    const asked = {
      amount: '1000',
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: 'true',
      application_fee_amount: '100',
      transfer_data: { destination: account.id },
      expand: ['latest_charge.balance_transaction'],
    };
    const { latest_charge: charge } = (await call('POST', '/v1/payment_intents', asked)).body;
    expect(charge).toMatchObject({ application_fee: null, balance_transaction: null });
    expect(charge).not.toHaveProperty('transfer');
    const at = `/v1/charges/${charge.id}`;
    const known = {
      application_fee: expect.any(String),
      balance_transaction: expect.any(String),
      transfer: expect.any(String),
    };
    expect((await call('GET', at)).body).toMatchObject(known);
    const held = { ...asked, capture_method: 'manual' };
    const { id } = (await call('POST', '/v1/payment_intents', held)).body;
    const captured = await call('POST', `/v1/payment_intents/${id}/capture`, {
      'expand[]': 'latest_charge',
    });
    expect(captured.body.latest_charge).toMatchObject(known);
  });

  test('is passed on, and its fee is kept', async () => {
    const { call, account } = await openAccount();
    const { body } = await pay(call, account.id, { application_fee_amount: '100' });
    const { transfer, application_fee: fee, destination } = body.latest_charge;
    expect(destination).toBe(account.id);
    expect((await call('GET', `/v1/transfers/${transfer}`)).body).toMatchObject({
      amount: 1000,
      destination: account.id,
      source_transaction: body.latest_charge.id,
    });
    expect((await call('GET', `/v1/application_fees/${fee}`)).body).toMatchObject({
      account: account.id,
      amount: 100,
      originating_transaction: body.latest_charge.id,
    });
    const { body: balance } = await call('GET', '/v1/balance');
    expect(balance.pending[0].amount).toBe(1000 - 59 - 1000 + 100);
    const path = `/v1/application_fees/${fee}/refunds`;
    const refuse = async (params: object) => (await call('POST', path, { ...params })).body.error;
    const beyond = { amount: '101' };
    expect((await refuse(beyond)).message).toBe(
      'Refund amount ($1.01) is greater than fee amount ($1.00)',
    );
    const refund = { payment_intent: body.id, amount: '500' };
    await call('POST', '/v1/refunds', {
      ...refund,
      reverse_transfer: 'true',
      refund_application_fee: 'true',
    });
    expect((await call('GET', `/v1/transfers/${transfer}`)).body.amount_reversed).toBe(500);
    expect((await call('GET', `/v1/application_fees/${fee}`)).body).toMatchObject({
      amount_refunded: 50,
      refunded: false,
      refunds: { data: [{ amount: 50, fee }] },
    });
    const unrefunded = (rest: string) => ({
      param: 'amount',
      message: `Refund amount ($0.51) is greater than unrefunded amount on fee (${rest})`,
    });
    expect(await refuse({ amount: '51' })).toMatchObject(unrefunded('$0.50'));
    await call('POST', path);
    expect(await refuse({ amount: '51' })).toMatchObject(unrefunded('$0.00'));
    expect((await refuse({})).code).toBe('charge_already_refunded');
    expect(await typesOf(call)).toEqual(
      expect.arrayContaining([
        'transfer.created',
        'application_fee.created',
        'transfer.reversed',
        'application_fee.refunded',
      ]),
    );
  });

  test('passes on a part when it is held first, and nothing to strangers', async () => {
    const { call, account } = await openAccount();
    const { body: held } = await pay(call, account.id, {
      capture_method: 'manual',
      transfer_data: { destination: account.id, amount: '700' },
    });
    expect(held.latest_charge.transfer).toBeUndefined();
    const { body } = await call('POST', `/v1/payment_intents/${held.id}/capture`, {
      'expand[]': 'latest_charge.transfer',
    });
    expect(body.latest_charge.transfer).toMatchObject({ amount: 700 });
    const { status, body: refused } = await pay(call, 'acct_none');
    expect([status, refused.error.param]).toEqual([400, 'transfer_data[destination]']);
  });
});

describe('a statement', () => {
  const settings = (descriptor?: string, prefix?: string) => ({
    settings: {
      ...(descriptor ? { payments: { statement_descriptor: descriptor } } : {}),
      ...(prefix ? { card_payments: { statement_descriptor_prefix: prefix } } : {}),
    },
  });

  test('begins with what the descriptor is, until something else is told', async () => {
    const { call, at } = await openAccount({ ...whole, ...settings('RUNNERS CLUB') });
    const prefixAfter = async (params: FormObject) =>
      (await call('POST', at, params)).body.settings.card_payments.statement_descriptor_prefix;
    expect(await prefixAfter(settings('NEW RUNNERS CLUB'))).toBe('NEW RUNNER');
    expect(await prefixAfter(settings(undefined, 'RUNCLUB'))).toBe('RUNCLUB');
    expect(await prefixAfter({ metadata: { a: '1' } })).toBe('RUNCLUB');
    expect(await prefixAfter(settings('OLD CLUB', 'CLUB'))).toBe('CLUB');
    expect(await prefixAfter(settings('YET ANOTHER'))).toBe('YET ANOTHE');
  });

  test.each([
    [settings('CLUB'), 'settings[payments][statement_descriptor]'],
    [settings('A CLUB OF VERY MANY RUNNERS'), 'settings[payments][statement_descriptor]'],
    [settings('RUNNERS*CLUB'), 'settings[payments][statement_descriptor]'],
    [settings(undefined, 'C'), 'settings[card_payments][statement_descriptor_prefix]'],
    [settings(undefined, 'RUNNERSCLUB'), 'settings[card_payments][statement_descriptor_prefix]'],
  ])('cannot be told with %j', async (params, param) => {
    const { call, at } = await openAccount();
    const { status, body } = await call('POST', at, params);
    expect([status, body.error.param]).toEqual([400, param]);
    const { body: again } = await call('POST', '/v1/accounts', { ...whole, ...params });
    expect(again.error.param).toBe(param);
  });

  test('tells whose charge it is', async () => {
    const { call, account, later } = await openAccount({
      ...whole,
      ...settings('RUNNERS CLUB', 'RUNCLUB'),
    });
    await later();
    const paid = async (params: FormObject, headers = {}) => {
      const usual = { amount: '1000', currency: 'usd', confirm: 'true' };
      const { body } = await call(
        'POST',
        '/v1/payment_intents',
        {
          ...usual,
          payment_method: 'pm_card_visa',
          'payment_method_types[]': 'card',
          'expand[]': 'latest_charge',
          ...params,
        },
        headers,
      );
      return body.latest_charge.calculated_statement_descriptor;
    };
    const suffix = { statement_descriptor_suffix: 'Order 7' };
    const direct = { 'Stripe-Account': account.id };
    const transfer_data = { destination: account.id };
    expect(await paid({}, direct)).toBe('RUNNERS CLUB');
    expect(await paid(suffix, direct)).toBe('RUNCLUB* ORDER 7');
    expect(await paid({ ...suffix, transfer_data, on_behalf_of: account.id })).toBe(
      'RUNCLUB* ORDER 7',
    );
    expect(await paid({ ...suffix, transfer_data })).toBe('SANDSHELL* ORDER 7');
  });
});

describe('a transfer of what a charge brings', () => {
  test('waits with it on both sides, and not with one that is available', async () => {
    const { call, account } = await openAccount();
    const balanceOf = async (id: string, headers = {}) =>
      (await call('GET', `/v1/balance_transactions/${id}`, {}, headers)).body;
    for (const [source, status] of [
      ['tok_visa', 'pending'],
      ['tok_bypassPending', 'available'],
    ] as const) {
      const sold = { amount: '1000', currency: 'usd', source };
      const { body: charge } = await call('POST', '/v1/charges', sold);
      const { body: transfer } = await call('POST', '/v1/transfers', {
        amount: '700',
        currency: 'usd',
        destination: account.id,
        source_transaction: charge.id,
      });
      const direct = { 'Stripe-Account': account.id };
      const at = `/v1/charges/${transfer.destination_payment}`;
      const { body: payment } = await call('GET', at, {}, direct);
      const { available_on: time } = await balanceOf(charge.balance_transaction);
      const same = { available_on: time, status };
      expect(await balanceOf(transfer.balance_transaction)).toMatchObject(same);
      expect(await balanceOf(payment.balance_transaction, direct)).toMatchObject(same);
    }
  });
});

describe('a direct charge', () => {
  const own = (account: string) => ({ 'Stripe-Account': account });

  async function payDirectly(call: Call, account: string, params: FormObject = {}) {
    const given = { amount: '1000', currency: 'usd', payment_method: 'pm_card_visa', ...params };
    const asked = {
      ...given,
      confirm: 'true',
      application_fee_amount: '100',
      'payment_method_types[]': 'card',
    };
    const answer = await call('POST', '/v1/payment_intents', asked, own(account));
    if (answer.status !== 200) return answer;
    const expanded = { 'expand[]': 'latest_charge.balance_transaction' };
    return call('GET', `/v1/payment_intents/${answer.body.id}`, expanded, own(account));
  }

  test('leaves its fee with the platform, whose event tells of it', async () => {
    const { call, account } = await openAccount();
    const { body } = await payDirectly(call, account.id);
    const { latest_charge: charge } = body;
    expect(body.application).toMatch(/^ca_/);
    expect(charge.balance_transaction).toMatchObject({
      amount: 1000,
      fee: 159,
      net: 841,
      fee_details: [
        { amount: 100, type: 'application_fee', application: body.application },
        { amount: 59, type: 'stripe_fee' },
      ],
    });
    const { body: fee } = await call('GET', `/v1/application_fees/${charge.application_fee}`, {
      'expand[]': 'balance_transaction',
    });
    expect(fee).toMatchObject({
      account: account.id,
      amount: 100,
      charge: charge.id,
      originating_transaction: null,
      balance_transaction: { type: 'application_fee', amount: 100, source: fee.id },
    });
    const balanceOf = async (headers = {}) =>
      (await call('GET', '/v1/balance', {}, headers)).body.pending[0]?.amount;
    expect([await balanceOf(), await balanceOf(own(account.id))]).toEqual([100, 841]);
    const told = (await call('GET', '/v1/events', { type: 'application_fee.created' })).body.data;
    expect(told.map(({ data }: { data: { object: { id: string } } }) => data.object.id)).toEqual([
      fee.id,
    ]);
    const there = await call('GET', '/v1/events', { limit: '100' }, own(account.id));
    const types = there.body.data.map(({ type }: { type: string }) => type);
    expect(types).toContain('charge.succeeded');
    expect(types).not.toContain('application_fee.created');
  });

  test('gives the fee back with a refund that asks for it, or by itself', async () => {
    const { call, account } = await openAccount();
    const { body } = await payDirectly(call, account.id);
    const fee = `/v1/application_fees/${body.latest_charge.application_fee}`;
    const half = { payment_intent: body.id, amount: '500', refund_application_fee: 'true' };
    await call('POST', '/v1/refunds', half, own(account.id));
    expect((await call('GET', fee)).body).toMatchObject({ amount_refunded: 50, refunded: false });
    await call('POST', `${fee}/refunds`);
    expect((await call('GET', fee)).body).toMatchObject({ amount_refunded: 100, refunded: true });
    expect((await call('GET', '/v1/balance')).body.pending[0].amount).toBe(0);
    const { body: balance } = await call('GET', '/v1/balance', {}, own(account.id));
    expect(balance.pending[0].amount).toBe(1000 - 59 - 500);
  });

  test('that is declined leaves nothing on either side', async () => {
    const { call, account } = await openAccount();
    const method = 'pm_card_chargeDeclined';
    const { status } = await payDirectly(call, account.id, { payment_method: method });
    expect(status).toBe(402);
    expect((await call('GET', '/v1/application_fees')).body.data).toEqual([]);
  });

  test('alone, or one that is passed on, may have a fee', async () => {
    const { call } = await openAccount();
    const { status, body } = await call('POST', '/v1/payment_intents', {
      amount: '1000',
      currency: 'usd',
      application_fee_amount: '100',
    });
    expect([status, body.error.param]).toEqual([400, 'application_fee_amount']);
  });

  test('is paid by a subscription, with its percentage', async () => {
    const { call, account } = await openAccount();
    const there = own(account.id);
    const { body: customer } = await call(
      'POST',
      '/v1/customers',
      {
        payment_method: 'pm_card_visa',
        'invoice_settings[default_payment_method]': 'pm_card_visa',
      },
      there,
    );
    const { body: product } = await call('POST', '/v1/products', { name: 'Gold' }, there);
    const monthly = { currency: 'usd', unit_amount: '2000', 'recurring[interval]': 'month' };
    const { body: price } = await call(
      'POST',
      '/v1/prices',
      { ...monthly, product: product.id },
      there,
    );
    const { status, body: subscription } = await call(
      'POST',
      '/v1/subscriptions',
      { customer: customer.id, 'items[0][price]': price.id, application_fee_percent: '10' },
      there,
    );
    expect(status).toBe(200);
    const application = expect.stringMatching(/^ca_/);
    expect(subscription).toMatchObject({ application });
    for (const kind of ['invoices', 'payment_intents']) {
      const { data } = (await call('GET', `/v1/${kind}`, {}, there)).body;
      expect(data).toMatchObject([{ application }]);
    }
    const saved = await call('POST', '/v1/setup_intents', {}, there);
    expect(saved.body).toMatchObject({ application });
    expect((await call('POST', '/v1/setup_intents')).body).toMatchObject({ application: null });
    expect((await call('GET', '/v1/application_fees')).body.data).toMatchObject([{ amount: 200 }]);
  });
});

test('a reversal takes no more than the account has left of the payment', async () => {
  const { call, account } = await openAccount();
  const destination = account.id;
  const transfer = await transferred(call, destination);
  const as = { 'Stripe-Account': destination };
  const charge = transfer.destination_payment;
  const refund = await call('POST', '/v1/refunds', { charge, amount: '700' }, as);
  expect(refund.status).toBe(200);
  const path = `/v1/transfers/${transfer.id}/reversals`;
  const refused = await call('POST', path, { amount: '301' });
  expect([refused.status, refused.body.error.param]).toEqual([400, 'amount']);
  expect((await made(call, path)).amount).toBe(300);
  const { body: payment } = await call('GET', `/v1/charges/${charge}`, {}, as);
  expect(payment).toMatchObject({ amount: 1000, amount_refunded: 1000, refunded: true });
});

test('what is transferred is a payment on the account, which a reversal takes again', async () => {
  const { call, account } = await openAccount();
  const there = { 'Stripe-Account': account.id };
  const transfer = await transferred(call, account.id, { description: 'For May' });
  expect(transfer.description).toBe('For May');
  const at = `/v1/charges/${transfer.destination_payment}`;
  expect((await call('GET', at, {}, there)).body).toMatchObject({
    amount: 1000,
    application: expect.stringMatching(/^ca_/),
    billing_details: { address: { city: null }, email: null },
    description: null,
    fraud_details: {},
    receipt_url: expect.stringContaining('https://pay.stripe.com/receipts/'),
    source_transfer: transfer.id,
    status: 'succeeded',
  });
  const balance = async () =>
    (await call('GET', '/v1/balance', {}, there)).body.available[0].amount;
  expect(await balance()).toBe(1000);
  const { body: back } = await call('POST', `/v1/transfers/${transfer.id}/reversals`, {
    amount: '400',
  });
  expect(back.destination_payment_refund).toMatch(/^pyr_/);
  expect(await balance()).toBe(600);
  expect((await call('GET', at, {}, there)).body).toMatchObject({ amount_refunded: 400 });
});

test('what was passed on without a fee may be asked back together with the fee', async () => {
  const { call, account } = await openAccount();
  const { id: charge } = await made(call, '/v1/charges', {
    amount: '1000',
    currency: 'usd',
    source: 'tok_visa',
    transfer_data: { destination: account.id },
  });
  const asked = { charge, refund_application_fee: 'true', reverse_transfer: 'true' };
  const { status, body } = await call('POST', '/v1/refunds', asked);
  expect([status, body.transfer_reversal]).toEqual([200, expect.stringMatching(/^trr_/)]);
});

describe('what a platform cannot do', () => {
  test('is to give back a fee that nobody has paid', async () => {
    const { call } = openSandbox();
    const paid = { amount: '1000', currency: 'usd', source: 'tok_visa' };
    const { id: charge } = await made(call, '/v1/charges', paid);
    const asked = { charge, refund_application_fee: 'true' };
    const { status, body } = await call('POST', '/v1/refunds', asked);
    expect([status, body.error.message]).toEqual([
      400,
      `Attempting to refund_application_fee on ${charge}, but it has no application fee`,
    ]);
  });

  test('is to say where its own money goes, or to lead to a dashboard that there is not', async () => {
    const { call, account } = await openAccount();
    const { body: own } = await call('GET', '/v1/account');
    const at = `/v1/accounts/${own.id}/external_accounts`;
    const { body } = await call('POST', at, { external_account: 'btok_us_verified' });
    expect(body.error.message).toContain('away from the dashboard');
    const link = await call('POST', `/v1/accounts/${account.id}/login_links`);
    expect(link.body.error.message).toContain('which is not an Express account');
  });
});

test('a schedule of payouts tells the days of its interval, and the least delay as a number', async () => {
  const { call, at } = await openAccount();
  const scheduled = async (schedule: Given) =>
    (await made(call, at, { settings: { payouts: { schedule } } })).settings.payouts.schedule;
  const weekly = { interval: 'weekly', weekly_anchor: 'monday' };
  expect(await scheduled({ delay_days: '14', ...weekly })).toEqual({ delay_days: 14, ...weekly });
  expect(await scheduled({ interval: 'monthly', monthly_anchor: '31' })).toEqual({
    delay_days: 14,
    interval: 'monthly',
    monthly_anchor: 31,
  });
  expect(await scheduled({ interval: 'daily', delay_days: 'minimum' })).toEqual({
    delay_days: 2,
    interval: 'daily',
  });
  const wrong = { payouts: { schedule: { interval: 'monthly', monthly_anchor: '32' } } };
  const { status, body } = await post(call, at, { settings: wrong });
  expect([status, body.error.param]).toEqual([400, 'settings[payouts][schedule][monthly_anchor]']);
});

test('a connected account has no accounts of its own', async () => {
  const { call } = openSandbox();
  const { id } = (await call('POST', '/v1/accounts', { type: 'custom' })).body;
  const { status, body } = await call(
    'POST',
    '/v1/accounts',
    { type: 'custom' },
    { 'Stripe-Account': id },
  );
  expect(status).toBe(400);
  expect(body.error.message).toMatch(/^You can only create new accounts if/);
});
