// Objects put together quickly: the names of a kind find their places once, and copies that an engine
// makes of one shape at one place of the code are cheap.

import { hasNames, sorted, type Values } from './skeleton.ts';

/** An object of a kind, to be copied and filled. A kind has a few: some objects tell more than others. */
interface Mold {
  readonly names: readonly string[];
  readonly values: Values;
  /** The values alone, in the order of the names. */
  readonly told: readonly unknown[];
  /** The names that a skeleton does not tell. */
  readonly more: readonly string[];
}

const molds = new WeakMap<Values, readonly Mold[]>();
const moldsMax = 8;

const absent = Symbol('absent');

/** As `sorted({ ...skeleton, ...layers })`; the same skeleton comes again and again. */
export function layered(skeleton: Values, layers: readonly Values[]): Values {
  const known = molds.get(skeleton) ?? [];
  const copy = copierOf(skeleton).made;
  for (const { values, names, more } of known) {
    const made = poured(copy(values), layers, names.length);
    if (made && !more.some((name) => made[name] === absent)) return made;
  }
  const merged = sorted(Object.assign({}, skeleton, ...layers) as Values);
  if (known.length < moldsMax) molds.set(skeleton, [...known, moldOf(merged, skeleton)]);
  return merged;
}

function moldOf(merged: Values, skeleton: Values): Mold {
  const names = Object.keys(merged);
  const more = names.filter((name) => !Object.hasOwn(skeleton, name));
  const missing = Object.fromEntries(more.map((name) => [name, absent]));
  return moldFrom({ ...merged, ...skeleton, ...missing }, more);
}

function moldFrom(values: Values, more: readonly string[] = []): Mold {
  return { names: Object.keys(values), values, told: Object.values(values), more };
}

/** As `{ ...before, ...layers }`, and as `sorted` where that has more names. */
export function changed<Kept extends Values>(before: Kept, ...layers: readonly Values[]): Kept {
  return (overlaid(before, layers) ??
    sorted(Object.assign({}, before, ...layers) as Values)) as Kept;
}

/** As `{ ...before, ...layers }`. */
export function replaced<Kept extends Values>(before: Kept, ...layers: readonly Values[]): Kept {
  return (overlaid(before, layers) ?? Object.assign({}, before, ...layers)) as Kept;
}

/** Undefined where the layers have more names. */
function overlaid(before: Values, layers: readonly Values[]): Values | undefined {
  const copier = copierOf(before);
  for (const mold of copier.molds) {
    const copy = moved(copier.changed(mold.values), mold, before);
    if (copy) return poured(copy, layers, mold.names.length);
  }
  const mold = moldFrom({ ...before });
  addFirst(copier.molds, mold);
  return poured(copier.changed(mold.values), layers, mold.names.length);
}

/** With the values of `before`, most of which are the mold's; undefined where the names are others. */
function moved(
  copy: Record<string, unknown>,
  { names, told }: Mold,
  before: Values,
): Record<string, unknown> | undefined {
  let at = 0;
  for (const name in before) {
    if (names[at] !== name) return undefined;
    const value = before[name];
    if (value !== told[at]) copy[name] = value;
    at += 1;
  }
  return at === names.length ? copy : undefined;
}

/** As `sorted`; the same object where it is in order. */
export function inOrder(values: Values): Values {
  const { orders } = copierOf(values);
  if (orders.some((names) => hasNames(values, names))) return values;
  const after = sorted(values);
  addFirst(orders, Object.keys(after));
  return after;
}

function addFirst<Item>(list: Item[], item: Item): void {
  list.splice(moldsMax - 1);
  list.unshift(item);
}

/** Undefined where a layer has a name that is not among these many yet. */
function poured(
  into: Record<string, unknown>,
  layers: readonly Values[],
  count: number,
): Values | undefined {
  // Unlike `Object.keys` it makes no list; none of these objects inherits anything.
  for (const layer of layers) for (const name in layer) into[name] = layer[name];
  let after = 0;
  for (const _ in into) after += 1;
  return after === count ? into : undefined;
}

interface Copier {
  /** Of what is changed. */
  readonly molds: Mold[];
  /** Lists of names as `sorted` puts them. */
  readonly orders: (readonly string[])[];
  made(values: Values): Record<string, unknown>;
  changed(values: Values): Record<string, unknown>;
}

/** They all do the same, each at places of its own. */
const copiers: readonly Copier[] = [
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
  { molds: [], orders: [], made: (one) => ({ ...one }), changed: (one) => ({ ...one }) },
];

const copiersOfKinds = new Map<unknown, Copier>();

/** Kinds that come late share one. */
function copierOf({ object }: Values): Copier {
  const known = copiersOfKinds.get(object);
  if (known) return known;
  const copier = copiers[Math.min(copiersOfKinds.size, copiers.length - 1)] as Copier;
  copiersOfKinds.set(object, copier);
  return copier;
}
