// Compares plain output line by line; a line … stands for any lines, … in a line for any text. Pure.

import type { ShownIds } from './shown-ids.ts';
import { fitsWildcards, idPrefix, isIdLike, isLineLike, wordsIn, type Pair } from './shape.ts';

export interface LineDifference {
  /** Counts from 0, in the text that is shown; its last one where lines are missing at the end. */
  readonly line: number;
  readonly message: string;
}

/** Blanks at line ends do not count, nor do blank lines at the beginning and the end. */
export function compareLines(
  shown: string,
  given: Pair<string>,
  ids: ShownIds,
): LineDifference | undefined {
  const lines = shown.split('\n').map((line) => line.trimEnd());
  const ones = linesOf(given.one);
  const others = linesOf(given.other);
  const fits = (line: string, at: number): boolean =>
    at < ones.length && isSameLine(line, ones[at] ?? '', { other: others[at], ids });
  let from = 0;
  let isFree = false;
  for (const [index, line] of lines.entries()) {
    if (isGapLine(line)) {
      isFree = true;
      continue;
    }
    const at = isFree ? firstFit(line, from, ones.length, fits) : fits(line, from) ? from : -1;
    if (at < 0) return { line: index, message: wrongLine(line, ones[from], ids) };
    from = at + 1;
    isFree = false;
  }
  if (isFree || from >= ones.length) return undefined;
  const isEndShown = lines.length > 1 && endFits(lines, ones.length, fits);
  return isEndShown
    ? undefined
    : { line: lines.length - 1, message: `then comes ${quoted(ones[from] ?? '', ids)}` };
}

export function linesOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
}

export function isGapLine(line: string): boolean {
  return /^\s*(…|\.\.\.)\s*$/.test(line);
}

type Fits = (line: string, at: number) => boolean;

function firstFit(line: string, from: number, end: number, fits: Fits): number {
  for (let at = from; at < end; at += 1) if (fits(line, at)) return at;
  return -1;
}

/** Whether the lines behind the last gap are the last ones: a like line may stand further up. */
function endFits(lines: readonly string[], count: number, fits: Fits): boolean {
  const gap = lines.findLastIndex(isGapLine);
  const tail = lines.slice(gap + 1);
  const start = count - tail.length;
  return gap >= 0 && start >= gap && tail.every((line, index) => fits(line, start + index));
}

interface Beside {
  readonly other: string | undefined;
  readonly ids: ShownIds;
}

function isSameLine(shown: string, one: string, { other, ids }: Beside): boolean {
  if (fitsWildcards(shown, one) || fitsWildcards(ids.toRun(shown, 'one'), one)) return true;
  if (other === undefined || one === other || !isLineLike(shown, { one, other })) return false;
  learnWords(shown, { one, other }, ids);
  return true;
}

/** The ids of a line, as of one that `jq` printed. */
function learnWords(shown: string, { one, other }: Pair<string>, ids: ShownIds): void {
  const [ones, others] = [wordsIn(one), wordsIn(other)];
  wordsIn(shown).forEach((word, index) => {
    const given = { one: ones[index] ?? '', other: others[index] ?? '' };
    const prefix = idPrefix(given.one);
    if (prefix !== undefined && isIdLike(word, prefix)) ids.learn(word, given);
  });
}

function wrongLine(shown: string, given: string | undefined, ids: ShownIds): string {
  if (given === undefined) return `${quoted(shown, ids)} is not printed`;
  return `${quoted(given, ids)} is printed, not ${quoted(shown, ids)}`;
}

function quoted(text: string, ids: ShownIds): string {
  return JSON.stringify(ids.toDocument(text.trim()));
}
