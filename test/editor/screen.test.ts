// What the codes make a real terminal show is the frame, cell for cell, whatever was there before.

import xterm from '@xterm/headless';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { noAssist } from '../../src/editor/assist.ts';
import { draw, type View } from '../../src/editor/draw.ts';
import { emptyFrame, type Frame } from '../../src/editor/frame.ts';
import { change } from '../../src/editor/screen.ts';
import { unicodeProvider } from '../../src/text/unicode-provider.ts';
import { createMachine } from './machine.ts';

function openTerminal(columns: number, rows: number): xterm.Terminal {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const provider = unicodeProvider();
  terminal.unicode.register(provider);
  terminal.unicode.activeVersion = provider.version;
  return terminal;
}

function write(terminal: xterm.Terminal, codes: string): Promise<void> {
  return new Promise((done) => terminal.write(codes, done));
}

/** Rows as text, each with whether it goes on from the one above. */
function seen(terminal: xterm.Terminal, top: number, count: number): string[] {
  const buffer = terminal.buffer.active;
  return Array.from({ length: count }, (_, index) => {
    const line = buffer.getLine(top + index)!;
    return `${line.isWrapped ? '↪' : ' '}${line.translateToString(true).trimEnd()}`;
  });
}

function expected(frame: Frame): string[] {
  return frame.rows.map(({ cells, isWrapped }) => {
    const text = cells.map((cell) => cell.text).join('');
    return `${isWrapped ? '↪' : ' '}${text.trimEnd()}`;
  });
}

const piece = fc.constantFrom(
  'a',
  'stripe ',
  'customers',
  ' ',
  '世',
  '界',
  '😀',
  '👩‍👩‍👧‍👦',
  '🇩🇪',
  'e\u0301',
  '1\ufe0f\u20e3',
  '한',
  '"',
  '-',
  '\x1b[D',
  '\x1b[C',
  '\x1b[1;5D',
  '\x01',
  '\x05',
  '\x7f',
  '\x04',
  '\x17',
  '\x15',
  '\x0b',
  '\x19',
  '\x1b\r',
  '\x1b[200~one\ntwo 世\nthree\x1b[201~',
  '\x1f',
  '\x14',
  '\x12',
  '\x07',
  '\x1b[A',
  '\x1b[B',
);

test('the codes between two frames give the second, for any keys and any width', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 40 }),
      fc.integer({ min: 4, max: 30 }),
      fc.integer({ min: 0, max: 10 }),
      async (pieces, columns, above) => {
        const rows = 10;
        const terminal = openTerminal(columns, rows);
        await write(terminal, 'x\r\n'.repeat(above));
        const machine = createMachine(['old entry', 'another 世界 entry']);
        const prompt = [{ text: '$ ', style: {} }];
        const view: View = { columns, rows, prompt, continuation: [{ text: '> ', style: {} }] };
        let frame = emptyFrame;
        for (const bytes of ['', ...pieces]) {
          machine.press(bytes);
          const next = draw(machine.state(), view, noAssist);
          expect(next.rows.length).toBeLessThanOrEqual(rows);
          await write(terminal, change(frame, next));
          frame = next;
          const buffer = terminal.buffer.active;
          const top = buffer.baseY + buffer.cursorY - frame.cursor.row;
          expect(seen(terminal, top, frame.rows.length)).toEqual(expected(frame));
          expect(buffer.cursorX).toBe(frame.cursor.column);
        }
        const buffer = terminal.buffer.active;
        const bottom = buffer.baseY + buffer.cursorY - frame.cursor.row + frame.rows.length;
        for (let index = bottom; index < buffer.length; index += 1) {
          expect(buffer.getLine(index)!.translateToString(true)).toBe('');
        }
        terminal.dispose();
      },
    ),
    { numRuns: 300 },
  );
}, 120_000);
