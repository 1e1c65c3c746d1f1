// "Did you mean": the first command in the CLI's order that is near enough, which need not be the
// nearest.

import type { Place } from './command.ts';

const distanceMax = 2;

/** In the CLI's words, of a first word. */
export function unknownCommand(name: string, known: readonly string[]): string {
  return unknown(name, 'stripe', nearCommand(name, known));
}

/** In words like the CLI's, which has none where a group has no such command. */
export function unknownBelow({ words, children }: Place, name: string): string {
  const names = [...children.keys()];
  return unknown(name, words.join(' '), likelyName(name, names) ?? sameVerb(name, names));
}

function unknown(name: string, group: string, near: string | undefined): string {
  const told = `Unknown command "${name}" for "${group}".`;
  return near ? `${told} Did you mean "${near}"?` : told;
}

/** Regardless of case: a beginning of the name, or at most two letters away from it. */
export function nearCommand(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  return known.find(
    (candidate) =>
      candidate.toLowerCase().startsWith(wanted) ||
      distance(wanted, candidate.toLowerCase()) <= distanceMax,
  );
}

/** A beginning of it, or a slip: of a short word most letters are right. */
export function likelyName(name: string, known: readonly string[]): string | undefined {
  if (name === '') return undefined;
  return known.find((each) => each.startsWith(name)) ?? nearestName(name, known);
}

/** What other programs, and earlier versions of the API, call an operation. */
const otherVerbs: Readonly<Record<string, readonly string[]>> = {
  retrieve: ['get', 'show', 'read', 'fetch', 'view', 'describe'],
  create: ['add', 'new', 'make'],
  update: ['edit', 'set', 'modify', 'change'],
  delete: ['remove', 'rm', 'destroy'],
  cancel: ['delete', 'remove'],
  list: ['ls', 'all', 'index'],
  search: ['find', 'query'],
  create_preview: ['upcoming'],
};

/** The operation of `known` that other programs call by this name. */
export function sameVerb(name: string, known: readonly string[]): string | undefined {
  return known.find((each) => Object.hasOwn(otherVerbs, each) && otherVerbs[each]?.includes(name));
}

/** Of events: one with the same ending, or whose last word begins as this one's. */
export function likelyEvent(name: string, known: readonly string[]): string | undefined {
  const [begin = ''] = /^.*\..{4}/.exec(name) ?? [];
  const same = (each: string): boolean =>
    each.endsWith(`.${name}`) || (begin !== '' && each.startsWith(begin));
  return likelyName(name, known) ?? known.find(same);
}

/**
 * At most two letters away, of a short name fewer; of several the nearest, and of these the first. Two
 * letters that changed places are one slip.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const most = name.length > 5 ? distanceMax : Math.min(1, name.length - 1);
  const far = known.map((each) => (isSwap(name, each) ? 1 : distance(name, each)));
  const least = Math.min(...far);
  return least <= most ? known[far.indexOf(least)] : undefined;
}

/** One letter away, or the same in other letters' case, as `Off`; no word of them itself. */
export function isSlip(word: string, known: readonly string[]): boolean {
  const small = word.toLowerCase();
  return (
    !known.includes(word) && known.some((each) => isSwap(small, each) || distance(small, each) < 2)
  );
}

function isSwap(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = Array.from(one).findIndex((letter, index) => letter !== other.charAt(index));
  const swapped = one.slice(0, at) + one.charAt(at + 1) + one.charAt(at) + one.slice(at + 2);
  return at >= 0 && swapped === other;
}

/** Letters to add, take away or change. Texts of very different length are just far away. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > distanceMax) return distanceMax + 1;
  let before = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(from, (each) => each).entries()) {
    const after = [row + 1];
    for (let column = 0; column < to.length; column += 1) {
      const change = (before[column] ?? 0) + (letter === to.charAt(column) ? 0 : 1);
      after.push(Math.min(change, (before[column + 1] ?? 0) + 1, (after[column] ?? 0) + 1));
    }
    before = after;
  }
  return before.at(-1) ?? 0;
}
