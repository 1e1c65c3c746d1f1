// The keymap as data: no key means two things.

import { expect, test } from 'vitest';
import { bindings, resolve } from '../../src/editor/keymap.ts';

test('no key has two meanings', () => {
  const names = bindings.flatMap(({ keys }) => keys);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('no key alone is also the first of two', () => {
  const names = bindings.flatMap(({ keys }) => keys);
  const firsts = names.filter((name) => name.includes(' ')).map((name) => name.split(' ')[0]);
  expect(firsts.filter((first) => names.includes(first!))).toEqual([]);
});

test('every key that is bound does what its binding says', () => {
  for (const { keys, action } of bindings) {
    for (const name of keys) {
      const [first, second] = name.split(' ');
      const resolved = resolve('', { type: 'key', name: first! });
      const last = second ? resolve(resolved.prefix, { type: 'key', name: second }) : resolved;
      expect(last).toEqual({ action, prefix: '' });
    }
  }
});

test('readline’s emacs keys are all there', () => {
  const wanted =
    'C-a C-b C-c C-d C-e C-f C-g C-h C-k C-l C-n C-o C-p C-r C-s C-t C-u C-w C-y C-_ M-b M-c M-d ' +
    'M-f M-l M-r M-t M-u M-y M-. M-< M-> M-\\ M-Backspace Up Down Left Right Home End Delete';
  for (const name of wanted.split(' ')) {
    expect(resolve('', { type: 'key', name }).action, name).toBeDefined();
  }
});
