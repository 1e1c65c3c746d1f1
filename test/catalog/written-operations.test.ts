import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOperations, writeOperations } from '../../src/catalog/written-operations.ts';

const customers = {
  create: { request: 'P/v1/customers', result: 'r:customer' },
  list: { request: 'G/v1/customers', result: 'l(r:customer)' },
  retrieve: { request: 'G/v1/customers/{customer}', result: 'u(r:customer,-:customer)' },
  ping: { request: 'P/v1/customers/{customer}/ping', result: 'r:customer' },
};

test('operations that do what their name says are written as their names alone', () => {
  const leaves = new Map(Object.entries(customers));
  expect(writeOperations(leaves, ['customers'])).toBe('create list retrieve==u(r:,-:) ping');
});

test('a resource tells its path, its id and its object once where they are not as usual', () => {
  const text = '/v1/invoices/{invoice}/lines {line_item_id} :line_item list update';
  const leaves = readOperations(text, ['invoice_line_items']);
  expect(Object.fromEntries(leaves)).toEqual({
    list: { request: 'G/v1/invoices/{invoice}/lines', result: 'l(r:line_item)' },
    update: { request: 'P/v1/invoices/{invoice}/lines/{line_item_id}', result: 'r:line_item' },
  });
});

test('an object whose name begins as that of the resource does stays whole', () => {
  const leaves = new Map([['retrieve', { request: 'G/v1/balance', result: 'r:balance_sheet' }]]);
  const text = writeOperations(leaves, ['balances']);
  expect(readOperations(text, ['balances'])).toEqual(leaves);
});

test('whatever operations are written are read back', () => {
  const name = fc.stringMatching(/^[a-z]+(_[a-z]+)*s?$/);
  const segment = fc.oneof(
    name,
    name.map((text) => `{${text}}`),
  );
  const request = fc
    .tuple(fc.constantFrom('P', 'G', 'D'), fc.array(segment, { minLength: 1, maxLength: 4 }))
    .map(([method, path]) => `${method}/v1/${path.join('/')}`);
  const result = fc.oneof(
    fc.constant('*'),
    name.map((object) => `r:${object}`),
    fc.tuple(name, name).map(([one, other]) => `l(u(r:${one},-:test_helpers.${other}))`),
  );
  const word = fc.oneof(fc.constantFrom('create', 'list', 'retrieve', 'delete', 'search'), name);
  const usual = fc.constantFrom(...Object.values(customers));
  const leaf = fc.oneof(usual, fc.record({ request, result }));
  const leaves = fc.uniqueArray(fc.tuple(word, leaf), { minLength: 1, selector: ([key]) => key });
  const group = fc.constantFrom('customers', 'test_helpers', 'preview', 'v2');
  fc.assert(
    fc.property(leaves, fc.array(fc.oneof(group, name), { minLength: 1 }), (entries, words) => {
      const text = writeOperations(new Map(entries), words);
      expect([...readOperations(text, words)]).toEqual(entries);
    }),
  );
});
