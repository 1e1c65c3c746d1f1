// From one period of a subscription to the next, or to its end.
// Source: https://docs.stripe.com/billing/subscriptions/overview#subscription-lifecycle

import type { ApiObject, Call } from '../behaviour.ts';
import { advancing } from '../invoices/advancement.ts';
import { collectionPause, customerOf, waitingFor } from '../invoices/invoicing.ts';
import { defaultMethod } from '../invoices/pay-invoice.ts';
import { expirePending } from '../invoices/pending-update.ts';
import { stopCollecting, uncollected } from '../invoices/uncollected.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { anchorDay, datesOf, periodFrom, type Period } from '../prices/period.ts';
import { isMetered } from '../prices/pricing.ts';
import { firstPeriod, hasOwnAnchor, partAfterTrial } from './anchoring.ts';
import { noDetails, untilEnd } from './ending.ts';
import { isResting, prorate, type Change } from './prorating.ts';
import { cancelScheduleOf, type Cause } from './scheduled.ts';
import { invoiceOf, itemsList, itemsOf } from './subscribing.ts';
import { priceOf } from './subscription-item.ts';
import { usagePeriod } from './unbilled-usage.ts';

/** The next period of what is due, or its end. */
export function renew(subscription: ApiObject, call: Call): void {
  if (subscription['cancel_at_period_end'] === true) {
    endSubscription(subscription, call);
    return;
  }
  const items = itemsOf(subscription, call);
  const isDue = ({ current_period_end: end }: ApiObject): boolean => Number(end) <= call.now;
  begin(subscription, call, { used: usedPeriods(items, call), due: items.filter(isDue) });
}

/** Why it is over when the last attempt has failed. */
const unpaid = { ...noDetails, reason: 'payment_failed' };

export function endSubscription(
  subscription: ApiObject,
  call: Call,
  cause: Cause = 'planned',
): void {
  const details = cause === 'delinquent' ? { cancellation_details: unpaid } : {};
  const values = {
    ...details,
    canceled_at: subscription['canceled_at'] ?? call.now,
    ended_at: call.now,
  };
  const before = expirePending(subscription, call);
  change(call, before, { ...values, status: 'canceled' }, 'customer.subscription.deleted');
  cancelScheduleOf(subscription, call, cause);
  stopCollecting(subscription, call);
  billLast(subscription, call, cause);
}

/** What was used, and what prorations wait where it was to end so, with all that waits beside them. */
function billLast(subscription: ApiObject, call: Call, cause: Cause): void {
  const items = itemsOf(subscription, call);
  const waiting = cause === 'planned' ? waitingFor(subscription, call) : [];
  // What was used in a trial is free.
  const isUsed = !isResting(subscription) && items.some((item) => isMetered(priceOf(item)));
  if (!isUsed && !waiting.some(({ proration }) => proration === true)) return;
  const draft = invoiceOf(call, subscription, customerOf(subscription['customer'], call), {
    reason: 'subscription_cycle',
    isTrial: false,
    used: usedPeriods(items, call),
    added: waiting,
    values: advancing(subscription, call),
    isBilled: (item) => isUsed && isMetered(priceOf(item)),
  });
  if (collectionPause(draft)) uncollected(draft, call);
}

function usedPeriods(items: readonly ApiObject[], call: Call): ReadonlyMap<string, Period> {
  return new Map(items.map((item) => [item.id, usagePeriod(item, call)]));
}

interface Begun {
  readonly values?: object;
  readonly reason?: string;
  /** What the invoice tells besides. */
  readonly told?: Values;
  /** By item: the period whose usage is billed. That of a trial is free. */
  readonly used?: ReadonlyMap<string, Period>;
  /** All, unless told. */
  readonly due?: readonly ApiObject[];
  /** Whether what begins is less than a period, and billed by items that wait. */
  readonly isPart?: boolean;
}

