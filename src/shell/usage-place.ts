// What a help page can be about: the API's commands and the CLI's hand-written ones in one tree.

import type { Branch, Catalog, Operation } from '../catalog/catalog.ts';
import { localUsages } from './local-usage.ts';
import type { LocalUsage } from './usage-type.ts';

export interface UsagePlace {
  /** Without `stripe`; none for the root. */
  readonly words: readonly string[];
  /** By name, in the order of the alphabet. */
  readonly children: ReadonlyMap<string, UsagePlace>;
  readonly operation?: Operation;
  /** Of a hand-written command, of a group of them, or of an operation with words of its own. */
  readonly local?: LocalUsage;
}

/** The tree under `stripe`, without hidden names. */
export function usageTree(catalog: Catalog): UsagePlace {
  const root = placeOf(catalog.commands, []);
  const shown = new Set(catalog.rootNames);
  const children = [...root.children].filter(([name]) => shown.has(name));
  const whole = catalog.localCommands
    .filter((words) => !isShadowed(words))
    .reduce<UsagePlace>(withLocal, { ...root, children: new Map(children) });
  return sorted(whole);
}

/** As far down as the words lead, and the words that are left. */
export function findUsage(
  root: UsagePlace,
  words: readonly string[],
): { readonly place: UsagePlace; readonly rest: readonly string[] } {
  const [word, ...rest] = words;
  const child = word === undefined ? undefined : root.children.get(word);
  return child ? findUsage(child, rest) : { place: root, rest: words };
}

/**
 * The CLI's own list names these, but `reporting` is the hand-written command and knows nothing of
 * them: they cannot be run.
 */
export function isShadowed([first, second]: readonly string[]): boolean {
  return first === 'reporting' && second !== undefined && second !== 'query-runs';
}

function placeOf(branch: Branch, words: readonly string[]): UsagePlace {
  if (branch.type === 'operation') {
    const local = localUsages.get(words.join(' '));
    return { words, children: new Map(), operation: branch.operation, ...(local && { local }) };
  }
  const children = [...branch.children].map(([name, inner]): [string, UsagePlace] => [
    name,
    placeOf(inner, [...words, name]),
  ]);
  return { words, children: new Map(children) };
}

function withLocal(place: UsagePlace, words: readonly string[]): UsagePlace {
  const [name, ...rest] = words.slice(place.words.length);
  if (name === undefined) return place;
  const path = [...place.words, name];
  const local = localUsages.get(path.join(' '));
  const before = place.children.get(name) ?? {
    words: path,
    children: new Map<string, UsagePlace>(),
    ...(local && { local }),
  };
  const child = rest.length > 0 ? withLocal(before, words) : before;
  return { ...place, children: new Map(place.children).set(name, child) };
}

function sorted(place: UsagePlace): UsagePlace {
  const children = [...place.children]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, child]): [string, UsagePlace] => [name, sorted(child)]);
  return { ...place, children: new Map(children) };
}
