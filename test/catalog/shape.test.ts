import { expect, test } from 'vitest';
import type { Field, Fields } from '../../src/catalog/type.ts';
import { loadCatalog } from '../../src/catalog/load.ts';

const catalog = await loadCatalog();
await catalog.loadAll();

function shape(object: string): Fields {
  const fields = catalog.shape(object);
  if (!fields) throw new Error(`no shape of ${object}`);
  return fields;
}

function params(method: string, path: string): Fields {
  const match = catalog.match(method, path);
  if (!match) throw new Error(`no route ${method} ${path}`);
  return catalog.params(match.route);
}

function field(fields: Fields, path: string): Field {
  const [name = '', ...rest] = path.split('.');
  const found = fields.get(name);
  if (!found) throw new Error(`no field ${name}`);
  if (rest.length === 0) return found;
  const types = found.type.type === 'union' ? found.type.options : [found.type];
  const object = types
    .map((type) => ('item' in type ? type.item : type))
    .find((type) => type.type === 'object');
  if (object?.type !== 'object') throw new Error(`${name} is no object`);
  return field(object.fields, rest.join('.'));
}

test('a customer has its fields in the order of the description', () => {
  const names = [...shape('customer').keys()];
  expect(names.slice(0, 4)).toEqual(['id', 'object', 'address', 'balance']);
  expect(names.at(-1)).toBe('test_clock');
});

test.each([
  ['customer', 'email', { type: 'string' }, { isRequired: true, isNullable: true }],
  ['customer', 'created', { type: 'timestamp' }, { isRequired: true, isNullable: false }],
  ['customer', 'currency', { type: 'currency' }, { isRequired: false, isNullable: true }],
  ['customer', 'metadata', { type: 'metadata' }, { isRequired: true, isNullable: false }],
  [
    'customer',
    'default_source',
    { type: 'expandable', objects: ['account', 'bank_account', 'card', 'source'] },
    { isRequired: true, isNullable: true },
  ],
  [
    'customer',
    'subscriptions',
    { type: 'list', item: { type: 'resource', object: 'subscription', isDeleted: false } },
    { isRequired: false, isNullable: false },
  ],
  [
    'customer',
    'tax_exempt',
    { type: 'enum', values: ['exempt', 'none', 'reverse'], isOpen: true },
    { isRequired: false, isNullable: true },
  ],
  ['charge', 'amount', { type: 'integer' }, { isRequired: true, isNullable: false }],
  ['coupon', 'percent_off', { type: 'number' }, { isRequired: true, isNullable: true }],
  ['price', 'unit_amount_decimal', { type: 'decimal' }, { isRequired: true, isNullable: true }],
  ['v2.core.account', 'created', { type: 'date-time' }, { isRequired: true, isNullable: false }],
  [
    'customer',
    'invoice_settings.default_payment_method',
    { type: 'expandable', objects: ['payment_method'] },
    { isRequired: true, isNullable: true },
  ],
])('%s has %s', (object, path, type, flags) => {
  expect(field(shape(object), path)).toMatchObject({ type, ...flags, isClearable: false });
});

test('a live object has no deleted field, and a deleted one is three fields', () => {
  expect(shape('customer').has('deleted')).toBe(false);
  expect([...(catalog.shape('customer', true)?.keys() ?? [])]).toEqual(['id', 'object', 'deleted']);
});

test.each([
  ['POST', '/v1/payment_intents', 'amount', { type: { type: 'integer' }, isRequired: true }],
  ['POST', '/v1/payment_intents', 'currency', { type: { type: 'currency' }, isRequired: true }],
  ['POST', '/v1/customers', 'address', { isClearable: true, isRequired: false }],
  ['POST', '/v1/customers', 'metadata', { type: { type: 'metadata' }, isClearable: true }],
  ['POST', '/v1/customers/cus_1', 'tax_exempt', { isClearable: true }],
  ['POST', '/v1/checkout/sessions', 'line_items.price_data.unit_amount', { isRequired: false }],
  ['POST', '/v1/checkout/sessions', 'mode', { type: { type: 'enum', isOpen: true } }],
  ['POST', '/v1/accounts', 'business_profile.mcc', { type: { type: 'string' } }],
  ['POST', '/v1/subscriptions', 'trial_end', { type: { type: 'union' } }],
  ['GET', '/v1/customers', 'created', { type: { type: 'union' } }],
  ['GET', '/v1/customers', 'created.gte', { type: { type: 'integer' } }],
  ['GET', '/v1/customers', 'limit', { type: { type: 'integer' } }],
  ['GET', '/v2/core/accounts', 'page', { type: { type: 'string' } }],
  ['POST', '/v2/core/accounts', 'identity.country', {}],
])('%s %s takes %s', (method, path, name, expected) => {
  expect(field(params(method, path), name)).toMatchObject(expected);
});

test('no route lists expand, which v1 takes everywhere', () => {
  const listing = catalog.routes.filter((route) => catalog.params(route).has('expand'));
  expect(listing).toEqual([]);
});

test('every object that a field or a route names has a shape', () => {
  const missing = new Set<string>();
  const seen = new Set<string>();
  for (const { result } of catalog.routes) visit(result);
  expect([...missing]).toEqual([]);

  function visit(type: Field['type']): void {
    if ('item' in type) visit(type.item);
    if (type.type === 'union') type.options.forEach(visit);
    if (type.type === 'object') for (const inner of type.fields.values()) visit(inner.type);
    if (type.type === 'expandable') type.objects.forEach((object) => visitObject(object, false));
    if (type.type === 'resource') visitObject(type.object, type.isDeleted);
  }

  function visitObject(object: string, isDeleted: boolean): void {
    const key = `${isDeleted} ${object}`;
    if (seen.has(key)) return;
    seen.add(key);
    const fields = catalog.shape(object, isDeleted);
    if (!fields) missing.add(key);
    for (const inner of fields?.values() ?? []) visit(inner.type);
  }
});
