// Every theme can be read: each colour against its background, as WCAG counts contrast.
// Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { themeNames, themes } from '../../src/terminal/themes.ts';
import { colors } from '../../src/text/styled.ts';

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter! + 0.05) / (darker! + 0.05);
}

test('white on black has a contrast of 21', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
});

for (const [name, theme] of Object.entries(themes)) {
  test(`${name}: all sixteen colours and the text have 4.5:1 on the background`, () => {
    for (const color of colors) {
      expect(contrast(theme.colors[color], theme.background), color).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(theme.foreground, theme.background)).toBeGreaterThanOrEqual(7);
  });

  test(`${name}: the cursor has 3:1, and selected text can still be read`, () => {
    expect(contrast(theme.cursor, theme.background)).toBeGreaterThanOrEqual(3);
    expect(contrast(theme.foreground, theme.selection)).toBeGreaterThanOrEqual(4.5);
  });

  test(`${name}: is as dark as it says`, () => {
    expect(luminance(theme.background) < 0.2).toBe(theme.isDark);
  });
}

test('there are a light, a dark and at least one more theme, and auto', () => {
  expect(themeNames).toEqual(expect.arrayContaining(['auto', 'light', 'dark']));
  expect(themeNames.length).toBeGreaterThanOrEqual(4);
});

test('the page on embedding names all of them', () => {
  const page = readFileSync(new URL('../../docs/embedding.md', import.meta.url), 'utf8');
  const row = page.split('\n').find((line) => line.startsWith('| `theme` |')) ?? '';
  expect(row.match(/`(\w+)`/g)).toEqual(['theme', ...themeNames].map((name) => `\`${name}\``));
});
