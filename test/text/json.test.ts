import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { colorJson, darkPalette, formatJson, standardPalette } from '../../src/text/json.ts';

/** What a reader sees: the codes taken away. */
const bare = (text: string | undefined): string => (text ?? '').replaceAll(/\x1b\[\d*m/g, '');

describe('formatJson', () => {
  test.each([
    ['{}', '{}'],
    ['[ ]', '[]'],
    ['{"a":1}', '{\n  "a": 1\n}'],
    ['{"a":["card","link"]}', '{\n  "a": ["card", "link"]\n}'],
    ['[{"a":[]}]', '[\n  {\n    "a": []\n  }\n]'],
    ['[1e5,-0.10,"\\u00e9"]', '[1e5, -0.10, "\\u00e9"]'],
    [' null\n', 'null'],
  ])('lays out %s', (source, text) => {
    expect(formatJson(source)).toBe(text);
  });

  test('an array stays on one line only where its bytes fit into 80 columns', () => {
    const fits = JSON.stringify(['é'.repeat(37)]);
    const tooLong = JSON.stringify(['é'.repeat(38) + 'x']);
    expect(formatJson(fits)).toBe(fits);
    expect(formatJson(tooLong)).toBe(`[\n  ${tooLong.slice(1, -1)}\n]`);
  });

  test.each(['', '{', '[1,]', '{"a"}', '{"a":1,}', '01', '"\n"', '1 2', '[1}', 'nul', "{'a':1}"])(
    'gives nothing for %s, which is not JSON',
    (source) => {
      expect(formatJson(source)).toBeUndefined();
    },
  );

  test('a text is laid out if and only if JSON.parse takes it, and it still means the same', () => {
    const texts = fc.oneof(
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify(value, null, 1)),
      fc.string({ unit: fc.constantFrom(...'{}[],:"\\u0 1-.et') }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch {
          expect(formatJson(text)).toBeUndefined();
          return;
        }
        expect(JSON.parse(formatJson(text) ?? '')).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('a thousand levels are laid out, a hundred thousand are left alone', () => {
    const deep = (levels: number): string => `{"a":${'['.repeat(levels)}{}${']'.repeat(levels)}}`;
    expect((formatJson(deep(1000)) ?? '').replaceAll(/\s/g, '')).toBe(deep(1000));
    expect(formatJson(deep(100_000))).toBeUndefined();
  });
});

describe('colorJson', () => {
  test('shows every kind of token in its own style', () => {
    expect(colorJson('{"k":["s",1,true,null]}', standardPalette)).toBe(
      '\x1b[1m{\x1b[0m\n  \x1b[1m\x1b[94m"k"\x1b[0m\x1b[1m:\x1b[0m \x1b[1m[\x1b[0m' +
        '\x1b[32m"s"\x1b[0m, \x1b[33m1\x1b[0m, \x1b[36mtrue\x1b[0m, \x1b[2mnull\x1b[0m' +
        '\x1b[1m]\x1b[0m\n\x1b[1m}\x1b[0m\n',
    );
  });

  test('escapes stand out from their string', () => {
    expect(colorJson('"a\\nb"', standardPalette)).toBe(
      '\x1b[32m"a\x1b[0m\x1b[35m\\n\x1b[0m\x1b[32mb"\x1b[0m\n',
    );
  });

  test('the dark style leaves punctuation and escapes alone', () => {
    expect(colorJson('["a\\n"]', darkPalette)).toBe('[\x1b[30m"a\x1b[0m\\n\x1b[30m"\x1b[0m]\n');
  });

  test('without its codes it is the plain layout', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(standardPalette, darkPalette), (text, palette) => {
        // Escape characters can only stand in JSON as \u001b, so taking codes away takes no text.
        expect(bare(colorJson(text, palette))).toBe(`${formatJson(text)}\n`);
      }),
    );
  });
});
