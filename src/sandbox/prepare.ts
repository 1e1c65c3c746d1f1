// All that a request has to wait for: its body, what the catalogue knows of its route, and code that
// only some requests need.

import type { Catalog, CatalogSource, Match, Route } from '../catalog/catalog.ts';
import type { ApiError } from '../wire/api-error.ts';
import { keyOf, secretOf } from './checking/keys.ts';
import {
  fetchExpansion,
  fetchIdempotency,
  fetchListing,
  fetchOfV2,
  fetchOtherKinds,
} from './fetch-code.ts';
import { idempotency } from './late-code.ts';
import { planIn, type Plan } from './objects/plan.ts';
import { hasBody, readBody } from './read-body.ts';
import { plainOf, type PlainRequest } from './read-request.ts';

export interface Prepared {
  readonly plain: PlainRequest;
  readonly catalog: Catalog;
  readonly match: Match | undefined;
  readonly eventTypes: ReadonlySet<string>;
  /** Where the key is a restricted one that may not do this. */
  readonly refusal: ApiError | undefined;
}

/** The whole of it, at once or soon; or as much as is needed. */
export type GivenCatalog = Promise<Catalog> | Catalog | CatalogSource;

/**
 * There are two awaits: for the body, then for all the rest; one more for restricted keys. `isAnyDue`:
 * whether something may happen before the request is answered that needs all kinds.
 */
export async function prepare(
  request: Request,
  source: GivenCatalog,
  isAnyDue: boolean,
): Promise<Prepared> {
  const plain = plainOf(request, hasBody(request) ? await readBody(request) : '');
  const { method, path } = plain;
  // What is there from the start is enough for the request, or all has to be asked.
  const isNarrow = 'first' in source && !isAnyDue && !mayTellMore(plain);
  const first = isNarrow ? source.first() : undefined;
  const atHand = first?.match(method, path);
  const isWide = !atHand;
  const catalog = first && atHand ? first : await wholeOf(source);
  const match = atHand ?? catalog.match(method, path);
  const told = { plain, catalog, match, refusal: undefined, eventTypes: new Set<string>() };
  if (!match) return told;
  const key = keyOf(plain.authorization);
  if (secretOf(key) !== key) {
    const { refusalOf } = await import('./checking/restricted-keys.ts');
    const refusal = refusalOf(key, match.route);
    if (refusal) return { ...told, refusal };
  }
  const known = isWide ? readyCatalogs.get(catalog) : readyRoutes.get(match.route);
  if (known && !plain.isV2 && !isFirstTime(plain)) return { ...told, eventTypes: known };
  const [events] = await Promise.all([
    catalog.events(isWide ? undefined : match.route),
    isWide ? catalog.loadAll() : catalog.load(match.route),
    fetchCode(plain, planIn(catalog, match.route), isWide),
  ]);
  const eventTypes = setOf(events);
  if (isWide) readyCatalogs.set(catalog, eventTypes);
  else readyRoutes.set(match.route, eventTypes);
  return { ...told, eventTypes };
}

/** Whether it needs to be answered once only, and that is not at hand yet. */
function isFirstTime({ idempotencyKey }: PlainRequest): boolean {
  return idempotencyKey !== null && !idempotency.known();
}

function wholeOf(source: GivenCatalog): Promise<Catalog> | Catalog {
  return 'whole' in source ? source.whole() : source;
}

/** Routes of the first catalogue that need not be waited for again. */
const readyRoutes = new WeakMap<Route, ReadonlySet<string>>();
/** Whole ones: with the first request to one all of it is fetched. */
const readyCatalogs = new WeakMap<Catalog, ReadonlySet<string>>();

/**
 * Whether objects may come up of kinds that a route of the first catalogue does not need itself. Names
 * that are written with codes for their letters may be any.
 */
function mayTellMore({ method, query, body }: PlainRequest): boolean {
  const kinds = /expand|tax|custom_field|balance|payment_method|source|coupon|card|clock|promo/i;
  const coded = /\\u|%(4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9a])/i;
  const text = query + body;
  return method === 'DELETE' || kinds.test(text) || coded.test(text);
}

async function fetchCode(plain: PlainRequest, plan: Plan, isWide: boolean): Promise<void> {
  const isListed = plan.type === 'list' || plan.type === 'search';
  await Promise.all([
    (isWide || isListed) && fetchListing(),
    isWide && fetchExpansion(),
    isWide && fetchOtherKinds(),
    plain.isV2 && fetchOfV2(),
    plain.idempotencyKey !== null && fetchIdempotency(),
  ]);
}

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Made once of each list. */
function setOf(list: readonly string[]): ReadonlySet<string> {
  const known = sets.get(list) ?? new Set(list);
  sets.set(list, known);
  return known;
}
