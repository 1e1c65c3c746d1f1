// What is told of keys is true.

import { expect, test } from 'vitest';
import { bindings } from '../../src/editor/keymap.ts';
import { shortcutRows, words } from '../../src/editor/shortcut-rows.ts';

test('words are told of keys that are bound, each once', () => {
  const firsts = bindings.map(({ keys }) => keys[0]);
  for (const key of words.keys()) expect(firsts).toContain(key);
  expect(new Set(words.values()).size).toBe(words.size);
  expect(shortcutRows().length).toBeGreaterThan(words.size);
});

test('shortcuts are told in the words that stand on keyboards', () => {
  const rows = shortcutRows();
  expect(rows).toContainEqual(['Ctrl+A, Home', 'to the line’s start']);
  expect(rows).toContainEqual(['Alt+B, Alt+Left', 'a word back']);
  for (const [keys] of rows) expect(keys).not.toMatch(/\b[CMS]-/);
});
