// What customers may use: the features of the products that they subscribe to, while they do.
// Source: https://docs.stripe.com/billing/entitlements

import type { ApiObject, Call } from '../behaviour.ts';
import { clockedFor } from '../objects/clocked.ts';
import { firstPage } from '../objects/inner-list.ts';
import { make } from '../objects/make.ts';

/** Kept beside the features of products, and told nowhere: which product each is of. */
const linkKind = 'product_feature.product';
/** Kept beside entitlements, and told nowhere: whose they are. */
const holdingKind = 'entitlements.active_entitlement.holder';
const kind = 'entitlements.active_entitlement';

const entitling: ReadonlySet<unknown> = new Set(['trialing', 'active', 'past_due']);

export function linkFeature({ id }: ApiObject, product: string, { put }: Call): void {
  put({ id, object: linkKind, product });
}

/** The newest first. */
export function entitlementsOf(customer: string, call: Call): readonly ApiObject[] {
  return holdingsOf(customer, call)
    .map(({ id }) => call.get(kind, id))
    .filter((one): one is ApiObject => one !== undefined)
    .toReversed();
}

function holdingsOf(customer: string, { having }: Call): readonly ApiObject[] {
  return having(holdingKind, 'customer', customer);
}

/** An event, and whose it is. */
interface Told {
  readonly account: string;
  readonly event: ApiObject;
}

/** Of all customers of whose subscriptions it was told that they are others, or in another period. */
export function renewTold(told: readonly Told[], call: Call): void {
  const renewed = new Set<string>();
  // What is told on the way is of no subscription.
  for (const { account, event } of [...told]) {
    if (!isRenewing(event)) continue;
    const { customer } = Object(Object(event['data']).object) as { readonly customer?: string };
    const key = `${account} ${customer}`;
    if (renewed.has(key)) continue;
    renewed.add(key);
    const keeper = account === call.account ? call : call.as(account);
    const own = clockedFor(customer, keeper);
    const isByTime = Object(event['request']).id === null;
    renewFor(String(customer), isByTime ? { ...own, emit: own.emitByTime } : own);
  }
}

/** Features that a product gets, or loses, in the midst of a period wait for the next one. */
function isRenewing({ data, type }: ApiObject): boolean {
  if (!String(type).startsWith('customer.subscription.')) return false;
  const { previous_attributes: before } = Object(data) as { readonly previous_attributes?: object };
  return !before || ['items', 'status'].some((name) => name in before);
}

/** Emits entitlements.active_entitlement_summary.updated where there are others than before. */
function renewFor(customer: string, call: Call): void {
  const before = entitlementsOf(customer, call);
  if (before.length + call.all('product_feature').length === 0) return;
  const wanted = featuresFor(customer, call);
  const gone = before.filter(({ feature }) => !wanted.has(String(feature)));
  const known = new Set(before.map(({ feature }) => feature));
  const others = [...wanted.values()].filter(({ id }) => !known.has(id));
  if (gone.length + others.length === 0) return;
  for (const { id } of gone) {
    for (const object of [kind, holdingKind]) {
      const held = call.get(object, id);
      if (held) call.remove(held);
    }
  }
  for (const { id: feature, lookup_key: key } of others) {
    const { id } = make(call, kind, { feature, lookup_key: key });
    call.put({ id, object: holdingKind, customer });
  }
  const after = summary(customer, entitlementsOf(customer, call));
  call.emit('entitlements.active_entitlement_summary.updated', after, summary(customer, before));
}

function featuresFor(customer: string, call: Call): ReadonlyMap<string, ApiObject> {
  const products = productsOf(customer, call);
  const own = call
    .all('product_feature')
    .filter(({ id }) => products.has(call.get(linkKind, id)?.['product']))
    .map(({ entitlement_feature: feature }) => feature as ApiObject);
  return new Map(own.map((feature) => [feature.id, feature]));
}

function productsOf(customer: string, { having }: Call): ReadonlySet<unknown> {
  const going = having('subscription', 'customer', customer).filter(({ status }) =>
    entitling.has(status),
  );
  const items = going.flatMap(({ id }) => having('subscription_item', 'subscription', id));
  return new Set(items.map(({ price }) => Object(price).product));
}

/** It has no id of its own. */
function summary(customer: string, all: readonly ApiObject[]): ApiObject {
  const url = `/v1/customer/${customer}/entitlements`;
  const entitlements = { object: 'list', ...firstPage(all), url };
  const told = { object: 'entitlements.active_entitlement_summary', customer, entitlements };
  return { ...told, livemode: false } as unknown as ApiObject;
}
