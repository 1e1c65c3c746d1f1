// A subscription that began before it was made: what the time since then costs.
// Source: https://docs.stripe.com/billing/subscriptions/backdating

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { notSimulated } from '../checking/errors.ts';
import { at } from '../objects/clocked.ts';
import { periodFrom, type Period } from '../prices/period.ts';
import { isMetered } from '../prices/pricing.ts';
import { isFlexible } from './billing-mode.ts';
import { costOfItem, prorationItem, wholeCents } from './prorating.ts';
import { itemsOf } from './subscribing.ts';
import { priceOf } from './subscription-item.ts';

/** Of an item: more than four years of days. */
const partsMax = 1500;

/** When it began; undefined for one that begins now. Throws for a day to come. */
export function backdateOf({ params, now }: Call): number | undefined {
  const { backdate_start_date: start } = params;
  if (typeof start !== 'number') return undefined;
  if (start <= now) return start;
  throw new ApiError('Invalid timestamp: must be an integer Unix timestamp in the past.', {
    param: 'backdate_start_date',
  });
}

/**
 * Invoice items of the time until `end`: one for each period in flexible mode, else one for all. Nothing
 * where none of it is to be billed.
 */
export function backdated(subscription: ApiObject, end: number, call: Call): readonly ApiObject[] {
  const start = backdateOf(call);
  if (start === undefined || call.params['proration_behavior'] === 'none') return [];
  const sold = itemsOf(subscription, call).filter((item) => !isMetered(priceOf(item)));
  const then = at(call, start);
  return sold.flatMap((item) => {
    const parts = partsOf(item, { start, end }, call);
    const whole = { amount: parts.reduce((sum, { amount }) => sum + amount, 0), start, end };
    const told = isFlexible(subscription) ? parts : [whole];
    return told.map(({ amount, start: from, end: until }) =>
      prorationItem(
        subscription,
        { item, amount, period: { start: from, end: until }, said: 'Remaining time on' },
        at(then, from),
      ),
    );
  });
}

interface Part extends Period {
  readonly amount: number;
}

/**
 * Whole periods from its start on, on the day of the month that it has; of the last one so much as there is
 * of it. Throws where they are too many to tell.
 */
function partsOf(item: ApiObject, { start, end }: Period, call: Call): readonly Part[] {
  const parts: Part[] = [];
  const day = new Date(start * 1000).getUTCDate();
  for (let from = start; from < end;) {
    const whole = periodFrom(from, priceOf(item), day);
    if (parts.length === partsMax || Number.isNaN(whole.end)) {
      throw notSimulated('a subscription that began so long ago', 'backdate_start_date');
    }
    const until = Math.min(whole.end, end);
    const share = (until - from) / (whole.end - from);
    parts.push({ amount: wholeCents(costOfItem(item, call) * share), start: from, end: until });
    from = until;
  }
  return parts;
}
