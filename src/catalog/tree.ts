// Reads the command tree and the routes from their written form.

import { assert } from '../base/assert.ts';
import type { Branch, Method, Operation, Route } from './catalog.ts';
import type { TreeFile, WrittenBranch } from './files.ts';
import { createObjectTable, readType } from './notation.ts';
import { requestKey } from './request-key.ts';

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
    const children = new Map<string, Branch>();
    for (const [word, inner] of Object.entries(written)) {
      const below = [...words, word];
      const child: Branch =
        typeof inner === 'string'
          ? { type: 'operation', operation: operation(inner, below) }
          : branch(inner, below);
      children.set(word, child);
    }
    return { type: 'group', children };
  }

  function operation(leaf: string, words: readonly string[]): Operation {
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

function otherRoute(text: string): Route {
  const space = text.indexOf(' ');
  return { ...readLeaf(text.slice(space + 1)), verb: text.slice(0, space), isPreview: false };
}

function readLeaf(leaf: string): Pick<Route, 'method' | 'path' | 'result'> {
  const [request = '', code = '*'] = leaf.split(' ');
  const method = methods[request.charAt(0)] ?? 'GET';
  return { method, path: request.slice(1), result: readType(code, noObjects) };
}

function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
}
