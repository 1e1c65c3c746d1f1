import { readFileSync } from 'node:fs';
import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { withoutCharsets } from '../../src/generator/small-charsets.ts';

const library = readFileSync('node_modules/@xterm/xterm/lib/xterm.mjs', 'utf8');

test('of the character sets of xterm.js the usual one alone is left', () => {
  const left = withoutCharsets(library);
  const sets = /var (\w+)=\{\},\w+=\1\.B;(?:\1[^;]*;)*/.exec(left)?.[0] ?? '';
  expect(sets).toMatch(/^var (\w+)=\{\},\w+=\1\.B;\1\.B=void 0;$/);
  expect(library).toContain('"`":"\\u25C6"');
  expect(left).not.toContain('\\u25C6"');
  expect(() => parseAst(left)).not.toThrow();
});

test('the build stops where they are told otherwise', () => {
  expect(() => withoutCharsets('var a={};')).toThrow('elsewhere');
  expect(() => withoutCharsets('var a={},b=a.B;a.B=void 0;')).toThrow('otherwise');
});
