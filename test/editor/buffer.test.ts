// The buffer never splits a character, wherever its cursor is put and whatever is edited.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  after,
  applyEdit,
  before,
  bufferOf,
  lineDown,
  lineUp,
  wordEnd,
  wordStart,
} from '../../src/editor/buffer.ts';
import { clusters } from '../../src/text/width.ts';
import { clustered, edgesOf } from './clustered.ts';

test('a cursor that is put anywhere ends at the edge of a character', () => {
  fc.assert(
    fc.property(clustered, fc.nat(200), (text, place) => {
      const { cursor } = bufferOf(text, place);
      expect(edgesOf(text)).toContain(cursor);
    }),
  );
});

test('one step right and left again is where one was', () => {
  fc.assert(
    fc.property(clustered, fc.nat(200), (text, place) => {
      const edges = edgesOf(text);
      const index = place % edges.length;
      expect(after(text, edges[index]!)).toBe(edges[Math.min(index + 1, edges.length - 1)]);
      expect(before(text, edges[index]!)).toBe(edges[Math.max(index - 1, 0)]);
    }),
  );
});

test('after any edit the cursor stands at an edge', () => {
  fc.assert(
    fc.property(clustered, clustered, fc.nat(99), fc.nat(99), (text, put, one, other) => {
      const edges = edgesOf(text);
      const [start, end] = [edges[one % edges.length]!, edges[other % edges.length]!].sort(
        (a, b) => a - b,
      ) as [number, number];
      const edited = applyEdit(bufferOf(text), { start, end, text: put });
      expect(edited.text).toBe(text.slice(0, start) + put + text.slice(end));
      expect(edgesOf(edited.text)).toContain(edited.cursor);
    }),
  );
});

test('long rows of flags are stepped through two letters at a time', () => {
  const text = '🇩🇪'.repeat(300);
  expect(before(text, text.length)).toBe(text.length - 4);
  expect(after(text, 4 * 150)).toBe(4 * 151);
});

test('a cluster longer than any window does not hang', () => {
  const text = `a${'\u0301'.repeat(100_000)}`;
  expect(before(text, text.length)).toBeLessThan(text.length);
  expect(after(text, 0)).toBeGreaterThan(0);
});

const words: readonly (readonly [text: string, end: number, start: number])[] = [
  // The word's end seen from the start, and its start seen from the end.
  ['hello world', 5, 6],
  ['  --email=a@b.c', 9, 14],
  ['世界 x', 2, 3],
  ['👩‍👩‍👧‍👦 a', 11, 12],
  ['', 0, 0],
  ['...', 3, 0],
];

for (const [text, end, start] of words) {
  test(`words of ${JSON.stringify(text)} begin and end where readline says`, () => {
    expect(wordEnd(text, 0)).toBe(end);
    expect(wordStart(text, text.length)).toBe(start);
  });
}

test('up and down keep the column as far as there is one', () => {
  const text = 'long line\nx\n世界世界';
  expect(lineDown(text, 7)).toBe(11);
  expect(lineUp(text, 14)).toBe(11);
  expect(lineUp(text, 3)).toBeUndefined();
  expect(lineDown(text, 13)).toBeUndefined();
});

test('the generator makes what it says: text whose clusters are many units long', () => {
  fc.assert(fc.property(clustered, (text) => clusters(text).join('') === text));
});
