// `--map`: the commands as a tree, as paths or as JSON, in the official CLI's layout.

import type { Context } from './command.ts';
import { writeJson, type JsonValue } from './go-json.ts';
import { groupSummaries } from './commands/later.ts';
import { findPlace, type Place } from './tree.ts';

const modes = ['tree', 'compact', 'paths', 'json'] as const;
type Mode = (typeof modes)[number];

/** What `--map` asks for, wherever it stands in the line; undefined where it does not. */
export function askedMap(words: readonly string[]): string | undefined {
  const word = words.find((each) => each === '--map' || each.startsWith('--map='));
  return word === '--map' ? 'tree' : word?.slice('--map='.length);
}

/**
 * Of the place that the line names; of everything, with a word of warning, where it names none.
 * False for a mode that does not exist: then the help is to follow.
 */
export function printMap(root: Place, words: readonly string[], context: Context): boolean {
  const asked = askedMap(words) ?? '';
  const mode = modes.find((each) => each === asked);
  if (!mode) {
    context.warn(`Unknown --map mode "${asked}". Valid modes: ${modes.join(', ')}\n`);
    return false;
  }
  const { place, stray } = findPlace(root, words);
  const isHelp = place.words[1] === 'help';
  if (isHelp || (place === root && stray !== undefined)) {
    const name = isHelp ? 'help' : stray;
    context.warn(`Unknown command "${name}" — showing full command tree.\n\n`);
  }
  context.print(draw(isHelp ? root : place, mode));
  return true;
}

function draw(place: Place, mode: Mode): string {
  switch (mode) {
    case 'tree':
    case 'compact':
      return [place.words.join(' '), ...branches(place, { mode, indent: '' }), ''].join('\n');
    case 'paths':
      return paths(place).map((path) => `${path}\n`).join('');
    case 'json':
      return `${writeJson(toJson(place), { indent: '  ', isSorted: false })}\n`;
  }
}

function branches(place: Place, { mode, indent }: { mode: Mode; indent: string }): string[] {
  const children = shownChildren(place);
  return children.flatMap((child, index) => {
    const isLast = index === children.length - 1;
    const summary = mode === 'tree' ? summaryOf(child) : '';
    const name = child.words.at(-1) ?? '';
    const line = `${indent}${isLast ? '└── ' : '├── '}${name}${summary && `  ${summary}`}`;
    return [line, ...branches(child, { mode, indent: `${indent}${isLast ? '    ' : '│   '}` })];
  });
}

function paths(place: Place): string[] {
  const children = shownChildren(place);
  return children.length === 0 ? [place.words.join(' ')] : children.flatMap(paths);
}

function toJson(place: Place): JsonValue {
  const summary = summaryOf(place);
  const children = shownChildren(place);
  const entries: [string, JsonValue][] = [['name', place.words.at(-1) ?? '']];
  if (summary) entries.push(['desc', summary]);
  if (children.length > 0) entries.push(['commands', children.map(toJson)]);
  return new Map(entries);
}

/** A few words on what stands here; '' for the catalogue's operations, which need none. */
export function summaryOf({ command, words }: Place): string {
  return command?.summary ?? groupSummaries.get(words.slice(1).join(' ')) ?? '';
}

/** By name, without the hidden ones. */
export function shownChildren({ children }: Place): readonly Place[] {
  return [...children]
    .filter(([, child]) => !child.isHidden)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, child]) => child);
}
