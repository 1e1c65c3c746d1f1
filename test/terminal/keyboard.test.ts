// Who gets the keys: the reader, or nobody yet.

import { expect, test } from 'vitest';
import type { Key } from '../../src/editor/key.ts';
import { createKeyboard, type Keyboard } from '../../src/terminal/keyboard.ts';

function setUp(): { keyboard: Keyboard; pressed: string[]; read: (isReading: boolean) => void } {
  const pressed: string[] = [];
  let isReading = false;
  const press = (key: Key): void => {
    pressed.push(key.type === 'key' ? key.name : key.text);
    if (key.type === 'key' && key.name === 'Enter') isReading = false;
  };
  const target = () => ({ isReading: () => isReading, press });
  const keyboard = createKeyboard(target, () => pressed.push('interrupt'));
  return { keyboard, pressed, read: (next) => (isReading = next) };
}

test('keys go to the reader at once', () => {
  const { keyboard, pressed, read } = setUp();
  read(true);
  keyboard.receive('ab\x1b[A');
  expect(pressed).toEqual(['ab', 'Up']);
});

test('what is typed ahead comes when someone reads, one line at a time', () => {
  const { keyboard, pressed, read } = setUp();
  keyboard.receive('one\r');
  keyboard.receive('two\r');
  expect(pressed).toEqual([]);
  read(true);
  keyboard.catchUp();
  expect(pressed).toEqual(['one', 'Enter']);
  read(true);
  keyboard.catchUp();
  expect(pressed).toEqual(['one', 'Enter', 'two', 'Enter']);
});

test('while nobody reads, Ctrl+C interrupts', () => {
  const { keyboard, pressed } = setUp();
  keyboard.receive('abc\x03');
  expect(pressed).toEqual(['interrupt']);
});

test('what was typed ahead can be dropped', () => {
  const { keyboard, pressed, read } = setUp();
  keyboard.receive('abc');
  keyboard.drop();
  read(true);
  keyboard.catchUp();
  expect(pressed).toEqual([]);
});
