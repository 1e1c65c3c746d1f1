// Whose an object is, where visitors share one sandbox: by its tag, or by that of what it belongs to.

import type { Catalog } from '../catalog/catalog.ts';
import { objectsOf } from '../catalog/type.ts';
import { isOk } from './answer.ts';
import type { Forward, ProxyCall } from './call.ts';
import { kindNamed } from './id-kinds.ts';
import { tagOf } from './tag-name.ts';

/**
 * A visitor's tag; `shared` for what the owner of the sandbox has put there for all to use;
 * `unknown` for what cannot be proven anybody's, which nobody is shown.
 */
export type Owner = string;

export const shared: Owner = 'shared';
export const unknown: Owner = 'unknown';

export type Seen = Readonly<Record<string, unknown>>;

export interface Owners {
  /** Asks the upstream where the object itself does not tell. */
  of(object: Seen, call: ProxyCall): Promise<Owner>;
  /** Of what a GET of this path shows. Undefined where there is nothing. */
  at(path: string, call: ProxyCall): Promise<Owner | undefined>;
  /** Undefined where there is nothing; `unknown` where nothing could be asked for. */
  named(id: string, kind: string, call: ProxyCall): Promise<Owner | undefined>;
}

/** What an owner's shop consists of, and what no visitor's data stands in. */
export const sharedKinds: ReadonlySet<string> = new Set([
  'product',
  'price',
  'plan',
  'coupon',
  'promotion_code',
  'tax_rate',
  'shipping_rate',
]);

/** The same for all accounts of the world. */
export const publicKinds: ReadonlySet<string> = new Set([
  'country_spec',
  'exchange_rate',
  'tax_code',
]);

/** Members that name what an object belongs to, the surest first. */
const parents = [
  'customer',
  'payment_intent',
  'setup_intent',
  'charge',
  'subscription',
  'invoice',
  'payment_method',
  'source',
  'quote',
] as const;

/** From a refund's balance transaction over refund and charge to the customer. */
const depthMax = 4;
const rememberedMax = 20_000;

export function createOwners(forward: Forward, catalog: Catalog): Owners {
  const paths = retrievePaths(catalog);
  const remembered = new Map<string, Owner>();

  /** Under its path: ids of two kinds may be the same text. */
  function remember(object: Seen, owner: Owner): Owner {
    const path = pathOf(object);
    // What is nobody's may still become somebody's, when its payment has a customer.
    if (path === undefined || owner === unknown || owner === shared) return owner;
    remembered.set(path, owner);
    const [oldest] = remembered.keys();
    if (remembered.size > rememberedMax && oldest !== undefined) remembered.delete(oldest);
    return owner;
  }

  /** Undefined for kinds whose ids anybody may choose: another's may come where one was deleted. */
  function pathOf({ id, object: kind }: Seen): string | undefined {
    const path = sharedKinds.has(String(kind)) ? undefined : paths.get(String(kind));
    return path === undefined || typeof id !== 'string' ? undefined : path + encodeURIComponent(id);
  }

  async function of(object: Seen, call: ProxyCall, depth = 0): Promise<Owner> {
    const { object: kind, deleted } = object;
    const own = tagOf(object) ?? remembered.get(pathOf(object) ?? '');
    if (own !== undefined) return remember(object, own);
    if (kind === 'event') return of(inner(object), call, depth);
    // A promotion code for one customer is that customer's.
    const isForAll = deleted !== true && !object['customer'];
    if (isForAll && sharedKinds.has(String(kind))) return shared;
    for (const member of parents) {
      const parent = object[member];
      if (typeof parent === 'object' && parent !== null && depth < depthMax) {
        return remember(object, await of(parent as Seen, call, depth + 1));
      }
      const parentKind = typeof parent === 'string' ? kindNamed(parent, '') : undefined;
      if (typeof parent !== 'string' || parentKind === undefined || depth === depthMax) continue;
      const owner = await named(parent, parentKind, call, depth + 1);
      if (owner !== undefined && owner !== unknown) return remember(object, owner);
    }
    return unknown;
  }

  async function at(path: string, call: ProxyCall, depth = 0): Promise<Owner | undefined> {
    const known = remembered.get(path);
    if (known !== undefined) return known;
    const { 'idempotency-key': _, ...headers } = call.headers;
    const asked = { ...call, method: 'GET', path, query: '', body: undefined, headers };
    const answer = await forward(asked);
    if (isOk(answer)) return of(JSON.parse(answer.body) as Seen, call, depth);
    return answer.status === 404 ? undefined : unknown;
  }

  async function named(
    id: string,
    kind: string,
    call: ProxyCall,
    depth = 0,
  ): Promise<Owner | undefined> {
    const path = paths.get(kind);
    return path === undefined ? unknown : at(path + encodeURIComponent(id), call, depth);
  }

  return { of, at, named };
}

/** As `/v1/customers/`, by kind. */
function retrievePaths({ routes }: Catalog): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const { method, path, result } of routes) {
    const [, beginning] = /^(\/v1\/[\w/]+\/)\{\w+\}$/.exec(path) ?? [];
    if (method !== 'GET' || beginning === undefined) continue;
    for (const kind of objectsOf(result)) {
      if (!paths.has(kind)) paths.set(kind, beginning);
    }
  }
  return paths;
}

function inner({ data }: Seen): Seen {
  const { object } = (data ?? {}) as { readonly object?: unknown };
  return typeof object === 'object' && object !== null ? (object as Seen) : {};
}
