// Codes written and codes kept out: what reaches a terminal from text that nobody vouches for.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { harmless, onlyColors, paint, sgr, strip, visible } from '../../src/text/ansi.ts';
import { colors, type Style } from '../../src/text/styled.ts';

test('a style is written as one code that begins anew', () => {
  expect(sgr({ bold: true, color: 'red' })).toBe('\x1b[0;1;31m');
  expect(sgr({ color: 'brightBlack', background: 'brightWhite' })).toBe('\x1b[0;90;107m');
});

test('plain runs are painted without any code', () => {
  expect(
    paint([
      { text: 'a', style: {} },
      { text: 'b', style: { underline: true } },
    ]),
  ).toBe('a\x1b[0;4mb\x1b[0m');
});

const dangers: readonly (readonly [name: string, code: string, shown: string])[] = [
  ['a cursor move', '\x1b[2A', '␛[2A'],
  ['a screen that is cleared', '\x1b[2J', '␛[2J'],
  ['a window title', '\x1b]0;title\x07', '␛]0;title␇'],
  ['a link to elsewhere', '\x1b]8;;https://evil\x1b\\', '␛]8;;https://evil␛\\'],
  ['a clipboard that is written', '\x1b]52;c;aGk=\x07', '␛]52;c;aGk=␇'],
  ['a question to the terminal', '\x1b[6n', '␛[6n'],
  ['a one-byte code', '\x9b2J', '<U+009B>2J'],
  ['a line that is written over', 'safe\rEVIL', 'safe␍EVIL'],
  ['a backspace', 'a\bb', 'a␈b'],
  ['text that is hidden', '\x1b[8msecret', '␛[8msecret'],
  ['text that blinks', '\x1b[5m!', '␛[5m!'],
  ['a colour of 256', '\x1b[38;5;1mx', '␛[38;5;1mx'],
  ['text that runs backwards', 'a\u202eb', 'a<U+202E>b'],
  ['an isolate', 'a\u2066b', 'a<U+2066>b'],
  ['a space without width', 'a\u200bb', 'a<U+200B>b'],
  ['a delete', 'a\x7f', 'a␡'],
  ['a null', '\0', '␀'],
];

for (const [name, code, shown] of dangers) {
  test(`${name} becomes visible characters`, () => {
    expect(onlyColors(code)).toBe(shown);
  });
}

test('the colours that the shell writes pass', () => {
  const codes = ['\x1b[0m', '\x1b[m', '\x1b[1m\x1b[94m', '\x1b[2m', '\x1b[0;1;31m', '\x1b[39m'];
  for (const code of codes) {
    expect(onlyColors(`${code}text`)).toBe(`${code}text`);
  }
});

test('every style that can be written passes', () => {
  const style = fc.record(
    {
      color: fc.constantFrom(...colors),
      background: fc.constantFrom(...colors),
      bold: fc.boolean(),
      dim: fc.boolean(),
      italic: fc.boolean(),
      underline: fc.boolean(),
      inverse: fc.boolean(),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Style>;
  fc.assert(fc.property(style, (style) => onlyColors(sgr(style)) === sgr(style)));
});

test('line feeds and tabs pass; a return before a line feed is dropped', () => {
  expect(onlyColors('a\r\nb\tc\n')).toBe('a\nb\tc\n');
});

test('no colours pass where text is only to be harmless', () => {
  expect(harmless('\x1b[31mred')).toBe('␛[31mred');
});

const anything = fc.string({
  unit: fc.constantFrom('\x1b', '[', ']', '0', ';', 'm', '3', 'J', '\r', '\n', '\x9b', 'é', '\x07'),
});

test('whatever comes, only colours, line feeds and tabs are left of its controls', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const rest = onlyColors(text).replace(/\x1b\[[\d;]*m/g, '');
      expect(rest).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
    }),
  );
});

test('stripped text has no controls at all, and keeps its words', () => {
  expect(strip('\x1b[1m\x1b[94m"id"\x1b[0m: \x1b]0;title\x07x\x1b[2J')).toBe('"id": x');
  fc.assert(
    fc.property(anything, (text) => {
      expect(strip(text)).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
    }),
  );
});

test('what is not a control is shown as it is', () => {
  for (const cluster of ['a', '世', '👩‍👩‍👧‍👦', 'e\u0301']) expect(visible(cluster)).toBe(cluster);
});

test('a lone combining mark and an endless cluster are told by their numbers', () => {
  expect(visible('\u0301')).toBe('<U+0301>');
  expect(visible(`a${'\u0301'.repeat(100)}`)).toMatch(/^<U\+0061>(<U\+0301>){7}…$/);
});
