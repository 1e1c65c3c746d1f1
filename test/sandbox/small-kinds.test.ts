// Kinds that do little more than the plain rules: apps' secrets, climate orders, designs of issued cards,
// sessions of Financial Connections, and others.

import { describe, expect, test } from 'vitest';
import { made, post } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

const refusal = async (call: Call, path: string, params: object) => {
  const { status, body } = await post(call, path, params as Readonly<Record<string, unknown>>);
  return [status, body.error?.code, body.error?.param];
};

const idsOf = (list: { readonly data: readonly { readonly id: string }[] }) =>
  list.data.map(({ id }) => id);

describe('a secret of an app', () => {
  const secrets = '/v1/apps/secrets';
  const account = { scope: { type: 'account' } };
  const user = { scope: { type: 'user', user: 'usr_1' } };

  test('is found by its name and scope, and its payload told to whoever expands it', async () => {
    const { call } = openSandbox();
    const secret = await made(call, secrets, { ...account, name: 'key', payload: 'abc' });
    expect(secret).not.toHaveProperty('payload');
    await made(call, secrets, { ...user, name: 'key', payload: 'def' });
    const find = (params: object) =>
      call('GET', `${secrets}/find`, { name: 'key', ...params } as Parameters<Call>[2]);
    expect((await find(account)).body).toEqual(secret);
    expect((await find({ ...account, expand: ['payload'] })).body.payload).toBe('abc');
    expect((await find({ ...user, expand: ['payload'] })).body.payload).toBe('def');
    const { status, body } = await find({ scope: { type: 'user', user: 'usr_2' } });
    expect([status, body.error.code]).toEqual([404, 'resource_missing']);
  });

  test('takes the place of the one before, and is deleted', async () => {
    const { call } = openSandbox();
    await made(call, secrets, { ...account, name: 'key', payload: 'abc' });
    const second = await made(call, secrets, { ...account, name: 'key', payload: 'def' });
    await made(call, secrets, { ...user, name: 'other', payload: 'ghi' });
    const held = async () => idsOf((await call('GET', secrets, account)).body);
    expect(await held()).toEqual([second.id]);
    const deleted = await made(call, `${secrets}/delete`, { ...account, name: 'key' });
    expect(deleted).toEqual({ id: second.id, object: 'apps.secret', deleted: true });
    expect(await held()).toEqual([]);
    expect((await post(call, `${secrets}/delete`, { ...account, name: 'key' })).status).toBe(404);
  });

  test('is gone when its time is over', async () => {
    let now = nowSeconds;
    const { call } = openSandbox({ clock: () => now * 1000 });
    const expires_at = String(nowSeconds + 60);
    await made(call, secrets, { ...account, name: 'key', payload: 'abc', expires_at });
    now += 60;
    expect((await call('GET', secrets, account)).body.data).toEqual([]);
    expect(
      await refusal(call, secrets, { ...account, name: 'a', payload: 'b', expires_at }),
    ).toEqual([400, undefined, 'expires_at']);
  });

  test.each([
    [{ type: 'user' }, 'parameter_missing'],
    [{ type: 'account', user: 'usr_1' }, undefined],
  ])('is refused for the scope %j', async (scope, code) => {
    const { call } = openSandbox();
    expect(await refusal(call, secrets, { scope, name: 'key', payload: 'abc' })).toEqual([
      400,
      code,
      'scope[user]',
    ]);
  });
});

