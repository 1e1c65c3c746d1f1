// Draws the editor: prompt and text, ghost text, and the menu or the search beneath. Bounded by the
// screen, however long the text is.

import { plain, run, textOf, type Run, type Style } from '../text/styled.ts';
import { liveKeyStretches } from '../text/live-key.ts';
import { clusters } from '../text/width.ts';
import type { Assist } from './assist.ts';
import {
  cellsOf,
  cellsOfCluster,
  cellsOfRuns,
  createLayout,
  type Frame,
  type Layout,
  type Place,
  type Row,
} from './frame.ts';
import { candidateAt, drawMenu } from './draw-menu.ts';
import type { EditorState } from './state.ts';
import { suggestionOf } from './suggestion.ts';
import { visibleLines, type Size, type VisibleLine } from './visible-lines.ts';

export interface View {
  readonly columns: number;
  /** The frame is never higher. */
  readonly rows: number;
  readonly prompt: readonly Run[];
  /** Before each further line of the text. */
  readonly continuation: readonly Run[];
}

/** Longer lines are drawn without colours: a highlighter reads the whole line on every key. */
const highlightUnitsMax = 10_000;
const menuRowsMax = 9;

export const ghostStyle: Style = { color: 'brightBlack' };
const matchStyle: Style = { underline: true, bold: true };

export function draw(state: EditorState, view: View, assist: Assist): Frame {
  const below = belowOf(state, view);
  const text = drawText(state, { ...view, rows: Math.max(1, view.rows - below.length) }, assist);
  const cursor = state.search
    ? { row: text.rows.length, column: searchColumn(state, view.columns) }
    : text.cursor;
  return { rows: [...text.rows, ...below], cursor };
}

/** The line as it stays on the screen once it is run: no ghost text, no menu. */
export function drawDone(text: string, view: View, assist: Assist): Frame {
  const layout = createLayout(view.columns);
  const lines = visibleLines(text, text.length, { ...view, rows: view.rows * 4 });
  putText(layout, lines, { text, view, assist, cursor: -1, match: undefined });
  return { rows: layout.rows, cursor: layout.place(0) };
}

function belowOf(state: EditorState, view: View): readonly Row[] {
  if (state.search) return [searchRow(state, view.columns)];
  return state.menu ? drawMenu(state.menu, menuSize(view)) : [];
}

function menuSize({ columns, rows }: Size): Size {
  return { columns, rows: Math.max(1, Math.min(menuRowsMax, rows - 2)) };
}

/** The candidate at a place of the frame that `draw` gives; undefined where there is none. */
export function pickAt(
  state: EditorState,
  { view, assist, place }: { view: View; assist: Assist; place: Place },
): number | undefined {
  if (!state.menu) return undefined;
  const total = draw(state, view, assist).rows.length;
  const top = total - belowOf(state, view).length;
  if (place.row < top || place.row >= total) return undefined;
  return candidateAt(state.menu, menuSize(view), { ...place, row: place.row - top });
}

function drawText(state: EditorState, view: View, assist: Assist): Frame {
  const { text, cursor } = state.buffer;
  const layout = createLayout(view.columns);
  const lines = visibleLines(text, cursor, view);
  const { search } = state;
  const match =
    search?.found && !search.isFailing
      ? { start: search.found.start, end: search.found.start + search.query.length }
      : undefined;
  const place = putText(layout, lines, { text, view, assist, cursor, match });
  for (const cell of cellsOf(suggestionOf(state, assist).replaceAll('\n', '⏎'), ghostStyle)) {
    layout.put(cell);
  }
  return clip({ rows: layout.rows, cursor: place }, view.rows);
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Drawing {
  readonly text: string;
  readonly view: View;
  readonly assist: Assist;
  readonly cursor: number;
  /** Marked as what the search found. */
  readonly match: Stretch | undefined;
}

/** Gives the cursor's place. */
function putText(layout: Layout, lines: readonly VisibleLine[], drawing: Drawing): Place {
  const { view, cursor, match } = drawing;
  const styleAt = stylesOf(drawing);
  const isSecret = secretsOf(drawing.text);
  let place: Place | undefined;
  for (const [index, line] of lines.entries()) {
    const { start, end, isFirst, isCutBefore, isCutAfter } = line;
    if (index > 0) layout.feed();
    const prompt = isFirst ? view.prompt : view.continuation;
    for (const cell of cellsOfRuns(prompt)) layout.put(cell);
    if (isCutBefore) layout.put({ text: '…', width: 1, style: ghostStyle });
    let at = start;
    for (const cluster of clusters(drawing.text.slice(start, end))) {
      const isMatch = match && at >= match.start && at < match.end;
      const style = isMatch ? matchStyle : styleAt(at);
      const cells = cellsOfCluster(isSecret(at) ? '•' : cluster, style);
      if (at === cursor) place = layout.place(cells[0]?.width ?? 1);
      for (const cell of cells) layout.put(cell);
      at += cluster.length;
    }
    if (at === cursor) place = layout.place(1);
    if (isCutAfter) layout.put({ text: '…', width: 1, style: ghostStyle });
  }
  return place ?? { row: 0, column: 0 };
}

/** The highlighter's style for each place in the text; asked for with growing places only. */
function stylesOf({ text, assist }: Drawing): (at: number) => Style {
  if (text.length > highlightUnitsMax) return () => plain;
  const runs = assist.highlight(text);
  // A highlighter that tells another text is no help: better no colours than wrong ones.
  if (textOf(runs) !== text) return () => plain;
  let index = 0;
  let end = runs[0]?.text.length ?? 0;
  return (at) => {
    while (at >= end && index < runs.length - 1) {
      index += 1;
      end += runs[index]?.text.length ?? 0;
    }
    return runs[index]?.style ?? plain;
  };
}

/** Keys of live mode are covered while they still stand in the line. */
function secretsOf(text: string): (at: number) => boolean {
  const stretches = liveKeyStretches(text);
  return (at) => stretches.some(({ start, end }) => at >= start && at < end);
}

/** The rows around the cursor, at most `rows` of them, with a mark where more is above or below. */
function clip(frame: Frame, rows: number): Frame {
  const total = frame.rows.length;
  if (total <= rows) return frame;
  const top = Math.max(0, Math.min(frame.cursor.row - Math.floor(rows / 2), total - rows));
  const shown = frame.rows.slice(top, top + rows);
  if (shown[0]) shown[0] = { ...shown[0], isWrapped: false };
  return { rows: shown, cursor: { ...frame.cursor, row: frame.cursor.row - top } };
}

function searchRow({ search, history }: EditorState, columns: number): Row {
  const isEmpty = history.entries.length === 0;
  const words = search?.isFailing || isEmpty ? 'not in history' : 'search history';
  const label: Style = { color: search?.isFailing ? 'red' : 'brightBlack' };
  const cells = cellsOfRuns([run(`${words}: `, label), run(search?.query ?? '')]);
  return { cells: lastCells(cells, columns - 1), isWrapped: false };
}

function lastCells(cells: ReturnType<typeof cellsOf>, columns: number): typeof cells {
  let width = 0;
  let from = cells.length;
  while (from > 0 && width + (cells[from - 1]?.width ?? 0) <= columns) {
    from -= 1;
    width += cells[from]?.width ?? 0;
  }
  return cells.slice(from);
}

function searchColumn(state: EditorState, columns: number): number {
  return searchRow(state, columns).cells.reduce((sum, { width }) => sum + width, 0);
}
