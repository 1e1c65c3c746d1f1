// Frames as a reader sees them: rows of text, and `▏` where the cursor stands.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { noAssist, type Assist, type Completion } from '../../src/editor/assist.ts';
import { draw, drawDone, pickAt, type View } from '../../src/editor/draw.ts';
import type { Frame } from '../../src/editor/frame.ts';
import { textWidth } from '../../src/text/width.ts';
import { clustered } from './clustered.ts';
import { createMachine, type Machine } from './machine.ts';

function view(columns: number, rows = 10): View {
  const prompt = [{ text: '$ ', style: {} }];
  return { columns, rows, prompt, continuation: [{ text: '> ', style: {} }] };
}

function seen(frame: Frame): string[] {
  return frame.rows.map(({ cells }, row) => {
    let column = 0;
    let text = '';
    for (const cell of cells) {
      if (row === frame.cursor.row && column === frame.cursor.column) text += '▏';
      text += cell.text;
      column += cell.width;
    }
    return row === frame.cursor.row && frame.cursor.column >= column ? `${text}▏` : text;
  });
}

function frameOf(keys: string, columns = 40, assist: Assist = noAssist): string[] {
  const machine = createMachine(['stripe customers list', 'stripe get'], assist);
  machine.press(keys);
  return seen(draw(machine.state(), view(columns), assist));
}

type FrameCase = readonly [name: string, keys: string, columns: number, rows: string[]];

const frames: readonly FrameCase[] = [
  ['an empty line', '', 40, ['$ ▏']],
  ['a line with the cursor within', 'abc\x1b[D', 40, ['$ ab▏c']],
  ['a full row: the cursor is on the next', 'abcd', 6, ['$ abcd', '▏']],
  ['a wrapped line', 'abcdef', 6, ['$ abcd', 'ef▏']],
  ['a wide character that does not fit is wrapped whole', 'abc世', 6, ['$ abc', '世▏']],
  ['the cursor on a wrapped wide character', 'abc世\x1b[D', 6, ['$ abc', '▏世']],
  ['several lines', 'a\x1b\rb', 40, ['$ a', '> b▏']],
  ['control characters are shown', '\x1b[200~a\u202eb\x1b[201~', 40, ['$ a<U+202E>b▏']],
  ['tabs are spaces', '\x1b[200~a\tb\x1b[201~', 40, ['$ a  b▏']],
  ['a live key is covered', 'sk_live_abc', 40, ['$ sk_live_•••▏']],
  ['a test key is not', 'sk_test_abc', 40, ['$ sk_test_abc▏']],
  ['a search', '\x12cust', 40, ['$ stripe customers list', 'search history: cust▏']],
  ['a search that fails', '\x12zzz', 40, ['$ ', 'not in history: zzz▏']],
];

for (const [name, keys, columns, rows] of frames) {
  test(name, () => {
    expect(frameOf(keys, columns)).toEqual(rows);
  });
}

test('ghost text stands behind the cursor', () => {
  const suggest = (): string => 'ripe get';
  expect(frameOf('st', 40, { ...noAssist, suggest })).toEqual(['$ st▏ripe get']);
  expect(frameOf('st\x1b[D', 40, { ...noAssist, suggest })).toEqual(['$ s▏t']);
});

test('a highlighter’s colours are drawn, but not its lies', () => {
  const machine = createMachine();
  machine.press('get');
  const style = { color: 'green' } as const;
  const honest = { ...noAssist, highlight: (text: string) => [{ text, style }] };
  const lying = { ...noAssist, highlight: () => [{ text: 'rm -rf', style }] };
  const cellOf = (assist: Assist) => draw(machine.state(), view(40), assist).rows[0]!.cells[2]!;
  expect(cellOf(honest)).toEqual({ text: 'g', width: 1, style });
  expect(cellOf(lying)).toEqual({ text: 'g', width: 1, style: {} });
});

function withMenu(completion: Completion): Machine {
  const machine = createMachine();
  machine.press('a');
  machine.press('\t');
  machine.act({ type: 'candidates', token: 1, completion });
  return machine;
}

const described: Completion = {
  start: 0,
  end: 1,
  candidates: [
    { text: 'apple', description: 'A fruit that keeps the doctor away' },
    { text: 'avocado世', description: 'Another' },
  ],
};

