// Configurations of payment methods, and what intents and checkout sessions take of them.

import { describe, expect, test } from 'vitest';
import { made, post, type Given } from './made.ts';
import { openSandbox, type Answered, type Call } from './open-sandbox.ts';

const path = '/v1/payment_method_configurations';
const on: Given = { display_preference: { preference: 'on' } };
const off: Given = { display_preference: { preference: 'off' } };

async function listed(call: Call, params = {}): Promise<readonly Answered['body'][]> {
  return (await call('GET', path, params)).body.data;
}

function intent(call: Call, more: Given = {}): Promise<Answered['body']> {
  return made(call, '/v1/payment_intents', { amount: '500', currency: 'usd', ...more });
}

test('every account has a default configuration, with a preference for each kind', async () => {
  const { call } = openSandbox();
  const [only, ...others] = await listed(call);
  expect(others).toEqual([]);
  expect(only).toMatchObject({
    id: expect.stringMatching(/^pmc_1\w{23}$/),
    object: 'payment_method_configuration',
    active: true,
    application: null,
    is_default: true,
    name: 'Default',
    parent: null,
    card: {
      available: true,
      display_preference: { overridable: null, preference: 'on', value: 'on' },
    },
    klarna: {
      available: false,
      display_preference: { overridable: null, preference: 'off', value: 'off' },
    },
  });
  const kinds = Object.values(only).filter((value) => Object(value).display_preference);
  expect(kinds.length).toBeGreaterThan(40);
  expect((await call('GET', `${path}/${only.id}`)).body).toEqual(only);
  const elsewhere = await openSandbox({ seed: 'other' }).call('GET', path);
  expect(elsewhere.body.data).toEqual([only]);
});

test('what is changed of the default one, intents and sessions follow', async () => {
  const { call } = openSandbox();
  const [{ id }] = (await listed(call)) as [Answered['body']];
  expect(await intent(call)).toMatchObject({
    payment_method_types: ['card'],
    payment_method_configuration_details: { id, parent: null },
  });
  const changed = await made(call, `${path}/${id}`, { klarna: on, sepa_debit: on, apple_pay: off });
  expect(changed).toMatchObject({
    is_default: true,
    klarna: { available: true },
    apple_pay: { available: false },
    card: { available: true },
  });
  expect(await listed(call)).toEqual([changed]);
  expect((await intent(call)).payment_method_types).toEqual(['card', 'klarna']);
  const euros = await intent(call, { currency: 'eur' });
  expect(euros.payment_method_types).toEqual(['card', 'klarna', 'sepa_debit']);
  const here = { automatic_payment_methods: { enabled: 'true', allow_redirects: 'never' } };
  expect((await intent(call, here)).payment_method_types).toEqual(['card']);
  const setup = await made(call, '/v1/setup_intents');
  expect(setup.payment_method_types).toEqual(['card', 'klarna', 'sepa_debit']);
  const session = await made(call, '/v1/checkout/sessions', {
    mode: 'payment',
    success_url: 'https://example.com/done',
    line_items: [
      {
        price_data: { currency: 'usd', product_data: { name: 'Tea' }, unit_amount: '500' },
        quantity: '1',
      },
    ],
  });
  expect(session).toMatchObject({
    payment_method_types: ['card', 'klarna'],
    payment_method_configuration_details: { id, parent: null },
  });
});

test('kinds that a request names go before all configurations', async () => {
  const { call } = openSandbox();
  const named = await intent(call, { payment_method_types: ['card', 'klarna'] });
  expect(named).toMatchObject({
    payment_method_types: ['card', 'klarna'],
    payment_method_configuration_details: null,
  });
});

test('is not told where it is not asked, to connected accounts, and before August 2023', async () => {
  const { call } = openSandbox();
  const toldBy = async (params: object, headers = {}): Promise<unknown> => {
    const all = { amount: '500', currency: 'usd', ...params };
    const { body } = await call('POST', '/v1/payment_intents', all, headers);
    expect(body.payment_method_types).toEqual(['card']);
    return body.payment_method_configuration_details ?? null;
  };
  expect(await toldBy({ automatic_payment_methods: { enabled: 'false' } })).toBeNull();
  expect(await toldBy({}, { 'Stripe-Version': '2022-11-15' })).toBeNull();
  const { id } = await made(call, '/v1/accounts', { type: 'custom', country: 'US' });
  expect(await toldBy({}, { 'Stripe-Account': id })).toBeNull();
  expect(await toldBy({})).not.toBeNull();
});

