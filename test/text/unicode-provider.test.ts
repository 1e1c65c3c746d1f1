// A terminal that counts with our provider agrees with our widths on every cluster.

import xterm from '@xterm/headless';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { unicodeProvider } from '../../src/text/unicode-provider.ts';
import { clusters, clusterWidth } from '../../src/text/width.ts';

async function cellsOf(pieces: readonly string[]): Promise<(readonly [string, number])[]> {
  const terminal = new xterm.Terminal({ cols: 200, rows: 4, allowProposedApi: true });
  const provider = unicodeProvider();
  terminal.unicode.register(provider);
  terminal.unicode.activeVersion = provider.version;
  for (const piece of pieces) await new Promise<void>((done) => terminal.write(piece, done));
  const line = terminal.buffer.active.getLine(0)!;
  const cells: (readonly [string, number])[] = [];
  for (let column = 0; column < terminal.buffer.active.cursorX;) {
    const cell = line.getCell(column)!;
    cells.push([cell.getChars(), cell.getWidth()]);
    column += Math.max(1, cell.getWidth());
  }
  terminal.dispose();
  return cells;
}

const character = fc.constantFrom(
  'a',
  '1',
  ' ',
  '#',
  'e\u0301',
  '世',
  'ｶ',
  '한',
  '\u1112\u1161\u11ab',
  '😀',
  '👍🏽',
  '🇩🇪',
  '🇫🇷',
  '👩‍👩‍👧‍👦',
  '❤',
  '❤\ufe0f',
  '1\ufe0f\u20e3',
  'नि',
  'क्षि',
  'ก็',
  '🏴‍☠️',
  '\u0600',
  'ü',
);

test('each cluster is one cell of its width, in whatever company', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(character, { maxLength: 30 }), async (characters) => {
      const text = characters.join('');
      const expected = clusters(text).map((cluster) => [cluster, clusterWidth(cluster)]);
      expect(await cellsOf([text])).toEqual(expected.map(([text, width]) => [text, width || 1]));
    }),
    { numRuns: 200 },
  );
});

test('a cluster that comes in pieces is still one', async () => {
  expect(await cellsOf(['x👩', '\u200d', '👩', '\u200d👧y'])).toEqual([
    ['x', 1],
    ['👩‍👩‍👧', 2],
    ['y', 1],
  ]);
});

test('a combining mark that has nothing to join takes a cell of its own', async () => {
  expect(await cellsOf(['\u0301a'])).toEqual([
    ['\u0301', 1],
    ['a', 1],
  ]);
});

test('thousands of different clusters are no trouble', async () => {
  const marks = Array.from({ length: 110 }, (_, index) => String.fromCodePoint(0x300 + index));
  const provider = unicodeProvider();
  for (let base = 0x100; base < 0x100 + 200; base += 1) {
    for (const mark of marks) {
      const before = provider.charProperties(base, 0);
      const after = provider.charProperties(mark.codePointAt(0)!, before);
      expect(after & 1).toBe(1);
      expect((after >> 1) & 3).toBe(1);
    }
  }
});
