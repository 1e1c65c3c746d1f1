// The drawer's key, by its place on the keyboard.

import { expect, test } from 'vitest';
import { isShortcut, readShortcut, type Shortcut } from '../../src/element/shortcut.ts';

const shortcut = readShortcut('Ctrl+Backquote') as Shortcut;
const press = {
  code: 'Backquote',
  ctrlKey: true,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  isComposing: false,
};

test('the key opens whatever character the layout gives it', () => {
  expect(isShortcut(press, shortcut)).toBe(true);
});

test.each([
  ['another key', { code: 'KeyB' }],
  ['the bare key', { ctrlKey: false }],
  ['one more modifier', { shiftKey: true }],
  ['an input method at work', { isComposing: true }],
])('%s does not open', (_name, change) => {
  expect(isShortcut({ ...press, ...change }, shortcut)).toBe(false);
});

test('names of modifiers are read in any case', () => {
  expect(readShortcut('ctrl + shift+KeyK')).toMatchObject({ code: 'KeyK', isCtrl: true });
});
