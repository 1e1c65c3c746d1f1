// Who gets the keys: the reader, or nobody yet.

import { expect, test } from 'vitest';
import type { Key } from '../../src/editor/key.ts';
import { createKeyboard, type Keyboard } from '../../src/terminal/keyboard.ts';

interface SetUp {
  readonly keyboard: Keyboard;
  readonly pressed: string[];
  read(isReading: boolean): void;
  complete(isCompleting: boolean): void;
}

function setUp(): SetUp {
  const pressed: string[] = [];
  let isReading = false;
  let isCompleting = false;
  const press = (key: Key): void => {
    pressed.push(key.type === 'key' ? key.name : key.text);
    if (key.type === 'key' && key.name === 'Enter') isReading = false;
    if (key.type === 'key' && key.name === 'Tab') isCompleting = true;
  };
  const target = () => ({
    isReading: () => isReading,
    isCompleting: () => isCompleting,
    press,
  });
  const keyboard = createKeyboard(target, () => pressed.push('interrupt'));
  return {
    keyboard,
    pressed,
    read: (next) => (isReading = next),
    complete: (next) => (isCompleting = next),
  };
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

test('Ctrl+C forgets what was typed ahead', () => {
  const { keyboard, pressed, read } = setUp();
  keyboard.receive('abc\x03');
  read(true);
  keyboard.catchUp();
  expect(pressed).toEqual(['interrupt']);
});

test('keys wait for what Tab asked for, one Tab after the other', () => {
  const { keyboard, pressed, read, complete } = setUp();
  read(true);
  keyboard.receive('cus\tcre\t\r');
  expect(pressed).toEqual(['cus', 'Tab']);
  complete(false);
  keyboard.catchUp();
  expect(pressed).toEqual(['cus', 'Tab', 'cre', 'Tab']);
  complete(false);
  keyboard.catchUp();
  expect(pressed).toEqual(['cus', 'Tab', 'cre', 'Tab', 'Enter']);
});

test('Ctrl+C does not wait for candidates', () => {
  const { keyboard, pressed, read } = setUp();
  read(true);
  keyboard.receive('cus\tcre\x03');
  expect(pressed).toEqual(['cus', 'Tab', 'C-c']);
});