test('kinds are left out that a request excludes, and those that do not take the currency', async () => {
  const { call } = openSandbox();
  const { id } = await made(call, path, { name: 'Europe', ideal: on, sepa_debit: on });
  const all = { payment_method_configuration: id, currency: 'eur' };
  const less = { ...all, excluded_payment_method_types: ['card', 'sepa_debit'] };
  expect(await intent(call, less)).toMatchObject({
    excluded_payment_method_types: ['card', 'sepa_debit'],
    payment_method_types: ['ideal'],
  });
  const setup = { mode: 'setup', success_url: 'https://example.com/done' };
  const session = await made(call, '/v1/checkout/sessions', { ...setup, ...less });
  expect(session).toMatchObject({ currency: 'eur', payment_method_types: ['ideal'] });
  const { body: begun } = await call('GET', `/v1/setup_intents/${session.setup_intent}`);
  expect(begun.payment_method_types).toEqual(['ideal']);
  const none = [
    { excluded_payment_method_types: ['card'] },
    { allowed_payment_method_types: ['sepa_debit'] },
  ];
  for (const params of none) {
    const refused = await post(call, '/v1/payment_intents', {
      ...{ amount: '500', currency: 'usd' },
      ...params,
    });
    expect(refused.body.error.message).toMatch(/^No valid payment method types/);
  }
});

test('an update chooses the kinds anew', async () => {
  const { call } = openSandbox();
  const [{ id }] = (await listed(call)) as [Answered['body']];
  await made(call, `${path}/${id}`, { klarna: on, sepa_debit: on });
  const { id: payment } = await intent(call, { currency: 'eur' });
  const updated = (params: Given) => made(call, `/v1/payment_intents/${payment}`, params);
  const kinds = 'payment_method_types';
  expect(await updated({ currency: 'usd' })).toMatchObject({ [kinds]: ['card', 'klarna'] });
  const excluded = 'excluded_payment_method_types';
  expect(await updated({ [excluded]: ['card'] })).toMatchObject({ [kinds]: ['klarna'] });
  expect(await updated({ metadata: { order: '7' } })).toMatchObject({ [kinds]: ['klarna'] });
  const details = 'payment_method_configuration_details';
  expect(await updated({ [excluded]: '' })).toMatchObject({
    [details]: { id },
    [kinds]: ['card', 'klarna'],
  });
  const allowed = { allowed_payment_method_types: ['sepa_debit', 'klarna'] };
  expect(await updated(allowed)).toMatchObject({ [details]: null, [kinds]: ['klarna'] });
  expect(await updated({ currency: 'eur' })).toMatchObject({ [kinds]: ['sepa_debit', 'klarna'] });
  expect(await updated({ [kinds]: ['card'] })).toMatchObject({
    [details]: null,
    [kinds]: ['card'],
  });
  const setup = (await made(call, '/v1/setup_intents')).id;
  const later = await made(call, `/v1/setup_intents/${setup}`, allowed);
  expect(later).toMatchObject({ [details]: null, [kinds]: ['sepa_debit', 'klarna'] });
});

test.each(['payment_intents', 'setup_intents'])('so does a confirmation: %s', async (kind) => {
  const { call } = openSandbox();
  const [{ id }] = (await listed(call)) as [Answered['body']];
  await made(call, `${path}/${id}`, { klarna: on });
  const paid = kind === 'payment_intents' ? { amount: '900', currency: 'usd' } : {};
  const at = `/v1/${kind}/${(await made(call, `/v1/${kind}`, paid)).id}`;
  const card = { payment_method: 'pm_card_visa', return_url: 'https://example.com' };
  const other = { ...card, allowed_payment_method_types: ['klarna'] };
  const refused = await post(call, `${at}/confirm`, other);
  expect([refused.status, refused.body.error.message]).toEqual([
    400,
    expect.stringContaining('of one of the following types: klarna.'),
  ]);
  expect((await call('GET', at)).body.allowed_payment_method_types).toBeNull();
  const own = { ...card, allowed_payment_method_types: ['card'] };
  expect(await made(call, `${at}/confirm`, own)).toMatchObject({
    allowed_payment_method_types: ['card'],
    payment_method_types: ['card'],
    status: 'succeeded',
  });
});

