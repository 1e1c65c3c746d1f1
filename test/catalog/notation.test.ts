import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createObjectTable, readFields, readType } from '../../src/catalog/notation.ts';
import type { Field, Fields, Type } from '../../src/catalog/type.ts';
import { createEncoder } from '../../src/generator/encode.ts';

const scalars =
  'string integer number boolean decimal int64 timestamp currency date-time metadata any';
const text = fc.string({ minLength: 1, maxLength: 8 });
const name = fc.stringMatching(/^[a-z][a-z0-9_.]{0,8}$/);

const { type: anyType } = fc.letrec<{ type: Type; field: Field; fields: Fields }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...scalars.split(' ')).map((type) => ({ type }) as Type),
    fc.record({
      type: fc.constant('enum' as const),
      values: fc.array(text, { minLength: 1, maxLength: 4 }),
      isOpen: fc.boolean(),
    }),
    fc.record({ type: fc.constant('resource' as const), object: name, isDeleted: fc.boolean() }),
    fc.record({
      type: fc.constant('expandable' as const),
      objects: fc.array(name, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      type: fc.constantFrom('array' as const, 'list', 'search', 'map'),
      item: tie('type'),
    }),
    fc.record({
      type: fc.constant('union' as const),
      options: fc.array(tie('type'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('object' as const), fields: tie('fields') }),
  ),
  field: fc.record({
    name,
    type: tie('type'),
    isRequired: fc.boolean(),
    isNullable: fc.boolean(),
    isClearable: fc.boolean(),
  }),
  fields: fc
    .array(tie('field'), { maxLength: 4 })
    .map((fields) => new Map(fields.map((field) => [field.name, field]))),
}));

test('every type is read back as it was written', () => {
  fc.assert(
    fc.property(anyType, (type) => {
      const encoder = createEncoder();
      const code = encoder.type(type);
      const written = JSON.parse(JSON.stringify(encoder.table)) as typeof encoder.table;
      expect(readType(code, createObjectTable(written))).toEqual(type);
    }),
  );
});

test('equal objects are written once and read once', () => {
  const field: Field = {
    name: 'city',
    type: { type: 'string' },
    isRequired: false,
    isNullable: true,
    isClearable: true,
  };
  const one: Type = { type: 'object', fields: new Map([['city', field]]) };
  const twin: Type = { type: 'object', fields: new Map([['city', { ...field }]]) };
  const encoder = createEncoder();
  expect([encoder.type(one), encoder.type(twin)]).toEqual(['o0', 'o0']);
  expect(encoder.table).toEqual([{ 'city?': "s~'" }]);
  const table = createObjectTable(encoder.table);
  expect(readType('o0', table)).toEqual(one);
  expect(table(0)).toBe(table(0));
});

test('a broken code stops instead of giving another type', () => {
  const table = createObjectTable([]);
  for (const code of ['', 'z', 'ss', '[s', 'o7', 'l(s']) {
    expect(() => readType(code, table), code).toThrow();
  }
});

test('a field named __proto__ stays a field', () => {
  const fields = readFields(
    JSON.parse('{"__proto__":"s","b?":"b"}') as Record<string, string>,
    createObjectTable([]),
  );
  expect([...fields.keys()]).toEqual(['__proto__', 'b']);
});
