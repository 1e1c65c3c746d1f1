// Customer sessions and ephemeral keys: short leave for a page, or a phone, to see a customer.

import { describe, expect, test } from 'vitest';
import { made, post, type Given } from './made.ts';
import { nowSeconds, openSandbox } from './open-sandbox.ts';

const sessions = '/v1/customer_sessions';
const keys = '/v1/ephemeral_keys';
const versioned = { 'Stripe-Version': '2025-09-30.clover' };

test('a session tells every component, and what the one that is enabled may do', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const features = { payment_method_redisplay: 'enabled', payment_method_save: 'enabled' };
  const components = { payment_element: { enabled: 'true', features } };
  const session = await made(call, sessions, { customer, components });
  expect(session).toMatchObject({
    object: 'customer_session',
    client_secret: expect.stringMatching(/^cuss_secret_\w{47}$/),
    created: nowSeconds,
    customer,
    expires_at: nowSeconds + 1800,
  });
  expect(session.components).toMatchObject({
    buy_button: { enabled: false },
    customer_sheet: { enabled: false, features: null },
    mobile_payment_element: { enabled: false, features: null },
    payment_element: {
      enabled: true,
      features: {
        payment_method_allow_redisplay_filters: ['always'],
        payment_method_redisplay: 'enabled',
        payment_method_redisplay_limit: 3,
        payment_method_remove: 'disabled',
        payment_method_save: 'enabled',
        payment_method_save_usage: null,
      },
    },
    pricing_table: { enabled: false },
  });
});

test('what a phone may show is told with what is usual', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const components = { mobile_payment_element: { enabled: 'true' } };
  const session = await made(call, sessions, { customer, components });
  expect(session.components.mobile_payment_element.features).toEqual({
    payment_method_allow_redisplay_filters: ['always'],
    payment_method_redisplay: null,
    payment_method_remove: null,
    payment_method_save: null,
    payment_method_save_allow_redisplay_override: null,
  });
});

describe('a session is refused', () => {
  const limited = { enabled: 'true', features: { payment_method_redisplay_limit: '11' } };
  const limit = 'components[payment_element][features][payment_method_redisplay_limit]';
  test.each<[string, Given, string]>([
    ['without a customer', { customer: '' }, 'customer'],
    ['for nobody', { customer: 'cus_unknown' }, 'customer'],
    ['with nothing enabled', { components: { buy_button: { enabled: 'false' } } }, 'components'],
    ['with more than can be shown', { components: { payment_element: limited } }, limit],
  ])('%s', async (_, more, param) => {
    const { call } = openSandbox();
    const { id: customer } = await made(call, '/v1/customers');
    const components = { buy_button: { enabled: 'true' } };
    const { status, body } = await post(call, sessions, { customer, components, ...more });
    expect([status, body.error.param]).toEqual([400, param]);
  });
});

test('an ephemeral key is for one object, for an hour', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const { status, body } = await call('POST', keys, { customer }, versioned);
  expect([status, body]).toEqual([
    200,
    {
      id: expect.stringMatching(/^ephkey_/),
      object: 'ephemeral_key',
      associated_objects: [{ id: customer, type: 'customer' }],
      created: nowSeconds,
      expires: nowSeconds + 3600,
      livemode: false,
      secret: expect.stringMatching(/^ek_test_YWNjdF8x\w+_00\w{8}$/),
    },
  ]);
  expect((await call('DELETE', `${keys}/${body.id}`)).body.id).toBe(body.id);
  expect((await call('DELETE', `${keys}/${body.id}`)).status).toBe(404);
});

test('an ephemeral key is refused without a version, and for anything but one object', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const { body: nameless } = await post(call, keys, { customer });
  expect(nameless.error.message).toContain('Stripe-Version');
  const refusedParam = async (params: Readonly<Record<string, string>>) =>
    (await call('POST', keys, params, versioned)).body.error.param;
  expect(await refusedParam({})).toBe('customer');
  expect(await refusedParam({ customer, issuing_card: 'ic_1' })).toBe('issuing_card');
  expect(await refusedParam({ issuing_card: 'ic_unknown' })).toBe('issuing_card');
});
