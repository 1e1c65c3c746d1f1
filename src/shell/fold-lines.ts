// Breaks long lines of pages and messages at words, for a person whose terminal would break them
// anywhere. Pipes and files get the lines of the official CLI, as it wrote them.

import { strip } from '../text/ansi.ts';
import { textWidth } from '../text/width.ts';
import type { Context, Fold } from './command.ts';
import { wrapWords } from './wrap-words.ts';

/** A second column keeps its place as long as it has so much room. */
const narrowest = 24;
/** Where it begins on a line of its own instead. */
const indent = 8;

export type Reader = Pick<Context, 'columns' | 'isInteractive'> & Partial<Pick<Context, 'host'>>;

/**
 * Folded on the screen only: whoever takes the output gets the lines as they are. `narrow` is what is
 * folded in place of the text, where that has a form of its own for few columns.
 */
export function printFolded(
  text: string,
  context: Reader & Pick<Context, 'print'>,
  narrow: Fold = (whole) => whole,
): void {
  const { isInteractive } = context;
  const fold: Fold = (whole, columns) =>
    foldLines(narrow(whole, columns), { columns, isInteractive });
  printAs(fold, text, context);
}

/** `fold` is for who reads along. */
export function printAs(fold: Fold, text: string, context: Reader & Pick<Context, 'print'>): void {
  context.print(text, isRead(context) ? fold : undefined);
}

/** Commands to copy stay whole. */
export function foldLines(text: string, reader: Reader): string {
  const { columns } = reader;
  if (!isRead(reader)) return text;
  const fold = (line: string): string =>
    textWidth(strip(line)) <= columns || isCommand.test(line) ? line : foldLine(line, columns);
  return text.split('\n').map(fold).join('\n');
}

/**
 * Rows of a log keep their gaps: what has no room in one begins a line of its own.
 */
export function printRows(text: string, context: Reader & Pick<Context, 'print'>): void {
  printAs((rows, columns) => rows.replace(/.+/g, (row) => foldRow(row, columns)), text, context);
}

function isRead({ isInteractive, host }: Reader): boolean {
  return isInteractive && !host?.isUnread;
}

const rowIndent = ' '.repeat(4);

function foldRow(row: string, columns: number): string {
  let width = 0;
  let folded = '';
  for (const word of row.split(/(?<= )(?! )/)) {
    const plain = strip(word);
    if (width > 0 && width + textWidth(plain.trimEnd()) > columns) {
      folded = `${folded.trimEnd()}\n${rowIndent}`;
      width = rowIndent.length;
    }
    folded += word;
    width += textWidth(plain);
  }
  return folded;
}

const isCommand = /^\s*(\$ |stripe [^[<]*$)/;

/** What stands before two spaces is the name of what follows them. */
const twoColumns = /^(\s*)(\S+(?: \S+)*?(?:\s{2,}))?(.*)$/s;

function foldLine(whole: string, columns: number): string {
  const line = whole.trimEnd();
  if (textWidth(strip(line)) <= columns) return line;
  const [, start = '', name = '', rest = ''] = twoColumns.exec(line) ?? [];
  const margin = textWidth(strip(start + name));
  if (columns - margin >= narrowest) return start + name + hung(rest, margin, columns);
  return `${start}${name.trimEnd()}\n${' '.repeat(indent)}${hung(rest, indent, columns)}`;
}

function hung(text: string, margin: number, columns: number): string {
  return wrapWords(text, columns - margin).join(`\n${' '.repeat(margin)}`);
}
