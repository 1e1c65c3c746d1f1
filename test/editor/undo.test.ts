// Undo takes back exactly what was done, in any order of edits; redo does it again.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMachine, type Machine } from './machine.ts';

const key = fc.constantFrom(
  'a',
  'b ',
  '世',
  '👩‍👩‍👧‍👦',
  'e\u0301',
  '\u0301',
  '🇩',
  '\x1b[D',
  '\x1b[C',
  '\x01',
  '\x05',
  '\x7f',
  '\x1b[3~',
  '\x17',
  '\x1bd',
  '\x0b',
  '\x15',
  '\x19',
  '\x1by',
  '\x14',
  '\x1bt',
  '\x1bu',
  '\x1bc',
  '\x1b\\',
  '\x1b\r',
  '\x1b[200~x\ny\x1b[201~',
  '\x1b.',
);

const keys = fc.array(key, { maxLength: 40 });

function undoAll(machine: Machine): void {
  for (let count = 0; count < 100; count += 1) machine.press('\x1f');
}

test('undone to the end, the line is empty', () => {
  fc.assert(
    fc.property(keys, (keys) => {
      const machine = createMachine(['an old entry']);
      for (const bytes of keys) machine.press(bytes);
      undoAll(machine);
      expect(machine.state().buffer.text).toBe('');
    }),
  );
});

test('undone and done again, the text is the same', () => {
  fc.assert(
    fc.property(keys, fc.nat(20), (keys, count) => {
      const machine = createMachine(['an old entry']);
      for (const bytes of keys) machine.press(bytes);
      const { text } = machine.state().buffer;
      const steps = Math.min(count, machine.state().undo.done.length);
      for (let step = 0; step < steps; step += 1) machine.press('\x1f');
      for (let step = 0; step < steps; step += 1) machine.press('\x1bz');
      expect(machine.state().buffer.text).toBe(text);
    }),
  );
});

test('each step of undo gives a text that was there before', () => {
  fc.assert(
    fc.property(keys, (keys) => {
      const machine = createMachine(['an old entry']);
      const seen = new Set(['']);
      for (const bytes of keys) {
        machine.press(bytes);
        seen.add(machine.state().buffer.text);
      }
      while (machine.state().undo.done.length > 0) {
        machine.press('\x1f');
        expect(seen).toContain(machine.state().buffer.text);
      }
    }),
  );
});

test('typed words are taken back one at a time', () => {
  const machine = createMachine();
  for (const letter of 'stripe customers list') machine.press(letter);
  machine.press('\x1f');
  expect(machine.line()).toBe('stripe customers |');
  machine.press('\x1f');
  expect(machine.line()).toBe('stripe |');
});

test('a change of direction begins a new step', () => {
  const machine = createMachine();
  machine.press('ab');
  machine.press('\x1b[D');
  machine.press('x');
  machine.press('\x1f');
  expect(machine.line()).toBe('a|b');
});

test('all changes are taken back at once by Alt+R', () => {
  const machine = createMachine(['kept']);
  machine.press('\x1b[A');
  machine.press(' and');
  machine.press('\x17');
  machine.press('\x1br');
  expect(machine.line()).toBe('kept|');
});
