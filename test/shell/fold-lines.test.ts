import { expect, test } from 'vitest';
import type { Context } from '../../src/shell/command.ts';
import { foldLines, printRows } from '../../src/shell/fold-lines.ts';
import { strip } from '../../src/text/ansi.ts';

const phone = { columns: 42, isInteractive: true };

test('a long line breaks between words, under the column of its text', () => {
  const row = '  listen    Receive events, and hand them on to a local server';
  expect(foldLines(row, phone)).toBe(
    '  listen    Receive events, and hand them\n            on to a local server',
  );
});

test('a column without room begins on a line of its own', () => {
  const row = `  listen${' '.repeat(35)}Receive events, and hand them on to a server`;
  expect(foldLines(row, phone)).toBe(
    '  listen\n        Receive events, and hand them on\n        to a server',
  );
});

test.each([
  ['a line that fits', '  short    enough'],
  ['a command to copy', '  stripe customers create --name "Jane Smith" --email jane@example.com'],
  ['an example', '  $ stripe customers create --description <string> --email <string>'],
])('%s stays as it is', (_, line) => {
  expect(foldLines(line, phone)).toBe(line);
});

test('a long word is not broken, and colours are not counted', () => {
  const url = `See https://example.com/${'x'.repeat(60)} for more`;
  expect(foldLines(url, phone)).toBe(`See\nhttps://example.com/${'x'.repeat(60)}\nfor more`);
  const bold = `\x1b[1m${'a'.repeat(20)}\x1b[0m ${'b'.repeat(21)}`;
  expect(foldLines(bold, phone)).toBe(bold);
});

test.each(['\r', '\u2028'])('nothing is lost of a line with %j in it', (strange) => {
  const words = `Unknown command "a${strange}b"${' and more'.repeat(9)}`;
  expect(foldLines(words, phone).split(/\s+/)).toEqual(words.split(/\s+/));
});

test('what nobody reads is not touched', () => {
  const long = 'words '.repeat(30);
  expect(foldLines(long, { columns: 42, isInteractive: false })).toBe(long);
});

test.each([
  [44, '2026-01-31 12:00:00   --> charge.updated\n    [evt_1]\n'],
  [30, '2026-01-31 12:00:00   -->\n    charge.updated [evt_1]\n'],
  [60, '2026-01-31 12:00:00   --> charge.updated [evt_1]\n'],
])('a row of a log goes on below where %i columns have no room', (columns, shown) => {
  const row = '\x1b[2m2026-01-31 12:00:00\x1b[0m   --> \x1b[1mcharge.updated\x1b[0m [evt_1]\n';
  const printed: string[] = [];
  const print: Context['print'] = (text, fold) =>
    void printed.push(text, fold?.(text, columns) ?? '');
  printRows(row, { columns: 80, isInteractive: true, print });
  expect(printed[0]).toBe(row);
  expect(strip(printed[1] ?? '')).toBe(shown);
});
