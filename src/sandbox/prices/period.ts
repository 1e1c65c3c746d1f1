// Billing periods: from an instant to the same one a month, a week or a year later.

import type { ApiObject } from '../behaviour.ts';
import type { Values } from '../objects/skeleton.ts';

export interface Period {
  readonly start: number;
  readonly end: number;
}

/** A month later is the same day, or the last of a shorter month. */
export function periodFrom(start: number, price: ApiObject, anchorDay = 0): Period {
  const { interval, interval_count: count } = intervalOf(price);
  const date = new Date(start * 1000);
  if (interval === 'day' || interval === 'week') {
    return { start, end: start + count * (interval === 'week' ? 7 : 1) * 86_400 };
  }
  const day = anchorDay === 0 ? date.getUTCDate() : anchorDay;
  const months = count * (interval === 'year' ? 12 : 1);
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  date.setUTCDate(Math.min(day, lastDay(date)));
  return { start, end: Math.floor(date.getTime() / 1000) };
}

/** Of those that begin at `anchor`, that in which `now` is. */
export function periodAround(anchor: number, price: ApiObject, now: number, day: number): Period {
  let period = periodFrom(anchor, price, day);
  while (period.end <= now) period = periodFrom(period.end, price, day);
  return period;
}

/**
 * The day of the month on which its periods begin, from 1: the one that was asked for, also where the
 * anchor's own month was too short for it.
 */
export function anchorDay(subscription: Values): number {
  const { billing_cycle_anchor: anchor, billing_cycle_anchor_config: config } = subscription;
  const date = new Date(Number(anchor) * 1000);
  const day = date.getUTCDate();
  const { day_of_month: asked } = Object(config) as { readonly day_of_month?: number };
  // Where it began anew on another day, what was asked for at first is over.
  return asked !== undefined && Math.min(asked, lastDay(date)) === day ? asked : day;
}

/** Of the month that it is in. */
function lastDay(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

/** As an item tells its period. */
export function datesOf({ start, end }: Period): Values {
  return { current_period_end: end, current_period_start: start };
}

export function intervalOf(price: ApiObject): { interval: string; interval_count: number } {
  const recurring = Object(price['recurring']) as Values;
  const told = (name: string): unknown => (name in recurring ? recurring : price)[name];
  const interval = String(told('interval') ?? 'month');
  // A sandbox that was kept from before may hold others, and time would stand still.
  return { interval, interval_count: Math.max(1, Number(told('interval_count') ?? 1)) };
}
