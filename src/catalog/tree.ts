// Reads the command tree and the routes from their written form.

import { assert } from '../base/assert.ts';
import type { Branch, Method, Operation, Route } from './catalog.ts';
import type { TreeFile, WrittenBranch } from './files.ts';
import { createObjectTable, readType } from './notation.ts';
import { requestKey } from './request-key.ts';
import { readOperations, type Leaf } from './written-operations.ts';

const methods: Readonly<Record<string, Method>> = { G: 'GET', P: 'POST', D: 'DELETE' };

/** Results name objects of the API; none is written out. */
const noObjects = createObjectTable([]);

export interface ReadTree {
  readonly commands: Branch;
  readonly routes: readonly Route[];
}

export function readTree(tree: TreeFile): ReadTree {
  const routes = new Map<string, Route>();

  function branch(written: WrittenBranch, words: readonly string[]): Branch {
    const children = Object.entries(written).flatMap(([word, inner]): [string, Branch][] => {
      const below = word === '' ? words : [...words, word];
      if (typeof inner !== 'string') return [[word, branch(inner, below)]];
      const operations = operationsIn(inner, below);
      return word === '' ? operations : [[word, group(operations)]];
    });
    return group('' in written ? children.sort(byName) : children);
  }

  function operationsIn(text: string, words: readonly string[]): [string, Branch][] {
    return [...readOperations(text, words)].map(([word, leaf]) => [
      word,
      { type: 'operation', operation: operation(leaf, [...words, word]) },
    ]);
  }

  function operation(leaf: Leaf, words: readonly string[]): Operation {
    const isPreview = words[0] === 'preview';
    const { method, path, result } = readLeaf(leaf);
    const key = (isPreview ? 'preview ' : '') + requestKey({ method, path });
    const verb = tree.verbs[key] ?? words.at(-1) ?? '';
    const route = routes.get(key) ?? { method, path, verb, result, isPreview };
    routes.set(key, route);
    const positionals = tree.positionals[words.join(' ')] ?? namesIn(path);
    return { words, route, positionals };
  }

  const commands = branch(tree.commands, []);
  assert(commands.type === 'group', 'the root is a group');
  return {
    commands: { type: 'group', children: withAliases(commands.children, tree.aliases) },
    routes: [...routes.values(), ...tree.others.map(otherRoute)],
  };
}

/** A hidden name stands for the same branch; lists of names leave it out by `rootNames`. */
function withAliases(
  children: ReadonlyMap<string, Branch>,
  aliases: Readonly<Record<string, string>>,
): ReadonlyMap<string, Branch> {
  const all = new Map(children);
  for (const [hidden, shown] of Object.entries(aliases)) {
    const target = children.get(shown);
    if (target) all.set(hidden, target);
  }
  return all;
}

function group(children: Iterable<[string, Branch]>): Branch {
  return { type: 'group', children: new Map(children) };
}

function byName([one]: [string, Branch], [other]: [string, Branch]): number {
  return one < other ? -1 : 1;
}

function otherRoute(text: string): Route {
  const [verb = '', request = '', result = ''] = text.split(' ');
  return { ...readLeaf({ request, result }), verb, isPreview: false };
}

function readLeaf({ request, result }: Leaf): Pick<Route, 'method' | 'path' | 'result'> {
  const method = methods[request.charAt(0)] ?? 'GET';
  return { method, path: request.slice(1), result: readType(result, noObjects) };
}

function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
}
