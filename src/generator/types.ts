// Reads TypeScript's types as the catalogue's: aliases followed, null and '' taken out and
// remembered, literals merged to enums, ids and objects merged to expandables.

import type { ESTree } from 'vite';
import { assert } from '../base/assert.ts';
import type { Field, Fields, Type } from '../catalog/type.ts';
import { formatted } from './formats.ts';
import { mergeParts, type Part } from './merge-parts.ts';
import { commentBefore, dotted, find, type Entity, type Scope } from './scopes.ts';

/** What one package's declarations say, gathered while types are read. */
export interface Reading {
  /** By `object` name; a deleted twin's begins with `-`. */
  readonly shapes: Map<string, Fields>;
  /** What the comment beside a field says, whole. */
  readonly comments: Map<Field, string>;
  /** The file in which a field is declared. */
  readonly files: Map<Field, string>;
  readonly seen: Map<ESTree.TSInterfaceDeclaration | ESTree.TSTypeLiteral, Fields>;
}

/**
 * Inside parameters an interface is never an object of the API, even if it has an `object` field.
 */
export interface Place {
  readonly reading: Reading;
  readonly scope: Scope;
  readonly isParams: boolean;
}

export interface Value {
  readonly type: Type;
  readonly isNullable: boolean;
  readonly isClearable: boolean;
}

export function createReading(): Reading {
  return { shapes: new Map(), comments: new Map(), files: new Map(), seen: new Map() };
}

export function readValue(place: Place, node: ESTree.TSType): Value {
  const parts = partsOf(place, node);
  const has = (type: Part['type']): boolean => parts.some((part) => part.type === type);
  return {
    type: mergeParts(parts),
    isNullable: has('null') && !has('empty'),
    isClearable: has('empty'),
  };
}

export function readFields(
  place: Place,
  node: ESTree.TSInterfaceDeclaration | ESTree.TSTypeLiteral,
): Fields {
  const known = place.reading.seen.get(node);
  if (known) return known;
  const fields = new Map<string, Field>();
  place.reading.seen.set(node, fields);
  const members = node.type === 'TSTypeLiteral' ? node.members : node.body.body;
  for (const member of members) {
    const field = readField(place, member);
    if (field) fields.set(field.name, field);
  }
  for (const base of basesOf(place.scope, node)) {
    for (const [name, field] of fieldsOf(place, base))
      if (!fields.has(name)) fields.set(name, field);
  }
  return fields;
}

/** The fields of a named interface, wherever it is written. */
export function fieldsOf(place: Place, entity: Entity): Fields {
  const { declaration, home } = entity;
  if (declaration?.type === 'TSInterfaceDeclaration') {
    return readFields({ ...place, scope: home }, declaration);
  }
  assert(declaration?.type === 'TSTypeAliasDeclaration', `fields of ${entity.name}`);
  const { type } = readValue({ ...place, scope: home }, declaration.typeAnnotation);
  return type.type === 'object' ? type.fields : new Map();
}

function readField(place: Place, member: ESTree.TSSignature): Field | undefined {
  if (member.type !== 'TSPropertySignature' || !member.typeAnnotation) return undefined;
  const name = keyOf(member.key);
  // Live objects carry `deleted?: void` only to help TypeScript tell them from deleted ones.
  if (name === undefined || member.typeAnnotation.typeAnnotation.type === 'TSVoidKeyword') {
    return undefined;
  }
  const value = readValue(place, member.typeAnnotation.typeAnnotation);
  const field = { ...value, name, type: formatted(name, value.type), isRequired: !member.optional };
  place.reading.comments.set(field, commentBefore(place.scope.source, member.start));
  place.reading.files.set(field, place.scope.source.path);
  return field;
}

function keyOf(key: ESTree.PropertyKey): string | undefined {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : undefined;
}

function basesOf(
  scope: Scope,
  node: ESTree.TSInterfaceDeclaration | ESTree.TSTypeLiteral,
): readonly Entity[] {
  if (node.type === 'TSTypeLiteral') return [];
  return node.extends.flatMap(({ expression }) => find(scope, dotted(expression)) ?? []);
}

function partsOf(place: Place, node: ESTree.TSType): readonly Part[] {
  switch (node.type) {
    case 'TSUnionType':
      return node.types.flatMap((option) => partsOf(place, option));
    case 'TSParenthesizedType':
      return partsOf(place, node.typeAnnotation);
    case 'TSNullKeyword':
      return [{ type: 'null' }];
    case 'TSVoidKeyword':
    case 'TSUndefinedKeyword':
    case 'TSNeverKeyword':
      return [{ type: 'nothing' }];
    case 'TSStringKeyword':
      return [{ type: 'string' }];
    case 'TSLiteralType':
      return [literalPart(node.literal)];
    case 'TSTypeReference':
      return referenceParts(place, node);
    default:
      return [{ type: 'whole', value: plainType(place, node) }];
  }
}

function literalPart(literal: ESTree.TSLiteralType['literal']): Part {
  assert(literal.type === 'Literal', `literal ${literal.type}`);
  const { value } = literal;
  if (value === '') return { type: 'empty' };
  if (typeof value === 'string') return { type: 'literal', value };
  return { type: 'whole', value: { type: typeof value === 'boolean' ? 'boolean' : 'integer' } };
}

