import { expect, test } from 'vitest';
import { ApiError } from '../../src/wire/api-error.ts';
import { depthMax } from '../../src/wire/form.ts';
import { decodeJson } from '../../src/wire/json-body.ts';

test('values keep their types, and objects have no prototype', () => {
  const body = decodeJson('{"a":[1,true,null,"x"],"b":{"__proto__":1,"constructor":"c"}}');
  expect(JSON.stringify(body)).toBe(
    '{"a":[1,true,null,"x"],"b":{"__proto__":1,"constructor":"c"}}',
  );
  expect(body['constructor']).toBeUndefined();
  expect(Object.getPrototypeOf(body['b'])).toBeNull();
});

test('an empty body is an empty object', () => {
  expect(JSON.stringify(decodeJson(' '))).toBe('{}');
});

for (const text of ['{', 'x', '[]', '1', '"a"', '{"a":1', '{a:1}']) {
  test(`${text} is refused, for it is no JSON object`, () => {
    expect(() => decodeJson(text)).toThrow(ApiError);
  });
}

test('nesting is refused beyond its limit, however deep', () => {
  const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  expect(() => decodeJson(nested(depthMax))).not.toThrow();
  expect(() => decodeJson(nested(depthMax + 1))).toThrow(/nested/);
  expect(() => decodeJson('['.repeat(2_000_000))).toThrow(/nested/);
});

test('brackets in text do not count as nesting', () => {
  expect(decodeJson(JSON.stringify({ a: '[{"'.repeat(100) }))['a']).toBe('[{"'.repeat(100));
});
