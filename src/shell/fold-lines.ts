// Breaks long lines of pages and messages at words, for a person whose terminal would break them
// anywhere. Pipes and files get the lines of the official CLI, as it wrote them.

import { strip } from '../text/ansi.ts';
import { textWidth } from '../text/width.ts';
import type { Context } from './command.ts';
import { wrapWords } from './wrap-words.ts';

/** A second column keeps its place as long as it has so much room. */
const narrowest = 24;
/** Where it begins on a line of its own instead. */
const indent = 8;

export type Reader = Pick<Context, 'columns' | 'isInteractive'> & Partial<Pick<Context, 'host'>>;

/** Commands to copy stay whole. */
export function foldLines(text: string, { columns, isInteractive, host }: Reader): string {
  if (!isInteractive || host?.isUnread) return text;
  const fold = (line: string): string =>
    textWidth(strip(line)) <= columns || isCommand.test(line) ? line : foldLine(line, columns);
  return text.split('\n').map(fold).join('\n');
}

const isCommand = /^\s*(\$ |stripe [^[<]*$)/;

/** What stands before two spaces is the name of what follows them. */
const twoColumns = /^(\s*)(\S+(?: \S+)*?(?:\s{2,}))?(.*)$/s;

function foldLine(line: string, columns: number): string {
  const [, start = '', name = '', rest = ''] = twoColumns.exec(line) ?? [];
  const margin = textWidth(strip(start + name));
  if (columns - margin >= narrowest) return start + name + hung(rest, margin, columns);
  return `${start}${name.trimEnd()}\n${' '.repeat(indent)}${hung(rest, indent, columns)}`;
}

function hung(text: string, margin: number, columns: number): string {
  return wrapWords(text, columns - margin).join(`\n${' '.repeat(margin)}`);
}
