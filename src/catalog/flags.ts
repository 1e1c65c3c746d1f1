// The flags of an operation, computed from its parameters by the official CLI's own rules, so that
// flags and the checking of parameters can never disagree.

import type { Catalog, Operation } from './catalog.ts';
import type { Field, Fields, Type } from './type.ts';

export interface Flag {
  /** Dotted and hyphenated, without the leading hyphens: `address.postal-code`. */
  readonly name: string;
  /** The API's names from the outside in: `['address', 'postal_code']`. */
  readonly path: readonly string[];
  /**
   * How its value is read: an integer is checked, a number is sent as it is typed, a boolean takes
   * no word of its own, an array's flag may be given again and again.
   */
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'array';
  /**
   * As the CLI's help shows it: `<unix-time>`, `true|false`, `a|b|c|d|e|...`; '' for a clearable.
   */
  readonly label: string;
  /** All values that the description lists, for completion; empty where any value is right. */
  readonly values: readonly string[];
  readonly isRequired: boolean;
  /** Shown in the short help, which also shows the required ones; all, where none is common. */
  readonly isCommon: boolean;
  /** The flag of a whole object: it takes only an empty string, which unsets the object. */
  readonly isClearable: boolean;
}

/** The CLI's help cuts longer lists of values. */
const shownValuesMax = 5;

/** In the order of the help, which is that of their names. The route must be loaded. */
export function flagsOf(catalog: Catalog, { route }: Operation): readonly Flag[] {
  // The CLI offers none for deletions: parameters go by `-d`.
  if (route.method === 'DELETE') return [];
  const common = catalog.commonParams(route);
  const flagless = catalog.flaglessParams(route);
  const isDeep = route.method === 'POST';
  return flagsIn(catalog.params(route), { path: [], isRequired: true, isDeep })
    .filter(({ path }) => !flagless.has(path.join('.')))
    .map((flag) => ({ ...flag, isCommon: !flag.isClearable && common.has(flag.path.join('.')) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

interface Place {
  readonly path: readonly string[];
  /** Whether all objects around are required. */
  readonly isRequired: boolean;
  /** Whether objects are entered: only bodies have flags for what lies inside. */
  readonly isDeep: boolean;
}

function flagsIn(fields: Fields, place: Place): readonly Flag[] {
  return [...fields.values()].flatMap((field) => flagsOfField(field, place));
}

function flagsOfField(field: Field, { path, isRequired, isDeep }: Place): readonly Flag[] {
  const place = {
    path: [...path, field.name],
    isRequired: isRequired && field.isRequired,
    isDeep,
  };
  // The metadata of the object itself goes by `-d metadata[key]=value` only.
  if (field.name === 'metadata') return [];
  const type = chosen(field.type, isDeep);
  if (['object', 'map', 'metadata'].includes(type.type)) {
    const inner = isDeep && type.type === 'object' ? flagsIn(type.fields, place) : [];
    const isClearable = isDeep && field.isClearable && path.length === 0;
    return isClearable ? [clearableFlag(place), ...inner] : inner;
  }
  if (type.type === 'array') {
    const item = chosen(type.item, isDeep);
    return isPlain(item) ? [{ ...flag(place, 'array', '<string>'), values: valuesOf(item) }] : [];
  }
  if (!isPlain(type)) return [];
  const scalar = scalarFlag(place, type);
  // Values of one of several types are not shown, though they are right.
  const isHidden = field.type.type === 'union' && type.type === 'enum';
  return [isHidden ? { ...scalar, label: '<string>' } : scalar];
}

/** Of several possible types the CLI takes the first; in a query the first that is no object. */
function chosen(type: Type, isDeep: boolean): Type {
  if (type.type !== 'union') return type;
  const options = isDeep ? type.options : type.options.filter((option) => isPlain(option));
  return options[0] ?? type;
}

function isPlain({ type }: Type): boolean {
  return !['object', 'array', 'map', 'metadata', 'any', 'union', 'resource', 'list'].includes(type);
}

function scalarFlag(place: Place, type: Type): Flag {
  switch (type.type) {
    case 'boolean':
      return flag(place, 'boolean', 'true|false');
    case 'integer':
      return flag(place, 'integer', '<integer>');
    case 'timestamp':
      return flag(place, 'integer', '<unix-time>');
    case 'number':
      return flag(place, 'number', '<number>');
    case 'enum':
      return { ...flag(place, 'string', enumLabel(type.values)), values: type.values };
    default:
      return flag(place, 'string', `<${type.type}>`);
  }
}

function flag({ path, isRequired }: Place, type: Flag['type'], label: string): Flag {
  const name = path.join('.').replaceAll('_', '-');
  const rest = { isRequired, isCommon: false, isClearable: false };
  return { name, path, type, label, values: [], ...rest };
}

function clearableFlag(place: Place): Flag {
  return { ...flag(place, 'string', ''), isRequired: false, isClearable: true };
}

function enumLabel(values: readonly string[]): string {
  const shown = values.slice(0, shownValuesMax).join('|');
  return values.length > shownValuesMax ? `${shown}|...` : shown;
}

function valuesOf(type: Type): readonly string[] {
  return type.type === 'enum' ? type.values : [];
}
