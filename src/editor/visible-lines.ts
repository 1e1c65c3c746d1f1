// The part of a long text that can be on the screen: the lines around the cursor, each cut where it
// is longer than the screen. So a megabyte costs no more to draw than a page.

import { bufferOf, lineEnd, lineStart } from './buffer.ts';

export interface VisibleLine {
  /** In UTF-16 units of the whole text; the line's end stands before its line feed. */
  readonly start: number;
  readonly end: number;
  /** The first line of the whole text. */
  readonly isFirst: boolean;
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** At most some `rows` of lines on either side of the cursor's. */
export function visibleLines(
  text: string,
  cursor: number,
  { columns, rows }: Size,
): readonly VisibleLine[] {
  const unitsMax = columns * rows * 2;
  const own = cutAround(text, cursor, unitsMax);
  const lines = [own];
  for (let start = lineStart(text, cursor); start > 0 && lines.length <= rows;) {
    const end = start - 1;
    start = lineStart(text, end);
    lines.unshift(cutTail(text, { start, end }, unitsMax));
  }
  const above = lines.length;
  for (let end = lineEnd(text, cursor); end < text.length && lines.length - above <= rows;) {
    const start = end + 1;
    end = lineEnd(text, start);
    lines.push(cutTail(text, { start, end }, unitsMax));
  }
  return lines;
}

/** The cursor's own line: cut at places that move by pages, so that typing does not shift it. */
function cutAround(text: string, cursor: number, unitsMax: number): VisibleLine {
  const start = lineStart(text, cursor);
  const end = lineEnd(text, cursor);
  const page = Math.max(1, Math.floor(unitsMax / 2));
  const pageStart = start + Math.max(0, Math.floor((cursor - start) / page) - 1) * page;
  const from = bufferOf(text, pageStart).cursor;
  const to = Math.min(end, bufferOf(text, Math.min(end, pageStart + page * 3)).cursor);
  return lineOf({ start, end }, from, to);
}

function cutTail(
  text: string,
  line: { readonly start: number; readonly end: number },
  unitsMax: number,
): VisibleLine {
  const to = Math.min(line.end, bufferOf(text, Math.min(line.end, line.start + unitsMax)).cursor);
  return lineOf(line, line.start, to);
}

function lineOf(
  { start, end }: { readonly start: number; readonly end: number },
  from: number,
  to: number,
): VisibleLine {
  return {
    start: from,
    end: to,
    isFirst: start === 0,
    isCutBefore: from > start,
    isCutAfter: to < end,
  };
}
