// The short notation in which the generated files write types, read back into types.
//
// One letter each: s string, i integer, n number, b boolean, d decimal, L int64, t timestamp, c
// currency, D date-time, m metadata, * any. Made of others: [T] array, l(T) list, q(T) search,
// m(T) map, u(T,T) union, e:a|b closed enum and e:a|b| open one, r:x resource, -:x deleted
// resource, x:a|b expandable, o12 the object at place 12 of the part's table. A field adds ~ where
// nullable and ' where clearable; its name ends in ? where it is not required.

import { assert, present } from '../base/assert.ts';
import type { Field, Fields, Type } from './type.ts';

/** Fields as written: their codes by name. */
export type WrittenFields = Readonly<Record<string, string>>;

/** A table of written objects, each read once: equal places are one and the same `Fields`. */
export type ObjectTable = (place: number) => Fields;

export const letters: Readonly<Record<string, Type>> = {
  s: { type: 'string' },
  i: { type: 'integer' },
  n: { type: 'number' },
  b: { type: 'boolean' },
  d: { type: 'decimal' },
  L: { type: 'int64' },
  t: { type: 'timestamp' },
  c: { type: 'currency' },
  D: { type: 'date-time' },
  '*': { type: 'any' },
};

export const wrappers = { l: 'list', q: 'search', m: 'map' } as const;

export function createObjectTable(written: readonly WrittenFields[]): ObjectTable {
  const read = new Map<number, Fields>();
  const table: ObjectTable = (place) => {
    const known = read.get(place);
    if (known) return known;
    const fields = readFields(present(written[place], `object ${place}`), table);
    read.set(place, fields);
    return fields;
  };
  return table;
}

export function readFields(written: WrittenFields, table: ObjectTable): Fields {
  const fields = new Map<string, Field>();
  for (const [key, code] of Object.entries(written)) {
    const isRequired = !key.endsWith('?');
    const name = isRequired ? key : key.slice(0, -1);
    const isClearable = code.endsWith("'");
    const rest = isClearable ? code.slice(0, -1) : code;
    const isNullable = rest.endsWith('~');
    const type = readType(isNullable ? rest.slice(0, -1) : rest, table);
    fields.set(name, { name, type, isRequired, isNullable, isClearable });
  }
  return fields;
}

export function readType(code: string, table: ObjectTable): Type {
  const { type, end } = readAt(code, 0, table);
  assert(end === code.length, `type ${code} ends at ${end}`);
  return type;
}

interface Read {
  readonly type: Type;
  /** Where the next part of the code begins. */
  readonly end: number;
}

function readAt(code: string, start: number, table: ObjectTable): Read {
  const letter = code.charAt(start);
  const next = code.charAt(start + 1);
  if (next === ':') return readNamed(letter, code, start + 2);
  if (letter === '[') return readWrapped('array', { code, start: start + 1, table });
  if (letter === 'u') return readUnion(code, start + 2, table);
  if (letter === 'o') return readObject(code, start + 1, table);
  if (next === '(' && letter in wrappers) {
    const wrapper = wrappers[letter as keyof typeof wrappers];
    return readWrapped(wrapper, { code, start: start + 2, table });
  }
  if (letter === 'm') return { type: { type: 'metadata' }, end: start + 1 };
  return { type: present(letters[letter], `type letter ${letter}`), end: start + 1 };
}

function readWrapped(
  type: 'array' | 'list' | 'search' | 'map',
  { code, start, table }: { code: string; start: number; table: ObjectTable },
): Read {
  const item = readAt(code, start, table);
  return { type: { type, item: item.type }, end: item.end + 1 };
}

function readUnion(code: string, start: number, table: ObjectTable): Read {
  const options: Type[] = [];
  let end = start;
  do {
    const option = readAt(code, end, table);
    options.push(option.type);
    end = option.end + 1;
  } while (code.charAt(end - 1) === ',');
  return { type: { type: 'union', options }, end };
}

function readObject(code: string, start: number, table: ObjectTable): Read {
  let end = start;
  while (/\d/.test(code.charAt(end))) end += 1;
  const fields = table(Number(code.slice(start, end)));
  return { type: { type: 'object', fields }, end };
}

/** Values have the notation's own signs, such as `]`, written as in URLs. */
function readNamed(letter: string, code: string, start: number): Read {
  let end = start;
  while (end < code.length && !',)]'.includes(code.charAt(end))) end += 1;
  const text = code.slice(start, end);
  if (letter === 'e') {
    const isOpen = text.endsWith('|');
    const values = (isOpen ? text.slice(0, -1) : text).split('|').map(decodeURIComponent);
    return { type: { type: 'enum', values, isOpen }, end };
  }
  if (letter === 'x') return { type: { type: 'expandable', objects: text.split('|') }, end };
  return { type: { type: 'resource', object: text, isDeleted: letter === '-' }, end };
}
