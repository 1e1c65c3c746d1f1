// Puts new text into the code blocks of a document, in the place of what was there. Pure.

import type { Block, Spot } from './piece.ts';
import type { Expected } from './plan.ts';

export interface Rewrite {
  readonly expected: Expected;
  readonly text: string;
}

/** Indents, quote marks, fences and line ends stay. Each line that is replaced must be writable. */
export function withRewrites(source: string, rewrites: readonly Rewrite[]): string {
  const lineEnd = /\r\n|\n|\r/.exec(source)?.[0] ?? '\n';
  const lines = source.split(/(?<=\r\n|\n|\r(?!\n))/);
  const downward = rewrites.toSorted((one, other) => firstLine(other) - firstLine(one));
  for (const { expected, text } of downward) {
    const prefix = prefixOf(expected, lines);
    const added = text.split('\n').map((line) => (prefix + line).trimEnd() + lineEnd);
    lines.splice(firstLine({ expected }), expected.lineCount, ...added);
  }
  return lines.join('');
}

/** Whether what is shown is the tail of whole lines, and the new text would not end its fence. */
export function isWritable(source: string, { expected, text }: Rewrite): boolean {
  const { block, line } = expected;
  if (block.form === 'inline') return false;
  if (block.form === 'fence' && /^ *(`{3,}|~{3,})/m.test(text)) return false;
  const lines = source.split(/\r\n|\n|\r/);
  return shownLines(expected).every((shown, index) =>
    (lines[block.line - 1 + line + index] ?? '').endsWith(shown),
  );
}

/** Of a place in the text of a block: `line` counts from 0 there, `column` from 1. */
export function spotIn(source: string, block: Block, line: number, column = 1): Spot {
  const shown = block.text.split('\n')[line] ?? '';
  const whole = source.split(/\r\n|\n|\r/)[block.line - 1 + line] ?? '';
  const before = whole.endsWith(shown) ? whole.length - shown.length : 0;
  return { line: block.line + line, column: before + column };
}

function firstLine({ expected }: Pick<Rewrite, 'expected'>): number {
  return expected.block.line - 1 + expected.line;
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
