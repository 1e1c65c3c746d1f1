// Puts new text into the code blocks of a document, in the place of what was there. Pure.

import { toHtml } from './html-blocks.ts';
import type { Block, Spot } from './piece.ts';
import type { Expected } from './plan.ts';

export interface Rewrite {
  readonly expected: Expected;
  readonly text: string;
}

/** Indents, quote marks, fences and line ends stay. Each rewrite must be writable. */
export function withRewrites(source: string, rewrites: readonly Rewrite[]): string {
  const edits = rewrites.map((rewrite) => editOf(source, rewrite));
  return edits
    .toSorted((one, other) => other.from - one.from)
    .reduce((text, { from, to, added }) => text.slice(0, from) + added + text.slice(to), source);
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly added: string;
}

function editOf(source: string, { expected, text }: Rewrite): Edit {
  const { html } = expected.block;
  if (html) return { ...html, added: toHtml(text, source.slice(html.from, html.to)) };
  const lineEnd = /\r\n|\n|\r/.exec(source)?.[0] ?? '\n';
  const lines = source.split(/(?<=\r\n|\n|\r(?!\n))/);
  const first = expected.block.line - 1 + expected.line;
  const from = lengthOf(lines.slice(0, first));
  const to = from + lengthOf(lines.slice(first, first + expected.lineCount));
  const prefix = prefixOf(expected, lines);
  const added = text.split('\n').map((line) => (prefix + line).trimEnd() + lineEnd);
  return { from, to, added: added.join('') };
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, { length }) => sum + length, 0);
}

/** Whether what is shown is the tail of whole lines, and the new text would not end its fence. */
export function isWritable(source: string, { expected, text }: Rewrite): boolean {
  const { block, line } = expected;
  if (block.form === 'inline') return block.html !== undefined && expected.text === block.text;
  if (block.form === 'fence' && /^ *(`{3,}|~{3,})/m.test(text)) return false;
  const lines = source.split(/\r\n|\n|\r/);
  return shownLines(expected).every((shown, index) =>
    (lines[block.line - 1 + line + index] ?? '').endsWith(shown),
  );
}

/**
 * Of a place in the text of a block: `line` counts from 0 there, `column` from 1. Where the document
 * writes a line in other characters, as in HTML, it is where that line begins.
 */
export function spotIn(source: string, block: Block, line: number, column = 1): Spot {
  const shown = block.text.split('\n')[line] ?? '';
  const whole = source.split(/\r\n|\n|\r/)[block.line - 1 + line] ?? '';
  const before = whole.endsWith(shown) ? whole.length - shown.length : whole.indexOf(shown);
  return { line: block.line + line, column: before < 0 ? 1 : before + column };
}

function shownLines({ text, lineCount }: Expected): readonly string[] {
  return lineCount === 0 ? [] : text.split('\n').slice(0, lineCount);
}

/** What stands before the text in a line of the block: of the first that has text, or of the fence. */
function prefixOf(expected: Expected, lines: readonly string[]): string {
  const shown = expected.block.text.split('\n');
  const index = shown.findIndex((line) => line.trim() !== '');
  if (index >= 0) {
    const line = (lines[expected.block.line - 1 + index] ?? '').replace(/[\r\n]+$/, '');
    return line.slice(0, line.length - (shown[index] ?? '').length);
  }
  const fence = lines[expected.block.line - 2] ?? '';
  // The mark of a list item stands for the indent of its later lines.
  return fence.slice(0, Math.max(0, fence.search(/`{3,}|~{3,}/))).replace(/[^\s>]/g, ' ');
}
