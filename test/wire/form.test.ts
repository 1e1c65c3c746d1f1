import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../src/wire/api-error.ts';
import {
  decodeForm,
  depthMax,
  encodeForm,
  pairsMax,
  type FormObject,
  type FormValue,
} from '../../src/wire/form.ts';

/** Prototypes are not part of what is compared. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function refusal(text: string): ApiError {
  try {
    decodeForm(text);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error(`not refused: ${text.slice(0, 100)}`);
}

describe('reading', () => {
  const cases: readonly (readonly [text: string, value: unknown])[] = [
    ['', {}],
    ['a=1', { a: '1' }],
    ['a', { a: '' }],
    ['a=', { a: '' }],
    ['a=b=c', { a: 'b=c' }],
    ['&&a=1&', { a: '1' }],
    ['=1', {}],
    ['a=1&a=2', { a: '2' }],
    ['a=x+y%20z', { a: 'x y z' }],
    ['a=%2B', { a: '+' }],
    ['name=%E2%82%AC%F0%9F%98%80', { name: '€😀' }],
    ['a[b]=1&a[c]=2', { a: { b: '1', c: '2' } }],
    ['a%5Bb%5D=1', { a: { b: '1' } }],
    ['a[b][c][d]=1', { a: { b: { c: { d: '1' } } } }],
    ['a[]=1&a[]=2', { a: ['1', '2'] }],
    ['a[0]=1&a[1]=2', { a: { 0: '1', 1: '2' } }],
    ['a[][b]=1&a[][c]=2', { a: [{ b: '1', c: '2' }] }],
    ['a[][b]=1&a[][b]=2', { a: [{ b: '1' }, { b: '2' }] }],
    ['a[][]=1', { a: [['1']] }],
    ['a[b', { 'a[b': '' }],
    ['a]b=1', { 'a]b': '1' }],
    ['a[b]c=1', { 'a[b]c': '1' }],
    ['[a]=1', { '[a]': '1' }],
  ];
  for (const [text, value] of cases) {
    test(`${text || 'nothing'} reads as ${JSON.stringify(value)}`, () => {
      expect(plain(decodeForm(text))).toEqual(value);
    });
  }

  test('names of the object prototype are names like any other', () => {
    const form = decodeForm('__proto__[x]=1&constructor=2&metadata[__proto__]=3&toString=4');
    expect(Object.keys(form)).toEqual(['__proto__', 'constructor', 'metadata', 'toString']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(Object.keys(form['metadata'] as FormObject)).toEqual(['__proto__']);
    expect(decodeForm('a=1')['constructor']).toBeUndefined();
  });
});

describe('refusing', () => {
  const conflicts = ['a=1&a[b]=2', 'a[b]=1&a=2', 'a[]=1&a[b]=2', 'a[b]=1&a[]=2', 'a[]=1&a=2'];
  for (const text of conflicts) {
    test(`${text} is refused, for one name cannot have two shapes`, () => {
      expect(refusal(text)).toMatchObject({ status: 400, param: 'a' });
    });
  }

  for (const text of ['a=%', 'a=%zz', 'a=%f', '%=1', 'a=%FF', 'a=%C3%28']) {
    test(`${text} is refused, for it is no percent encoding of UTF-8`, () => {
      expect(refusal(text).status).toBe(400);
    });
  }

  test('nesting is refused beyond its limit, however deep', () => {
    const nested = (depth: number): string => `a${'[b]'.repeat(depth)}=1`;
    expect(() => decodeForm(nested(depthMax - 1))).not.toThrow();
    expect(refusal(nested(depthMax)).message).toContain('nested');
    expect(refusal(nested(100_000)).message).toContain('nested');
    expect(refusal(`a${'[]'.repeat(100_000)}=1`).message).toContain('nested');
  });

  test('more parameters than the limit are refused', () => {
    expect(() => decodeForm('a=1&'.repeat(pairsMax))).not.toThrow();
    expect(refusal('a=1&'.repeat(pairsMax + 1)).message).toContain(String(pairsMax));
  });
});

const name = fc
  .oneof(
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc.constantFrom('__proto__', 'constructor', 'a b', '%', '&', '=', 'é'),
  )
  .filter((text) => !/[[\]]/.test(text));
const leaf = fc.string({ unit: 'grapheme' });
const value: fc.Arbitrary<FormValue> = fc.letrec<{ value: FormValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
    fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: false }),
  ),
})).value;
const form = fc.dictionary(name, value, { maxKeys: 5 });

/** Lists come back as objects whose names are numbers. */
function withoutLists(value: FormValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, inner]) => [key, withoutLists(inner)] as const));
}

test('what was written reads back the same', () => {
  fc.assert(
    fc.property(form, (written) => {
      expect(withoutLists(decodeForm(encodeForm(written)))).toEqual(withoutLists(written));
    }),
  );
});

test('any text is read or refused with an ApiError, never anything else', () => {
  const pieces = fc.constantFrom(
    'a',
    'b',
    '[',
    ']',
    '[]',
    '=',
    '&',
    '%',
    '%5B',
    '+',
    '0',
    '__proto__',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        expect(decodeForm(text)).toBeTypeOf('object');
      } catch (error) {
        expect(error).toBeInstanceOf(ApiError);
      }
    }),
    { numRuns: 500 },
  );
});

test('numbers, booleans and null are written as text', () => {
  expect(encodeForm({ a: 1, b: true, c: null, d: { e: [2, 'x y'] } })).toBe(
    'a=1&b=true&c=&d[e][0]=2&d[e][1]=x%20y',
  );
});

test('half a surrogate pair is written as the replacement character', () => {
  expect(encodeForm({ a: '\uD800!' })).toBe('a=%EF%BF%BD!');
});
