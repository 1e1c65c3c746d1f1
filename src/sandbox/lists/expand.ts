// `expand`: ids become the objects they name, and fields that are left out come in.
// Source: https://docs.stripe.com/api/expanding_objects and https://docs.stripe.com/expand

import type { Field, Fields, Type } from '../../catalog/type.ts';
import { ApiError, shorten } from '../../wire/api-error.ts';
import type { FormValue } from '../../wire/form.ts';
import type { ApiObject } from '../behaviour.ts';

import { hiddenFields } from '../objects/shape-corrections.ts';
import { emptyOf, sorted, type Values } from '../objects/skeleton.ts';

/** Names in one path, `data` among them. */
export const levelsMax = 4;

export interface Library {
  shape(object: string): Fields | undefined;
  /** As it would be told now. */
  find(object: string, id: string): ApiObject | undefined;
  /** A field that is left out, as `subscriptions` of a customer, or `amount_details.line_items`. */
  include(object: ApiObject, path: string, field: Field): unknown;
}

/** Throws for a path that leads to nothing expandable, whatever the objects hold. */
export function checkExpand(
  paths: FormValue | undefined,
  result: Type,
  library: Pick<Library, 'shape'>,
): void {
  for (const path of pathsOf(paths)) {
    if (path === 'total_count' && result.type === 'list') {
      throw new ApiError('This property cannot be included (total_count)');
    }
    const names = path.split('.');
    if (names.length > levelsMax) {
      throw new ApiError(
        `You cannot expand more than ${levelsMax} levels of a property. Property: ${shorten(path)}`,
        { code: 'property_expansion_max_depth' },
      );
    }
    if (!isExpandable(result, names, library))
      throw refused(toldOf(names, result, library), result);
  }
}

function pathsOf(paths: FormValue | undefined): readonly string[] {
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
}

function isList({ type }: Type): boolean {
  return type === 'list' || type === 'search';
}

/** Where the first name is none of the object's, the others are not looked at. */
function toldOf(names: readonly string[], result: Type, library: Pick<Library, 'shape'>): string {
  const [first = ''] = names;
  const shape = result.type === 'resource' ? library.shape(result.object) : undefined;
  return shape && !shape.has(first) ? first : names.join('.');
}

function refused(path: string, result: Type): ApiError {
  const told = shorten(path);
  const hint =
    isList(result) && !path.startsWith('data.')
      ? ` You may want to try expanding 'data.${told}' instead.`
      : '';
  return new ApiError(`This property cannot be expanded (${told}).${hint}`);
}

function isExpandable(
  type: Type,
  names: readonly string[],
  library: Pick<Library, 'shape'>,
): boolean {
  const [name, ...rest] = names;
  if (name === undefined) return true;
  switch (type.type) {
    case 'list':
    case 'search':
      if (name === 'total_count') return rest.length === 0;
      return name === 'data' && isExpandable(type.item, rest, library);
    case 'array':
      return isExpandable(type.item, names, library);
    case 'union':
      return type.options.some((option) => isExpandable(option, names, library));
    case 'expandable':
      return type.objects.some((object) =>
        isInShape(library.shape(object), names, { object, library }),
      );
    case 'resource':
      return isInShape(library.shape(type.object), names, {
        object: type.object,
        library,
      });
    case 'object':
      return isInShape(type.fields, names, { object: '', library });
    default:
      return false;
  }
}

/** In versions before 2025-03-31, and what they led to: see former-shapes.ts. */
const formerly: Readonly<Record<string, Readonly<Record<string, Type>>>> = {
  charge: { invoice: idOf('invoice') },
  invoice: {
    charge: idOf('charge'),
    discount: idOf('discount'),
    payment_intent: idOf('payment_intent'),
    subscription: idOf('subscription'),
  },
  payment_intent: {
    charges: { type: 'list', item: { type: 'resource', object: 'charge', isDeleted: false } },
    invoice: idOf('invoice'),
  },
};

function idOf(object: string): Type {
  return { type: 'expandable', objects: [object] };
}

