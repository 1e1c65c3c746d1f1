// The customer portal: sessions and their flows, the configuration that is there by default, and what
// configurations refuse.

import { describe, expect, test } from 'vitest';
import { type Given, made, post } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Answered, type Call } from './open-sandbox.ts';

const sessions = '/v1/billing_portal/sessions';
const configurations = '/v1/billing_portal/configurations';

async function subscribed(call: Call): Promise<Answered['body']> {
  const card = 'pm_card_visa';
  const customer = await made(call, '/v1/customers', {
    payment_method: card,
    invoice_settings: { default_payment_method: card },
  });
  const product = (await made(call, '/v1/products', { name: 'Gold' })).id;
  const price = await made(call, '/v1/prices', {
    product,
    unit_amount: 1000,
    currency: 'usd',
    recurring: { interval: 'month' },
  });
  const items = [{ price: price.id }];
  return made(call, '/v1/subscriptions', { customer: customer.id, items });
}

describe('a session', () => {
  test('has the default configuration, which its first one makes', async () => {
    const { call } = openSandbox();
    const { id: customer } = await made(call, '/v1/customers');
    expect((await call('GET', configurations)).body.data).toEqual([]);
    const first = await made(call, sessions, { customer, return_url: 'https://example.com/back' });
    const second = await made(call, sessions, { customer, expand: ['configuration'] });
    expect(first).toMatchObject({
      object: 'billing_portal.session',
      created: nowSeconds,
      customer,
      flow: null,
      locale: null,
      return_url: 'https://example.com/back',
      url: expect.stringMatching(/^https:\/\/billing\.stripe\.com\/p\/session\/test_\w+$/),
    });
    expect(second.configuration).toMatchObject({
      id: first.configuration,
      is_default: true,
      active: true,
      features: { invoice_history: { enabled: true }, subscription_update: { enabled: false } },
    });
    const { data } = (await call('GET', configurations, { is_default: 'true' })).body;
    expect(data).toHaveLength(1);
    const types = (await typesOf(call)).filter((type) => type.startsWith('billing_portal.'));
    expect(types).toEqual([
      'billing_portal.configuration.created',
      'billing_portal.session.created',
      'billing_portal.session.created',
    ]);
  });

  test('goes back where its configuration says, unless it says it itself', async () => {
    const { call } = openSandbox();
    const { id: customer } = await made(call, '/v1/customers');
    const { id: configuration } = await made(call, configurations, {
      features: { invoice_history: { enabled: 'true' } },
      default_return_url: 'https://example.com/home',
    });
    const session = await made(call, sessions, { customer, configuration });
    expect(session).toMatchObject({ configuration, return_url: 'https://example.com/home' });
  });

  test.each<[Given, string, string | undefined]>([
    [{}, 'customer', 'parameter_missing'],
    [{ customer: 'cus_none' }, 'customer', 'resource_missing'],
    [{ customer: 'cus', configuration: 'bpc_none' }, 'configuration', 'resource_missing'],
    [{ customer: 'cus', return_url: 'back' }, 'return_url', 'url_invalid'],
    [{ customer: 'cus', locale: 'xx' }, 'locale', undefined],
  ])('with %j is refused for %s', async (params, param, code) => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/customers');
    const known = params['customer'] === 'cus' ? { ...params, customer: id } : params;
    const { status, body } = await post(call, sessions, known);
    expect([status, body.error?.param, body.error?.code]).toEqual([400, param, code]);
  });
});

/** Everything on, with one product to choose from. */
function features(product: string, price: string): Given {
  return {
    customer_update: { enabled: 'true', allowed_updates: ['email'] },
    payment_method_update: { enabled: 'true' },
    subscription_cancel: { enabled: 'true' },
    subscription_update: {
      enabled: 'true',
      default_allowed_updates: ['price'],
      products: [{ product, prices: [price] }],
    },
  };
}

