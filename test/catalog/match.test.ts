import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';

const catalog = await loadCatalog();

function found(method: string, pathname: string): string {
  const match = catalog.match(method, pathname);
  if (!match) return 'none';
  const ids = [...match.ids].map(([name, id]) => `${name}=${id}`).join(' ');
  return `${match.route.path} ${ids}`.trim();
}

test.each([
  ['GET', '/v1/customers', '/v1/customers'],
  ['GET', '/v1/customers/search', '/v1/customers/search'],
  ['GET', '/v1/customers/searching', '/v1/customers/{customer} customer=searching'],
  ['GET', '/v1/customers/cus_1', '/v1/customers/{customer} customer=cus_1'],
  ['GET', '/v1/customers/a%2Fb', '/v1/customers/{customer} customer=a/b'],
  ['GET', '/v1/customers/caf%C3%A9', '/v1/customers/{customer} customer=café'],
  ['POST', '/v1/invoices/create_preview', '/v1/invoices/create_preview'],
  ['GET', '/v1/credit_notes/preview/lines', '/v1/credit_notes/preview/lines'],
  ['GET', '/v1/credit_notes/cn_1/lines', '/v1/credit_notes/{credit_note}/lines credit_note=cn_1'],
])('%s %s is %s', (method, path, expected) => {
  expect(found(method, path)).toBe(expected);
});

test.each([
  ['GET', '/v1/customers/'],
  ['GET', '/v1//customers'],
  ['GET', '/v1/customers/..'],
  ['GET', '/v1/customers/%2e%2E'],
  ['GET', '/v1/customers/%'],
  ['GET', '/v1/customers/cus_1/'],
  ['GET', '/v1/customers//discount'],
  ['GET', '/v1/{}'],
  ['PUT', '/v1/customers'],
  ['get', '/v1/customers'],
  ['GET', '/v1/constructor'],
  ['GET', '/v1/__proto__/cus_1'],
  ['GET', '/'],
  ['GET', ''],
  ['POST', '/oauth/token'],
])('%s %s is no route', (method, path) => {
  expect(found(method, path)).toBe('none');
});

test('a stable route hides the preview route of its request', () => {
  expect(catalog.match('POST', '/v2/core/accounts')?.route.isPreview).toBe(false);
  expect(catalog.match('GET', '/v2/core/batch_jobs/batch_1')?.route.isPreview).toBe(true);
});

test('two ids of one path keep their own names', () => {
  const match = catalog.match('POST', '/v1/accounts/acct_1/external_accounts/ba_2');
  expect([...(match?.ids ?? [])].map(([, id]) => id)).toEqual(['acct_1', 'ba_2']);
});

test('every route is found again by its path with any ids in it', () => {
  const id = fc.string({ minLength: 1 }).filter((text) => text !== '.' && text !== '..');
  const route = fc.constantFrom(...catalog.routes.filter(({ isPreview }) => !isPreview));
  fc.assert(
    fc.property(route, fc.array(id, { minLength: 4, maxLength: 4 }), (wanted, ids) => {
      const typed = ids.map((each) => `id ${each}`);
      let next = 0;
      const path = wanted.path.replace(/\{\w+\}/g, () => encodeURIComponent(typed[next++] ?? ''));
      const match = catalog.match(wanted.method, path);
      expect(match?.route).toBe(wanted);
      expect([...(match?.ids.values() ?? [])]).toEqual(typed.slice(0, next));
    }),
  );
});

test('no path makes the matcher throw', () => {
  fc.assert(
    fc.property(fc.constantFrom('GET', 'POST', 'DELETE'), fc.string(), (method, path) => {
      catalog.match(method, path);
      catalog.match(method, `/v1/customers/${path}`);
    }),
  );
});
