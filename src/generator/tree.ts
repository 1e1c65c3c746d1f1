// Writes the command tree: all that a prompt must know at once.

import type { TreeFile, WrittenBranch, WrittenPart } from '../catalog/files.ts';
import { closureOf, partNames, partOf } from './chunks.ts';
import { writeOperations, type Leaf } from '../catalog/written-operations.ts';
import type { DescribedRoute, Description } from './describe.ts';
import { createEncoder } from './encode.ts';
import { templateKey } from './operations.ts';

interface OpenBranch {
  readonly leaves: Map<string, Leaf>;
  readonly branches: Map<string, OpenBranch>;
}

export function treeFile(description: Description, homes: ReadonlyMap<string, string>): TreeFile {
  const { overlay, commands, routes } = description;
  const named = new Set(commands.map(({ route }) => route));
  return {
    versions: [overlay.apiVersion, overlay.previewApiVersion, overlay.cliVersion],
    roots: overlay.roots.join(' '),
    aliases: overlay.aliases,
    local: overlay.local,
    commands: branchOf(description),
    others: routes
      .filter((route) => !named.has(route))
      .map((route) => [route.verb, ...Object.values(leaf(route))].join(' ')),
    verbs: verbsOf(description),
    positionals: positionalsOf(description),
    parts: partsOf(description, homes),
  };
}

/** The same for the first command alone: what else there is, it does not know. */
export function firstTreeFile(
  description: Description,
  homes: ReadonlyMap<string, string>,
): TreeFile {
  const isFirst = (route: DescribedRoute): boolean => partOf(route) === 'first';
  const tree = treeFile(
    {
      ...description,
      commands: description.commands.filter(({ route }) => isFirst(route)),
      routes: description.routes.filter(isFirst),
    },
    homes,
  );
  const first = tree.parts['first'];
  const roots = Object.keys(tree.commands).join(' ');
  return { ...tree, roots, local: [], aliases: {}, parts: first ? { first } : {} };
}

function leaf(route: DescribedRoute, path = route.path): Leaf {
  return {
    request: route.method.charAt(0) + path,
    result: createEncoder().type(route.result),
  };
}

function branchOf({ commands }: Description): WrittenBranch {
  const root = emptyBranch();
  for (const { words, route, facts } of commands) {
    let branch = root;
    for (const word of words.slice(0, -1)) branch = branchIn(branch, word);
    branch.leaves.set(words.at(-1) ?? '', leaf(route, facts.request.split(' ')[1]));
  }
  return written(root, []);
}

function emptyBranch(): OpenBranch {
  return { leaves: new Map(), branches: new Map() };
}

function branchIn({ branches }: OpenBranch, word: string): OpenBranch {
  const known = branches.get(word) ?? emptyBranch();
  branches.set(word, known);
  return known;
}

function written({ leaves, branches }: OpenBranch, words: readonly string[]): WrittenBranch {
  const own = leaves.size > 0 ? [['', writeOperations(leaves, words)] as const] : [];
  const below = [...branches].map(([word, branch]) => {
    const all = written(branch, [...words, word]);
    return [word, branch.branches.size > 0 ? all : (all[''] ?? all)] as const;
  });
  return Object.fromEntries([...own, ...below]);
}

/** The reader takes the last word of the first command for the verb, unless told otherwise. */
function verbsOf({ commands }: Description): Readonly<Record<string, string>> {
  const first = new Map<DescribedRoute, string>();
  for (const { route, words } of commands) {
    if (!first.has(route)) first.set(route, words.at(-1) ?? '');
  }
  return Object.fromEntries(
    [...first].flatMap(([route, word]) =>
      word === route.verb ? [] : [[(route.isPreview ? 'preview ' : '') + route.key, route.verb]],
    ),
  );
}

function positionalsOf({ commands }: Description): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    commands.flatMap(({ words, facts }) =>
      facts.positionals ? [[words.join(' '), facts.positionals]] : [],
    ),
  );
}

function partsOf(
  { routes, shapes }: Description,
  homes: ReadonlyMap<string, string>,
): Readonly<Record<string, WrittenPart>> {
  return Object.fromEntries(
    partNames.map((part) => {
      const own = routes.filter((route) => partOf(route) === part);
      const closure = closureOf(
        own.map(({ result }) => result),
        shapes,
      );
      const needs = new Set([...closure].map((key) => homes.get(key) ?? part));
      needs.delete(part);
      return [part, { needs: [...needs].sort(), paths: [...new Set(own.map(startOf))].sort() }];
    }),
  );
}

/** The least of a path that tells its part. */
function startOf(route: DescribedRoute): string {
  const path = templateKey(route.path);
  if (route.isPreview) return 'preview/';
  if (path.startsWith('/v2/')) return '/v2/';
  if (partOf(route) === 'first') return `${path}$`;
  const segments = path.split('/');
  return segments.slice(0, segments[2] === 'test_helpers' ? 4 : 3).join('/');
}
