import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  parseBoolean,
  parseInteger,
  queryEscape,
  quote,
  trimSpace,
} from '../../src/shell/go-format.ts';

describe('quote', () => {
  test.each([
    ['a', '"a"'],
    ['say "hi" \\', '"say \\"hi\\" \\\\"'],
    ['\n\t\x01\x7f', '"\\n\\t\\x01\\x7f"'],
    ['é😀', '"é😀"'],
    ['\u200b\u00a0\ufeff', '"\\u200b\\u00a0\\ufeff"'],
  ])('%j', (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });
});

describe('parseInteger', () => {
  test.each([
    ['0', 0n],
    ['-0', 0n],
    ['+5', 5n],
    ['0x1F', 31n],
    ['0X_1f', 31n],
    ['0b101', 5n],
    ['0o17', 15n],
    ['017', 15n],
    ['0_7', 7n],
    ['1_000', 1000n],
    ['9223372036854775807', 2n ** 63n - 1n],
    ['-9223372036854775808', -(2n ** 63n)],
    [`0x${'0'.repeat(100)}1`, 1n],
  ])('%s', (text, value) => {
    expect(parseInteger(text)).toEqual({ value });
  });

  test.each([
    '',
    ' 5',
    '5 ',
    '1.5',
    '1e3',
    '08',
    '0x',
    '1__0',
    '_1',
    '1_',
    '--1',
    '٣',
    '0b2',
    'Ox1',
  ])('%j is no number', (text) => {
    expect(parseInteger(text)).toEqual({
      error: `strconv.ParseInt: parsing ${quote(text)}: invalid syntax`,
    });
  });

  test.each(['9223372036854775808', '-9223372036854775809', '9'.repeat(1_000_000)])(
    '%s is too large',
    (text) => {
      expect(parseInteger(text)).toHaveProperty('error', expect.stringMatching(/out of range$/));
    },
  );

  test('every 64-bit number comes back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(parseInteger(String(value))).toEqual({ value });
      }),
    );
  });
});

test('parseBoolean knows Go’s dozen words and no other', () => {
  for (const text of '1 t T TRUE true True'.split(' ')) {
    expect(parseBoolean(text)).toEqual({ value: true });
  }
  for (const text of '0 f F FALSE false False'.split(' ')) {
    expect(parseBoolean(text)).toEqual({ value: false });
  }
  for (const text of ['', 'yes', 'tRUE', ' true', '2']) {
    expect(parseBoolean(text)).toHaveProperty('error');
  }
});

test('queryEscape keeps letters, digits and -_.~ only, and can be read back', () => {
  expect(queryEscape("a b*'(!)~-_.[é]")).toBe('a+b%2A%27%28%21%29~-_.%5B%C3%A9%5D');
  expect(queryEscape('\uD800')).toBe('%EF%BF%BD');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(queryEscape(text)).toMatch(/^[\w.~%+-]*$/);
      expect(new URLSearchParams(`a=${queryEscape(text)}`).get('a')).toBe(text);
    }),
  );
});

test('trimSpace takes white space from both ends, in one walk', () => {
  expect(trimSpace('\u0085\u00a0 a b\n\u3000')).toBe('a b');
  expect(trimSpace('\ufeffa')).toBe('\ufeffa');
  expect(trimSpace(`a${' '.repeat(500_000)}b${' '.repeat(500_000)}`)).toHaveLength(500_002);
});
