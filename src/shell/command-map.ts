// `--map`: the commands as a tree, as paths or as JSON, in the official CLI's layout.

import { harmlessFor } from '../text/ansi.ts';
import { askedMap, isMapFlag } from './asked-map.ts';
import type { Context, Fold, Place } from './command.ts';
import { printAs } from './fold-lines.ts';
import { writeJson, type JsonValue } from './go-json.ts';
import { shownChildren, summaryOf } from './shown-places.ts';
import { findPlace } from './tree.ts';
import { wrapWords } from './wrap-words.ts';

const modes = ['tree', 'compact', 'paths', 'json'] as const;
type Mode = (typeof modes)[number];

/**
 * Of the place that the line names; of everything, with a word of warning, where it names none.
 * False for a mode that does not exist: then the help is to follow.
 */
export function printMap(root: Place, words: readonly string[], context: Context): boolean {
  const asked = askedMap(words) ?? '';
  const mode = modes.find((each) => each === asked);
  if (!mode) {
    const shown = harmlessFor(context, asked);
    context.warn(`Unknown --map mode "${shown}". Valid modes: ${modes.join(', ')}\n`);
    return false;
  }
  const { place, stray } = findPlace(root, words);
  const isHelp = place.words[1] === 'help';
  if (isHelp || (place === root && stray !== undefined)) {
    const name = words.filter((word) => !isMapFlag(word)).join(' ');
    const shown = harmlessFor(context, name);
    context.warn(`Unknown command "${shown}" — showing full command tree.\n\n`);
  }
  const map = draw(isHelp ? root : place, mode);
  const fold: Fold = (rows, columns) => rows.replace(/.+/g, (row) => foldBranch(row, columns));
  if (mode === 'tree') printAs(fold, map, context);
  else context.print(map);
  return true;
}

/** What a name does stands below it where it has no room beside it; the lines of the tree go on. */
function foldBranch(row: string, columns: number): string {
  const [, lines = '', name = '', summary] = /^([│├└─ ]*)([\w-]+) {2}(.*)$/.exec(row) ?? [];
  if (row.length <= columns || !summary) return row;
  const below = `${lines.replace('├── ', '│   ').replace('└── ', '    ')}  `;
  const wrapped = wrapWords(summary, columns - below.length);
  return [lines + name, ...wrapped.map((line) => below + line)].join('\n');
}

function draw(place: Place, mode: Mode): string {
  switch (mode) {
    case 'tree':
    case 'compact':
      return [place.words.join(' '), ...branches(place, { mode, indent: '' }), ''].join('\n');
    case 'paths':
      return paths(place)
        .map((path) => `${path}\n`)
        .join('');
    case 'json':
      return `${writeJson(toJson(place), { indent: '  ', isSorted: false })}\n`;
  }
}

function branches(place: Place, { mode, indent }: { mode: Mode; indent: string }): string[] {
  const children = mappedChildren(place);
  return children.flatMap((child, index) => {
    const isLast = index === children.length - 1;
    const summary = mode === 'tree' ? mappedSummary(child) : '';
    const name = child.words.at(-1) ?? '';
    const line = `${indent}${isLast ? '└── ' : '├── '}${name}${summary && `  ${summary}`}`;
    return [line, ...branches(child, { mode, indent: `${indent}${isLast ? '    ' : '│   '}` })];
  });
}

function paths(place: Place): string[] {
  const children = mappedChildren(place);
  return children.length === 0 ? [place.words.join(' ')] : children.flatMap(paths);
}

function toJson(place: Place): JsonValue {
  const summary = mappedSummary(place);
  const children = mappedChildren(place);
  const entries: [string, JsonValue][] = [['name', place.words.at(-1) ?? '']];
  if (summary) entries.push(['desc', summary]);
  if (children.length > 0) entries.push(['commands', children.map(toJson)]);
  return new Map(entries);
}

/** The CLI's map shows both commands of this name, though the hand-written one hides the other. */
const twin = 'reporting';
const twinPlace = group(
  [twin],
  [
    group(
      [twin, 'report_runs'],
      ['create', 'list', 'retrieve'].map((word) => leaf('report_runs', word)),
    ),
    group(
      [twin, 'report_types'],
      ['list', 'retrieve'].map((word) => leaf('report_types', word)),
    ),
  ],
);

function leaf(resource: string, word: string): Place {
  return group([twin, resource, word], []);
}

function group(words: readonly string[], children: readonly Place[]): Place {
  return {
    words: ['stripe', ...words],
    children: new Map(children.map((child) => [child.words.at(-1) ?? '', child])),
    isHidden: false,
  };
}

function mappedChildren(place: Place): readonly Place[] {
  const children = shownChildren(place);
  const index = place.words.length === 1 ? children.findIndex(isTwin) : -1;
  return index === -1 ? children : children.toSpliced(index + 1, 0, twinPlace);
}

function mappedSummary(place: Place): string {
  return place === twinPlace ? '' : summaryOf(place);
}

function isTwin({ words }: Place): boolean {
  return words[1] === twin;
}
