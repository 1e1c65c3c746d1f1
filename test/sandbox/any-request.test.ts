// Requests made at random of the catalogue's routes and parameters, whole and damaged: whatever comes,
// the answer is JSON in Stripe's form and order, and never an error of the sandbox itself.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Route } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Field, Fields, Type } from '../../src/catalog/type.ts';
import { encodeForm, type FormValue } from '../../src/wire/form.ts';
import { callerOf, openSandbox } from './open-sandbox.ts';

const catalog = await loadCatalog();
await catalog.loadAll();

const odd = fc.constantFrom(
  ...['', '0', '-1', '1.5', '9'.repeat(30), 'true', 'null', '__proto__', 'constructor', 'toString'],
  ...['\u0000', '\u202E', '\u001B[31m', '<b>', 'x'.repeat(300), 'a@b.co', 'cus_x', '[]', '[', '%'],
);

function valueOf(type: Type, depth: number): fc.Arbitrary<FormValue> {
  const plain = plainOf(type, depth);
  return fc.oneof({ weight: 8, arbitrary: plain }, { weight: 1, arbitrary: odd });
}

function plainOf(type: Type, depth: number): fc.Arbitrary<FormValue> {
  switch (type.type) {
    case 'integer':
    case 'number':
    case 'timestamp':
    case 'int64':
    case 'decimal':
      return fc.nat().map(String);
    case 'boolean':
      return fc.constantFrom('true', 'false');
    case 'enum':
      return fc.constantFrom(...type.values);
    case 'object':
      return depth > 3 ? odd : objectOf(type.fields, depth + 1);
    case 'array':
      return fc.array(valueOf(type.item, depth + 1), { maxLength: 2 });
    case 'map':
      return fc.dictionary(odd, valueOf(type.item, depth + 1), { maxKeys: 2 });
    case 'metadata':
      return fc.dictionary(odd, odd, { maxKeys: 3 });
    case 'union':
      return fc.oneof(...type.options.map((option) => plainOf(option, depth)));
    default:
      return fc.constantFrom('usd', 'text', 'a@b.co', 'https://example.com');
  }
}

function objectOf(fields: Fields, depth: number): fc.Arbitrary<FormValue> {
  const presence = ({ isRequired }: Field): number => (isRequired ? 9 : depth > 1 ? 1 : 3);
  const entries = [...fields.values()].map((field) =>
    fc.option(valueOf(field.type, depth), { nil: undefined, freq: presence(field) }),
  );
  return fc.tuple(...entries).map((values) => {
    const names = [...fields.keys()];
    const given = values.flatMap((value, at): [string, FormValue][] =>
      value === undefined ? [] : [[names[at] ?? '', value]],
    );
    return Object.fromEntries(given) as FormValue;
  });
}

/** A PDF is no JSON: see quote-pdf.test.ts. */
const told = catalog.routes.filter(({ verb }) => verb !== 'pdf');

const request = fc.constantFrom(...told).chain((route) =>
  fc.record({
    route: fc.constant(route),
    ids: fc.array(fc.oneof(odd, fc.constant('an object of before')), {
      minLength: 4,
      maxLength: 4,
    }),
    params: objectOf(catalog.params(route), 0),
    expand: fc.option(fc.constantFrom('data.customer', 'customer', '__proto__', 'a.b.c.d.e')),
    cut: fc.option(fc.nat(200), { freq: 12 }),
  }),
);

/** The first object whose names are not id, object, then alphabetical. Metadata is free. */
function disordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const names = Object.keys(value);
  if ('object' in value && typeof value.object === 'string' && !('deleted' in value)) {
    const rest = names.filter((name) => name !== 'id' && name !== 'object').sort();
    const order = [...('id' in value ? ['id'] : []), 'object', ...rest];
    if (order.join() !== names.join()) return value;
  }
  const inner = Object.entries(value).filter(([name]) => name !== 'metadata');
  return inner.map(([, one]) => disordered(one)).find((found) => found !== undefined);
}

function pathOf({ path }: Route, ids: readonly string[], known: readonly string[]): string {
  let at = 0;
  return path.replace(/\{[^}]*\}/g, () => {
    const id = ids[at++ % ids.length] ?? '';
    return encodeURIComponent(id === 'an object of before' ? (known.at(-at) ?? id) : id || 'x');
  });
}

test('every request is answered in Stripe’s form', { timeout: 120_000 }, async () => {
  const { sandbox } = openSandbox();
  const call = callerOf(sandbox);
  const made: string[] = [];
  await fc.assert(
    fc.asyncProperty(request, async ({ route, ids, params, expand, cut }) => {
      const { method } = route;
      const isJson = route.path.startsWith('/v2/') && method === 'POST';
      const given = { ...(params as object), ...(expand ? { expand: [expand] } : {}) };
      const whole = isJson ? JSON.stringify(given) : encodeForm(given);
      const written = cut === null ? whole : whole.slice(0, cut);
      const { status, body, text } = await call(method, pathOf(route, ids, made), written);
      expect(status, text).toBeLessThan(500);
      expect(text).toBe(JSON.stringify(body, null, 2));
      if (status >= 400) expect(body.error).toMatchObject({ message: expect.any(String) });
      else expect(disordered(body)).toBeUndefined();
      if (method === 'POST' && typeof body.id === 'string') made.push(body.id);
    }),
    { numRuns: 1_500 },
  );
  const copy = openSandbox({ seed: 'other' }).sandbox;
  const saved = JSON.stringify(sandbox.snapshot());
  copy.restore(JSON.parse(saved));
  expect(JSON.stringify(copy.snapshot())).toBe(saved);
});
