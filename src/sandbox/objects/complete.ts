// Parts of objects, told whole: what nobody has told of them is there all the same, as their shape says.

import type { Field, Fields } from '../../catalog/type.ts';
import type { Call } from '../behaviour.ts';
import { emptyInner, emptyValue, sorted, type Values } from './skeleton.ts';

/** At every depth. What is no text, and empty, is as if nobody had told it. */
export function completed(told: Values, fields: Fields): Values {
  const all = sorted({ ...emptyInner(fields), ...told });
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, wholly(value, fields.get(name))]),
  );
}

function wholly(value: unknown, field: Field | undefined): unknown {
  if (value === '' && field && field.type.type !== 'string') return emptyValue(field);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const type = field?.type;
  return isObject && type?.type === 'object' ? completed(value as Values, type.fields) : value;
}

/** The part of a kind that its shape tells under these names, as `['payment_method', 'ideal']`. */
export function completedPart(told: Values, names: readonly string[], call: Call): Values {
  const fields = partOf(names, call);
  return fields ? completed(told, fields) : told;
}

/** What this part of a kind knows of it, at every depth: it stands in another kind too, with more. */
export function knownPart(told: Values, names: readonly string[], call: Call): Values {
  const fields = partOf(names, call);
  return fields ? known(told, fields) : told;
}

function known(told: Values, fields: Fields): Values {
  const kept = Object.entries(told).filter(([name]) => fields.has(name));
  return Object.fromEntries(
    kept.map(([name, value]) => {
      const type = fields.get(name)?.type;
      const isPart = type?.type === 'object' && typeof value === 'object' && value !== null;
      return [name, isPart ? known(value as Values, type.fields) : value];
    }),
  );
}

function partOf([object = '', ...names]: readonly string[], { shape }: Call): Fields | undefined {
  let fields = shape(object);
  for (const name of names) {
    const type = fields?.get(name)?.type;
    const part = type?.type === 'array' ? type.item : type;
    fields = part?.type === 'object' ? part.fields : undefined;
  }
  return fields;
}
