// The tree of all commands: the catalogue's operations, and the hand-written ones beside them.

import type { Branch, Catalog } from '../catalog/catalog.ts';
import { globalFlags, helpFlag, versionFlag } from './api-flags.ts';
import type { Command, Place } from './command.ts';
import { takesNextWord } from './flag-words.ts';
import { createFlagSet, type FlagSet } from './flag.ts';

/** The place of `stripe`, with everything that the commands and the catalogue put under it. */
export function createTree(catalog: Catalog, commands: readonly Command[]): Place {
  const root = branchPlace(['stripe'], catalog.commands, catalog.rootNames);
  return commands.reduce(
    (tree, command) => withCommand(tree, command, command.path.slice(1)),
    root,
  );
}

/** Of the catalogue's first words, those that the CLI does not name in its lists are hidden. */
function branchPlace(
  words: readonly string[],
  branch: Branch,
  shownNames?: readonly string[],
): Place {
  const place = { words, children: new Map<string, Place>(), isHidden: false };
  if (branch.type === 'operation') return { ...place, operation: branch.operation };
  for (const [word, inner] of branch.children) {
    const child = branchPlace([...words, word], inner);
    const isHidden = shownNames !== undefined && !shownNames.includes(word);
    place.children.set(word, { ...child, isHidden });
  }
  return place;
}

/** Not named in lists, though what stands in them is. */
const hiddenGroups: ReadonlySet<string> = new Set(['databases', 'keys', 'plugin']);

/** A hand-written command takes the place of a generated one of the same name. */
function withCommand(place: Place, command: Command, [word, ...rest]: readonly string[]): Place {
  if (word === undefined) return { ...place, command, isHidden: command.isHidden ?? false };
  const before = place.children.get(word) ?? {
    words: [...place.words, word],
    children: new Map<string, Place>(),
    isHidden: command.isHidden ?? hiddenGroups.has(word),
  };
  const children = new Map([...place.children, [word, withCommand(before, command, rest)]]);
  return { ...place, children };
}

export interface Found {
  readonly place: Place;
  /** What is left for the place: the line without the words that led there. */
  readonly words: readonly string[];
  /** The first of them that is neither a flag nor the value of one. */
  readonly stray: string | undefined;
}

/**
 * Goes down as far as the words lead. Flags may stand between them; one that the place does not
 * know counts as taking a value, as in the CLI, so that `--limit 3 customers list` is found.
 */
export function findPlace(root: Place, words: readonly string[]): Found {
  let found: Found = { place: root, words, stray: undefined };
  for (;;) {
    const set = found.place.words.length === 1 ? rootFlags : innerFlags;
    const index = firstWord(found.words, set);
    const stray = found.words[index];
    const child = stray === undefined ? undefined : found.place.children.get(stray);
    if (!child) return { ...found, stray };
    found = { place: child, words: found.words.toSpliced(index, 1), stray: undefined };
  }
}

/** While it looks for the command; the CLI adds the help flag only after it has found it. */
const innerFlags = createFlagSet(globalFlags);
const rootFlags = createFlagSet(globalFlags, [versionFlag]);

/** The index of the first word that is no flag and no flag's value; past the end for none. */
function firstWord(words: readonly string[], set: FlagSet): number {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') break;
    if (takesNextWord(word, set)) index += 1;
    else if (word !== '' && !word.startsWith('-')) return index;
  }
  return words.length;
}

/** The flags of a place that runs no operation. */
export function flagsOfPlace({ command, words }: Place): FlagSet {
  const own = words.length === 1 ? [versionFlag] : [];
  return createFlagSet(command?.flags ?? [], own, [helpFlag], globalFlags);
}

/** Leads to the place by its words, without `stripe`; undefined where there is none. */
export function placeAt(root: Place, words: readonly string[]): Place | undefined {
  return words.reduce<Place | undefined>((place, word) => place?.children.get(word), root);
}