describe('a climate order', () => {
  const orders = '/v1/climate/orders';
  const product = 'climsku_frontier_offtake_portfolio_2027';

  async function withBalance() {
    const clock = { now: nowSeconds };
    const { call } = openSandbox({ clock: () => clock.now * 1000 });
    await made(call, '/v1/charges', {
      amount: '100000',
      currency: 'usd',
      source: 'tok_bypassPending',
    });
    return { call, pass: (days: number) => (clock.now += days * 86_400) };
  }

  const available = async (call: Call) =>
    (await call('GET', '/v1/balance')).body.available[0].amount;

  test('costs what its tons cost, with the fees, and is paid from the balance', async () => {
    const { call } = await withBalance();
    const before = await available(call);
    const order = await made(call, orders, { product, metric_tons: '0.01' });
    expect(order).toMatchObject({
      amount_fees: 17,
      amount_subtotal: 550,
      amount_total: 567,
      confirmed_at: nowSeconds,
      currency: 'usd',
      expected_delivery_year: 2027,
      metric_tons: '0.01',
      product,
      status: 'confirmed',
    });
    expect(await available(call)).toBe(before - 567);
    const { data } = (await call('GET', '/v1/balance_transactions', 'limit=1')).body;
    expect(data[0]).toMatchObject({
      amount: -567,
      source: order.id,
      type: 'climate_order_purchase',
    });
    const named = await made(call, `${orders}/${order.id}`, { beneficiary: { public_name: 'A' } });
    expect(named.beneficiary).toEqual({ public_name: 'A' });
  });

  test('of an amount has the tons that this is enough for', async () => {
    const { call } = await withBalance();
    const order = await made(call, orders, { product, amount: '56650' });
    expect(order).toMatchObject({ amount_fees: 1650, amount_total: 56650, metric_tons: '1' });
  });

  test('comes back without the fees within thirty days', async () => {
    const { call, pass } = await withBalance();
    const first = await made(call, orders, { product, metric_tons: '0.01' });
    const second = await made(call, orders, { product, metric_tons: '0.01' });
    const before = await available(call);
    const canceled = await made(call, `${orders}/${first.id}/cancel`);
    expect(canceled).toMatchObject({
      canceled_at: nowSeconds,
      cancellation_reason: 'requested',
      status: 'canceled',
    });
    expect(await available(call)).toBe(before + 550);
    expect((await post(call, `${orders}/${first.id}/cancel`)).status).toBe(400);
    pass(31);
    expect((await post(call, `${orders}/${second.id}/cancel`)).status).toBe(400);
  });

  test('waits where the balance is too small, and costs nothing when it is given up', async () => {
    const { call } = openSandbox();
    const order = await made(call, orders, { product, metric_tons: '1' });
    expect(order).toMatchObject({ confirmed_at: null, status: 'awaiting_funds' });
    await made(call, `${orders}/${order.id}/cancel`);
    expect(await typesOf(call)).toEqual(['climate.order.created', 'climate.order.canceled']);
    expect((await call('GET', '/v1/balance_transactions')).body.data).toEqual([]);
  });

  test.each([
    [{ product }, 'metric_tons'],
    [{ product, amount: '1', metric_tons: '1' }, 'amount'],
    [{ product, metric_tons: '0' }, 'metric_tons'],
    [{ product, metric_tons: '1', currency: 'eur' }, 'currency'],
    [{ product: 'climsku_none', metric_tons: '1' }, 'product'],
  ])('is refused with %j', async (params, param) => {
    const { call } = openSandbox();
    expect((await refusal(call, orders, params)).at(2)).toBe(param);
  });

  test('is of a product that is listed, with its supplier', async () => {
    const { call } = openSandbox();
    const listed = (await call('GET', '/v1/climate/products')).body;
    const one = (await call('GET', `/v1/climate/products/${product}`)).body;
    expect(listed.data).toEqual([one]);
    expect((await call('GET', '/v1/climate/suppliers')).body.data).toEqual(one.suppliers);
    expect((await call('GET', '/v1/climate/suppliers/climsup_none')).status).toBe(404);
  });
});

