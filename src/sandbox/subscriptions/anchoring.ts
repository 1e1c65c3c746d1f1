// A subscription whose periods begin on another day than it does: until then it is billed in part.
// Source: https://docs.stripe.com/billing/subscriptions/billing-cycle

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { requireWithin, type Bounds } from '../checking/bounds.ts';
import { exclusive } from '../checking/exclusive.ts';
import { requireFuture } from '../checking/times.ts';
import { withParams } from '../objects/make.ts';
import { refuseLateAnchor } from '../prices/late-anchor.ts';
import { anchorDay, periodAround, periodFrom, type Period } from '../prices/period.ts';
import { isFreeFirst } from './free-part.ts';
import { prorate } from './prorating.ts';
import { itemsOf } from './subscribing.ts';
import { priceOf } from './subscription-item.ts';

/**
 * The day that whole periods begin on; undefined where that is the one on which it begins itself, at
 * `from`. Throws for a day too late.
 */
export function anchorOf(
  prices: readonly ApiObject[],
  from: number,
  call: Call,
): number | undefined {
  const { billing_cycle_anchor: anchor = configured(call) } = call.params;
  if (typeof anchor !== 'number') return undefined;
  requireFuture(call.params['billing_cycle_anchor'], 'billing_cycle_anchor', call.now);
  const { day_of_month: day } = configIn(call.params);
  // The day that is asked for may be later than now's in the next month, and not be in this one.
  const naturalEnd = (price: ApiObject): number =>
    Math.max(periodFrom(from, price).end, periodFrom(from, price, day).end);
  refuseLateAnchor(anchor, prices.map(naturalEnd));
  return anchor;
}

const configName = 'billing_cycle_anchor_config';

interface Anchor {
  readonly day_of_month?: number;
  /** From 1. */
  readonly month?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

const bounds: Readonly<Record<keyof Anchor, Bounds>> = {
  day_of_month: { least: 1, most: 31 },
  month: { least: 1, most: 12 },
  hour: { least: 0, most: 23 },
  minute: { least: 0, most: 59 },
  second: { least: 0, most: 59 },
};

/** Throws for a day or a time that there is not, and where another one is told, too. */
export function checkAnchor(params: FormObject): void {
  if (params[configName] === undefined) return;
  if (params['billing_cycle_anchor'] !== undefined) {
    throw exclusive(['billing_cycle_anchor', configName], 'billing_cycle_anchor');
  }
  for (const [name, value] of Object.entries(configIn(params))) {
    requireWithin(value, `${configName}[${name}]`, bounds[name as keyof Anchor]);
  }
}

function configIn({ [configName]: given }: FormObject): Anchor {
  return Object(given) as Anchor;
}

/** As a subscription tells it; null where none was asked for. */
export function toldAnchor({ billing_cycle_anchor_config: given }: FormObject): object | null {
  const nothing = { day_of_month: null, hour: null, minute: null, month: null, second: null };
  return given === undefined ? null : { ...nothing, ...Object(given) };
}

/** The next such day, or the last of a shorter month; at the time of now where none is told. */
function configured({ params, now }: Call): number | undefined {
  const given = configIn(params);
  const { day_of_month: day, month } = given;
  if (day === undefined) return undefined;
  const date = new Date(now * 1000);
  const year = date.getUTCFullYear();
  const { hour = date.getUTCHours(), minute = date.getUTCMinutes() } = given;
  const { second = date.getUTCSeconds() } = given;
  const dayIn = (at: number): number => {
    const last = new Date(Date.UTC(year, at + 1, 0)).getUTCDate();
    return Date.UTC(year, at, Math.min(day, last), hour, minute, second) / 1000;
  };
  const first = month === undefined ? date.getUTCMonth() : month - 1;
  const next = [first, first + (month === undefined ? 1 : 12)].map(dayIn).find((at) => at >= now);
  return next === now ? undefined : next;
}

/** Whether whole periods begin on another day than that on which the trial ends. */
export function hasOwnAnchor({ billing_cycle_anchor: anchor, trial_end: end }: ApiObject): boolean {
  return typeof end === 'number' && anchor !== end;
}

/** After its trial: until a whole period begins, or a whole one where that is at once. */
export function firstPeriod(item: ApiObject, subscription: ApiObject, { now }: Call): Period {
  const anchor = Number(subscription['billing_cycle_anchor']);
  if (anchor > now) return { start: now, end: anchor };
  const around = periodAround(anchor, priceOf(item), now, anchorDay(subscription));
  return { start: now, end: around.end };
}

/** The same after a trial: as it was asked for when the subscription was made. */
export function partAfterTrial(subscription: ApiObject, call: Call): readonly ApiObject[] {
  return isFreeFirst(subscription, call) ? [] : partUntil(subscription, withParams(call));
}

/** What the time until then costs, as invoice items; nothing where none of it is to be billed. */
export function partUntil(
  subscription: ApiObject,
  call: Call,
  items: readonly ApiObject[] = itemsOf(subscription, call),
): readonly ApiObject[] {
  if (call.params['proration_behavior'] === 'none') return [];
  const changes = items.map((after) => ({ before: undefined, after }));
  return prorate(subscription, changes, call);
}
