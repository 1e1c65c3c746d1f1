// Names set in columns, down and then across, as `ls` sets them.

import { textWidth } from './width.ts';

export interface Grid {
  readonly rows: number;
  readonly columns: number;
  /** Of each column, the gap to the next one included. */
  readonly widths: readonly number[];
}

const gap = 2;

/** The grid of fewest rows that fits into `width`; one column where even that is too wide. */
export function gridOf(names: readonly string[], width: number): Grid {
  const sizes = names.map((name) => textWidth(name) + gap);
  const narrowest = Math.min(...sizes.slice(0, 4096), width);
  const most = Math.max(1, Math.min(names.length, Math.floor((width + gap) / narrowest)));
  for (let columns = most; columns > 1; columns -= 1) {
    const rows = Math.ceil(names.length / columns);
    const widths = columnWidths(sizes, rows);
    if (sum(widths) - gap <= width) return { rows, columns: widths.length, widths };
  }
  return { rows: names.length, columns: 1, widths: columnWidths(sizes, names.length) };
}

function columnWidths(sizes: readonly number[], rows: number): number[] {
  const widths: number[] = [];
  for (const [index, size] of sizes.entries()) {
    const column = Math.floor(index / rows);
    widths[column] = Math.max(widths[column] ?? 0, size);
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