describe('a personalization design', () => {
  const designs = '/v1/issuing/personalization_designs';
  const helpers = '/v1/test_helpers/issuing/personalization_designs';
  async function openDesigns() {
    const { call } = openSandbox();
    const [bundle] = (await call('GET', '/v1/issuing/physical_bundles')).body.data;
    return { call, usual: { physical_bundle: bundle.id, card_logo: 'file_1' } };
  }

  test('is of a bundle that is there, and of what that needs', async () => {
    const { call, usual } = await openDesigns();
    const bundles = '/v1/issuing/physical_bundles';
    expect((await call('GET', bundles, 'type=custom')).body.data).toEqual([]);
    expect(idsOf((await call('GET', bundles, 'type=standard')).body)).toEqual([
      usual.physical_bundle,
    ]);
    const paramOf = async (more: object) =>
      (await refusal(call, designs, { ...usual, ...more })).at(2);
    expect(await paramOf({ physical_bundle: 'ics_none' })).toBe('physical_bundle');
    expect(await paramOf({ card_logo: undefined })).toBe('card_logo');
  });

  test('is looked at, and then taken, given up or rejected', async () => {
    const { call, usual } = await openDesigns();
    const { id, status } = await made(call, designs, usual);
    expect(status).toBe('review');
    const rejection_reasons = { card_logo: ['network_name'] };
    const rejected = await made(call, `${helpers}/${id}/reject`, { rejection_reasons });
    expect(rejected).toMatchObject({
      rejection_reasons: { card_logo: ['network_name'], carrier_text: null },
      status: 'rejected',
    });
    const active = await made(call, `${helpers}/${id}/activate`);
    expect(active).toMatchObject({ rejection_reasons: { card_logo: null }, status: 'active' });
    expect((await made(call, `${designs}/${id}`, { name: 'Blue' })).status).toBe('active');
    expect((await made(call, `${helpers}/${id}/deactivate`)).status).toBe('inactive');
    const carrier_text = { header_title: 'Hello' };
    expect((await made(call, `${designs}/${id}`, { carrier_text })).status).toBe('review');
    const stem = 'issuing_personalization_design';
    expect((await typesOf(call)).filter((type) => type.startsWith(stem))).toEqual([
      `${stem}.rejected`,
      `${stem}.activated`,
      `${stem}.updated`,
      `${stem}.deactivated`,
      `${stem}.updated`,
    ]);
  });

  test('has its key, and is the default, alone', async () => {
    const { call, usual } = await openDesigns();
    const first = await made(call, designs, {
      ...usual,
      lookup_key: 'blue',
      preferences: { is_default: true },
    });
    const again = { ...usual, lookup_key: 'blue', preferences: { is_default: true } };
    expect((await refusal(call, designs, again)).at(2)).toBe('lookup_key');
    const second = await made(call, designs, { ...again, transfer_lookup_key: true });
    const idsBy = async (params: Parameters<Call>[2]) =>
      idsOf((await call('GET', designs, params)).body);
    expect(await idsBy({ lookup_keys: ['blue'] })).toEqual([second.id]);
    expect(await idsBy({ preferences: { is_default: true } })).toEqual([second.id]);
    expect((await call('GET', `${designs}/${first.id}`)).body.lookup_key).toBeNull();
  });
});

describe('a session of Financial Connections', () => {
  const sessions = '/v1/financial_connections/sessions';
  const permissions = ['payment_method', 'balances'];

  test('has a secret for the page, and no accounts', async () => {
    const { call } = openSandbox();
    const { id: customer } = await made(call, '/v1/customers');
    const session = await made(call, sessions, {
      account_holder: { type: 'customer', customer },
      permissions,
      filters: { countries: ['US'] },
      return_url: 'https://example.com/back',
    });
    expect(session.client_secret).toMatch(/^fcsess_client_secret_\w{24}$/);
    expect(session).toMatchObject({
      account_holder: { customer, type: 'customer' },
      accounts: { data: [], url: '/v1/financial_connections/accounts' },
      filters: { countries: ['US'] },
      permissions,
      return_url: 'https://example.com/back',
    });
    expect((await call('GET', '/v1/financial_connections/accounts')).body.data).toEqual([]);
    const path = '/v1/financial_connections/accounts/fca_none/disconnect';
    expect((await post(call, path)).status).toBe(404);
  });

  test.each([
    [{ type: 'customer' }, 'account_holder[customer]'],
    [{ type: 'customer', customer: 'cus_none' }, 'account_holder[customer]'],
    [{ type: 'account' }, 'account_holder[account]'],
    [{ type: 'account', account: 'acct_none' }, 'account_holder[account]'],
  ])('is refused for %j', async (account_holder, param) => {
    const { call } = openSandbox();
    expect((await refusal(call, sessions, { account_holder, permissions })).at(2)).toBe(param);
  });
});

test('a link to Apple’s terms leads there, with what its type needs', async () => {
  const { call } = openSandbox();
  const links = '/v1/terminal/onboarding_links';
  const link_type = 'apple_terms_and_conditions';
  const link_options = { [link_type]: { merchant_display_name: 'My First Store' } };
  const link = await made(call, links, { link_type, link_options });
  expect(new URL(link.redirect_url).hostname).toBe('register.apple.com');
  expect(link.link_options).toMatchObject(link_options);
  const of = { link_type, link_options, on_behalf_of: 'acct_none' };
  expect((await refusal(call, links, of)).at(2)).toBe('on_behalf_of');
});

test('nothing is forwarded: what is wrong with a request is told first', async () => {
  const { call } = openSandbox();
  const usual = {
    payment_method: 'pm_card_visa',
    replacements: ['card_number'],
    request: { body: '{}' },
    url: 'https://example.com/charges',
  };
  const path = '/v1/forwarding/requests';
  const refused = (more: object) => refusal(call, path, { ...usual, ...more });
  expect(await refused({})).toEqual([400, 'sandbox_not_simulated', 'url']);
  expect(await refused({ url: 'http://example.com' })).toEqual([400, 'url_invalid', 'url']);
  expect((await refused({ payment_method: 'pm_none' })).at(1)).toBe('resource_missing');
});
