// A new object with nothing in it: what its shape says must be there, each with its emptiest value.

import type { Field, Fields, Type } from '../../catalog/type.ts';
import { addedFields, hiddenFields } from './shape-corrections.ts';

export type Values = Readonly<Record<string, unknown>>;

const known = new WeakMap<Fields, Values>();

/**
 * `id`, `object`, then the rest in alphabetical order, as Stripe's objects are. Required fields are
 * there, optional ones that may be null, and metadata. Made once a shape, and shared: versions
 * never change.
 */
export function skeletonOf(object: string, shape: Fields): Values {
  const made = known.get(shape);
  if (made) return made;
  const hidden = hiddenFields(object);
  const fields = [...shape.values()].filter(({ name }) => !hidden.includes(name));
  const skeleton = sorted({ ...emptyObject(fields), ...addedFields(object), object });
  known.set(shape, skeleton);
  return skeleton;
}

function emptyObject(fields: Iterable<Field>): Values {
  const values: [string, unknown][] = [];
  for (const field of fields) {
    const isAlwaysTold = field.isRequired || field.isNullable || field.name === 'metadata';
    if (isAlwaysTold) values.push([field.name, emptyValue(field)]);
  }
  return sorted(Object.fromEntries(values));
}

/** Of an inner object, as `invoice_settings`. */
export function emptyInner(fields: Fields): Values {
  const made = known.get(fields) ?? emptyObject(fields.values());
  known.set(fields, made);
  return made;
}

/** Null wherever that is allowed; but metadata is never null in Stripe's answers. */
export function emptyValue({ name, type, isNullable }: Field): unknown {
  return isNullable && type.type !== 'metadata' ? null : emptyOf(type, name);
}

/** `name` helps to choose among the values of an enum. */
export function emptyOf(type: Type, name = ''): unknown {
  switch (type.type) {
    case 'integer':
    case 'number':
    case 'timestamp':
      return 0;
    case 'boolean':
      return name === 'active';
    case 'decimal':
    case 'int64':
      return '0';
    case 'metadata':
    case 'map':
    case 'any':
      return {};
    case 'array':
      return [];
    case 'list':
    case 'search':
      return { object: 'list', data: [], has_more: false, url: '' };
    case 'object':
      return emptyInner(type.fields);
    case 'enum':
      return firstState(type.values);
    case 'union':
      return type.options[0] ? emptyOf(type.options[0], name) : null;
    case 'resource':
      return null;
    default:
      return '';
  }
}

/**
 * What a thing is like when it is new, by preference; the first value where none of them is known.
 */
const newStates = [
  'active',
  'open',
  'draft',
  'pending',
  'requires_input',
  'enabled',
  'ready',
  'processing',
  'unspecified',
  'unrequested',
  'none',
];

function firstState(values: readonly string[]): string {
  return newStates.find((state) => values.includes(state)) ?? values[0] ?? '';
}

/** `id`, `object`, then by name. */
export function sorted(values: Values): Values {
  const names = Object.keys(values).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  // Not name by name: what grows so is slow to copy.
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

function rank(name: string): number {
  if (name === 'id') return 0;
  return name === 'object' ? 1 : 2;
}

/** These and no others, in this order. */
export function hasNames(values: Values, names: readonly string[]): boolean {
  let at = 0;
  for (const name in values) if (names[at++] !== name) return false;
  return at === names.length;
}
