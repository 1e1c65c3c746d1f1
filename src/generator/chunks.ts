// Cuts the schema into parts, so that a page need not fetch all of it for its first command.

import type { Fields, Type } from '../catalog/type.ts';
import type { DescribedRoute } from './describe.ts';

/** What must be there at once: customers, and the events that tell of them. */
const firstPaths = new Set([
  '/v1/customers',
  '/v1/customers/{}',
  '/v1/customers/search',
  '/v1/events',
  '/v1/events/{}',
]);

/** By the path's first segment after `/v1/`; all others are payments. */
const groups: Readonly<Record<string, string>> = {
  billing:
    'billing billing_portal coupons credit_notes customer_sessions entitlements ' +
    'invoice_payments invoice_rendering_templates invoiceitems invoices plans prices ' +
    'products promotion_codes quotes shipping_rates subscription_items ' +
    'subscription_schedules subscriptions tax tax_codes tax_ids tax_rates',
  connect:
    'account account_links account_sessions accounts apple_pay_domains application_fees ' +
    'apps climate country_specs ephemeral_keys exchange_rates financial_connections ' +
    'forwarding identity issuing payouts reserve reporting sigma terminal topups ' +
    'transfers treasury webhook_endpoints',
};

const groupOf = new Map(
  Object.entries(groups).flatMap(([part, names]) =>
    names.split(' ').map((name): [string, string] => [name, part]),
  ),
);

export function partOf({ key, isPreview }: DescribedRoute): string {
  const path = key.slice(key.indexOf(' ') + 1);
  if (isPreview) return 'preview';
  if (path.startsWith('/v2/')) return 'v2';
  if (firstPaths.has(path)) return 'first';
  const [, , segment = '', inner = ''] = path.split('/');
  if (segment !== 'test_helpers') return groupOf.get(segment) ?? 'payments';
  return inner === 'test_clocks' ? 'billing' : (groupOf.get(inner) ?? 'payments');
}

/** In the order in which parts may claim a shape that several answer with. */
export const partNames = ['first', 'payments', 'billing', 'connect', 'v2', 'preview'] as const;

/**
 * The part in which each shape stands: that of the routes answering with it as their own, else the
 * first part that embeds it.
 */
export function homesOf(
  routes: readonly DescribedRoute[],
  shapes: ReadonlyMap<string, Fields>,
): ReadonlyMap<string, string> {
  const homes = new Map<string, string>();
  const claim = (part: string, key: string): void => {
    if (!homes.has(key) && shapes.has(key)) homes.set(key, part);
  };
  const inPart = (part: string): readonly DescribedRoute[] =>
    routes.filter((route) => partOf(route) === part);
  for (const route of inPart('first')) {
    for (const key of closureOf([route.result], shapes)) claim('first', key);
  }
  for (const part of partNames) {
    for (const { result } of inPart(part)) for (const key of resourcesIn(result)) claim(part, key);
  }
  for (const part of partNames) {
    const results = inPart(part).map(({ result }) => result);
    for (const key of closureOf(results, shapes)) claim(part, key);
  }
  // Told only by events or expansion.
  for (const key of shapes.keys()) claim(key.includes('v2.') ? 'v2' : 'payments', key);
  return homes;
}

/**
 * All shapes that plain answers of these types hold: what is embedded, not what may be expanded.
 */
export function closureOf(
  types: readonly Type[],
  shapes: ReadonlyMap<string, Fields>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = types.flatMap((type) => [...resourcesIn(type)]);
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    queue.push(...resourcesInFields(shapes.get(key) ?? new Map()));
  }
  return found;
}

/** A field that is neither required nor nullable comes only when expanded or filled by its kind. */
function resourcesInFields(fields: Fields): readonly string[] {
  return [...fields.values()].flatMap(({ type, isRequired, isNullable }) =>
    isRequired || isNullable ? [...resourcesIn(type)] : [],
  );
}

function resourcesIn(type: Type): readonly string[] {
  switch (type.type) {
    case 'resource':
      return [(type.isDeleted ? '-' : '') + type.object];
    case 'array':
    case 'list':
    case 'search':
    case 'map':
      return resourcesIn(type.item);
    case 'union':
      return type.options.flatMap(resourcesIn);
    case 'object':
      return resourcesInFields(type.fields);
    default:
      return [];
  }
}
