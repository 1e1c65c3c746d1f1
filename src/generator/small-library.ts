// Makes a bundled library smaller that is fetched whole though only a part of it is used: members
// get short names, and those that nothing reads are left out.

import { minify } from 'terser';
import { parseAst } from 'vite';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/**
 * The library's module, for callers that use it by its typings. Names in the typings stay; so do
 * names that the code has as texts, which may find a member, and those of the browser's objects.
 */
export async function smallLibrary(code: string, typings: string): Promise<string> {
  const reserved = new Set([
    ...(withoutComments(typings).match(/[\w$]+/g) ?? []),
    ...[...code.matchAll(/(["'`])([\w$]+)\1/g)].map(([, , name = '']) => name),
  ]);
  const nameCache: { props?: { props: Readonly<Record<string, string>> } } = {};
  const { code: renamed = code } = await minify(code, {
    module: true,
    compress: false,
    nameCache,
    mangle: { properties: { reserved: [...reserved], keep_quoted: 'strict' } },
  });
  return withoutUnread(renamed, new Set(Object.values(nameCache.props?.props ?? {})));
}

function withoutComments(typings: string): string {
  return typings.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}

/** What is left out may have been the only reader of more. */
function withoutUnread(code: string, own: ReadonlySet<string>): string {
  let rest = code;
  for (;;) {
    const shorter = withoutUnreadOnce(rest, own);
    if (shorter === rest) return rest;
    rest = shorter;
  }
}

/** A member that is given a value, and the code that takes its place where it goes. */
interface Setting {
  readonly name: string;
  readonly node: Node;
  readonly instead: string;
}

/** @param own names of members that the library has for itself: none is read from outside */
function withoutUnreadOnce(code: string, own: ReadonlySet<string>): string {
  const read = new Set<string>();
  const settings: Setting[] = [];

  function visit(node: Node): void {
    const setting = settingOf(node, code);
    if (setting) settings.push(setting);
    else namesRead(node).forEach((name) => read.add(name));
    for (const child of childrenOf(node)) {
      // Of the target, only what it is a member of is read.
      visit(setting && child === node['left'] ? (child['object'] as Node) : child);
    }
  }

  visit(parseAst(code) as unknown as Node);
  return replaced(
    code,
    settings.filter(({ name }) => own.has(name) && !read.has(name)),
  );
}

/** Those inside of others wait for the next time. */
function replaced(code: string, settings: readonly Setting[]): string {
  let text = '';
  let at = 0;
  for (const { node, instead } of settings.toSorted((a, b) => a.node.start - b.node.start)) {
    if (node.start < at) continue;
    text += code.slice(at, node.start) + instead;
    at = node.end;
  }
  return text + code.slice(at);
}

function settingOf(node: Node, code: string): Setting | undefined {
  if (node['computed']) return undefined;
  const { type } = node;
  const value = node['value'] as Node | null;
  const isMethod = type === 'MethodDefinition' && /^(method|get)$/.test(String(node['kind']));
  const isField = type === 'PropertyDefinition' && (!value || hasNoEffect(value));
  if (isMethod || isField) return { name: nameOf(node['key'] as Node), node, instead: '' };
  if (type !== 'AssignmentExpression' || node['operator'] !== '=') return undefined;
  const { left, right } = node as unknown as Readonly<Record<'left' | 'right', Node>>;
  if (!isPlainMember(left) || !hasNoEffect(left['object'] as Node)) return undefined;
  const instead = `(${code.slice(right.start, right.end)})`;
  return { name: nameOf(left['property'] as Node), node, instead };
}

/** Whether it may be left out: what is made for nobody. Members are read without any effect here. */
function hasNoEffect(node: Node): boolean {
  if (isPlainMember(node)) return hasNoEffect(node['object'] as Node);
  if (node.type === 'UnaryExpression')
    return node['operator'] !== 'delete' && hasNoEffect(node['argument'] as Node);
  return /^(Identifier|ThisExpression|Literal|(Arrow)?FunctionExpression)$/.test(node.type);
}

function isPlainMember(node: Node): boolean {
  return node.type === 'MemberExpression' && !node['computed'];
}

function namesRead(node: Node): readonly string[] {
  if (isPlainMember(node)) return [nameOf(node['property'] as Node)];
  // A setter does something with what it is given.
  const isNamed = node.type === 'Property' || node['kind'] === 'set';
  return isNamed && !node['computed'] ? [nameOf(node['key'] as Node)] : [];
}

/** Private names are read within their class alone; they stay. */
function nameOf({ type, name, value }: Node): string {
  return type === 'PrivateIdentifier' ? '' : String(name ?? value);
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
