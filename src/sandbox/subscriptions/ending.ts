// When a subscription is to end: with its period, or at a time that was chosen.
// Source: https://docs.stripe.com/billing/subscriptions/cancel

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { exclusive } from '../checking/exclusive.ts';
import { requireFuture } from '../checking/times.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { periodFrom, type Period } from '../prices/period.ts';
import { isMetered } from '../prices/pricing.ts';
import { endOfFirst } from './subscribing.ts';
import { periodOf, priceOf } from './subscription-item.ts';

export const noDetails = { comment: null, feedback: null, feedback_option: null, reason: null };

/** Throws for an end that is over, or too late, and for two. */
export function checkEnding({ params, now }: Call): void {
  const { cancel_at_period_end: isWithPeriod, cancel_at: date } = params;
  requireFuture(date, 'cancel_at', now);
  if (isWithPeriod !== true || date === undefined || date === '') return;
  throw exclusive(['cancel_at', 'cancel_at_period_end'], 'cancel_at');
}

/** As the request wants it; nothing where it says nothing of it. `items` are whole. */
export function endingOf(plain: ApiObject, items: readonly ApiObject[], call: Call): Values {
  checkEnding(call);
  const { cancel_at_period_end: isWithPeriod, cancel_at: date } = call.params;
  if (isWithPeriod === true) return endingAt(endOfFirst(items), true, plain, call);
  const time = timeOf(date, items);
  if (time !== undefined) return endingAt(time, false, plain, call);
  if (isWithPeriod !== false && date !== '') return {};
  return {
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { ...noDetails, ...said(call.params) },
  };
}

function timeOf(date: unknown, items: readonly ApiObject[]): number | undefined {
  if (date === 'min_period_end') return endOfFirst(items);
  if (date === 'max_period_end') return endOfLast(items);
  if (date === 'max_billed_until') {
    // What is billed afterwards is billed for no time to come.
    const ahead = items.filter((item) => !isMetered(priceOf(item)));
    return endOfLast(ahead.length > 0 ? ahead : items);
  }
  return typeof date === 'number' ? date : undefined;
}

function endOfLast(items: readonly ApiObject[]): number {
  return Math.max(...items.map((item) => periodOf(item).end));
}

function endingAt(time: number, isWithPeriod: boolean, plain: ApiObject, call: Call): Values {
  return {
    cancel_at: time,
    cancel_at_period_end: isWithPeriod,
    canceled_at: call.now,
    cancellation_details: {
      ...noDetails,
      ...inner(plain['cancellation_details']),
      ...said(call.params),
      reason: 'cancellation_requested',
    },
  };
}

function said({ cancellation_details: given }: FormObject): Values {
  return inner(given);
}

/**
 * A period in which it ends is billed until then: of the first one nothing where nothing is to be prorated,
 * of later ones whatever is said of that. One that goes on when the end is chosen: see cutting.ts.
 * Source: https://docs.stripe.com/api/subscriptions/update#update_subscription-cancel_at
 */
export function untilEnd(period: Period, { cancel_at: end }: Values): Period {
  const isWithin = typeof end === 'number' && period.start < end && end < period.end;
  return isWithin ? { ...period, end } : period;
}

/** Whether an item's period is less than one of its price, since the subscription ends with it. */
export function isCut(item: ApiObject, { cancel_at: end }: ApiObject): boolean {
  const period = periodOf(item);
  return period.end === end && period.end < periodFrom(period.start, priceOf(item)).end;
}
