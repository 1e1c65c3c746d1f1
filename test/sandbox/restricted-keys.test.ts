// Restricted keys: what they may do, what they are told when they may not, and that they are keys of the
// same account as its secret key.

import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { accountOfKey } from '../../src/sandbox/checking/keys.ts';
import { permissionFor } from '../../src/sandbox/checking/restricted-keys.ts';
import { key, openSandbox } from './open-sandbox.ts';

const secret = key.replace('sk_test_', '');
const by = (permissions: string) => ({
  Authorization: `Bearer rk_test_${permissions}_of_${secret}`,
});

test('one that may read customers reads those of its account, and makes none', async () => {
  const { call, sandbox } = openSandbox();
  const { id } = (await call('POST', '/v1/customers', 'name=Jenny')).body;
  const may = by('customer_read');
  expect((await call('GET', `/v1/customers/${id}`, '', may)).body.name).toBe('Jenny');
  expect((await call('GET', '/v1/customers', '', may)).body.data).toHaveLength(1);
  const before = sandbox.sequence();
  const refused = await call('POST', '/v1/customers', 'name=John', may);
  expect(refused.status).toBe(403);
  expect(refused.body.error).toEqual({
    message:
      `The provided key 'rk_test_${'*'.repeat(may.Authorization.length - 7 - 8 - 4)}lfQ2' does not ` +
      `have the required permissions for this endpoint on account '${accountOfKey(key)}'. Having the ` +
      "'rak_customer_write' permission would allow this request to continue.",
    request_log_url: expect.stringContaining(accountOfKey(key)),
    type: 'invalid_request_error',
  });
  expect(sandbox.sequence()).toBe(before);
});

test('one that may write may read, and several permissions are held at once', async () => {
  const { call } = openSandbox();
  const may = by('rak_customer_write_and_product_read');
  const { id } = (await call('POST', '/v1/customers', 'name=Jenny', may)).body;
  expect((await call('GET', `/v1/customers/${id}`, '', may)).status).toBe(200);
  expect((await call('GET', '/v1/products', '', may)).status).toBe(200);
  expect((await call('POST', '/v1/products', 'name=Lamp', may)).status).toBe(403);
  expect((await call('DELETE', `/v1/customers/${id}`, '', may)).status).toBe(200);
});

test('parameters are not looked at before permissions are', async () => {
  const { call } = openSandbox();
  const { status } = await call('POST', '/v1/customers', 'nonsense=1', by('charge_read'));
  expect(status).toBe(403);
  const { body } = await call('POST', '/v1/customers', 'nonsense=1', by('customer_write'));
  expect(body.error.code).toBe('parameter_unknown');
});

test('Basic authorization counts as well, and an address that is none stays none', async () => {
  const { call } = openSandbox();
  const Authorization = `Basic ${btoa(`rk_test_charge_read_of_${secret}:`)}`;
  expect((await call('GET', '/v1/customers', '', { Authorization })).status).toBe(403);
  expect((await call('GET', '/v1/charges', '', { Authorization })).status).toBe(200);
  expect((await call('GET', '/v1/nothing', '', { Authorization })).status).toBe(404);
});

test('one that says nothing of permissions may do everything, in an account of its own', async () => {
  const { call } = openSandbox();
  await call('POST', '/v1/customers', 'name=Jenny');
  const plain = { Authorization: 'Bearer rk_test_4eC39HqLyjWDarjtT1zdp7dc' };
  expect((await call('POST', '/v1/products', 'name=Lamp', plain)).status).toBe(200);
  expect((await call('GET', '/v1/customers', '', plain)).body.data).toEqual([]);
});

test('a live key is refused in this form too', async () => {
  const { call } = openSandbox();
  const Authorization = 'Bearer rk_test_customer_read_of_sk_live_1234567890abcdef';
  const { status, text } = await call('GET', '/v1/customers', '', { Authorization });
  expect(status).toBe(401);
  expect(text).not.toContain('1234567890');
});

test('every route has one permission, read for what only reads', async () => {
  const { routes } = await loadCatalog();
  const told = routes.map((route) => `${route.method} ${route.path} ${permissionFor(route)}`);
  const wrong = told.filter(
    (one) => !/^(GET .* [a-z0-9_]+_read|[PD].* [a-z0-9_]+_write)$/.test(one),
  );
  expect(wrong).toEqual([]);
  for (const one of [
    'GET /v1/customers customer_read',
    'POST /v1/customers/{customer} customer_write',
    'GET /v1/charges/{charge} charge_read',
    'GET /v1/subscriptions subscription_read',
    'POST /v1/invoices/{invoice} invoice_write',
    'POST /v1/payment_intents/{intent}/confirm payment_intent_write',
    'POST /v1/checkout/sessions checkout_session_write',
    'POST /v1/prices plan_write',
    'POST /v1/refunds charge_write',
    'POST /v1/webhook_endpoints webhook_write',
  ]) {
    expect(told).toContain(one);
  }
});