/** The next period, with a draft of its invoice. */
export function begin(
  subscription: ApiObject,
  call: Call,
  { values = {}, used = new Map(), due = itemsOf(subscription, call), ...how }: Begun,
): ApiObject {
  const { isPart = false, reason = 'subscription_cycle', told = {} } = how;
  const anchor = anchorDay({ ...subscription, ...values });
  const starts = due.map(({ current_period_start: start }) => Number(start));
  const cut = new Set<string>();
  const isBilled = (item: ApiObject): boolean =>
    due.some(({ id }) => item.id === id) &&
    ((!isPart && !cut.has(item.id)) || isMetered(priceOf(item)));
  // What is billed ahead is told with the period before it.
  const since = Math.min(call.now, ...starts);
  for (const item of due) {
    const whole = periodFrom(call.now, priceOf(item), anchor);
    const begun = isPart ? firstPeriod(item, subscription, call) : whole;
    const period = untilEnd(begun, subscription);
    if (period !== begun) cut.add(item.id);
    change(call, item, datesOf(period));
  }
  const items = itemsOf(subscription, call);
  const customer = customerOf(subscription['customer'], call);
  const begun = { ...subscription, ...values, items: itemsList(subscription.id, items) };
  call.put(begun);
  const part = isPart ? partAfterTrial(begun, call) : items;
  const shortened = items.filter(({ id }) => cut.has(id)).map(asNew);
  if (!isPart) prorate(begun, shortened, call);
  // Free until its anchor: there is nothing to be billed yet.
  if (part.length === 0 && waitingFor(begun, call).length === 0) {
    call.emit('customer.subscription.updated', begun, subscription);
    return begun;
  }
  const draft = invoiceOf(call, begun, customer, {
    reason,
    isTrial: false,
    used,
    isBilled,
    added: waitingFor(begun, call),
    values: { period_start: since, ...advancing(subscription, call), ...told },
  });
  if (collectionPause(draft)) uncollected(draft, call);
  const billed = call.get('subscription', begun.id) ?? begun;
  const after = change(call, billed, { latest_invoice: draft.id });
  call.emit('customer.subscription.updated', after, subscription);
  return after;
}

function asNew(after: ApiObject): Change {
  return { before: undefined, after };
}

/** A trial that is over may be the end of all. */
export function passTrial(subscription: ApiObject, call: Call): void {
  if (subscription['cancel_at_period_end'] === true) endSubscription(subscription, call);
  else endTrial(subscription, call);
}

/** What becomes of it without a means of payment. */
export function endOfTrial({ trial_settings: settings }: ApiObject): string {
  const { end_behavior: behavior } = Object(settings) as {
    readonly end_behavior?: { readonly missing_payment_method?: string };
  };
  return behavior?.missing_payment_method ?? 'create_invoice';
}

/** Without a means of payment it goes on, pauses or ends, as its settings say. */
export function endTrial(subscription: ApiObject, call: Call): ApiObject {
  const method = defaultMethod(subscription, call);
  const choice = method === undefined ? endOfTrial(subscription) : undefined;
  const over = { trial_end: call.now };
  if (choice === 'pause') {
    const items = itemsOf(subscription, call).map((item) =>
      change(call, item, { current_period_end: call.now }),
    );
    const paused = {
      ...over,
      billing_cycle_anchor: call.now,
      items: itemsList(subscription.id, items),
      status: 'paused',
    };
    return change(call, subscription, paused, 'customer.subscription.paused');
  }
  if (choice === 'cancel') {
    const ended = {
      ...over,
      canceled_at: call.now,
      cancellation_details: { ...noDetails, reason: 'cancellation_requested' },
      ended_at: call.now,
      status: 'canceled',
    };
    const before = expirePending(subscription, call);
    const after = change(call, before, ended, 'customer.subscription.deleted');
    cancelScheduleOf(after, call);
    return after;
  }
  const values = { ...over, status: 'active' };
  return hasOwnAnchor(subscription)
    ? begin(subscription, call, { values, isPart: true })
    : begin(subscription, call, { values: { ...values, billing_cycle_anchor: call.now } });
}
