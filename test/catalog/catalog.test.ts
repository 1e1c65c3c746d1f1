import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Branch, Operation } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { operationAt } from './operation-at.ts';

const catalog = await loadCatalog();

function operationsIn(branch: Branch): readonly Operation[] {
  if (branch.type === 'operation') return [branch.operation];
  return [...branch.children.values()].flatMap(operationsIn);
}

describe('the command tree', () => {
  test('has all 742 operations of the CLI, and one of them twice under its hidden name', () => {
    const all = operationsIn(catalog.commands);
    expect(new Set(all).size).toBe(742);
    expect(all.length).toBe(744);
    expect(operationAt(catalog, 'line_items list')).toBe(
      operationAt(catalog, 'invoice_line_items list'),
    );
  });

  test.each([
    ['customers create', 'POST /v1/customers', 'create', []],
    ['customers retrieve', 'GET /v1/customers/{customer}', 'retrieve', ['customer']],
    ['customers search', 'GET /v1/customers/search', 'search', []],
    [
      'customers delete_discount',
      'DELETE /v1/customers/{customer}/discount',
      'delete_discount',
      ['customer'],
    ],
    ['accounts retrieve', 'GET /v1/account', 'retrieve', []],
    ['accounts persons', 'GET /v1/accounts/{account}/persons', 'list', ['account']],
    [
      'checkout sessions expire',
      'POST /v1/checkout/sessions/{session}/expire',
      'expire',
      ['session'],
    ],
    [
      'subscriptions cancel',
      'DELETE /v1/subscriptions/{subscription_exposed_id}',
      'cancel',
      ['subscription_exposed_id'],
    ],
    ['events resend', 'POST /v1/events/{event}/retry', 'resend', ['event']],
    ['v2 core accounts create', 'POST /v2/core/accounts', 'create', []],
    ['preview v2 core accounts list', 'GET /v2/core/accounts', 'list', []],
    ['climate commitment enable', 'POST /v1/climate/program', 'enable', ['rate']],
  ])('knows %s', (words, request, verb, positionals) => {
    const operation = operationAt(catalog, words);
    const { method, path } = operation.route;
    expect(`${method} ${path}`).toBe(request);
    expect(operation.route.verb).toBe(verb);
    expect(operation.positionals).toEqual(positionals);
    expect(operation.words.join(' ')).toBe(words);
  });

  test('gives one route to two commands of one request', () => {
    const one = operationAt(catalog, 'test_helpers customers fund_cash_balance').route;
    expect(operationAt(catalog, 'customers test_helpers fund_cash_balance').route).toBe(one);
  });

  test('keeps preview routes apart from stable ones of the same request', () => {
    const stable = operationAt(catalog, 'v2 core accounts create').route;
    const preview = operationAt(catalog, 'preview v2 core accounts create').route;
    expect([stable.isPreview, preview.isPreview]).toEqual([false, true]);
    expect(preview).not.toBe(stable);
  });

  test('names the visible roots in the order of registration', () => {
    expect(catalog.rootNames.slice(0, 3)).toEqual(['reporting', 'agent', 'data']);
    expect(catalog.rootNames).not.toContain('line_items');
    expect(catalog.rootNames).toContain('webhook_endpoints');
    const { commands } = catalog;
    const names = commands.type === 'group' ? [...commands.children.keys()] : [];
    expect(names.filter((name) => !catalog.rootNames.includes(name))).toEqual(['line_items']);
  });

  test('names commands that are no operation', () => {
    const local = catalog.localCommands.map((words) => words.join(' '));
    expect(local).toEqual(expect.arrayContaining(['get', 'logs tail', 'preview get', 'trigger']));
    expect(local.every((words) => !words.startsWith('customers'))).toBe(true);
  });

  test('weighs at most 12 kB when compressed', () => {
    const file = new URL('../../src/catalog/generated/tree.json', import.meta.url);
    expect(gzipSync(readFileSync(file), { level: 9 }).length).toBeLessThanOrEqual(12_000);
  });
});

describe('routes', () => {
  test('are no two of one request, preview ones aside', () => {
    const keys = catalog.routes.map(
      ({ method, path, isPreview }) => `${isPreview} ${method} ${path.replace(/\{\w+\}/g, '{}')}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThanOrEqual(710);
  });

  test('include those that no command names', () => {
    expect(catalog.match('GET', '/v1/accounts/acct_123')?.route.verb).toBe('retrieve');
    expect(catalog.match('POST', '/v1/tax_ids')?.route.result).toEqual({
      type: 'resource',
      object: 'tax_id',
      isDeleted: false,
    });
  });

  test('tell what they answer with', () => {
    expect(operationAt(catalog, 'customers list').route.result).toEqual({
      type: 'list',
      item: { type: 'resource', object: 'customer', isDeleted: false },
    });
    expect(operationAt(catalog, 'customers search').route.result.type).toBe('search');
    expect(operationAt(catalog, 'customers delete').route.result).toEqual({
      type: 'resource',
      object: 'customer',
      isDeleted: true,
    });
    expect(operationAt(catalog, 'customers retrieve').route.result.type).toBe('union');
    expect(operationAt(catalog, 'v2 core event_destinations delete').route.result).toEqual({
      type: 'resource',
      object: 'v2.deleted_object',
      isDeleted: false,
    });
  });
});

test('there are 275 types of snapshot events', async () => {
  const events = await catalog.events();
  expect(events.length).toBe(275);
  expect(new Set(events).size).toBe(275);
  expect(events).toContain('customer.created');
  expect(events).not.toContain('*');
});

test('what customers cause is known with their part, what others cause only from the full list', async () => {
  const eventsOf = async (path: string) => catalog.events(catalog.match('POST', path)?.route);
  const ofCustomers = await eventsOf('/v1/customers');
  const all = await catalog.events();
  const isCustomers = (type: string): boolean => type.startsWith('customer.');
  expect(ofCustomers.filter(isCustomers)).toEqual(all.filter(isCustomers));
  expect(ofCustomers.length).toBeLessThan(30);
  expect(await eventsOf('/v1/invoices')).toEqual(all);
});

test('the versions are those of the CLI', () => {
  expect(catalog.apiVersion).toBe('2026-08-26.dahlia');
  expect(catalog.previewApiVersion).toBe('2026-08-26.preview');
  expect(catalog.cliVersion).toBe('1.52.0');
});
