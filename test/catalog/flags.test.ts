import { expect, test } from 'vitest';
import { flagsOf, type Flag } from '../../src/catalog/flags.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { operationAt } from './operation-at.ts';

const catalog = await loadCatalog();
await catalog.loadAll();

function flag(words: string, name: string): Flag | undefined {
  return flagsOf(catalog, operationAt(catalog, words)).find((each) => each.name === name);
}

test('flags are sorted by name, and no two share one', () => {
  const names = flagsOf(catalog, operationAt(catalog, 'payment_intents create')).map(
    ({ name }) => name,
  );
  expect(names).toEqual([...names].sort());
  expect(new Set(names).size).toBe(names.length);
});

test.each([
  [
    'customers create',
    'address.postal-code',
    { path: ['address', 'postal_code'], type: 'string', label: '<string>' },
  ],
  ['customers create', 'balance', { type: 'integer', label: '<integer>' }],
  ['customers create', 'preferred-locales', { type: 'array', label: '<string>' }],
  [
    'customers create',
    'tax-exempt',
    { label: 'exempt|none|reverse', values: ['exempt', 'none', 'reverse'] },
  ],
  ['customers create', 'email', { isCommon: true, isRequired: false }],
  ['customers create', 'balance', { isCommon: false }],
  ['customers create', 'address', { isClearable: true, label: '' }],
  ['payment_intents create', 'amount', { isRequired: true }],
  ['payment_intents create', 'currency', { label: '<currency>', type: 'string' }],
  ['payment_intents create', 'confirm', { type: 'boolean', label: 'true|false' }],
  ['payment_intents create', 'off-session', { type: 'boolean' }],
  ['coupons create', 'percent-off', { type: 'number', label: '<number>' }],
  ['coupons create', 'redeem-by', { type: 'integer', label: '<unix-time>' }],
  ['customers list', 'created', { type: 'integer', label: '<integer>' }],
  ['customers list', 'limit', { type: 'integer' }],
  ['subscriptions create', 'trial-end', { label: '<string>' }],
  ['v2 core accounts list', 'page', { type: 'string' }],
  ['events resend', 'webhook-endpoint', { path: ['webhook_endpoint'] }],
])('%s has --%s', (words, name, expected) => {
  expect(flag(words, name)).toMatchObject(expected);
});

test('a list of values longer than five is cut in its label only', () => {
  const currency = flag('webhook_endpoints create', 'api-version');
  expect(currency?.label).toMatch(/^([^|]+\|){5}\.\.\.$/);
  expect(currency?.values.length).toBeGreaterThan(5);
});

test.each([
  ['customers create', 'metadata'],
  ['customers create', 'expand'],
  ['customers create', 'tax-id-data'],
  ['customers list', 'created.gte'],
  ['checkout sessions create', 'line-items'],
  ['customers delete', 'metadata'],
  ['files create', 'purpose'],
  ['climate commitment enable', 'contribution-method'],
])('%s has no --%s', (words, name) => {
  expect(flag(words, name)).toBeUndefined();
});

test('an inner parameter is required only where all around it is', () => {
  expect(flag('subscriptions create', 'transfer-data.destination')?.isRequired).toBe(false);
  expect(flag('promotion_codes create', 'promotion.type')?.isRequired).toBe(true);
});

test('deletions have no flags', () => {
  for (const words of ['customers delete', 'subscriptions cancel', 'invoices delete']) {
    expect(flagsOf(catalog, operationAt(catalog, words))).toEqual([]);
  }
});
