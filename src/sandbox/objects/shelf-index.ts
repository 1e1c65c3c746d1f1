// Objects by what they name, such as their customer: found without a walk over all the others. An index
// is made when it is first needed, and kept as long as its shelf.

import type { ApiObject } from '../behaviour.ts';
import type { StoredRecord } from './commit.ts';
import { recordKey } from './commit.ts';
import type { Shelf } from './shelf.ts';
import { idOf } from './work.ts';

/** Keys by value. Some may be out of date: a change taken back tells nobody. */
type FieldIndex = Map<unknown, Set<string>>;

const indexes = new WeakMap<Shelf, Map<string, FieldIndex>>();

function indexOf(shelf: Shelf, field: string): FieldIndex {
  const all = indexes.get(shelf) ?? new Map<string, FieldIndex>();
  indexes.set(shelf, all);
  const known = all.get(field);
  if (known) return known;
  const made: FieldIndex = new Map();
  const add = (record: StoredRecord): void => {
    const value = idOf(record.version[field]);
    if (typeof value !== 'string') return;
    const keys = made.get(value) ?? new Set();
    made.set(value, keys.add(recordKey(record)));
  };
  for (const record of shelf.walk('newer')) add(record);
  shelf.watch(add);
  all.set(field, made);
  return made;
}

/** With so many a walk finds some soon, and putting them in order would take longer. */
const denseMin = 1_000;

/** In the order of the shelf, oldest first; undefined where there are so many that a walk is better. */
export function recordsHaving(
  shelf: Shelf,
  field: string,
  value: string,
): readonly StoredRecord[] | undefined {
  const keys = indexOf(shelf, field).get(value) ?? new Set();
  return keys.size > denseMin ? undefined : inOrder(shelf, keys, { field, value });
}

/** All of them, oldest first. */
export function having(shelf: Shelf, field: string, value: string): readonly ApiObject[] {
  const keys = indexOf(shelf, field).get(value) ?? new Set();
  return inOrder(shelf, keys, { field, value }).map(({ version }) => version);
}

function inOrder(
  shelf: Shelf,
  keys: ReadonlySet<string>,
  { field, value }: { field: string; value: string },
): readonly StoredRecord[] {
  const found = Array.from(keys, shelf.get).filter(
    (record) => record !== undefined && idOf(record.version[field]) === value,
  ) as StoredRecord[];
  const at = (record: StoredRecord): number => shelf.positionOf(recordKey(record));
  return found.length < 2 ? found : found.sort((one, other) => at(one) - at(other));
}