test('described candidates stand one a row, cut to the width', () => {
  const machine = withMenu(described);
  expect(seen(draw(machine.state(), view(30), noAssist))).toEqual([
    '$ a▏',
    '  apple      A fruit that ke…',
    '  avocado世  Another',
  ]);
});

test('bare candidates stand in columns', () => {
  const candidates = ['aa', 'ab', 'ac', 'ad', 'ae'].map((text) => ({ text }));
  const machine = withMenu({ start: 0, end: 1, candidates });
  expect(seen(draw(machine.state(), view(14), noAssist))).toEqual([
    '$ a▏',
    '  aa  ac  ae',
    '  ab  ad',
  ]);
});

test('the chosen candidate is marked, and goes on in grey behind the cursor', () => {
  const machine = withMenu(described);
  machine.press('\t');
  const frame = draw(machine.state(), view(30), noAssist);
  expect(seen(frame)[0]).toBe('$ a▏pple');
  expect(frame.rows[1]!.cells[2]!.style.inverse).toBe(true);
  expect(frame.rows[2]!.cells[2]!.style.inverse).toBeFalsy();
});

test('a long menu shows a page, and tells of the rest', () => {
  const candidates = Array.from({ length: 50 }, (_, index) => ({
    text: `a${index}`,
    description: 'x',
  }));
  const machine = withMenu({ start: 0, end: 1, candidates });
  const rows = seen(draw(machine.state(), view(40), noAssist));
  expect(rows).toHaveLength(9);
  expect(rows.at(-1)).toBe('  1–7 of 50; type on to narrow');
  machine.press('\x1b[A');
  expect(seen(draw(machine.state(), view(40), noAssist)).at(-1)).toContain('44–50 of 50');
});

test('of columns that do not fit the rows are counted', () => {
  const candidates = Array.from({ length: 100 }, (_, index) => ({ text: `a${index}` }));
  const machine = withMenu({ start: 0, end: 1, candidates });
  const rows = seen(draw(machine.state(), view(40), noAssist));
  expect(rows[1]).toMatch(/^ {2}a0 +a13 +a26/);
  expect(rows.at(-1)).toBe('  rows 1–7 of 13; type on to narrow');
});

test('what is clicked in the menu is the candidate that stands there', () => {
  const machine = withMenu(described);
  const pick = (row: number, column: number): number | undefined =>
    pickAt(machine.state(), { view: view(30), assist: noAssist, place: { row, column } });
  expect(pick(1, 4)).toBe(0);
  expect(pick(2, 20)).toBe(1);
  expect(pick(0, 3)).toBeUndefined();
  expect(pick(3, 3)).toBeUndefined();
});

test('no row is wider, and no frame higher, than the screen', () => {
  fc.assert(
    fc.property(
      clustered,
      fc.integer({ min: 4, max: 30 }),
      fc.integer({ min: 2, max: 8 }),
      fc.boolean(),
      (text, columns, rows, hasMenu) => {
        const machine = createMachine();
        machine.act({ type: 'paste', text });
        if (hasMenu) {
          machine.act({ type: 'complete' });
          machine.act({ type: 'candidates', token: 1, completion: { ...described, end: 0 } });
        }
        const frame = draw(machine.state(), view(columns, rows), noAssist);
        expect(frame.rows.length).toBeLessThanOrEqual(rows);
        for (const { cells } of frame.rows) {
          const width = cells.reduce((sum, cell) => sum + cell.width, 0);
          expect(width).toBeLessThanOrEqual(columns);
          for (const cell of cells) expect(textWidth(cell.text)).toBe(cell.width);
        }
        expect(frame.cursor.row).toBeLessThan(frame.rows.length);
        expect(frame.cursor.column).toBeLessThan(columns);
      },
    ),
  );
});

test('of a megabyte only what fits on the screen is laid out', () => {
  const machine = createMachine();
  machine.act({ type: 'paste', text: 'x'.repeat(1_000_000) });
  const frame = draw(machine.state(), view(80, 24), noAssist);
  expect(frame.rows.length).toBeLessThanOrEqual(24);
  expect(drawDone('x'.repeat(1_000_000), view(80, 24), noAssist).rows.length).toBeLessThan(500);
});

test('a line that was run stays whole, without ghost text', () => {
  const suggest = (): string => 'ghost';
  const frame = drawDone('one\ntwo', view(40), { ...noAssist, suggest });
  expect(seen(frame)).toEqual(['$ one', '> two▏']);
});
