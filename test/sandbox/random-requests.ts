// Requests at random that mostly fit what is there: ids of the right kind, values of the right type.

import { createRandom, type Random } from '../../src/base/random.ts';
import type { Route } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { objectsOf, type Field, type Fields } from '../../src/catalog/type.ts';
import type { FormObject, FormValue } from '../../src/wire/form.ts';
import { nowSeconds, type Call } from './open-sandbox.ts';

export const catalog = await loadCatalog();
await catalog.loadAll();

const written = catalog.routes.filter(
  ({ method, path, isPreview }) => method === 'POST' && path.startsWith('/v1/') && !isPreview,
);
const money = written.filter(({ path }) =>
  /invoice|subscription|credit_note|quote|intents|checkout|transfers|fees|clock|disputes|refunds/.test(
    path,
  ),
);

/** Parameters that are named for something else than the kind of their object. */
const kinds: Readonly<Record<string, string>> = {
  default_tax_rates: 'tax_rate',
  destination: 'account',
  discount: 'discount',
  from_quote: 'quote',
  from_subscription: 'subscription',
  invoice_item: 'invoiceitem',
  invoice_line_item: 'line_item',
  meter: 'billing.meter',
  schedule: 'subscription_schedule',
  session: 'checkout.session',
  source_transaction: 'charge',
  tax_rates: 'tax_rate',
  test_clock: 'test_helpers.test_clock',
};

const cards = ['pm_card_visa', 'pm_card_chargeDeclined', 'pm_card_threeDSecure2Required'];

export interface World {
  readonly random: Random;
  /** Ids by kind, the newest last. */
  readonly known: Map<string, string[]>;
}

function oneOf<Item>({ random }: World, items: readonly Item[]): Item {
  return items[random.below(items.length)] as Item;
}

function isNow({ random }: World, percent: number): boolean {
  return random.below(100) < percent;
}

function idFor(world: World, name: string): string | undefined {
  if (name.endsWith('payment_method') && isNow(world, 50)) return oneOf(world, cards);
  const ids = world.known.get(kinds[name] ?? name) ?? [];
  return ids.length === 0 ? undefined : oneOf(world, ids.slice(-6));
}

function valueOf(
  world: World,
  { name, type }: Pick<Field, 'name' | 'type'>,
  depth: number,
): FormValue {
  switch (type.type) {
    case 'enum':
      return oneOf(world, type.values);
    case 'boolean':
      return oneOf(world, ['true', 'false']);
    case 'currency':
      return 'usd';
    case 'timestamp':
      return String(nowSeconds + world.random.below(90) * 86_400);
    case 'integer':
    case 'number':
    case 'int64':
    case 'decimal':
      return String(world.random.below(4_000));
    case 'object':
      return depth > 4 ? {} : paramsOf(world, type.fields, depth + 1);
    case 'array':
      return isNow(world, 10) ? '' : [valueOf(world, { name, type: type.item }, depth + 1)];
    case 'metadata':
      return { a: 'b' };
    case 'map':
      return { usd: valueOf(world, { name, type: type.item }, depth + 1) };
    case 'union':
      return valueOf(world, { name, type: oneOf(world, type.options) }, depth);
    default:
      return textOf(world, name);
  }
}

function textOf(world: World, name: string): string {
  const id = idFor(world, name);
  if (id !== undefined) return id;
  if (name.includes('url')) return 'https://example.com';
  if (name.includes('email')) return 'jenny.rosen@example.com';
  return name.includes('country')
    ? 'US'
    : oneOf(world, ['text', 'usd', 'tok_visa', 'now', '10', '']);
}

function paramsOf(world: World, fields: Fields, depth = 0): FormObject {
  const given = [...fields.values()].filter(({ isRequired }) => isNow(world, isRequired ? 97 : 13));
  return Object.fromEntries(given.map((field) => [field.name, valueOf(world, field, depth)]));
}

function pathOf(world: World, { path, result }: Route): string {
  const [own = ''] = objectsOf(result);
  return path.replace(/\{([^}]*)\}/g, (_, name: string) => {
    return idFor(world, name) ?? idFor(world, own) ?? 'none';
  });
}

export function remember(world: World, value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null || depth > 4) return;
  const { id, object } = value as { readonly id?: unknown; readonly object?: unknown };
  if (typeof id === 'string' && typeof object === 'string' && !('deleted' in value)) {
    const others = (world.known.get(object) ?? []).filter((one) => one !== id);
    world.known.set(object, [...others, id].slice(-30));
  }
  for (const inner of Object.values(value)) remember(world, inner, depth + 1);
}

/** What the rest is made of: somebody who pays, for something, once and again. */
export async function begin(world: World, call: Call): Promise<void> {
  const post = async (path: string, params: FormObject = {}): Promise<string> => {
    const { body } = await call('POST', `/v1/${path}`, params);
    remember(world, body);
    return body.id;
  };
  const clock = await post('test_helpers/test_clocks', { frozen_time: String(nowSeconds) });
  const card = 'pm_card_visa';
  const pays = { payment_method: card, invoice_settings: { default_payment_method: card } };
  const customer = await post('customers', { ...pays, test_clock: clock });
  const product = await post('products', { name: 'Gold' });
  const one = { product, currency: 'usd', unit_amount: '900' };
  await post('prices', one);
  const price = await post('prices', { ...one, recurring: { interval: 'month' } });
  await post('coupons', { percent_off: '10', duration: 'forever' });
  await post('tax_rates', { display_name: 'VAT', percentage: '7', inclusive: 'true' });
  await post('subscriptions', { customer, items: [{ price }], expand: ['latest_invoice'] });
  await post('invoiceitems', { customer, amount: '400', currency: 'usd' });
  await post('invoices', { customer, pending_invoice_items_behavior: 'include' });
  await post('quotes', { customer, line_items: [{ price }] });
  await post('charges', { amount: '5000', currency: 'usd', source: 'tok_bypassPending' });
  const account = await post('accounts', { type: 'custom', country: 'US' });
  await post('transfers', { amount: '100', currency: 'usd', destination: account });
}

export interface Asked {
  readonly route: Route;
  readonly path: string;
  readonly params: FormObject;
}

export function openWorld(seed: string): World {
  return { random: createRandom(seed), known: new Map() };
}

/** Three of four are about money. */
export function nextRequest(world: World): Asked {
  const route = oneOf(world, isNow(world, 75) ? money : written);
  const path = pathOf(world, route);
  return { route, path, params: paramsOf(world, catalog.params(route)) };
}

const places = new Map<string, string>();
for (const { method, path, result, isPreview } of catalog.routes) {
  const isOne = method === 'GET' && /^\/v1\/[^{]*\{[^}]*\}$/.test(path) && !isPreview;
  if (!isOne || !['resource', 'union'].includes(result.type)) continue;
  for (const object of objectsOf(result)) if (!places.has(object)) places.set(object, path);
}

/** Where it can be had, by its id alone; undefined where it cannot. */
export function pathOfOne({ object, id }: { readonly object?: unknown; readonly id?: unknown }) {
  return places.get(String(object))?.replace(/\{[^}]*\}/, String(id));
}
