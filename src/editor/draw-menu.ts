// The menu of candidates as rows: one a row where they are described, else in columns.

import type { Style } from '../text/styled.ts';
import { gridOf } from '../text/columns.ts';
import { pad, textWidth, truncate } from '../text/width.ts';
import type { Candidate } from './assist.ts';
import { cellsOf, type Cell, type Place, type Row } from './frame.ts';
import type { Menu } from './menu.ts';
import type { Size } from './visible-lines.ts';

const chosenStyle: Style = { color: 'cyan', inverse: true };
const nameStyle: Style = {};
const quietStyle: Style = { color: 'brightBlack' };

/** Columns that cannot all be seen at a glance help nobody: such lists get one a row. */
const gridCountMax = 400;
const indent = 2;

export function drawMenu(menu: Menu, size: Size): readonly Row[] {
  return isGrid(menu) ? drawGrid(menu, size) : drawList(menu, size);
}

/** The index of the candidate that `drawMenu` has put at a place; undefined beside all of them. */
export function candidateAt(menu: Menu, size: Size, { row, column }: Place): number | undefined {
  const index = isGrid(menu)
    ? gridIndexAt(menu, size, { row, column })
    : listIndexAt(menu, size, row);
  return index !== undefined && index < menu.shown.length ? index : undefined;
}

function isGrid({ shown }: Menu): boolean {
  return shown.length <= gridCountMax && !shown.some(({ description }) => description);
}

function listIndexAt({ shown, chosen }: Menu, { rows }: Size, row: number): number | undefined {
  const page = pageOf(shown.length, chosen ?? 0, rows);
  return page.start + row < page.end ? page.start + row : undefined;
}

function gridIndexAt({ shown, chosen }: Menu, size: Size, place: Place): number | undefined {
  const grid = gridOf(shown.map(labelOf), size.columns - indent);
  const page = pageOf(grid.rows, (chosen ?? 0) % grid.rows, size.rows);
  const row = page.start + place.row;
  if (row >= page.end) return undefined;
  let end = indent;
  const column = grid.widths.findIndex((width) => (end += width) > place.column);
  return column < 0 ? undefined : column * grid.rows + row;
}

export function labelOf({ label, text }: Candidate): string {
  return label ?? text.trimEnd();
}

function drawList({ shown, chosen }: Menu, { columns, rows }: Size): readonly Row[] {
  const page = pageOf(shown.length, chosen ?? 0, rows);
  const candidates = shown.slice(page.start, page.end);
  const widest = Math.max(...candidates.map((candidate) => textWidth(labelOf(candidate))));
  const nameWidth = Math.min(widest, Math.max(8, columns - 12));
  const lines = candidates.map((candidate, index) =>
    listRow(candidate, { columns, nameWidth, isChosen: page.start + index === chosen }),
  );
  return [...lines, ...moreRow(shown.length, page, rows)];
}

interface ListLook {
  readonly columns: number;
  readonly nameWidth: number;
  readonly isChosen: boolean;
}

function listRow(candidate: Candidate, { columns, nameWidth, isChosen }: ListLook): Row {
  const name = pad(truncate(labelOf(candidate), nameWidth), nameWidth);
  const left = columns - nameWidth - 5;
  const description = left < 8 ? '' : truncate(candidate.description ?? '', left);
  const cells = [
    ...spaces(indent),
    ...cellsOf(name, isChosen ? chosenStyle : nameStyle),
    ...(description === '' ? [] : cellsOf(`  ${description}`, quietStyle)),
  ];
  return rowOf(cells, columns);
}

function drawGrid({ shown, chosen }: Menu, { columns, rows }: Size): readonly Row[] {
  const names = shown.map(labelOf);
  const grid = gridOf(names, columns - indent);
  const page = pageOf(grid.rows, (chosen ?? 0) % grid.rows, rows);
  const lines: Row[] = [];
  for (let row = page.start; row < page.end; row += 1) {
    const cells = grid.widths.flatMap((width, column) => {
      const index = column * grid.rows + row;
      const name = truncate(names[index] ?? '', columns - indent);
      const gap = Math.max(0, width - textWidth(name));
      return [...cellsOf(name, index === chosen ? chosenStyle : nameStyle), ...spaces(gap)];
    });
    lines.push(rowOf([...spaces(indent), ...cells], columns));
  }
  const unit = grid.widths.length > 1 ? 'rows ' : '';
  return [...lines, ...moreRow(grid.rows, page, rows, unit)];
}

interface Page {
  readonly start: number;
  readonly end: number;
}

/** The page that holds `index`; where there are several, one row is left for the count. */
function pageOf(total: number, index: number, rows: number): Page {
  if (total <= rows) return { start: 0, end: total };
  const size = Math.max(1, rows - 1);
  const start = Math.min(Math.floor(index / size) * size, total - size);
  return { start, end: start + size };
}

/** Of several candidates in a row the rows are counted, and called so. */
function moreRow(total: number, { start, end }: Page, rows: number, unit = ''): readonly Row[] {
  if ((start === 0 && end === total) || rows < 2) return [];
  const text = `  ${unit}${start + 1}–${end} of ${total}; type on to narrow`;
  return [{ cells: cellsOf(text, quietStyle), isWrapped: false }];
}

function spaces(count: number): Cell[] {
  return cellsOf(' '.repeat(count));
}

/** Cut at the screen's edge, without the spaces at its end. */
function rowOf(cells: readonly Cell[], columns: number): Row {
  const kept: Cell[] = [];
  let used = 0;
  for (const cell of cells) {
    used += cell.width;
    if (used > columns) break;
    kept.push(cell);
  }
  while (kept.at(-1)?.text === ' ' && !kept.at(-1)?.style.inverse) kept.pop();
  return { cells: kept, isWrapped: false };
}
