// One request on its way through the sandbox: all that the plain rules look at.

import type { Catalog, Route } from '../../catalog/catalog.ts';
import type { Fields } from '../../catalog/type.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingByPath, notSimulated } from '../checking/errors.ts';
import { accountRefused } from '../checking/keys.ts';
import type { StoredRecord } from './commit.ts';
import { behaviourOf } from './kinds.ts';
import { planOf, type Plan } from './plan.ts';
import { sorted } from './skeleton.ts';
import type { Holdings } from './store.ts';

export interface Work {
  readonly catalog: Catalog;
  readonly route: Route;
  readonly plan: Plan;
  readonly ids: ReadonlyMap<string, string>;
  /** As it was sent, for the `url` of lists. */
  readonly path: string;
  readonly isV2: boolean;
  /** Checked and typed. */
  readonly params: FormObject;
  readonly transaction: Holdings;
  readonly account: string;
  /** Only to be told back masked. */
  readonly key: string;
  readonly call: Call;
  /** Whether another request asks for it. */
  readonly isInner?: true;
}

/** What the operation is called in messages: `POST /v1/invoices/{invoice}/pay (pay)`. */
export function operationName({ method, path, verb }: Route): string {
  return `${method} ${path} (${verb})`;
}

export function shapeOf(work: Work, object: string): Fields {
  const shape = work.catalog.shape(object);
  if (!shape) throw notSimulated(operationName(work.route));
  return shape;
}

/** The id that a route's path ends in. */
export function lastId({ ids }: Work): string {
  let last = '';
  for (const id of ids.values()) last = id;
  return last;
}

export interface Parent {
  /** In braces, as `customer`. */
  readonly name: string;
  readonly id: string;
}

/** The ids of the path that are not the object's own, outermost first. */
export function parentsOf({ route, ids, plan }: Work): readonly Parent[] {
  const names = parentNames(route);
  // Before a verb of its own, the last id is the object's.
  const own = plan.type === 'special' && !route.path.endsWith('}') ? names.slice(0, -1) : names;
  return own.map((name) => ({ name, id: ids.get(name) ?? '' }));
}

const parentsOfRoutes = new WeakMap<Route, readonly string[]>();

/** Made once a route. */
function parentNames(route: Route): readonly string[] {
  const known = parentsOfRoutes.get(route);
  if (known) return known;
  const names = [...route.path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  const parents = route.path.endsWith('}') ? names.slice(0, -1) : names;
  parentsOfRoutes.set(route, parents);
  return parents;
}

/** Throws unless all objects that the path leads through exist. */
export function checkParents(work: Work): void {
  for (const { name } of parentsOf(work)) {
    const end = work.route.path.indexOf(`{${name}}`) + name.length + 2;
    const prefix = work.path.split('/').slice(0, work.route.path.slice(0, end).split('/').length);
    const match = work.catalog.match('GET', prefix.join('/'));
    if (match && planOf(match.route).type === 'retrieve') {
      checkParent(work, planOf(match.route).objects, { name, id: work.ids.get(name) ?? '' });
    }
  }
}

function checkParent(work: Work, objects: readonly string[], { id }: Parent): void {
  if (findRecord(work, objects, id)) return;
  const object = objects[0] ?? '';
  if (object === 'account') {
    if (id === work.account) return;
    throw accountRefused(work.key, id);
  }
  throw missingByPath(object, id);
}

export function findRecord(
  { transaction }: Pick<Work, 'transaction'>,
  objects: readonly string[],
  id: string,
): StoredRecord | undefined {
  for (const object of objects) {
    const record = transaction.record(object, id);
    if (record) return record;
  }
  return undefined;
}

/** Whether it was made under these parents, or names them in fields of the same name. */
export function isWithin({ version, within }: StoredRecord, parents: readonly Parent[]): boolean {
  return parents.every(({ name, id }) => within?.includes(id) || idOf(version[name]) === id);
}

/** Of an id, or of an object that stands in its place. */
export function idOf(value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && 'id' in value;
  return isObject ? value.id : value;
}

/** The record that the path ends in; throws Stripe's 404 for an unknown one. */
export function pathRecord(work: Work): StoredRecord {
  const id = lastId(work);
  const record = findRecord(work, work.plan.objects, id);
  if (record && isWithin(record, parentsOf(work))) return record;
  // Where several kinds may be, all are called as the path calls them.
  const [, among] = /\/(source|external_account)s\//.exec(work.path) ?? [];
  const object = among ?? work.plan.objects[0] ?? '';
  const named = behaviourOf(object)?.named?.(id, work.call, work);
  if (named) return named;
  throw object === 'account' ? accountRefused(work.key, id) : missingByPath(object, id);
}

/** With what else the shape of deleted ones has, such as a reader's serial number. */
export function stubOf(version: ApiObject, shape?: Fields): ApiObject {
  const kept = Object.entries(version).filter(([name]) => shape?.has(name));
  const told = { ...Object.fromEntries(kept), id: version.id, object: version.object };
  return sorted({ ...told, deleted: true }) as ApiObject;
}
