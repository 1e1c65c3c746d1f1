// JSON as lines that fold and are coloured by kind. Its text, read from top to bottom, is the JSON
// itself.

import { make } from './dom.ts';

/** In values; a value as large as this starts with its inner parts folded. */
const openValuesMax = 300;
/** In children of one array or object; more are told by their number. */
const childrenMax = 500;
/** In UTF-16 units; a longer string is cut for the eye. */
const stringMax = 4_000;
/** What JSON lets stand, though it is unseen or turns around what is beside it. */
const unseen = /[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

export function jsonView(value: unknown): HTMLElement {
  const isSmall = countValues(value, openValuesMax) < openValuesMax;
  const openDepth = isSmall ? Number.POSITIVE_INFINITY : 1;
  return make('div', 'json', part({ value, key: undefined, isLast: true, depth: 0, openDepth }));
}

interface Part {
  readonly value: unknown;
  /** Absent in arrays and at the top. */
  readonly key: string | undefined;
  readonly isLast: boolean;
  readonly depth: number;
  /** Deeper parts start folded. */
  readonly openDepth: number;
}

function part(of: Part): HTMLElement {
  const { value } = of;
  const children = childrenOf(value);
  return children && children.length > 0 ? folding(of, children) : leaf(of);
}

function leaf({ value, key, isLast }: Part): HTMLElement {
  return make('div', 'json-line', ...label(key), scalar(value), isLast ? '' : ',');
}

/** Children are drawn when they are first seen. */
function folding(of: Part, children: readonly Child[]): HTMLElement {
  const [open, close] = Array.isArray(of.value) ? ['[', ']'] : ['{', '}'];
  const end = of.isLast ? close : `${close},`;
  const unit = Array.isArray(of.value) ? 'items' : 'fields';
  const folded = make('span', 'json-folded', ` ${children.length} ${unit} `, end);
  const summary = make('summary', 'json-line', ...label(of.key), open, folded);
  const inside = make('div', 'json-inside');
  const details = make('details', '', summary, inside, make('div', 'json-line', end));
  details.addEventListener('toggle', () => fill(inside, of, children), { once: true });
  details.open = of.depth <= of.openDepth;
  if (details.open) fill(inside, of, children);
  return details;
}

function fill(inside: HTMLElement, { depth, openDepth }: Part, children: readonly Child[]): void {
  if (inside.hasChildNodes()) return;
  const shown = children.slice(0, childrenMax);
  for (const [index, { key, value }] of shown.entries()) {
    const isLast = index === children.length - 1;
    inside.append(part({ value, key, isLast, depth: depth + 1, openDepth }));
  }
  const rest = children.length - shown.length;
  if (rest > 0) inside.append(make('div', 'json-line json-note', `… ${rest} more`));
}

interface Child {
  readonly key: string | undefined;
  readonly value: unknown;
}

/** Undefined for scalars. */
function childrenOf(value: unknown): readonly Child[] | undefined {
  if (Array.isArray(value)) return value.map((item: unknown) => ({ key: undefined, value: item }));
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).map(([key, child]: [string, unknown]) => ({ key, value: child }));
}

function label(key: string | undefined): readonly (Node | string)[] {
  return key === undefined ? [] : [make('span', 'json-key', jsonText(key)), ': '];
}

function scalar(value: unknown): HTMLElement {
  const text = jsonText(value);
  const kind = value === null ? 'null' : Array.isArray(value) ? 'empty' : typeof value;
  const rest = text.length - stringMax;
  const shown = rest > 0 ? `${text.slice(0, stringMax)}… ${rest} more characters` : text;
  return make('span', `json-${kind}`, shown);
}

/** As `JSON.stringify`, with an escape such as `\u202e` for every character of `unseen`. */
function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.replace(unseen, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Stops counting at `limit`. */
function countValues(value: unknown, limit: number): number {
  let count = 1;
  for (const child of childrenOf(value) ?? []) {
    if (count >= limit) return count;
    count += countValues(child.value, limit - count);
  }
  return count;
}
