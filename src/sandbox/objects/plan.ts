// What a route asks for, read from its method, path and result: one of the plain verbs, or
// something else.

import type { Catalog, Route } from '../../catalog/catalog.ts';
import { objectsOf, type Type } from '../../catalog/type.ts';

export type PlanType =
  | 'create'
  | 'retrieve'
  | 'update'
  | 'delete'
  | 'list'
  | 'search'
  /** One object without an id of its own, as `/v1/balance`. */
  | 'retrieve-only-one'
  | 'update-only-one'
  /** A verb of its own, as `/v1/invoices/{invoice}/pay`. */
  | 'special';

export interface Plan {
  readonly type: PlanType;
  /** Kinds that the route answers with; more than one for the sources of a customer. */
  readonly objects: readonly string[];
  /** Whether `{id, object, deleted: true}` can be retrieved after a deletion. */
  readonly keepsDeleted: boolean;
}

export function planOf(route: Route): Plan {
  return {
    type: planType(route),
    objects: objectsOf(route.result),
    keepsDeleted: hasDeleted(route.result),
  };
}

const plans = new WeakMap<Route, Plan>();

/** The same, made once; and with the kind that a deletion of /v2 does not name. */
export function planIn(catalog: Catalog, route: Route): Plan {
  const known = plans.get(route);
  if (known) return known;
  const plan = planOf(route);
  const isNameless = plan.objects[0] === 'v2.deleted_object';
  const made = isNameless ? { ...plan, objects: objectsBeside(catalog, route) } : plan;
  plans.set(route, made);
  return made;
}

/** Of what can be retrieved at the same path, or was created beside it. */
function objectsBeside(catalog: Catalog, { path }: Route): readonly string[] {
  const retrieve = catalog.match('GET', path);
  const create = catalog.match('POST', path.slice(0, path.lastIndexOf('/')));
  const match = retrieve ?? create;
  return match ? objectsOf(match.route.result) : [];
}

function planType({ method, path, verb, result }: Route): PlanType {
  const endsInId = path.endsWith('}');
  if (method === 'GET') {
    if (result.type === 'list') return 'list';
    if (result.type === 'search') return 'search';
    if (endsInId) return 'retrieve';
    return verb === 'retrieve' ? 'retrieve-only-one' : 'special';
  }
  if (method === 'DELETE') return endsInId && isDeletion(verb, result) ? 'delete' : 'special';
  if (endsInId) return 'update';
  if (verb === 'create') return 'create';
  return verb === 'update' ? 'update-only-one' : 'special';
}

/** A subscription's DELETE cancels it: what it answers with is no deleted object. */
function isDeletion(verb: string, result: Type): boolean {
  return verb === 'delete' && (hasDeleted(result) || objectsOf(result).length === 1);
}

function hasDeleted(type: Type): boolean {
  if (type.type === 'resource') return type.isDeleted;
  return type.type === 'union' && type.options.some(hasDeleted);
}
