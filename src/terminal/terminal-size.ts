// How many columns and rows there is room for, and in which of them a pointer is.

/** What is asked of xterm.js here. */
export interface SizedTerminal {
  readonly cols: number;
  readonly rows: number;
  readonly buffer: {
    readonly active: {
      readonly viewportY: number;
      readonly baseY: number;
      readonly cursorY: number;
    };
  };
}

export interface GridSize {
  readonly columns: number;
  readonly rows: number;
}

export interface ClickedPlace {
  /** Counts from the cursor's, and is negative above it. */
  readonly row: number;
  readonly column: number;
}

const columnsMin = 8;
const rowsMin = 2;
const scrollbarWidth = 14;

/** Undefined while the element is hidden or letters cannot be measured. */
export function sizeFor(element: HTMLElement, xterm: SizedTerminal): GridSize | undefined {
  const screen = element.querySelector<HTMLElement>('.xterm-screen');
  const cellWidth = parseFloat(screen?.style.width ?? '') / xterm.cols;
  const cellHeight = parseFloat(screen?.style.height ?? '') / xterm.rows;
  return roomFor({
    width: element.clientWidth,
    height: element.clientHeight,
    cellWidth,
    cellHeight,
  });
}

/** All in CSS pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
}

export function roomFor({ width, height, cellWidth, cellHeight }: Room): GridSize | undefined {
  if (!(cellWidth > 0) || !(cellHeight > 0) || !(width > 0) || !(height > 0)) return undefined;
  return {
    columns: Math.max(columnsMin, Math.floor((width - scrollbarWidth) / cellWidth)),
    rows: Math.max(rowsMin, Math.floor(height / cellHeight)),
  };
}

/** Undefined beside the rows. */
export function placeOf(
  event: MouseEvent,
  element: HTMLElement,
  xterm: SizedTerminal,
): ClickedPlace | undefined {
  const bounds = element.querySelector('.xterm-screen')?.getBoundingClientRect();
  if (!bounds || bounds.width === 0) return undefined;
  const column = Math.floor(((event.clientX - bounds.left) / bounds.width) * xterm.cols);
  const row = Math.floor(((event.clientY - bounds.top) / bounds.height) * xterm.rows);
  if (column < 0 || column >= xterm.cols || row < 0 || row >= xterm.rows) return undefined;
  const { viewportY, baseY, cursorY } = xterm.buffer.active;
  return { row: row + viewportY - baseY - cursorY, column };
}
