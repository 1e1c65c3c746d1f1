// The plain rules: what create, retrieve, update and delete do to an object of any kind.

import type { Fields } from '../catalog/type.ts';
import { ApiError } from '../wire/api-error.ts';
import type { FormObject } from '../wire/form.ts';
import type { ApiObject, Behaviour } from './behaviour.ts';
import { otherRules } from './late-code.ts';
import { recordKey, type StoredRecord } from './objects/commit.ts';
import { filled } from './objects/fill.ts';
import { initialState } from './objects/kinds.ts';
import { skeletonOf, sorted, type Values } from './objects/skeleton.ts';
import {
  checkParents,
  lastId,
  parentsOf,
  pathRecord,
  shapeOf,
  stubOf,
  type Work,
} from './objects/work.ts';

/**
 * What a creation begins with: skeleton, first state, parameters, id and time. Nothing is stored.
 */
export function draft(work: Work, behaviour: Behaviour | undefined): ApiObject {
  const [object = ''] = work.plan.objects;
  checkParents(work);
  const shape = shapeOf(work, object);
  // One that is cloned may be another account's, as its customer may.
  if (object !== 'payment_method' || !work.params[object]) checkNamed(work, shape);
  const params = withParents(work);
  const own = shape.has('id') ? chosenId(work, object) : undefined;
  const id = own ?? work.call.newId(object);
  const state = behaviour?.initial?.(work.call, id) ?? initialState(object, work.call, id);
  const begun = begin(skeletonOf(object, shape), work, { id, state });
  return filled(begun, params, shape) as ApiObject;
}

function checkNamed({ params, transaction, call }: Work, shape: Fields): void {
  otherRules.known()?.checkReferences(params, shape, { transaction, isDeletedFine: false, call });
}

export function begin(
  skeleton: Values,
  work: Work,
  { id, state }: { id: string; state: Values },
): Values {
  const { values, times, lists } = startOf(skeleton, state);
  const begun: Record<string, unknown> = { ...values };
  if ('id' in skeleton) begun['id'] = id;
  for (const name of times) begun[name] = timeOf(work);
  // Lists that an object begins with say where they can be had.
  for (const name of lists) {
    begun[name] = { ...Object(skeleton[name]), url: `${work.path}/${id}/${name}` };
  }
  return Object.assign(begun, state);
}

/** /v2 writes times as text. */
function timeOf({ isV2, call }: Work): unknown {
  return isV2 ? new Date(call.now * 1000).toISOString() : call.now;
}

interface Start {
  /** All names of the skeleton and of the first state, in order: copies of it are cheap. */
  readonly values: Values;
  /** Names of what is set to now: every object of the kind has it from the start. */
  readonly times: readonly string[];
  readonly lists: readonly string[];
}

const starts = new WeakMap<Values, Map<string, Start>>();

/** Made once for each skeleton and the names that a first state gives it. */
function startOf(skeleton: Values, state: Values): Start {
  const known = starts.get(skeleton) ?? new Map<string, Start>();
  starts.set(skeleton, known);
  const names = Object.keys(state).join(' ');
  const start = known.get(names) ?? makeStart(skeleton, state);
  known.set(names, start);
  return start;
}

function makeStart(skeleton: Values, state: Values): Start {
  const isLonger = Object.keys(state).some((name) => !(name in skeleton));
  const more = Object.fromEntries(Object.keys(state).map((name) => [name, null]));
  return {
    values: isLonger ? sorted({ ...more, ...skeleton }) : skeleton,
    times: ['created', 'updated'].filter((name) => name in skeleton && skeleton[name] !== null),
    lists: Object.keys(skeleton).filter((name) => isEmptyList(skeleton[name])),
  };
}

function isEmptyList(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'has_more' in value && 'url' in value;
}

/** Products, coupons and plans may be given an id; it must be new. */
function chosenId(work: Work, object: string): string | undefined {
  const id = work.params['id'];
  if (typeof id !== 'string' || id === '') return undefined;
  if (!work.transaction.record(object, id)) return id;
  const name = object.charAt(0).toUpperCase() + object.slice(1).replaceAll('_', ' ');
  throw new ApiError(`${name} already exists.`, { code: 'resource_already_exists' });
}

/** The path's ids count as parameters: `/v1/customers/{customer}/tax_ids` makes `customer`. */
function withParents(work: Work): FormObject {
  const parents = parentsOf(work);
  if (parents.length === 0) return work.params;
  // A path that calls it `id` does not mean the new object's own.
  const named = parents.filter(({ name }) => name !== 'id');
  const known = Object.fromEntries(named.map(({ name, id }) => [name, id]));
  return Object.assign(Object.create(null), work.params, known);
}

/** Stores what was created. What has no id, such as a link, is told once and not kept. */
export function keep(work: Work, version: ApiObject): void {
  if (typeof version.id !== 'string') return;
  const within = parentsOf(work).map(({ id }) => id);
  work.transaction.put(within.length === 0 ? { version } : { version, within });
}

export function retrieve(work: Work): ApiObject {
  checkParents(work);
  const removed = work.plan.keepsDeleted ? removedByPath(work) : undefined;
  return removed?.version ?? pathRecord(work).version;
}

function removedByPath(work: Work): StoredRecord | undefined {
  const id = lastId(work);
  for (const object of work.plan.objects) {
    const removed = work.transaction.removed(object, id);
    if (removed) return removed;
  }
  return undefined;
}

/** The version after, not yet stored. */
export function updated(work: Work, { version }: StoredRecord): ApiObject {
  const shape = shapeOf(work, version.object);
  checkNamed(work, shape);
  return filled(version, work.params, shape) as ApiObject;
}

/** Stores a new version in the place of the former. */
export function replace(work: Work, record: StoredRecord, version: ApiObject): void {
  work.transaction.put({ ...record, version });
}

/** Takes it away; gives what is answered and left behind. */
export function remove(work: Work, record: StoredRecord): ApiObject {
  const stub = stubOf(record.version, work.catalog.shape(record.version.object, true));
  const [next] = work.transaction.walk(stub.object, 'older', recordKey(record));
  const place = next ? { behind: recordKey(next) } : {};
  work.transaction.remove({ ...record, version: stub, ...place });
  // v2 answers with less: the id and the kind.
  return work.isV2 ? ({ id: stub.id, object: stub.object } as ApiObject) : stub;
}

/** Of a kind of which there is one an account, or one a parent: made when it is first asked for. */
export function onlyOne(work: Work): StoredRecord {
  checkParents(work);
  const [object = ''] = work.plan.objects;
  const parents = parentsOf(work);
  const key = parents.at(-1)?.id ?? object;
  const known = work.transaction.record(object, key);
  if (known) return known;
  const shape = shapeOf(work, object);
  const state = initialState(object, work.call, key);
  const begun = begin(skeletonOf(object, shape), work, { id: key, state });
  const version = filled(begun, parentIds(work), shape) as ApiObject;
  const within = parents.map(({ id }) => id);
  return within.length === 0 ? { version, key } : { version, within, key };
}

function parentIds(work: Work): FormObject {
  return Object.fromEntries(parentsOf(work).map(({ name, id }) => [name, id]));
}
