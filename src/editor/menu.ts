// The menu of candidates under the line: which are there, which fit what was typed since, and which
// is chosen.

import type { Candidate, Completion } from './assist.ts';

export interface Menu {
  readonly completion: Completion;
  /** Length of the text behind the stretch that a candidate replaces; typing leaves it alone. */
  readonly restUnits: number;
  /** Those that begin with what is typed now. Never empty while the menu is open. */
  readonly shown: readonly Candidate[];
  /** Index in `shown`; undefined while none is chosen. */
  readonly chosen: number | undefined;
}

/** `textUnits` is the length of the whole text that was completed. */
export function openMenu(completion: Completion, textUnits: number): Menu | undefined {
  const { candidates, end } = completion;
  if (candidates.length === 0) return undefined;
  return { completion, restUnits: textUnits - end, shown: candidates, chosen: undefined };
}

/** Undefined, that is closed, where nothing fits any more. */
export function filterMenu(menu: Menu, typed: string): Menu | undefined {
  const shown = menu.completion.candidates.filter(({ text }) => text.startsWith(typed));
  return shown.length > 0 ? { ...menu, shown, chosen: undefined } : undefined;
}

/** `candidates` are those of the menu, known by their text. */
export function describeMenu(menu: Menu, candidates: readonly Candidate[]): Menu {
  const described = new Map(candidates.map((candidate) => [candidate.text, candidate]));
  const withWords = (each: Candidate): Candidate => described.get(each.text) ?? each;
  const completion = { ...menu.completion, candidates: menu.completion.candidates.map(withWords) };
  return { ...menu, completion, shown: menu.shown.map(withWords) };
}

/** Goes round at both ends; the first step down chooses the first, up the last. */
export function moveChoice(menu: Menu, by: number): Menu {
  const count = menu.shown.length;
  const from = menu.chosen ?? (by > 0 ? -1 : count);
  return { ...menu, chosen: (((from + by) % count) + count) % count };
}

export function chosenOf(menu: Menu): Candidate | undefined {
  return menu.chosen === undefined ? undefined : menu.shown[menu.chosen];
}

/** What all candidates begin with. */
export function commonStart(candidates: readonly Candidate[]): string {
  let common = candidates[0]?.text ?? '';
  for (const { text } of candidates) {
    while (!text.startsWith(common)) common = common.slice(0, -1);
  }
  // Half a surrogate pair is no text.
  return common.replace(/[\ud800-\udbff]$/, '');
}