test('what a confirmation excludes is out', async () => {
  const { call } = openSandbox();
  const { id } = await intent(call, {});
  const asked = { payment_method: 'pm_card_visa', return_url: 'https://example.com' };
  const less = { ...asked, excluded_payment_method_types: ['card'] };
  const { body } = await post(call, `/v1/payment_intents/${id}/confirm`, less);
  expect(body.error.message).toMatch(/^(The PaymentMethod provided|No valid payment method types)/);
  const done = { ...asked, excluded_payment_method_types: ['klarna'] };
  expect(await made(call, `/v1/payment_intents/${id}/confirm`, done)).toMatchObject({
    excluded_payment_method_types: ['klarna'],
    status: 'succeeded',
  });
});

test('a session that sets up need not know a currency', async () => {
  const { call } = openSandbox();
  const setup = { mode: 'setup', success_url: 'https://example.com/done' };
  expect(await made(call, '/v1/checkout/sessions', setup)).toMatchObject({
    currency: null,
    payment_method_types: ['card'],
  });
});

test('another configuration is used where it is named, as long as it is active', async () => {
  const { call } = openSandbox();
  const own = await made(call, path, { name: 'Europe', card: off, ideal: on });
  expect(own).toMatchObject({ is_default: false, active: true, name: 'Europe' });
  expect((await listed(call)).map(({ name }) => name)).toEqual(['Europe', 'Default']);
  const named = { payment_method_configuration: own.id };
  expect(await intent(call, { ...named, currency: 'eur' })).toMatchObject({
    payment_method_types: ['ideal'],
    payment_method_configuration_details: { id: own.id, parent: null },
  });
  const dollars = { amount: '500', currency: 'usd', ...named };
  const { body } = await post(call, '/v1/payment_intents', dollars);
  expect(body.error.message).toMatch(/^No valid payment method types for this Payment Intent\./);
  await made(call, `${path}/${own.id}`, { active: 'false' });
  const late = await post(call, '/v1/payment_intents', { ...dollars, currency: 'eur' });
  expect(late.body.error.param).toBe('payment_method_configuration');
  expect((await listed(call, { active: 'true' })).map(({ name }) => name)).toEqual(['Default']);
});

describe('a configuration is refused', () => {
  test('that is unknown, or has an unknown parent', async () => {
    const { call } = openSandbox();
    const unknown = { amount: '500', currency: 'usd', payment_method_configuration: 'pmc_unknown' };
    const { status, body } = await post(call, '/v1/payment_intents', unknown);
    expect([status, body.error.code, body.error.param]).toEqual([
      ...[400, 'resource_missing', 'payment_method_configuration'],
    ]);
    expect((await call('GET', `${path}/pmc_unknown`)).status).toBe(404);
    expect((await post(call, path, { parent: 'pmc_unknown' })).body.error.param).toBe('parent');
  });

  test('that is the default one, and is to be switched off', async () => {
    const { call } = openSandbox();
    const [{ id }] = (await listed(call)) as [Answered['body']];
    const { status, body } = await post(call, `${path}/${id}`, { active: 'false' });
    expect([status, body.error.param]).toEqual([400, 'active']);
  });
});

test('a child begins with what its parent offers', async () => {
  const { call } = openSandbox();
  const parent = await made(call, path, { name: 'Above', klarna: on });
  const child = await made(call, path, { name: 'Below', parent: parent.id });
  expect(child).toMatchObject({ parent: parent.id, klarna: { available: true } });
});

test('a domain is validated, and stays as it is', async () => {
  const { call } = openSandbox();
  const domain = await made(call, '/v1/payment_method_domains', { domain_name: 'example.com' });
  expect(domain).toMatchObject({
    domain_name: 'example.com',
    enabled: true,
    apple_pay: { status: 'active' },
    link: { status: 'active' },
  });
  const again = await made(call, `/v1/payment_method_domains/${domain.id}/validate`);
  expect(again).toEqual(domain);
});
