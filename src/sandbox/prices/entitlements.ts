// What customers may use: the features of the products that they subscribe to, while they do.
// Source: https://docs.stripe.com/billing/entitlements

import type { ApiObject, Call } from '../behaviour.ts';
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

/** From then on it is of no product. */
export function unlinkFeature({ id }: ApiObject, { get, remove }: Call): void {
  const link = get(linkKind, id);
  if (link) remove(link);
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

/** Brings those of these customers up to date; nothing where no product has features. */
export function renewEntitlements(customers: Iterable<string>, call: Call): void {
  if (call.all('product_feature').length + call.all(holdingKind).length === 0) return;
  for (const customer of customers) renewFor(customer, call);
}

/** Of all who subscribe, where the features of a product are others. */
export function renewAllEntitlements(call: Call): void {
  renewEntitlements(
    new Set(call.all('subscription').map(({ customer }) => String(customer))),
    call,
  );
}

/** Emits entitlements.active_entitlement_summary.updated where there are others than before. */
function renewFor(customer: string, call: Call): void {
  const before = entitlementsOf(customer, call);
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
function summary(customer: string, data: readonly ApiObject[]): ApiObject {
  const url = `/v1/customer/${customer}/entitlements`;
  const entitlements = { object: 'list', data, has_more: false, url };
  const told = { object: 'entitlements.active_entitlement_summary', customer, entitlements };
  return { ...told, livemode: false } as unknown as ApiObject;
}
