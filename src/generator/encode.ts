// Writes types in the catalogue's notation; equal objects of one part are written once.

import { letters, wrappers, type WrittenFields } from '../catalog/notation.ts';
import type { Field, Fields, Type } from '../catalog/type.ts';

export interface Encoder {
  /** The objects that `o12` and the like point at, in the order they were met. */
  readonly table: WrittenFields[];
  fields(fields: Fields): WrittenFields;
  type(type: Type): string;
}

const letterOf = new Map(Object.entries(letters).map(([letter, { type }]) => [type, letter]));
const wrapperOf = new Map(Object.entries(wrappers).map(([letter, type]) => [type, letter]));

export function createEncoder(): Encoder {
  const table: WrittenFields[] = [];
  const places = new Map<string, number>();

  function fields(described: Fields): WrittenFields {
    const written: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const field of described.values()) {
      written[field.name + (field.isRequired ? '' : '?')] = fieldCode(field);
    }
    return written;
  }

  function fieldCode({ type, isNullable, isClearable }: Field): string {
    return encodeType(type) + (isNullable ? '~' : '') + (isClearable ? "'" : '');
  }

  function encodeType(type: Type): string {
    switch (type.type) {
      case 'metadata':
        return 'm';
      case 'array':
        return `[${encodeType(type.item)}]`;
      case 'list':
      case 'search':
      case 'map':
        return `${wrapperOf.get(type.type)}(${encodeType(type.item)})`;
      case 'enum':
        return `e:${names(type.values)}${type.isOpen ? '|' : ''}`;
      case 'object':
        return `o${placeOf(type.fields)}`;
      case 'resource':
        return `${type.isDeleted ? '-' : 'r'}:${type.object}`;
      case 'expandable':
        return `x:${names(type.objects)}`;
      case 'union':
        return `u(${type.options.map(encodeType).join(',')})`;
      default:
        return letterOf.get(type.type) ?? '*';
    }
  }

  function placeOf(described: Fields): number {
    const written = fields(described);
    const text = JSON.stringify(written);
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, table.length);
    return table.push(written) - 1;
  }

  return { table, fields, type: encodeType };
}

/** The notation's own signs inside a value, such as `[redacted]`, are written as in URLs. */
function names(values: readonly string[]): string {
  return values.map((value) => value.replace(/[%|,)\]~']/g, percentCode)).join('|');
}

function percentCode(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
