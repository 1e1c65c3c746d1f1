import { brotliCompressSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Catalog, Route } from '../../src/catalog/catalog.ts';
import { createCatalog } from '../../src/catalog/create-catalog.ts';
import type { PartFile, ProseFile, TreeFile } from '../../src/catalog/files.ts';
import { loadCatalog } from '../../src/catalog/load.ts';

function generated(name: string): unknown {
  const file = new URL(`../../src/catalog/generated/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** A catalogue that tells what it fetches; the first `failures` fetches fail. */
function openCatalog(failures = 0): { catalog: Catalog; fetched: string[] } {
  const fetched: string[] = [];
  let left = failures;
  const read = async <T>(name: string): Promise<T> => {
    fetched.push(name);
    if (left-- > 0) throw new Error('offline');
    return generated(name) as T;
  };
  const catalog = createCatalog(generated('tree') as TreeFile, {
    part: (name) => read<PartFile>(`part-${name}`),
    prose: (name) => read<ProseFile>(`prose-${name}`),
    events: () => read<string[]>('events'),
  });
  return { catalog, fetched };
}

function routeOf(catalog: Catalog, method: string, path: string): Route {
  const match = catalog.match(method, path);
  if (!match) throw new Error(`no route ${method} ${path}`);
  return match.route;
}

test('customers need one small part, fetched once', async () => {
  const { catalog, fetched } = openCatalog();
  const create = routeOf(catalog, 'POST', '/v1/customers');
  await catalog.load(create);
  await catalog.load(routeOf(catalog, 'GET', '/v1/customers/cus_1'));
  await catalog.load(routeOf(catalog, 'GET', '/v1/events'));
  expect(fetched).toEqual(['part-first']);
  expect([...catalog.params(create).keys()]).toContain('tax_id_data');
  expect(catalog.shape('customer')?.has('email')).toBe(true);
  expect(catalog.shape('customer', true)?.has('deleted')).toBe(true);
  expect(catalog.shape('event')?.has('data')).toBe(true);
  expect(catalog.shape('charge')).toBeUndefined();
});

test('the part of customers weighs at most 5 kB over the wire', () => {
  const file = new URL('../../src/catalog/generated/part-first.json', import.meta.url);
  expect(brotliCompressSync(readFileSync(file)).length).toBeLessThanOrEqual(5_000);
});

test('a route loaded alone knows all objects of its plain answer', async () => {
  const whole = await loadCatalog();
  await whole.loadAll();
  const { catalog } = openCatalog();
  const starts = new Map<string, Route>();
  for (const route of catalog.routes)
    starts.set(`${route.isPreview} ${route.path.split('/')[2]}`, route);
  for (const route of starts.values()) {
    const alone = openCatalog().catalog;
    await alone.load(route);
    for (const object of plainObjects(whole, route)) {
      expect(
        alone.shape(object.name, object.isDeleted),
        `${route.path} ${object.name}`,
      ).toBeDefined();
    }
    expect(alone.params(route)).toEqual(paramsIn(whole, route));
  }
});

function paramsIn(whole: Catalog, route: Route): unknown {
  const twin = whole.routes.find(
    ({ method, path, isPreview }) =>
      method === route.method && path === route.path && isPreview === route.isPreview,
  );
  return whole.params(twin as Route);
}

interface Named {
  readonly name: string;
  readonly isDeleted: boolean;
}

/** Objects embedded in the answer, those included that come with embedded ones. */
function plainObjects(whole: Catalog, route: Route): readonly Named[] {
  const found = new Map<string, Named>();
  visitType(route.result);
  return [...found.values()];

  function visitType(type: Route['result']): void {
    if ('item' in type) visitType(type.item);
    if (type.type === 'union') type.options.forEach(visitType);
    if (type.type === 'object') visitFields(type.fields);
    if (type.type !== 'resource') return;
    const { object: name, isDeleted } = type;
    if (found.has(`${isDeleted} ${name}`)) return;
    found.set(`${isDeleted} ${name}`, { name, isDeleted });
    visitFields(whole.shape(name, isDeleted));
  }

  function visitFields(fields: ReturnType<Catalog['shape']>): void {
    for (const { type, isRequired, isNullable } of fields?.values() ?? []) {
      if (isRequired || isNullable) visitType(type);
    }
  }
}

test('asking before loading stops, and names the route', () => {
  const { catalog } = openCatalog();
  const route = routeOf(catalog, 'POST', '/v1/charges');
  expect(() => catalog.params(route)).toThrow('POST /v1/charges');
});

test('loadAll fetches each part once, also beside other loads', async () => {
  const { catalog, fetched } = openCatalog();
  const charges = routeOf(catalog, 'GET', '/v1/charges');
  await Promise.all([catalog.loadAll(), catalog.load(charges), catalog.loadAll()]);
  expect(fetched.length).toBe(new Set(fetched).size);
  expect(catalog.shape('treasury.financial_account')).toBeDefined();
  expect(catalog.shape('v2.core.account')).toBeDefined();
});

test('a failed fetch is told, and tried again by the next', async () => {
  const { catalog, fetched } = openCatalog(1);
  const route = routeOf(catalog, 'POST', '/v1/customers');
  await expect(catalog.load(route)).rejects.toThrow('offline');
  await catalog.load(route);
  expect(fetched).toEqual(['part-first', 'part-first']);
  expect(catalog.params(route).size).toBeGreaterThan(0);
});

test('names of every object are no objects of the API', async () => {
  const { catalog } = openCatalog();
  await catalog.loadAll();
  for (const name of ['constructor', '__proto__', 'toString', '']) {
    expect(catalog.shape(name)).toBeUndefined();
    expect(catalog.shape(name, true)).toBeUndefined();
  }
});

test('prose of one route fetches one file, and that of all fetches all', async () => {
  const { catalog, fetched } = openCatalog();
  const route = routeOf(catalog, 'POST', '/v1/customers');
  const prose = await catalog.prose(route);
  expect(fetched).toEqual(['prose-first']);
  expect(prose.param(route, 'address.city')).not.toBe('');
  expect(prose.param(route, 'email')).toMatch(/email/);
  expect(prose.param(route, 'tax_id_data.value')).not.toBe('');
  expect(prose.operation(route)).toMatch(/customer/);
  for (const path of ['', 'nope', 'email.nope', 'constructor', 'address.toString']) {
    expect(prose.param(route, path)).toBe('');
  }
  const charges = routeOf(catalog, 'POST', '/v1/charges');
  expect(prose.param(charges, 'amount')).toBe('');
  expect((await catalog.prose()).param(charges, 'amount')).not.toBe('');
});
