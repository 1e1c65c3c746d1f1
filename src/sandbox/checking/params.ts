// Checks parameters against the catalogue and gives them their types; every refusal in Stripe's
// words.

import type { Field, Fields, Type } from '../../catalog/type.ts';
import { ApiError, LateRefusal, shorten } from '../../wire/api-error.ts';
import { paramName, type FormObject, type FormValue } from '../../wire/form.ts';
import { currencies } from './currencies.ts';
import { missingParam } from './errors.ts';
import { lateRefusal } from './keys.ts';
import { readMetadata } from './metadata.ts';

/** Of one value. Source: https://docs.stripe.com/api/errors and the API's own refusals. */
export const stringLengthMax = 5000;

export interface ParamRules {
  readonly fields: Fields;
  /**
   * The shape of what is written. Where its field may be null, an empty string unsets it, though
   * the
   * catalogue calls few parameters clearable.
   */
  readonly mirror: Fields | undefined;
}

/** Unknown names come first, then missing ones, then each value in the order it was sent. */
export function checkParams(params: FormObject, { fields, mirror }: ParamRules): FormObject {
  return readObject(params, fields, { path: [], mirror });
}

interface Place {
  readonly path: readonly string[];
  readonly mirror: Fields | undefined;
}

function inside({ path, mirror }: Place, name: string): Place {
  const type = mirror?.get(name)?.type;
  return { path: [...path, name], mirror: type?.type === 'object' ? type.fields : undefined };
}

function readObject(given: FormObject, fields: Fields, place: Place): FormObject {
  const names = Object.keys(given);
  if (!names.every((name) => fields.has(name))) {
    throw lateRefusal((refusals) => refusals.unknownParams(names, fields, place.path));
  }
  refuseMissing(given, fields, place);
  const read: Record<string, FormValue> = Object.create(null);
  for (const name of names) {
    const field = fields.get(name);
    if (field) read[name] = readField(given[name] ?? null, field, place);
  }
  return read;
}

function refuseMissing(given: FormObject, fields: Fields, place: Place): void {
  for (const name of requiredNames(fields)) {
    if (given[name] !== undefined) continue;
    const param = paramName([...place.path, name]);
    throw missingParam(param);
  }
}

const requiredOf = new WeakMap<Fields, readonly string[]>();

/** Made once: most parameters are optional. */
function requiredNames(fields: Fields): readonly string[] {
  const known = requiredOf.get(fields);
  if (known) return known;
  const required = [...fields.values()].filter(({ isRequired }) => isRequired);
  const names = required.map(({ name }) => name);
  requiredOf.set(fields, names);
  return names;
}

function readField(value: FormValue, field: Field, place: Place): FormValue {
  const here = inside(place, field.name);
  if (value !== '' && value !== null) return readValue(value, field.type, here);
  const seen = place.mirror?.get(field.name);
  // An object that a request names as a whole cannot be named away.
  const isNamed = seen?.type.type === 'expandable' && place.path.length === 0;
  const isUnset =
    field.isClearable ||
    (value === null ? field.isNullable : seen?.isNullable && !isNamed && !field.isRequired);
  if (isUnset || field.type.type === 'metadata' || field.type.type === 'any') return '';
  throw emptyRefused(here);
}