/** An unknown shape refuses nothing. */
function isInShape(
  shape: Fields | undefined,
  [name = '', ...rest]: readonly string[],
  { object, library }: { object: string; library: Pick<Library, 'shape'> },
): boolean {
  if (!shape) return true;
  const field = shape.get(name);
  // Guides still ask for what older versions had: to others nothing comes in.
  if (!field) return Object.hasOwn(formerly[object] ?? {}, name);
  if (rest.length > 0) return isExpandable(field.type, rest, library);
  return canComeIn(field) || hiddenFields(object).includes(name);
}

/** Ids, whole objects, lists, and everything that is left out where nobody asks for it. */
function canComeIn({ type, isRequired, isNullable }: Field): boolean {
  const inner = type.type === 'array' ? [type.item] : type.type === 'union' ? type.options : [];
  if (inner.some((option) => option.type === 'expandable' || option.type === 'resource')) {
    return true;
  }
  if (['expandable', 'resource', 'list'].includes(type.type) || leadsOn(type)) return true;
  return !isRequired && (!isNullable || type.type === 'array');
}

/** Parts with an id somewhere in them may be named themselves, without effect. */
function leadsOn(type: Type): boolean {
  if (type.type !== 'object') return false;
  return [...type.fields.values()].some(
    (one) => one.type.type === 'expandable' || leadsOn(one.type),
  );
}

/** The body with all paths followed. Paths must have been checked. */
export function expand<Body>(body: Body, paths: FormValue | undefined, spread: Spread): Body {
  let expanded: unknown = body;
  for (const path of pathsOf(paths)) {
    expanded = follow(expanded, path.split('.'), spread);
  }
  return expanded as Body;
}

export interface Spread {
  readonly type: Type;
  readonly library: Library;
  /** Of a part: the object that it is of, and where it stands in that. */
  readonly part?: { readonly of: ApiObject; readonly path: string };
}

function follow(value: unknown, names: readonly string[], spread: Spread): unknown {
  const { type, library } = spread;
  const [name, ...rest] = names;
  if (name === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const item = type.type === 'array' ? type.item : type;
    return value.map((one) => follow(one, names, { type: item, library }));
  }
  if (type.type === 'list' || type.type === 'search') {
    const { data } = value as { data?: unknown };
    return name === 'data' && Array.isArray(data)
      ? { ...value, data: data.map((one) => follow(one, rest, { type: type.item, library })) }
      : value;
  }
  return followField(value as Values, names, spread);
}

function followField(object: Values, names: readonly string[], spread: Spread): unknown {
  const { type, library } = spread;
  const [name = '', ...rest] = names;
  const field = fieldsOf(object, type, library)?.get(name);
  const former = formerly[String(object['object'])]?.[name];
  const isTold = Object.hasOwn(object, name);
  const wanted = field?.type ?? (isTold ? former : undefined);
  if (!wanted) return object;
  const part = placeOf(object, name, spread);
  const held =
    isTold || !field
      ? comeIn(object[name], wanted, library)
      : library.include(part.of, part.path, field);
  const after = { ...object, [name]: follow(held, rest, { type: wanted, library, part }) };
  return isTold ? after : sorted(after);
}

function placeOf(object: Values, name: string, { part }: Spread): NonNullable<Spread['part']> {
  return part && typeof object['object'] !== 'string'
    ? { of: part.of, path: `${part.path}.${name}` }
    : { of: object as ApiObject, path: name };
}

/** Whole objects say themselves what they are. */
function fieldsOf(object: Values, type: Type, library: Library): Fields | undefined {
  if (typeof object['object'] === 'string') return library.shape(object['object']);
  return type.type === 'object' ? type.fields : undefined;
}

function comeIn(held: unknown, type: Type, library: Library): unknown {
  if (Array.isArray(held) && type.type === 'array') {
    return held.map((one) => comeIn(one, type.item, library));
  }
  if (typeof held !== 'string' || type.type !== 'expandable') return held;
  for (const object of type.objects) {
    const found = library.find(object, held);
    if (found) return found;
  }
  return held;
}

/** What a field that is left out holds, where nothing more is known of it. */
export function emptyIncluded({ name, type }: Field): unknown {
  return emptyOf(type, name);
}
