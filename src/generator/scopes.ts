// The package's declarations as scopes: which name means which interface, alias, class or
// namespace. No type checker is needed: the declarations use only imports, interfaces, aliases and
// namespaces.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync, type ESTree } from 'vite';

export type Declaration =
  ESTree.TSInterfaceDeclaration | ESTree.TSTypeAliasDeclaration | ESTree.Class;

/** One name's meaning: a declaration, the namespace merged with it, or a link to another entity. */
export interface Entity {
  readonly name: string;
  /** Where it is written; names inside it are looked up from here. */
  readonly home: Scope;
  declaration?: Declaration;
  inner?: Scope;
  link?: () => Entity | undefined;
}

export interface Scope {
  readonly source: Source;
  readonly parent: Scope | undefined;
  readonly names: Map<string, Entity>;
}

export interface Source {
  readonly path: string;
  readonly text: string;
  /** Block comments, by the position of their end. */
  readonly comments: readonly { readonly value: string; readonly end: number }[];
}

/** Reads a declaration file once, and those it imports when their names are asked for. */
export type Opener = (path: string) => Scope;

export function createOpener(): Opener {
  const opened = new Map<string, Scope>();
  const open: Opener = (path) => {
    const known = opened.get(path);
    if (known) return known;
    const text = readFileSync(path, 'utf8');
    const { program, comments } = parseSync(path, text, { lang: 'dts' });
    const source = { path, text, comments: comments.filter(({ type }) => type === 'Block') };
    const scope: Scope = { source, parent: undefined, names: new Map() };
    opened.set(path, scope);
    for (const statement of program.body) declare(scope, statement, open);
    return scope;
  };
  return open;
}

/** Finds what a dotted name means at this place: outwards for its first part, then inwards. */
export function find(scope: Scope, path: readonly string[]): Entity | undefined {
  const [first = '', ...rest] = path;
  let entity = lookUp(scope, first);
  for (const name of rest) entity = entity && follow(entity.inner?.names.get(name));
  return entity;
}

/** Members of interfaces and classes have their comment right before them. */
export function commentBefore({ comments, text }: Source, position: number): string {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.end ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  const comment = comments[low - 1];
  if (!comment || text.slice(comment.end, position).trim() !== '') return '';
  return comment.value;
}

function lookUp(scope: Scope | undefined, name: string): Entity | undefined {
  for (let place = scope; place; place = place.parent) {
    const entity = place.names.get(name);
    if (entity) return follow(entity);
  }
  return undefined;
}

function follow(entity: Entity | undefined): Entity | undefined {
  return entity?.link ? follow(entity.link()) : entity;
}

function entityIn(scope: Scope, name: string): Entity {
  const entity = scope.names.get(name) ?? { name, home: scope };
  scope.names.set(name, entity);
  return entity;
}

/** The first meaning stays: a re-export says nothing new about a name that is imported too. */
function link(scope: Scope, name: string, target: () => Entity | undefined): void {
  const entity = entityIn(scope, name);
  if (!entity.declaration && !entity.inner) entity.link ??= target;
}

type Statement = ESTree.Program['body'][number] | ESTree.Statement | ESTree.Declaration;
type Namespace = ESTree.TSModuleDeclaration | ESTree.TSGlobalDeclaration;

function declare(scope: Scope, statement: Statement, open: Opener): void {
  switch (statement.type) {
    case 'ImportDeclaration':
      return declareImports(scope, statement, open);
    case 'ExportNamedDeclaration':
      if (statement.declaration) return declare(scope, statement.declaration, open);
      return declareExports(scope, statement, open);
    case 'TSImportEqualsDeclaration': {
      const path = dotted(statement.moduleReference);
      return link(scope, statement.id.name, () => find(scope, path));
    }
    case 'TSModuleDeclaration':
      return declareNamespace(scope, statement, open);
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      entityIn(scope, statement.id.name).declaration = statement;
      return undefined;
    case 'ClassDeclaration':
      if (statement.id) entityIn(scope, statement.id.name).declaration = statement;
      return undefined;
    default:
      return undefined;
  }
}

function declareImports(scope: Scope, node: ESTree.ImportDeclaration, open: Opener): void {
  if (!node.source.value.startsWith('.')) return;
  const path = fileOf(scope, node.source.value);
  for (const specifier of node.specifiers) {
    const { name } = specifier.local;
    if (specifier.type === 'ImportNamespaceSpecifier') {
      link(scope, name, () => ({ name, home: scope, inner: open(path) }));
    } else if (specifier.type === 'ImportSpecifier') {
      const imported = moduleName(specifier.imported);
      link(scope, name, () => follow(open(path).names.get(imported)));
    }
  }
}

function declareExports(scope: Scope, node: ESTree.ExportNamedDeclaration, open: Opener): void {
  const path = node.source && fileOf(scope, node.source.value);
  for (const specifier of node.specifiers) {
    const local = moduleName(specifier.local);
    const name = moduleName(specifier.exported);
    if (path) link(scope, name, () => follow(open(path).names.get(local)));
    // Inside a namespace `export { Session }` names the Session outside of it.
    else if (scope.parent) link(scope, name, () => lookUp(scope.parent, local));
    else if (local !== name) link(scope, name, () => lookUp(scope, local));
  }
}

/** `namespace A.B { … }` is B within A. Blocks of one name are one scope. */
function declareNamespace(scope: Scope, node: Namespace, open: Opener): void {
  if (node.id.type === 'Literal' || !node.body) return;
  let inner = scope;
  for (const name of dotted(node.id)) {
    const entity = entityIn(inner, name);
    entity.inner ??= { source: scope.source, parent: inner, names: new Map() };
    inner = entity.inner;
  }
  for (const statement of node.body.body) declare(inner, statement, open);
}

/** `A.B.C` in any of the tree's shapes. */
export function dotted(node: {
  readonly type: string;
  readonly name?: unknown;
  readonly left?: unknown;
  readonly right?: unknown;
}): readonly string[] {
  if (node.type === 'Identifier') return [String(node.name)];
  if (node.type !== 'TSQualifiedName') return [];
  return [...dotted(node.left as never), ...dotted(node.right as never)];
}

function moduleName(node: ESTree.ModuleExportName): string {
  return node.type === 'Literal' ? node.value : node.name;
}

function fileOf(scope: Scope, specifier: string): string {
  return join(dirname(scope.source.path), specifier).replace(/\.js$/, '.d.ts');
}
