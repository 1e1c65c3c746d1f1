// What an item of a subscription says: its price, its period, and what it costs.

import type { ApiObject, Call } from '../behaviour.ts';
import { periodFrom, type Period } from '../prices/period.ts';
import { costOf, isMetered, priceIn, wholePrice } from '../prices/pricing.ts';

export function priceOf(item: ApiObject): ApiObject {
  return item['price'] as ApiObject;
}

export function periodOf(item: ApiObject): Period {
  return { end: Number(item['current_period_end']), start: Number(item['current_period_start']) };
}

/** From 0 to 1: of a whole period of its price, what is left of it; a first period may be shorter. */
export function shareLeft(item: ApiObject, now: number): number {
  const { start, end } = periodOf(item);
  if (end <= start) return 1;
  return (end - now) / (Math.max(end, periodFrom(start, priceOf(item)).end) - start);
}

/** Its price whole, in the currency of the subscription: items hold prices as they are told. */
export function soldAs(item: ApiObject, { get }: Call): ApiObject {
  const owner = get('subscription', String(item['subscription']));
  return wholeIn(priceOf(item), owner?.['currency'], get);
}

/** With its tiers, in this currency. */
export function wholeIn(price: ApiObject, currency: unknown, get: Call['get']): ApiObject {
  return priceIn(wholePrice(price, { get }), currency);
}

/** Of a whole period, before discounts. Usage is billed as it is, never ahead. */
export function periodCost(price: ApiObject, quantity: unknown): number {
  return isMetered(price) ? 0 : costOf(price, Number(quantity ?? 1));
}

/** What a change of an item says on the next invoice: what is given back, or due. */
export interface Said {
  readonly item: ApiObject;
  readonly amount: number;
  readonly period: Period;
  readonly said: string;
  /** What is given back, as an invoice item tells it; that of the last invoice where it is absent. */
  readonly credited?: object;
}