function emptyRefused({ path }: Place): ApiError {
  const param = paramName(path);
  return new ApiError(
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a ` +
      `parameter; however '${param}' cannot be unset. You should remove '${param}' from your ` +
      'request or supply a non-empty value.',
    { code: 'parameter_invalid_empty', param },
  );
}

type Reader = (value: FormValue, place: Place) => FormValue;

const readers: Readonly<Record<string, Reader>> = {
  string: readString,
  'date-time': readString,
  resource: readString,
  expandable: readString,
  integer: readInteger,
  timestamp: readInteger,
  number: (value, place) => Number(readDecimal(value, place)),
  decimal: readDecimal,
  int64: (value, place) => String(readInteger(value, place)),
  boolean: readBoolean,
  currency: readCurrency,
  metadata: (value, place) => readMetadata(value, paramName(place.path)),
  any: (value) => value,
};

function readValue(value: FormValue, type: Type, place: Place): FormValue {
  switch (type.type) {
    case 'enum':
      return readEnum(value, type.values, place);
    case 'object':
      return readObject(asObject(value, place), type.fields, place);
    case 'map':
      return readMap(asObject(value, place), type.item, place);
    case 'array':
    case 'list':
    case 'search':
      return asList(value, place).map((item, index) =>
        readItem(item, type.item, inside(place, String(index))),
      );
    case 'union':
      return readUnion(value, type.options, place);
    default:
      return (readers[type.type] ?? readString)(value, place);
  }
}

function readItem(item: FormValue, type: Type, place: Place): FormValue {
  if (item === '') throw emptyRefused(place);
  return readValue(item, type, place);
}

function readMap(given: FormObject, item: Type, place: Place): FormObject {
  const read: Record<string, FormValue> = Object.create(null);
  for (const [name, value] of Object.entries(given)) {
    read[name] = value === '' ? '' : readValue(value, item, inside(place, name));
  }
  return read;
}

/**
 * The first option that takes the value. Where none does, the one of the value's own shape
 * refuses.
 */
function readUnion(value: FormValue, options: readonly Type[], place: Place): FormValue {
  const fitting = options.filter((option) => isNested(option) === (typeof value === 'object'));
  let refusal: unknown;
  for (const option of fitting.length > 0 ? fitting : options) {
    try {
      return readValue(value, option, place);
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof LateRefusal)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

function isNested({ type }: Type): boolean {
  return ['object', 'map', 'array', 'list', 'metadata'].includes(type);
}

function readString(value: FormValue, { path }: Place): string {
  const isText = typeof value !== 'object';
  const text = isText ? String(value) : JSON.stringify(value);
  if (isText && text.length <= stringLengthMax) return text;
  const told = isText
    ? `${text.slice(0, 10)}...${text.slice(-10)}; must be at most ${stringLengthMax} characters`
    : shorten(text);
  throw new ApiError(`Invalid string: ${told}`, { param: paramName(path) });
}

function readInteger(value: FormValue, { path }: Place): number {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new ApiError(`Invalid integer: ${told(value)}`, {
    code: 'parameter_invalid_integer',
    param: paramName(path),
  });
}

/** As text, so that no digit is lost. */
function readDecimal(value: FormValue, { path }: Place): string {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  if (/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return text;
  throw new ApiError(`Invalid decimal: ${told(value)}`, { param: paramName(path) });
}

/** Written with a capital, as Python does, too. */
function readBoolean(value: FormValue, { path }: Place): boolean {
  if (value === true || value === 'true' || value === 'True') return true;
  if (value === false || value === 'false' || value === 'False') return false;
  throw new ApiError(`Invalid boolean: ${told(value)}`, { param: paramName(path) });
}

function readCurrency(value: FormValue, place: Place): string {
  const text = readString(value, place).toLowerCase();
  if (currencies.includes(text)) return text;
  throw new ApiError(
    `Invalid currency: ${shorten(text)}. Stripe currently supports these currencies: ` +
      currencies.join(', '),
    { param: paramName(place.path) },
  );
}

function readEnum(value: FormValue, values: readonly string[], { path }: Place): string {
  if (typeof value === 'string' && values.includes(value)) return value;
  throw lateRefusal((refusals) => refusals.notListed(values, paramName(path)));
}

function asObject(value: FormValue, { path }: Place): FormObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as FormObject;
  }
  throw new ApiError('Invalid object', { param: paramName(path) });
}

/** `a[]=x`, or `a[0]=x&a[1]=y`: an object whose names are the numbers from 0 on, in any order. */
function asList(value: FormValue, { path }: Place): readonly FormValue[] {
  if (Array.isArray(value)) return value;
  const items = Object(value) as FormObject;
  const names = typeof value === 'object' ? Object.keys(items) : [];
  const isWhole = names.length > 0 && names.every((_name, index) => index in items);
  if (isWhole) return names.map((_name, index) => items[index] ?? null);
  throw lateRefusal((refusals) => refusals.notAList(names, paramName(path)));
}

function told(value: FormValue): string {
  return shorten(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