function plainType(place: Place, node: ESTree.TSType): Type {
  switch (node.type) {
    case 'TSNumberKeyword':
      return { type: 'number' };
    case 'TSBooleanKeyword':
      return { type: 'boolean' };
    case 'TSBigIntKeyword':
      return { type: 'int64' };
    case 'TSArrayType':
      return { type: 'array', item: readValue(place, node.elementType).type };
    case 'TSTypeLiteral':
      return objectType(place, node, place.scope);
    default:
      return { type: 'any' };
  }
}

/** The generic types of the package are known by name: they are never unfolded. */
function referenceParts(place: Place, node: ESTree.TSTypeReference): readonly Part[] {
  const path = dotted(node.typeName);
  const name = path.at(-1) ?? '';
  const argument = node.typeArguments?.params[0];
  const whole = (value: Type): readonly Part[] => [{ type: 'whole', value }];
  const item = (): Type => (argument ? readValue(place, argument).type : { type: 'any' });
  switch (name) {
    case 'OtherString':
      return [{ type: 'open' }];
    case 'Emptyable':
      return argument ? [{ type: 'empty' }, ...partsOf(place, argument)] : [];
    case 'Decimal':
      return whole({ type: 'decimal' });
    case 'Metadata':
    case 'MetadataParam':
      return whole({ type: 'metadata' });
    case 'Array':
      return whole({ type: 'array', item: item() });
    case 'ApiList':
    case 'ApiListPromise':
    case 'V2List':
    case 'V2ListPromise':
      return whole({ type: 'list', item: item() });
    case 'ApiSearchResult':
    case 'ApiSearchResultPromise':
      return whole({ type: 'search', item: item() });
    case 'Record':
      return whole({ type: 'map', item: lastArgument(place, node) });
    case 'Promise':
    case 'Response':
    case 'Partial':
    case 'Omit':
      return argument ? partsOf(place, argument) : [];
    default:
      return entityParts(place, path);
  }
}

function lastArgument(place: Place, node: ESTree.TSTypeReference): Type {
  const argument = node.typeArguments?.params.at(-1);
  return argument ? readValue(place, argument).type : { type: 'any' };
}

function entityParts(place: Place, path: readonly string[]): readonly Part[] {
  const entity = find(place.scope, path);
  const declaration = entity?.declaration;
  if (declaration?.type === 'TSTypeAliasDeclaration') {
    return partsOf({ ...place, scope: entity?.home ?? place.scope }, declaration.typeAnnotation);
  }
  if (!entity || declaration?.type !== 'TSInterfaceDeclaration') {
    return [{ type: 'whole', value: { type: 'any' } }];
  }
  const value = resourceType(place, entity) ?? objectType(place, declaration, entity.home);
  return [{ type: 'whole', value }];
}

function objectType(
  place: Place,
  node: ESTree.TSInterfaceDeclaration | ESTree.TSTypeLiteral,
  scope: Scope,
): Type {
  const members = node.type === 'TSTypeLiteral' ? node.members : node.body.body;
  const index = members.find((member) => member.type === 'TSIndexSignature');
  if (index && members.length === 1) {
    return mapType(readValue({ ...place, scope }, index.typeAnnotation.typeAnnotation));
  }
  const fields = readFields({ ...place, scope }, node);
  return fields.size > 0 || place.isParams ? { type: 'object', fields } : { type: 'any' };
}

function mapType({ type }: Value): Type {
  return { type: 'map', item: type };
}

/** An interface at the top of a file whose `object` field (or its base's) is one literal. */
function resourceType(place: Place, entity: Entity): Type | undefined {
  if (place.isParams || entity.home.parent) return undefined;
  const owner = ownerOfObject(entity);
  if (!owner) return undefined;
  const isDeleted = hasLiteral(owner.entity, 'deleted', true);
  const key = (isDeleted ? '-' : '') + owner.object;
  if (!place.reading.shapes.has(key)) {
    place.reading.shapes.set(key, new Map());
    place.reading.shapes.set(key, fieldsOf(place, owner.entity));
  }
  return { type: 'resource', object: owner.object, isDeleted };
}

/**
 * Events are many interfaces over one base: the base, which has the `object` field, is the object.
 */
function ownerOfObject(entity: Entity): { entity: Entity; object: string } | undefined {
  const { declaration, home } = entity;
  if (declaration?.type !== 'TSInterfaceDeclaration') return undefined;
  const object = literalOf(declaration, 'object');
  if (typeof object === 'string') return { entity, object };
  // What v2 answers to a deletion: its `object` is that of the deleted one.
  if (entity.name === 'DeletedObject') return { entity, object: 'v2.deleted_object' };
  for (const base of basesOf(home, declaration)) {
    const owner = ownerOfObject(base);
    if (owner) return owner;
  }
  return undefined;
}

function hasLiteral({ declaration }: Entity, name: string, value: unknown): boolean {
  return declaration?.type === 'TSInterfaceDeclaration' && literalOf(declaration, name) === value;
}

function literalOf(node: ESTree.TSInterfaceDeclaration, name: string): unknown {
  for (const member of node.body.body) {
    if (member.type !== 'TSPropertySignature' || keyOf(member.key) !== name) continue;
    const type = member.typeAnnotation?.typeAnnotation;
    if (type?.type === 'TSLiteralType' && type.literal.type === 'Literal')
      return type.literal.value;
  }
  return undefined;
}
