// What a card that was issued may be spent on, where, and how much of it: by its own controls and by those
// of its holder. Source: https://docs.stripe.com/issuing/controls/spending-controls

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { exclusive } from '../checking/exclusive.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

type Names = readonly string[] | null;

interface Limit {
  readonly amount: number;
  /** Of all categories where it names none. */
  readonly categories?: Names;
  readonly interval: string;
}

interface Controls {
  readonly allowed_card_presences?: Names;
  readonly allowed_categories?: Names;
  readonly allowed_merchant_countries?: Names;
  readonly blocked_card_presences?: Names;
  readonly blocked_categories?: Names;
  readonly blocked_merchant_countries?: Names;
  readonly spending_limits?: readonly Limit[] | null;
}

const noControls = {
  allowed_card_presences: null,
  allowed_categories: null,
  allowed_merchant_countries: null,
  blocked_card_presences: null,
  blocked_categories: null,
  blocked_merchant_countries: null,
  spending_limits: [],
  spending_limits_currency: null,
};

/** Whole, as they are told. */
export function controlsOf({ spending_limits: limits, ...given }: FormObject): Values {
  const told = ((limits ?? []) as unknown as readonly Limit[]).map(
    ({ amount, categories, interval }) => ({ amount, categories: categories ?? [], interval }),
  );
  return { ...noControls, ...given, spending_limits: told };
}

/** Throws where a request both allows and blocks some of a kind. */
export function checkControls({ spending_controls: told }: FormObject): void {
  const given = inner(told);
  for (const kind of ['card_presences', 'categories', 'merchant_countries']) {
    const names = [`allowed_${kind}`, `blocked_${kind}`];
    if (names.some((name) => !Object(given[name]).length)) continue;
    const [allowed = '', blocked = ''] = names.map((name) => `spending_controls[${name}]`);
    throw exclusive([allowed, blocked], blocked);
  }
}

/** What an authorization asks for, beside what it holds already. */
export interface Purchase {
  readonly amount: number;
  readonly held: number;
  readonly method: unknown;
  readonly seller: { readonly category?: unknown; readonly country?: unknown };
}

/** Limits count what was spent with the cards that this one replaces, or with all of its holder. */
export function isOutside(
  purchase: Purchase,
  { card, holder }: { readonly card: ApiObject; readonly holder: ApiObject | undefined },
  call: Call,
): boolean {
  const owned = call
    .all('issuing.card')
    .filter(({ cardholder }) => Object(cardholder).id === holder?.id)
    .map(({ id }) => id);
  return (
    isBeyond(
      purchase,
      { controls: Object(card['spending_controls']), cards: withReplaced(card, call) },
      call,
    ) || isBeyond(purchase, { controls: Object(holder?.['spending_controls']), cards: owned }, call)
  );
}

function withReplaced({ id, replacement_for: former }: ApiObject, call: Call): readonly string[] {
  const next = call.get('issuing.card', String(former));
  return next ? [id, ...withReplaced(next, call)] : [id];
}

function isBeyond(
  { amount, held, method, seller }: Purchase,
  { controls, cards }: { readonly controls: Controls; readonly cards: readonly string[] },
  call: Call,
): boolean {
  const presence = method === 'online' || method === 'keyed_in' ? 'not_present' : 'present';
  const { allowed_merchant_countries: home, blocked_merchant_countries: abroad } = controls;
  return (
    isBarred(seller.category, controls.allowed_categories, controls.blocked_categories) ||
    isBarred(seller.country, home, abroad) ||
    isBarred(presence, controls.allowed_card_presences, controls.blocked_card_presences) ||
    (controls.spending_limits ?? [])
      .filter(({ categories }) => isNamed(seller.category, categories))
      .some((limit) => {
        const spent = limit.interval === 'per_authorization' ? held : spentOf(limit, cards, call);
        return amount + spent > limit.amount;
      })
  );
}

function isBarred(value: unknown, allowed: Names | undefined, blocked: Names | undefined): boolean {
  if (allowed?.length) return !allowed.includes(String(value));
  return blocked?.includes(String(value)) ?? false;
}

function isNamed(category: unknown, categories: Names | undefined): boolean {
  return !categories?.length || categories.includes(String(category));
}

/** What is held and was bought with these cards since the interval began, less what came back. */
function spentOf({ categories, interval }: Limit, cards: readonly string[], call: Call): number {
  const since = beginningOf(interval, call.now);
  const counts = ({ card, created, merchant_data: seller }: ApiObject) =>
    Number(created) >= since &&
    cards.includes(String(Object(card).id ?? card)) &&
    isNamed(Object(seller).category, categories);
  const held = call
    .all('issuing.authorization')
    .filter((one) => one['approved'] === true && one['status'] === 'pending' && counts(one));
  const bought = call.all('issuing.transaction').filter(counts);
  return sumOf(held) - sumOf(bought);
}

function sumOf(all: readonly ApiObject[]): number {
  return all.reduce((sum, { amount }) => sum + Number(amount), 0);
}

/** By the calendar of UTC, in which weeks begin on Sundays. */
function beginningOf(interval: string, now: number): number {
  if (interval === 'all_time') return 0;
  const today = new Date(now * 1000);
  const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  const beginnings: Readonly<Record<string, number>> = {
    daily: Date.UTC(year, month, day),
    weekly: Date.UTC(year, month, day - today.getUTCDay()),
    monthly: Date.UTC(year, month),
    yearly: Date.UTC(year, 0),
  };
  return (beginnings[interval] ?? 0) / 1000;
}
