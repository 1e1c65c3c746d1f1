// The lines that were run, and the walk through them; what is changed on the way is kept per line.

import { holdsLiveKey } from '../text/redact.ts';
import type { Buffer } from './buffer.ts';
import type { Undo } from './undo.ts';

/** A line as it was left: changed, and not yet run. */
export interface Draft {
  readonly buffer: Buffer;
  readonly undo: Undo;
}

export interface History {
  /** The oldest first. */
  readonly entries: readonly string[];
  /** The line being edited; `entries.length` for the new one. */
  readonly index: number;
  readonly drafts: ReadonlyMap<number, Draft>;
}

export const entriesMax = 1000;
/** Longer lines are run but not remembered. */
export const entryUnitsMax = 10_000;

export function historyOf(entries: readonly string[]): History {
  const kept = entries.slice(-entriesMax);
  return { entries: kept, index: kept.length, drafts: new Map() };
}

/** Blank lines, repeats, lines that begin with a space, and live keys are not remembered. */
export function addEntry({ entries }: History, line: string): History {
  return historyOf(isRemembered(entries, line) ? [...entries, line] : entries);
}

/** Puts the commands of the newest entry in its place, each as an entry; where it is not, adds them. */
export function splitEntry(history: History, text: string, commands: readonly string[]): History {
  const { entries } = history;
  const kept = entries.at(-1) === text ? entries.slice(0, -1) : entries;
  return commands.reduce(addEntry, historyOf(kept));
}

export function isRemembered(entries: readonly string[], line: string): boolean {
  if (line.trim() === '' || line.startsWith(' ') || line.length > entryUnitsMax) return false;
  return entries.at(-1) !== line && !holdsLiveKey(line);
}

/** Leaves `draft` at the present line and goes to `index`; undefined where there is none. */
export function goTo(history: History, index: number, draft: Draft): History | undefined {
  if (index < 0 || index > history.entries.length || index === history.index) return undefined;
  const drafts = new Map(history.drafts).set(history.index, draft);
  return { ...history, index, drafts };
}

/** The nearest other entry beginning with `prefix`, in the direction of `step`. */
export function findPrefix(history: History, prefix: string, step: 1 | -1): number | undefined {
  const present = history.entries[history.index];
  for (let at = history.index + step; at >= 0 && at < history.entries.length; at += step) {
    const entry = history.entries[at];
    if (entry?.startsWith(prefix) && entry !== present) return at;
  }
  return undefined;
}

export interface Found {
  readonly index: number;
  /** Where `query` stands in the entry. */
  readonly start: number;
}

/** The nearest entry from `index` on, in the direction of `step`, that contains `query`. */
export function findText(
  entries: readonly string[],
  query: string,
  from: { readonly index: number; readonly step: 1 | -1 },
): Found | undefined {
  // Small letters find capitals too; a capital asks for itself.
  const isExact = query !== query.toLowerCase();
  for (let at = from.index; at >= 0 && at < entries.length; at += from.step) {
    const entry = entries[at] ?? '';
    const start = (isExact ? entry : entry.toLowerCase()).lastIndexOf(query);
    if (start >= 0) return { index: at, start };
  }
  return undefined;
}

/** The newest entry that goes on from `line`: what ghost text shows. */
export function suggestFrom(entries: readonly string[], line: string): string | undefined {
  if (line.trim() === '') return undefined;
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const entry = entries[at];
    if (entry && entry.length > line.length && entry.startsWith(line)) {
      return entry.slice(line.length);
    }
  }
  return undefined;
}