describe('a flow', () => {
  test.each<[string, (id: string, item: string) => Given, Given]>([
    ['payment_method_update', () => ({}), { subscription_cancel: null }],
    ['customer_update', () => ({}), { customer_update: {} }],
    [
      'subscription_cancel',
      (subscription) => ({ subscription_cancel: { subscription } }),
      { subscription_cancel: { retention: null } },
    ],
    [
      'subscription_update',
      (subscription) => ({ subscription_update: { subscription } }),
      { subscription_update: {} },
    ],
    [
      'subscription_update_confirm',
      (subscription, id) => ({
        subscription_update_confirm: { subscription, items: [{ id, quantity: '2' }] },
      }),
      { subscription_update_confirm: { discounts: null, items: [{ price: null, quantity: 2 }] } },
    ],
  ])('%s is told whole', async (type, dataOf, told) => {
    const { call } = openSandbox();
    const subscription = await subscribed(call);
    const { price, id: item } = subscription.items.data[0];
    const configuration = await made(call, configurations, {
      features: features(price.product, price.id),
    });
    const { flow } = await made(call, sessions, {
      customer: subscription.customer,
      configuration: configuration.id,
      flow_data: { type, ...dataOf(subscription.id, item) },
    });
    expect(flow).toMatchObject({
      type,
      after_completion: { type: 'portal_homepage', redirect: null, hosted_confirmation: null },
      ...told,
    });
    const about = Object.entries(flow).filter(([name, value]) => value && name !== 'type');
    const names = about.map(([name]) => name).filter((name) => name !== 'after_completion');
    expect(names).toEqual(type === 'payment_method_update' ? [] : [type]);
  });

  test.each<[string, Given]>([
    ['portal_homepage', {}],
    ['redirect', { redirect: { return_url: 'https://example.com/done' } }],
    ['hosted_confirmation', { hosted_confirmation: { custom_message: 'Done' } }],
  ])('ends with %s', async (type, more) => {
    const { call } = openSandbox();
    const { id: customer } = await made(call, '/v1/customers');
    const { flow } = await made(call, sessions, {
      customer,
      flow_data: { type: 'payment_method_update', after_completion: { type, ...more } },
    });
    expect(flow.after_completion).toEqual({
      hosted_confirmation: null,
      redirect: null,
      type,
      ...more,
    });
  });

  test.each<[string, (subscription: string) => Given, string, string]>([
    [
      'that is disabled',
      (subscription) => ({ type: 'subscription_update', subscription_update: { subscription } }),
      'flow_data[type]',
      'the subscription update feature in the portal configuration is disabled',
    ],
    [
      'without its subscription',
      () => ({ type: 'subscription_cancel' }),
      'flow_data[subscription_cancel][subscription]',
      'Missing required param',
    ],
    [
      'of a subscription that is not there',
      () => ({ type: 'subscription_cancel', subscription_cancel: { subscription: 'sub_none' } }),
      'flow_data[subscription_cancel][subscription]',
      "No such subscription: 'sub_none'",
    ],
  ])('%s is refused', async (_, dataOf, param, why) => {
    const { call } = openSandbox();
    const { id, customer } = await subscribed(call);
    const { status, body } = await post(call, sessions, { customer, flow_data: dataOf(id) });
    expect([status, body.error?.param]).toEqual([400, param]);
    expect(body.error.message).toContain(why);
  });

  test.each([
    ['of another customer', 'stranger'],
    ['that ends already', 'ending'],
    ['that is canceled', 'canceled'],
  ])('cancels no subscription %s', async (_, kind) => {
    const { call } = openSandbox();
    const { id, customer } = await subscribed(call);
    const path = `/v1/subscriptions/${id}`;
    if (kind === 'ending') await made(call, path, { cancel_at_period_end: 'true' });
    if (kind === 'canceled') await call('DELETE', path);
    const stranger = kind === 'stranger' ? (await made(call, '/v1/customers')).id : customer;
    const { status, body } = await post(call, sessions, {
      customer: stranger,
      flow_data: { type: 'subscription_cancel', subscription_cancel: { subscription: id } },
    });
    expect([status, body.error?.param]).toEqual([
      400,
      'flow_data[subscription_cancel][subscription]',
    ]);
  });
});

describe('a configuration', () => {
  test('has every feature, those that are not named turned off', async () => {
    const { call } = openSandbox();
    const body = await made(call, configurations, {
      features: { subscription_cancel: { enabled: 'true', mode: 'immediately' } },
    });
    expect(body).toMatchObject({
      active: true,
      is_default: false,
      login_page: { enabled: false, url: null },
      features: {
        customer_update: { allowed_updates: [], enabled: false },
        invoice_history: { enabled: false },
        payment_method_update: { enabled: false },
        subscription_cancel: {
          enabled: true,
          mode: 'immediately',
          proration_behavior: 'none',
          cancellation_reason: { enabled: false },
        },
        subscription_update: { enabled: false, default_allowed_updates: [] },
      },
    });
  });

  test('changes feature by feature', async () => {
    const { call } = openSandbox();
    const { id, ...before } = await made(call, configurations, {
      features: {
        invoice_history: { enabled: 'true' },
        subscription_cancel: { enabled: 'true', mode: 'immediately' },
      },
    });
    const after = await made(call, `${configurations}/${id}`, {
      features: { subscription_cancel: { enabled: 'false' } },
      login_page: { enabled: 'true' },
    });
    expect(after.features).toEqual({
      ...before.features,
      subscription_cancel: { ...before.features.subscription_cancel, enabled: false },
    });
    expect(after.login_page.url).toMatch(/^https:\/\/billing\.stripe\.com\/p\/login\/test_/);
  });

  test('asks for no reasons where their list is emptied', async () => {
    const { call } = openSandbox();
    const asking = { enabled: 'true', options: '' };
    const { features } = await made(call, configurations, {
      features: { subscription_cancel: { enabled: 'true', cancellation_reason: asking } },
    });
    expect(features.subscription_cancel.cancellation_reason).toMatchObject({
      enabled: true,
      options: [],
    });
  });

  const update = { enabled: 'true', default_allowed_updates: ['price'] };
  test.each<[Given, string | undefined]>([
    [{ features: { subscription_update: update } }, undefined],
    [
      { features: { payment_method_update: { enabled: 'true' }, subscription_update: update } },
      'features[subscription_update][products]',
    ],
    [
      { features: { invoice_history: { enabled: 'true' } }, default_return_url: 'home' },
      'default_return_url',
    ],
    [
      {
        features: { invoice_history: { enabled: 'true' } },
        business_profile: { privacy_policy_url: 'policy' },
      },
      'business_profile[privacy_policy_url]',
    ],
    [{}, 'features'],
  ])('with %j is refused for %s', async (params, param) => {
    const { call } = openSandbox();
    const { status, body } = await post(call, configurations, params);
    expect([status, body.error?.param]).toEqual([400, param]);
  });

  test('that is inactive serves no session; the default one stays active', async () => {
    const { call } = openSandbox();
    const { id: customer } = await made(call, '/v1/customers');
    const { id } = await made(call, configurations, {
      features: { invoice_history: { enabled: 'true' } },
    });
    await made(call, `${configurations}/${id}`, { active: 'false' });
    const refused = await post(call, sessions, { customer, configuration: id });
    expect([refused.status, refused.body.error.param]).toEqual([400, 'configuration']);
    const { configuration } = await made(call, sessions, { customer });
    const { status } = await post(call, `${configurations}/${configuration}`, { active: 'false' });
    expect(status).toBe(400);
  });
});
