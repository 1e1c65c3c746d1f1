// Corrects the parameters of one route by what the harvest found in the CLI.

import { present } from '../base/assert.ts';
import type { Field, Fields, Type } from '../catalog/type.ts';
import type { CommandFacts } from './overlay.ts';

/** The types behind the CLI's labels, such as `unix-time`; enums are written `a|b`. */
const labelled: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['string', { type: 'string' }],
  ['integer', { type: 'integer' }],
  ['number', { type: 'number' }],
  ['boolean', { type: 'boolean' }],
  ['decimal', { type: 'decimal' }],
  ['int64', { type: 'int64' }],
  ['unix-time', { type: 'timestamp' }],
  ['currency', { type: 'currency' }],
  ['date-time', { type: 'date-time' }],
]);

export function typeLabelled(label: string): Type {
  if (label.endsWith('[]')) return { type: 'array', item: typeLabelled(label.slice(0, -2)) };
  if (!label.includes('|')) return present(labelled.get(label), `type labelled ${label}`);
  return { type: 'enum', values: label.split('|').filter(Boolean), isOpen: true };
}

/** `comments` tells a corrected field's text as it told the original's. */
export function correctParams(
  params: Fields,
  facts: CommandFacts,
  comments: Map<Field, string>,
): Fields {
  let corrected = params;
  for (const [path, label] of Object.entries(facts.formats ?? {})) {
    corrected = change(corrected, path.split('.'), (field, name) =>
      withType(present(field, `parameter ${name}`), typeLabelled(label)),
    );
  }
  for (const [path, label] of Object.entries(facts.added ?? {})) {
    corrected = change(corrected, path.split('.'), (field, name) =>
      field ? field : addedField(name, typeLabelled(label)),
    );
  }
  return corrected;

  function change(
    fields: Fields,
    [name = '', ...rest]: readonly string[],
    last: (field: Field | undefined, name: string) => Field,
  ): Fields {
    const before = fields.get(name);
    const inner = rest.length > 0 ? objectIn(before) : undefined;
    const after = inner
      ? { ...(before ?? addedField(name, inner)), type: replaceObject(before, inner, rest) }
      : last(before, name);
    if (before) comments.set(after, comments.get(before) ?? '');
    return new Map(fields).set(name, after);

    function replaceObject(field: Field | undefined, object: ObjectType, path: readonly string[]) {
      const changed: Type = { type: 'object', fields: change(object.fields, path, last) };
      if (field?.type.type !== 'union') return changed;
      // First, because the CLI has flags for what lies in it.
      const others = field.type.options.filter((option) => option !== object);
      return { type: 'union', options: [changed, ...others] } as const;
    }
  }
}

type ObjectType = Extract<Type, { type: 'object' }>;

function objectIn(field: Field | undefined): ObjectType {
  const options = field?.type.type === 'union' ? field.type.options : field ? [field.type] : [];
  const object = options.find((option) => option.type === 'object');
  return object ?? { type: 'object', fields: new Map() };
}

function addedField(name: string, type: Type): Field {
  return { name, type, isRequired: false, isNullable: false, isClearable: false };
}

/**
 * Of a union the option that the CLI takes comes first; else the types agree but for the format.
 */
function withType(field: Field, type: Type): Field {
  if (field.type.type !== 'union') return { ...field, type };
  const others = field.type.options.filter((option) => option.type !== type.type);
  const same = field.type.options.find((option) => option.type === type.type);
  if (others.length === field.type.options.length && !same) {
    return { ...field, type: { type: 'union', options: [type, ...others] } };
  }
  return { ...field, type: { type: 'union', options: [same ?? type, ...others] } };
}
