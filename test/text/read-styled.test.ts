// A terminal's colours, read back into runs.

import { expect, test } from 'vitest';
import { paint, sgr } from '../../src/text/ansi.ts';
import { colorJson, standardPalette } from '../../src/text/json.ts';
import { createStyleReader } from '../../src/text/read-styled.ts';
import { colors, plain, run, textOf } from '../../src/text/styled.ts';

test('what was painted is read back as it was, in every colour and weight', () => {
  const runs = [
    run('plain '),
    ...colors.map((color) => run(color, { color, bold: true })),
    ...colors.map((background) => run(background, { background, underline: true })),
    run('dim', { dim: true, italic: true, inverse: true }),
    run(' end'),
  ];
  expect(createStyleReader()(paint(runs))).toEqual(runs);
});

test('styles add up until they end, one by one or all at once', () => {
  const read = createStyleReader();
  expect(read('\x1b[1m\x1b[94ma\x1b[22mb\x1b[39mc\x1b[3;4md\x1b[23;24me\x1b[0m')).toEqual([
    run('a', { bold: true, color: 'brightBlue' }),
    run('b', { color: 'brightBlue' }),
    run('c'),
    run('d', { italic: true, underline: true }),
    run('e'),
  ]);
});

test('a style goes on in the next piece', () => {
  const read = createStyleReader();
  expect(read(`${sgr({ color: 'red' })}one`)).toEqual([run('one', { color: 'red' })]);
  expect(read(`, two\x1b[m three`)).toEqual([run(', two', { color: 'red' }), run(' three', plain)]);
});

test('pieces of one style are one run, and no text is lost', () => {
  const text = '{"a": [1, true, null, "x\\ny"], "b": {}}';
  const runs = createStyleReader()(colorJson(text, standardPalette) ?? '');
  expect(JSON.parse(textOf(runs))).toEqual(JSON.parse(text));
  runs.slice(1).forEach((next, index) => expect(next.style).not.toEqual(runs[index]?.style));
});

test('codes that are no colours are shown, not obeyed', () => {
  const [shown] = createStyleReader()('a\x1b[2Jb\x1b]0;title\x07c\u202e');
  expect(shown?.text).toBe('a␛[2Jb␛]0;title␇c<U+202E>');
});
