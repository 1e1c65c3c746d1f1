// A list that grows by itself, newest first: rows of one line that open to their details.

import { make } from './dom.ts';
import type { Feed } from './feed.ts';

export interface PanelOptions<Entry> {
  readonly title: string;
  /** Shown while there is nothing; a sentence. */
  readonly emptyText: string;
  readonly feed: Feed<Entry>;
  line(entry: Entry): HTMLElement;
  /** Made when the row is opened for the first time. */
  details(entry: Entry): HTMLElement;
}

export interface Panel {
  readonly element: HTMLElement;
  /** Stops following the feed. */
  close(): void;
}

/** More rows than a reader looks through; the feed may keep more. */
const rowsMax = 100;

let panels = 0;

export function createPanel<Entry>(options: PanelOptions<Entry>): Panel {
  const { title, emptyText, feed } = options;
  const count = make('span', 'count');
  const heading = make('h3', '', title, ' ', count);
  const empty = make('p', 'empty', emptyText);
  const rows = make('ol', 'rows');
  const element = make('section', 'panel', heading, make('div', 'scroll', empty, rows));
  panels += 1;
  heading.id = `sandshell-panel-${panels}`;
  element.setAttribute('aria-labelledby', heading.id);

  function add(entry: Entry): void {
    rows.prepend(row(options, entry));
    if (rows.childElementCount > rowsMax) rows.lastElementChild?.remove();
  }

  function show(): void {
    const total = rows.childElementCount;
    empty.hidden = total > 0;
    count.textContent = total === 0 ? '' : `${total}${feed.entries().length > total ? '+' : ''}`;
    ensureTabStop(rows);
  }

  for (const entry of feed.entries().slice(-rowsMax)) add(entry);
  show();
  moveWithArrows(rows);
  const stops = [
    feed.on('add', (entry) => {
      add(entry);
      show();
    }),
    feed.on('clear', () => {
      rows.replaceChildren();
      show();
    }),
  ];
  return { element, close: () => stops.forEach((stop) => stop()) };
}

function row<Entry>({ line, details }: PanelOptions<Entry>, entry: Entry): HTMLElement {
  const summary = make('summary', 'row', line(entry));
  const opening = make('details', '', summary);
  summary.tabIndex = -1;
  opening.addEventListener('toggle', () => opening.append(details(entry)), { once: true });
  return make('li', '', opening);
}

function summaries(rows: HTMLElement): readonly HTMLElement[] {
  return [...rows.querySelectorAll<HTMLElement>('summary.row')];
}

/**
 * One row is reached with Tab, the others from there with the arrow keys: the way out stays short.
 */
function ensureTabStop(rows: HTMLElement): void {
  const all = summaries(rows);
  const [first] = all;
  if (first && all.every((summary) => summary.tabIndex !== 0)) first.tabIndex = 0;
}

function moveWithArrows(rows: HTMLElement): void {
  rows.addEventListener('keydown', (event) => {
    const all = summaries(rows);
    const index = all.indexOf(event.target as HTMLElement);
    if (index < 0) return;
    const steps = new Map([
      ['ArrowDown', index + 1],
      ['ArrowUp', index - 1],
      ['Home', 0],
      ['End', all.length - 1],
    ]);
    const target = all[steps.get(event.key) ?? -1];
    if (!target) return;
    event.preventDefault();
    target.focus();
  });
  rows.addEventListener('focusin', ({ target }) => {
    const all = summaries(rows);
    if (!all.includes(target as HTMLElement)) return;
    for (const summary of all) summary.tabIndex = summary === target ? 0 : -1;
  });
}
