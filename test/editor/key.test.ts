// From the terminal's bytes to keys: every code that matters, whole and in pieces.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nothingUnread, readKeys, type Key } from '../../src/editor/key.ts';

function read(...pieces: string[]): string[] {
  let unread = nothingUnread;
  const keys: Key[] = [];
  for (const piece of pieces) {
    const outcome = readKeys(unread, piece);
    keys.push(...outcome.keys);
    unread = outcome.unread;
  }
  return keys.map((key) => (key.type === 'key' ? key.name : `${key.type}:${key.text}`));
}

const codes: readonly (readonly [bytes: string, ...keys: string[]])[] = [
  ['a', 'text:a'],
  ['hello 世界 👩‍👩‍👧‍👦', 'text:hello 世界 👩‍👩‍👧‍👦'],
  ['\x01', 'C-a'],
  ['\x1a', 'C-z'],
  ['\x1f', 'C-_'],
  ['\t', 'Tab'],
  ['\r', 'Enter'],
  ['\n', 'C-j'],
  ['\x7f', 'Backspace'],
  ['\b', 'C-h'],
  ['\x1b', 'Escape'],
  ['\x1b\x1b', 'Escape', 'Escape'],
  ['\x1bf', 'M-f'],
  ['\x1bF', 'M-f'],
  ['\x1b\x7f', 'M-Backspace'],
  ['\x1b\r', 'M-Enter'],
  ['\x1b.', 'M-.'],
  ['\x1b<', 'M-<'],
  ['\x1b\b', 'C-M-h'],
  ['\x1bé', 'M-é'],
  ['\x1b[A', 'Up'],
  ['\x1bOA', 'Up'],
  ['\x1b[1;5D', 'C-Left'],
  ['\x1b[1;3C', 'M-Right'],
  ['\x1b[1;2A', 'S-Up'],
  ['\x1b[1;8H', 'C-M-S-Home'],
  ['\x1b[H', 'Home'],
  ['\x1b[1~', 'Home'],
  ['\x1b[4~', 'End'],
  ['\x1b[3~', 'Delete'],
  ['\x1b[3;5~', 'C-Delete'],
  ['\x1b[5~', 'PageUp'],
  ['\x1b[Z', 'S-Tab'],
  ['\x1b[99~'],
  ['\x1b[?1;2c'],
  ['ls\r', 'text:ls', 'Enter'],
  ['\x1b[A\x1b[B', 'Up', 'Down'],
  ['\x1b[200~a\nb\x1b[201~', 'paste:a\nb'],
  ['\x1b[200~\x1b[201~', 'paste:'],
  ['\x1b[200~x\x1b[A\x1b[201~y', 'paste:x\x1b[A', 'text:y'],
];

for (const [bytes, ...keys] of codes) {
  test(`${JSON.stringify(bytes)} is ${keys.join(', then ') || 'no key'}`, () => {
    expect(read(bytes)).toEqual(keys);
  });
}

test('a code in pieces is one key', () => {
  expect(read('\x1b[', '1;5', 'D')).toEqual(['C-Left']);
  expect(read('\x1b[200', '~pa', 'ste\x1b[2', '01~', 'x')).toEqual(['paste:paste', 'text:x']);
});

test('an Escape inside a paste that is not its end stays in the paste', () => {
  expect(read('\x1b[200~a\x1b', '[31mb\x1b', '[201~')).toEqual(['paste:a\x1b[31mb']);
});

test('a paste is the same paste however it is cut', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\x1b', '[', '2', '0', '1', '~', '\n') });
  fc.assert(
    fc.property(text, fc.array(fc.nat(60), { maxLength: 5 }), (text, cuts) => {
      fc.pre(!text.includes('\x1b[201~'));
      const bytes = `\x1b[200~${text}\x1b[201~`;
      const inner = cuts.map((cut) => Math.min(6 + cut, bytes.length));
      const places = [0, ...inner.sort((one, other) => one - other)];
      const pieces = places.map((place, index) => bytes.slice(place, places[index + 1]));
      expect(read(...pieces)).toEqual([`paste:${text}`]);
    }),
  );
});

test('a megabyte of paste is read in one go', () => {
  const [paste] = read(`\x1b[200~${'x'.repeat(1_000_000)}\x1b[201~`);
  expect(paste).toHaveLength(1_000_006);
});
