// Objects by what they name, such as their customer: found without a walk over all the others. An index
// is made when it is first needed, and kept as long as its shelf.

import type { ApiObject } from '../behaviour.ts';
import type { StoredRecord } from './commit.ts';
import type { Entry, Shelf } from './shelf.ts';
import { idOf } from './work.ts';

/** Places by value. What is there may name another by now, or be gone. */
type FieldIndex = Map<unknown, Entry[]>;

const indexes = new WeakMap<Shelf, Map<string, FieldIndex>>();

function indexOf(shelf: Shelf, field: string): FieldIndex {
  const all = indexes.get(shelf) ?? new Map<string, FieldIndex>();
  indexes.set(shelf, all);
  const known = all.get(field);
  if (known) return known;
  const made: FieldIndex = new Map();
  shelf.watch((entry, before) => {
    const value = valueOf(entry.record, field);
    if (typeof value !== 'string' || value === valueOf(before, field)) return;
    const places = made.get(value);
    if (!places) made.set(value, [entry]);
    else if (isPowerOfTwo(places.push(entry))) made.set(value, meant(places, field, value));
  });
  all.set(field, made);
  return made;
}

/** Then what is out of date is thrown away: seldom enough to cost little, and the rest stays small. */
function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0;
}

function valueOf(record: StoredRecord | undefined, field: string): unknown {
  return record && idOf(record.version[field]);
}

/** With so many a walk finds some soon, and putting them in order would take longer. */
const denseMin = 1_000;

/** In the order of the shelf, oldest first; undefined where there are so many that a walk is better. */
export function recordsHaving(
  shelf: Shelf,
  field: string,
  value: string,
): readonly StoredRecord[] | undefined {
  const places = indexOf(shelf, field).get(value) ?? [];
  return places.length > denseMin ? undefined : inOrder(places, field, value);
}

/** All of them, oldest first. */
export function having(shelf: Shelf, field: string, value: string): readonly ApiObject[] {
  const places = indexOf(shelf, field).get(value) ?? [];
  return inOrder(places, field, value).map(({ version }) => version);
}

function inOrder(places: readonly Entry[], field: string, value: string): readonly StoredRecord[] {
  const each = meant(places, field, value).sort((one, other) => one.position - other.position);
  return each.map(({ record }) => record as StoredRecord);
}

/** Each once: it may have gone, and come again. */
function meant(places: readonly Entry[], field: string, value: string): Entry[] {
  const found = places.filter(
    ({ record, position }) => position >= 0 && valueOf(record, field) === value,
  );
  return found.length < 2 ? found : [...new Set(found)];
}
