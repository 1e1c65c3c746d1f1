// Widths by cluster: what a terminal must leave free for each.

import { expect, test } from 'vitest';
import { clusters, clusterWidth, pad, textWidth, truncate } from '../../src/text/width.ts';

const widths: readonly (readonly [name: string, text: string, columns: number])[] = [
  ['a letter', 'a', 1],
  ['a letter with a combining accent', 'e\u0301', 1],
  ['a letter with many accents', `z${'\u0335\u0321'.repeat(9)}`, 1],
  ['a lone combining accent', '\u0301', 0],
  ['a Chinese character', '世', 2],
  ['a Hangul syllable', '한', 2],
  ['a Hangul syllable in letters', '\u1112\u1161\u11ab', 2],
  ['half-width katakana', 'ｶ', 1],
  ['full-width Latin', 'Ａ', 2],
  ['an emoji', '😀', 2],
  ['an emoji with a skin tone', '👍🏽', 2],
  ['a family joined by zero-width joiners', '👩‍👩‍👧‍👦', 2],
  ['a flag', '🇩🇪', 2],
  ['a heart as text', '❤', 1],
  ['a heart as an emoji', '❤\ufe0f', 2],
  ['a keycap', '1\ufe0f\u20e3', 2],
  ['a lone joiner', '\u200d', 0],
  ['a line feed', '\n', 0],
  ['a Devanagari cluster', 'नि', 1],
  ['a soft hyphen', '\u00ad', 1],
];

for (const [name, text, columns] of widths) {
  test(`${name} is one cluster, ${columns} columns wide`, () => {
    expect(clusters(text)).toEqual([text]);
    expect(clusterWidth(text)).toBe(columns);
    expect(textWidth(text)).toBe(columns);
  });
}

test('the width of text is the sum of its clusters', () => {
  expect(textWidth('世界 hello 👩‍👩‍👧‍👦!')).toBe(4 + 7 + 2 + 1);
});

test('a long text has the same clusters as its parts, wherever it is looked at in pieces', () => {
  const flags = '🇩🇪🇫🇷'.repeat(700);
  const marks = `e${'\u0301'.repeat(5000)}`;
  const family = '👩‍👩‍👧';
  for (const ahead of ['', 'ж', 'жж', 'жжж', 'жжжж']) {
    const text = ahead + flags + marks + family.repeat(900) + 'नमस्ते'.repeat(500);
    const whole = [
      ...Array.from(ahead),
      ...Array.from({ length: 1400 }, (_, index) => (index % 2 === 0 ? '🇩🇪' : '🇫🇷')),
      marks,
      ...Array.from({ length: 900 }, () => family),
      ...Array.from({ length: 500 }, () => clusters('नमस्ते')).flat(),
    ];
    expect(clusters(text)).toEqual(whole);
    expect(textWidth(text)).toBe(whole.reduce((sum, each) => sum + clusterWidth(each), 0));
  }
});

test('text that fits is not cut', () => {
  expect(truncate('世界', 4)).toBe('世界');
  expect(truncate('hello', 5)).toBe('hello');
});

test('text that is cut ends with an ellipsis, and never in half a character', () => {
  expect(truncate('世界世界', 4)).toBe('世…');
  expect(truncate('hello', 4)).toBe('hel…');
  expect(truncate('hello', 0)).toBe('');
});

test('padding counts columns, not units', () => {
  expect(pad('世', 4)).toBe('世  ');
});
