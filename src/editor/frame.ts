// What is to be seen: the state as rows of cells for one width, and the cell of the cursor.

import { isSameStyle, plain, type Run, type Style } from '../text/styled.ts';
import { visible } from '../text/ansi.ts';
import { clusters, clusterWidth } from '../text/width.ts';

/** One cluster, 1 or 2 columns wide. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly style: Style;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** The row goes on from the one above, which was full: no line ends between them. */
  readonly isWrapped: boolean;
}

export interface Place {
  readonly row: number;
  /** 0 to the last column. */
  readonly column: number;
}

export interface Frame {
  /** At least one. */
  readonly rows: readonly Row[];
  readonly cursor: Place;
}

export const emptyFrame: Frame = {
  rows: [{ cells: [], isWrapped: false }],
  cursor: { row: 0, column: 0 },
};

/** The cells of text that is on one row; control characters are shown, tabs become spaces. */
export function cellsOf(text: string, style: Style = plain): Cell[] {
  return clusters(text).flatMap((cluster) => cellsOfCluster(cluster, style));
}

export function cellsOfRuns(runs: readonly Run[]): Cell[] {
  return runs.flatMap(({ text, style }) => cellsOf(text, style));
}

const tab: readonly string[] = [' ', ' '];

export function cellsOfCluster(cluster: string, style: Style): Cell[] {
  if (cluster === '\t') return tab.map((text) => ({ text, width: 1, style }));
  const shown = visible(cluster);
  if (shown === cluster) return [{ text: cluster, width: clusterWidth(cluster), style }];
  const marked = { ...style, inverse: true };
  return clusters(shown).map((text) => ({ text, width: clusterWidth(text), style: marked }));
}

/** Lays cells into rows no wider than `columns`. */
export interface Layout {
  put(cell: Cell): void;
  /** A new row that begins a new line. */
  feed(): void;
  /** Where the next cell, of `width` columns, will stand: never behind the last column. */
  place(width: number): Place;
  readonly rows: Row[];
}

export function createLayout(columns: number): Layout {
  const rows: { cells: Cell[]; isWrapped: boolean }[] = [{ cells: [], isWrapped: false }];
  let used = 0;

  function feed(isWrapped: boolean): void {
    rows.push({ cells: [], isWrapped });
    used = 0;
  }

  return {
    rows,
    feed: () => feed(false),
    put(cell) {
      if (used + cell.width > columns) feed(true);
      rows.at(-1)?.cells.push(cell);
      used += cell.width;
    },
    place(width) {
      if (used + width > columns) feed(true);
      return { row: rows.length - 1, column: used };
    },
  };
}

/** Text as a terminal shows that has printed it at the start of a line. */
export function printedFrame(text: string, columns: number): Frame {
  const layout = createLayout(columns);
  for (const cell of cellsOf(text)) layout.put(cell);
  // A terminal stays at the end of a full row until more is printed.
  return { rows: layout.rows, cursor: { row: layout.rows.length - 1, column: 0 } };
}

export function isSameCell(before: Cell | undefined, after: Cell | undefined): boolean {
  if (before === after) return true;
  if (!before || !after) return false;
  return before.text === after.text && isSameStyle(before.style, after.style);
}
