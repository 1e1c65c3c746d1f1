// `--dry-run`: what would be sent, as the official CLI shows it.

import { isParam, pagingFlags, type DataItem, type FlagParam } from './api-params.ts';
import { writeJson, type JsonValue } from './go-json.ts';
import type { Parsed } from './parser.ts';
import { typedValue } from './v2-params.ts';

type Tree = Map<string, JsonValue>;

export interface DryRun {
  readonly method: string;
  readonly url: string;
  readonly params: ReadonlyMap<string, JsonValue>;
  readonly headers: ReadonlyMap<string, string>;
}

export function writeDryRun({ method, url, params, headers }: DryRun): string {
  const parts: readonly (readonly [string, JsonValue])[] = [
    ['method', method],
    ['url', url],
    ['params', params],
    ['headers', headers],
  ];
  // The outer names stand in this order, the inner ones are sorted.
  const lines = parts.map(
    ([name, value]) => `    "${name}": ${writeJson(value, indented, '    ')}`,
  );
  return `{\n  "dry_run": {\n${lines.join(',\n')}\n  }\n}\n`;
}

const indented = { indent: '  ' };

/** Deeper brackets stay in the name: no parameter has so many. */
const depthMax = 100;

/** -d as texts nested by their brackets; flags, which win, with their types. */
export function v1Tree(
  data: readonly DataItem[],
  params: readonly FlagParam[],
  parsed: Parsed,
): ReadonlyMap<string, JsonValue> {
  const tree: Tree = new Map();
  for (const { name, value } of data) nest(tree, name, value);
  for (const { param, type, values } of params) {
    replace(tree, param.replaceAll(']', '').split('['), typedValue(type, values));
  }
  const expand = parsed.values('expand');
  if (expand.length > 0) tree.set('expand', expand);
  for (const name of pagingFlags) {
    const value = parsed.value(name);
    const key = name.replace('-', '_');
    if (value && !isParam(name, params)) tree.set(key, value);
  }
  return tree;
}

/** Brackets that make no sense stay in the name; a value in the way of a nested one stays too. */
function nest(tree: Tree, name: string, value: string, depth = 0): void {
  const open = name.indexOf('[');
  const close = name.indexOf(']', open);
  if (open === -1 || close === -1 || depth > depthMax) {
    tree.set(name, value);
    return;
  }
  const root = name.slice(0, open);
  const inner = name.slice(open + 1, close);
  const before = tree.get(root);
  if (inner === '') {
    if (before === undefined) tree.set(root, [value]);
    else if (Array.isArray(before)) tree.set(root, [...before, value]);
    return;
  }
  const child: Tree | undefined = before === undefined ? new Map() : asTree(before);
  if (!child) return;
  tree.set(root, child);
  nest(child, inner + name.slice(close + 1), value, depth + 1);
}

function asTree(value: JsonValue | undefined): Tree | undefined {
  return value instanceof Map ? (value as Tree) : undefined;
}

function replace(tree: Tree, [name = '', ...rest]: readonly string[], value: JsonValue): void {
  if (rest.length === 0) {
    tree.set(name, value);
    return;
  }
  const child: Tree = asTree(tree.get(name)) ?? new Map();
  tree.set(name, child);
  replace(child, rest, value);
}
