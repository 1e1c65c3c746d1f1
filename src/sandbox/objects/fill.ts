// Parameters become fields: each goes to the field of its own name, in that field's shape.

import type { Field, Fields, Type } from '../../catalog/type.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import { mergeMetadata, type Metadata } from '../checking/metadata.ts';
import { emptyInner, emptyValue, sorted, type Values } from './skeleton.ts';

/**
 * The values with the parameters put in. Parameters that no field is named after change nothing.
 */
export function filled(before: Values, params: FormObject, shape: Fields): Values {
  const after: Record<string, unknown> = { ...before };
  let isLonger = false;
  for (const name of Object.keys(params)) {
    const field = shape.get(name);
    if (!field) continue;
    const given = fillField(before[name], params[name] ?? null, field);
    if (given === undefined) continue;
    isLonger ||= !Object.hasOwn(before, name);
    after[name] = given;
  }
  return isLonger ? sorted(after) : after;
}

function fillField(before: unknown, value: FormValue, field: Field): unknown {
  if (field.type.type === 'metadata') return mergeMetadata((before ?? {}) as Metadata, value);
  return value === '' ? emptyValue(field) : fillType(before, value, field.type);
}

/** Undefined where the value does not fit. */
function fillType(before: unknown, value: FormValue, type: Type): unknown {
  switch (type.type) {
    case 'integer':
    case 'number':
    case 'timestamp':
      return typeof value === 'number' ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'enum':
      return typeof value === 'string' && type.values.includes(value) ? value : undefined;
    case 'object':
      return isObject(value) ? fillInner(before, value, type.fields) : undefined;
    case 'map':
      return isObject(value) ? plain(value) : undefined;
    case 'array':
      return Array.isArray(value) ? fillItems(value, type.item) : undefined;
    case 'union':
      return firstFit(before, value, type.options);
    case 'any':
      return plain(value);
    case 'metadata':
    case 'list':
    case 'search':
    case 'resource':
      return undefined;
    default:
      return typeof value === 'string' ? value : undefined;
  }
}

function isObject(value: FormValue): value is FormObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is not given stays as it was. */
function fillInner(before: unknown, value: FormObject, fields: Fields): Values {
  const known = typeof before === 'object' && before !== null && !Array.isArray(before);
  return filled(known ? (before as Values) : emptyInner(fields), value, fields);
}

function fillItems(value: readonly FormValue[], item: Type): readonly unknown[] {
  return value.map((one) => fillType(undefined, one, item)).filter((one) => one !== undefined);
}

function firstFit(before: unknown, value: FormValue, options: readonly Type[]): unknown {
  for (const option of options) {
    const fit = fillType(before, value, option);
    if (fit !== undefined) return fit;
  }
  return undefined;
}

/** Objects of parameters have no prototype; those of the store have, as what JSON brings back. */
function plain(value: FormValue): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
