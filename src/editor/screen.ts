// From one frame to the next: the control codes that change on the terminal what has changed, and
// no more. The cursor's place in the frame before is where they begin.

import { sgr } from '../text/ansi.ts';
import { isSameStyle, plain, type Style } from '../text/styled.ts';
import { isSameCell, type Cell, type Frame, type Place, type Row } from './frame.ts';

/** What has been written so far, and where the terminal's cursor stands after it. */
interface Pen {
  codes: string;
  row: number;
  /** As many as there are columns after a full row: the terminal is then about to wrap. */
  column: number;
  style: Style;
}

/**
 * `before` is what is on the terminal, with the cursor at its place. For a first frame that is
 * `emptyFrame`, at the start of an empty line. Both frames must be for the terminal's width.
 */
export function change(before: Frame, after: Frame): string {
  const pen: Pen = { codes: '', ...before.cursor, style: plain };
  for (let index = 0; index < after.rows.length; index += 1) {
    drawRow(pen, index, before.rows, after.rows);
  }
  if (after.rows.length < before.rows.length) eraseBelow(pen, after.rows);
  setStyle(pen, plain);
  moveTo(pen, after.cursor);
  return pen.codes;
}

/** Takes the frame from the screen; the cursor is left at its first cell. */
export function erase(frame: Frame): string {
  const up = frame.cursor.row > 0 ? `\x1b[${frame.cursor.row}A` : '';
  return `\r${up}\x1b[J`;
}

/** To the start of the line below the frame, where output may begin. */
export function leave(frame: Frame): string {
  const down = frame.rows.length - 1 - frame.cursor.row;
  return `${down > 0 ? `\x1b[${down}B` : ''}\r\n`;
}

function drawRow(pen: Pen, index: number, before: readonly Row[], after: readonly Row[]): void {
  const was = before[index];
  const is = after[index];
  if (!is) return;
  const same = was?.isWrapped === is.isWrapped ? sameCells(was.cells, is.cells) : 0;
  const isSame = was && same === is.cells.length && same === was.cells.length;
  if (isSame && was.isWrapped === is.isWrapped) return;
  const start = startRow(pen, index, { was, above: after[index - 1], is, same });
  for (const cell of is.cells.slice(start)) put(pen, cell);
  if (was && widthOf(was.cells) > widthOf(is.cells)) eraseRight(pen);
}

interface RowChange {
  readonly was: Row | undefined;
  readonly is: Row;
  readonly above: Row | undefined;
  /** Cells at the start that need no drawing. */
  readonly same: number;
}

/** Brings the pen to where drawing begins; gives the number of cells that are already right. */
function startRow(pen: Pen, index: number, { was, is, above, same }: RowChange): number {
  // An empty row would be erased from its first column on, which ends the wrap.
  if (is.isWrapped && (!was?.isWrapped || is.cells.length === 0)) {
    wrapFrom(pen, index, above);
    // A space makes the terminal wrap; the next row exists from then on.
    if (is.cells.length === 0) put(pen, { text: ' ', width: 1, style: plain });
    return 0;
  }
  if (!was) {
    feedFrom(pen, index - 1);
    return 0;
  }
  if (was.isWrapped && !is.isWrapped) {
    moveTo(pen, { row: index, column: 0 });
    // From the first column on this also ends the wrap, as far as the terminal remembers it.
    eraseRight(pen);
    return 0;
  }
  moveTo(pen, { row: index, column: widthOf(is.cells.slice(0, same)) });
  return same;
}

/** Writes the end of the row above again, so that the terminal itself wraps into this one. */
function wrapFrom(pen: Pen, index: number, above: Row | undefined): void {
  const cells = above?.cells ?? [];
  const last = cells.at(-1);
  const isThere = pen.row === index - 1 && pen.column === widthOf(cells);
  if (last && !isThere) {
    moveTo(pen, { row: index - 1, column: widthOf(cells) - last.width });
    put(pen, last);
  }
  pen.row = index;
  pen.column = 0;
}

/** A line feed makes the row below where there is none yet. */
function feedFrom(pen: Pen, row: number): void {
  setStyle(pen, plain);
  moveTo(pen, { row, column: pen.column });
  pen.codes += '\r\n';
  pen.row = row + 1;
  pen.column = 0;
}

function put(pen: Pen, cell: Cell): void {
  setStyle(pen, cell.style);
  pen.codes += cell.text;
  pen.column += cell.width;
}

function eraseRight(pen: Pen): void {
  setStyle(pen, plain);
  pen.codes += '\x1b[K';
}

function eraseBelow(pen: Pen, after: readonly Row[]): void {
  const row = after.length - 1;
  setStyle(pen, plain);
  moveTo(pen, { row: row + 1, column: 0 });
  pen.codes += '\x1b[J';
}

function setStyle(pen: Pen, style: Style): void {
  if (isSameStyle(pen.style, style)) return;
  pen.codes += sgr(style);
  pen.style = style;
}

function moveTo(pen: Pen, { row, column }: Place): void {
  if (row !== pen.row) {
    const steps = Math.abs(row - pen.row);
    pen.codes += `\x1b[${steps === 1 ? '' : steps}${row > pen.row ? 'B' : 'A'}`;
    pen.row = row;
  }
  if (column === pen.column) return;
  // Absolute: at the end of a full row, terminals differ on where a relative move begins.
  pen.codes += column === 0 ? '\r' : `\x1b[${column + 1}G`;
  pen.column = column;
}

function sameCells(before: readonly Cell[], after: readonly Cell[]): number {
  let count = 0;
  while (count < after.length && isSameCell(before[count], after[count])) count += 1;
  return count;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
