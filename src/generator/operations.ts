// Every request that the package can make: asked of its methods at run time, typed by its
// declarations.

import { assert, present } from '../base/assert.ts';
import type { Method } from '../catalog/catalog.ts';
import type { Fields, Type } from '../catalog/type.ts';
import type { ESTree } from 'vite';
import { commentBefore, dotted, find, type Entity, type Scope } from './scopes.ts';
import { fieldsOf, readValue, type Reading } from './types.ts';

export interface PackageOperation {
  readonly method: Method;
  /** With the package's own names in braces, as in `/v1/customers/{id}`. */
  readonly path: string;
  /** As in `listTaxIds`. */
  readonly methodName: string;
  readonly params: Fields;
  readonly result: Type;
  readonly comment: string;
  readonly isMultipart: boolean;
}

interface Captured {
  readonly method: string;
  readonly path: string;
  readonly spec: Readonly<Record<string, unknown>> | undefined;
}

interface Walk {
  readonly reading: Reading;
  readonly part: string | undefined;
  readonly operations: PackageOperation[];
  /** Resources point back at the client. */
  readonly visited: Set<object>;
  captured: Captured | undefined;
}

export interface OperationSource {
  /** An instance of the package's class, which `entity` declares. */
  readonly client: object;
  readonly entity: Entity;
  readonly reading: Reading;
  /** The only property of the client to look into; all without it. */
  readonly part: string | undefined;
}

export function readOperations(source: OperationSource): readonly PackageOperation[] {
  const { client, entity, reading, part } = source;
  const walk: Walk = { reading, part, operations: [], visited: new Set(), captured: undefined };
  const base = prototypeWithRequests(client);
  const genuine = base['_makeRequest'];
  base['_makeRequest'] = (method: string, path: string, ...rest: readonly unknown[]) => {
    walk.captured = { method, path, spec: rest[2] as Captured['spec'] };
    // Never settled: what methods would do with the answer must not run.
    return new Promise(() => {});
  };
  visit(walk, client, entity);
  base['_makeRequest'] = genuine;
  return firstOfEach(walk.operations);
}

function prototypeWithRequests(client: object): Record<string, unknown> {
  const { StripeResource } = client.constructor as unknown as {
    StripeResource: { prototype: Record<string, unknown> };
  };
  assert(typeof StripeResource.prototype['_makeRequest'] === 'function', 'requests can be caught');
  return StripeResource.prototype;
}

/** The object graph and the class declarations are walked side by side, name by name. */
function visit(walk: Walk, value: object, entity: Entity): void {
  const { declaration, home } = entity;
  if (declaration?.type !== 'ClassDeclaration' || walk.visited.has(value)) return;
  const isRoot = walk.visited.size === 0;
  walk.visited.add(value);
  for (const member of declaration.body.body) {
    if (!('key' in member) || member.key.type !== 'Identifier' || isHidden(member)) continue;
    const name = member.key.name;
    if (isRoot && walk.part !== undefined && name !== walk.part) continue;
    const inner = (value as Record<string, unknown>)[name];
    if (member.type === 'PropertyDefinition') visitProperty(walk, inner, home, member);
    if (declaration.superClass && isMethod(member) && typeof inner === 'function') {
      visitMethod(walk, { call: inner.bind(value), name, home, member });
    }
  }
}

function isHidden(member: {
  readonly accessibility?: unknown;
  readonly static?: boolean;
}): boolean {
  return member.accessibility === 'private' || member.static === true;
}

type MethodNode = ESTree.MethodDefinition;

function isMethod(member: ESTree.ClassElement): member is MethodNode {
  return member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition';
}

function visitProperty(
  walk: Walk,
  inner: unknown,
  home: Scope,
  member: ESTree.PropertyDefinition,
): void {
  const type = member.typeAnnotation?.typeAnnotation;
  if (type?.type !== 'TSTypeReference' || typeof inner !== 'object' || inner === null) return;
  const entity = find(home, dotted(type.typeName));
  if (entity) visit(walk, inner, entity);
}

interface MethodVisit {
  readonly call: (...values: readonly unknown[]) => unknown;
  readonly name: string;
  readonly home: Scope;
  readonly member: MethodNode;
}

function visitMethod(walk: Walk, { call, name, home, member }: MethodVisit): void {
  const inputs = member.value.params.flatMap((param) =>
    param.type === 'Identifier' ? [param] : [],
  );
  const ids = inputs.filter((input) => !['params', 'options'].includes(input.name));
  if (name.startsWith('_') || inputs.every((input) => input.name !== 'options')) return;
  walk.captured = undefined;
  call(...ids.map((input) => `{${input.name}}`), {}, {});
  const captured = walk.captured as Captured | undefined;
  if (!captured) return;
  const place = { reading: walk.reading, scope: home, isParams: false };
  const result = present(member.value.returnType, `result of ${name}`).typeAnnotation;
  walk.operations.push({
    method: captured.method as Method,
    path: decodeURI(captured.path),
    methodName: name,
    params: paramsOf(walk, home, inputs),
    result: readValue(place, result).type,
    comment: commentBefore(home.source, member.start),
    isMultipart: isMultipart(captured),
  });
}

function paramsOf(walk: Walk, home: Scope, inputs: readonly ESTree.BindingIdentifier[]): Fields {
  const input = inputs.find(({ name }) => name === 'params');
  const type = input?.typeAnnotation?.typeAnnotation;
  if (type?.type !== 'TSTypeReference') return new Map();
  const entity = present(find(home, dotted(type.typeName)), dotted(type.typeName).join('.'));
  return fieldsOf({ reading: walk.reading, scope: home, isParams: true }, entity);
}

function isMultipart({ spec }: Captured): boolean {
  const headers = spec?.['headers'] as Record<string, string> | undefined;
  return headers?.['Content-Type'] === 'multipart/form-data';
}

/** `stripe.account` is `stripe.accounts`; the same request is told once. */
function firstOfEach(operations: readonly PackageOperation[]): readonly PackageOperation[] {
  const seen = new Map<string, PackageOperation>();
  for (const operation of operations) {
    const key = `${operation.method} ${templateKey(operation.path)}`;
    if (!seen.has(key)) seen.set(key, operation);
  }
  return [...seen.values()];
}

/** A path without the names in its braces, by which two sources of paths agree. */
export function templateKey(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}');
}
