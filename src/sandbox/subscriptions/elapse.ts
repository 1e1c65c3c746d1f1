// Time that passes on a test clock: trials end, periods are renewed and billed, payments are tried
// again, one after the other as they fall due.
// Source: https://docs.stripe.com/billing/testing/test-clocks

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { attempted, attemptsAfter } from '../invoices/attempts.ts';
import { setDelinquent } from '../invoices/delinquency.ts';
import { voidInvoice } from '../invoices/end-invoice.ts';
import { withoutAutomaticTax } from '../invoices/invoice-sums.ts';
import { finalizeInvoice, payInvoice, subscriptionOf } from '../invoices/pay-invoice.ts';
import { expirePending, isResuming } from '../invoices/pending-update.ts';
import { at } from '../objects/clocked.ts';
import { change } from '../objects/make.ts';
import { settle, waitingDebits } from '../invoices/settle-debits.ts';
import { isPast, type Due, type Since } from './dues.ts';
import { hasEnded } from './has-ended.ts';
import { duesOfDueDate, duesOfRenewal } from './notices.ts';
import { duesOfWaiting } from './pending-interval.ts';
import { endSubscription, passTrial, renew } from './renewing.ts';
import { duesOfSchedule } from './schedule-phases.ts';
import { cancelScheduleOf } from './scheduled.ts';
import { endOfFirst, itemsOf } from './subscribing.ts';
import { noticeSeconds } from './trial-notice.ts';

/** So long a first invoice may wait for its payment. */
const incompleteSeconds = 23 * 3600;
/** Nine subscriptions, renewed each day for two years, need less than half of that. */
const stepsMax = 50_000;

/** Everything between the two instants, of the customers on this clock. */
export function elapse(
  call: Call,
  clock: string,
  { from, to }: { from: number; to: number },
): void {
  const told = new Set<string>();
  let reached = from;
  const customers = call.all('customer').filter((customer) => customer['test_clock'] === clock);
  const ids = new Set(customers.map(({ id }) => id));
  for (let step = 0; step < stepsMax; step += 1) {
    const next = [...duesOf(call, ids, { from, reached, told }), ...duesOfDebits(call, clock)]
      .filter(({ time }) => time <= to)
      .sort((one, other) => one.time - other.time)[0];
    if (!next) return;
    reached = Math.max(next.time, reached);
    const moved = call.get('test_helpers.test_clock', clock);
    if (moved) call.put({ ...moved, frozen_time: reached });
    const then = { ...at(call, reached), emit: call.emitByTime };
    next.run(then);
  }
}

function duesOf(call: Call, customers: ReadonlySet<string>, since: Since): readonly Due[] {
  const isOurs = ({ customer }: ApiObject): boolean => customers.has(String(customer));
  // Phases come first: what is renewed at the same time has the items of the next one.
  return [
    ...call
      .all('subscription_schedule')
      .filter(isOurs)
      .flatMap((one) => duesOfSchedule(one, since)),
    ...call
      .all('subscription')
      .filter(isOurs)
      .flatMap((one) => duesOfSubscription(one, call, since)),
    ...call
      .all('invoice')
      .filter(isOurs)
      .flatMap((one) => [...duesOfInvoice(one), ...duesOfDueDate(one, since)]),
  ];
}

function duesOfDebits(call: Call, clock: string): readonly Due[] {
  return waitingDebits(call, clock).map(({ id, time }) => ({
    time,
    run: (now) => settle(id, now),
  }));
}

function duesOfSubscription(subscription: ApiObject, call: Call, since: Since): readonly Due[] {
  const { id, status } = subscription;
  const chosen = [
    ...duesOfPending(subscription),
    ...(going.has(status) ? duesOfWaiting(subscription) : []),
    ...duesOfChosenEnd(subscription),
    ...duesOfCollection(subscription),
  ];
  if (status === 'trialing') {
    const end = Number(subscription['trial_end']);
    const notice = end - noticeSeconds;
    const announce = (now: Call): void => {
      since.told.add(id);
      now.emit('customer.subscription.trial_will_end', subscription);
    };
    return [
      ...chosen,
      ...duesOfRenewal(subscription, end, since),
      ...(isPast(notice, id, since) ? [] : [{ time: notice, run: announce }]),
      { time: end, run: (now) => passTrial(subscription, now) },
    ];
  }
  if (status === 'incomplete') {
    const time = Number(subscription['created']) + incompleteSeconds;
    return [{ time, run: (now) => expire(subscription, now) }];
  }
  if (status === 'paused' || isResuming(subscription)) return chosen;
  if (status !== 'active' && status !== 'past_due') return [];
  const end = endOfFirst(itemsOf(subscription, call));
  if (!Number.isFinite(end)) return [];
  return [
    ...chosen,
    ...duesOfRenewal(subscription, end, since),
    { time: end, run: (now) => renew(subscription, now) },
  ];
}

/** What waits is billed then. */
const going: ReadonlySet<unknown> = new Set(['active', 'past_due', 'trialing']);

function duesOfPending(subscription: ApiObject): readonly Due[] {
  const { expires_at: time } = Object(subscription['pending_update']) as {
    readonly expires_at?: number;
  };
  if (time === undefined) return [];
  return [{ time, run: (now) => void expirePending(subscription, now) }];
}

function duesOfChosenEnd(subscription: ApiObject): readonly Due[] {
  const { cancel_at: time, cancel_at_period_end: isWithPeriod } = subscription;
  if (typeof time !== 'number' || isWithPeriod === true) return [];
  return [{ time, run: (now) => endSubscription(subscription, now) }];
}

/** When its payments are collected again. */
function duesOfCollection(subscription: ApiObject): readonly Due[] {
  const { resumes_at: time } = Object(subscription['pause_collection']) as {
    readonly resumes_at?: number | null;
  };
  if (typeof time !== 'number') return [];
  const values = { pause_collection: null };
  const run = (now: Call): void =>
    void change(now, subscription, values, 'customer.subscription.updated');
  return [{ time, run }];
}

function duesOfInvoice(invoice: ApiObject): readonly Due[] {
  const { status, automatically_finalizes_at: final, next_payment_attempt: next } = invoice;
  if (status === 'draft' && typeof final === 'number') {
    return [{ time: final, run: (now) => finalizeAndPay(invoice, now) }];
  }
  if (status === 'open' && typeof next === 'number') {
    return [{ time: next, run: (now) => tryToPay(invoice, now) }];
  }
  return [];
}

/** Nobody has paid its first invoice in time. */
function expire(subscription: ApiObject, call: Call): void {
  const values = { ended_at: call.now, status: 'incomplete_expired' };
  const after = change(call, subscription, values, 'customer.subscription.updated');
  cancelScheduleOf(after, call);
  const invoice = call.get('invoice', String(subscription['latest_invoice']));
  if (invoice?.['status'] === 'open') voidInvoice(invoice, call);
}

function finalizeAndPay(draft: ApiObject, call: Call): void {
  const open = finalizeInvoice(call, withoutAutomaticTax(call, draft));
  if (open['status'] !== 'open') return;
  if (open['collection_method'] === 'send_invoice') call.emit('invoice.sent', open);
  else tryToPay(open, call);
}

function tryToPay(invoice: ApiObject, call: Call): void {
  try {
    payInvoice(call, invoice, { isAutomatic: true });
    setStatus(invoice, 'active', call);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const known = call.get('invoice', invoice.id) ?? invoice;
    const { isKept: isTried } = error;
    const failed = isTried ? known : neverTried(known, call);
    const isLast = isTried && failed['next_payment_attempt'] === null;
    setDelinquent(failed['customer'], true, call);
    setStatus(invoice, isLast ? 'canceled' : 'past_due', call);
  }
}

/**
 * Without a means of payment it failed all the same, and is not tried again.
 * Source: https://docs.stripe.com/billing/revenue-recovery/smart-retries
 */
function neverTried(invoice: ApiObject, call: Call): ApiObject {
  const attempt = { count: attemptsAfter(invoice, call, true), next: null };
  return attempted(call, invoice, attempt, 'invoice.payment_failed');
}

function setStatus(invoice: ApiObject, status: string, call: Call): void {
  const subscription = subscriptionOf(invoice, call);
  if (!subscription || subscription['status'] === status || hasEnded(subscription)) return;
  if (status === 'canceled') endSubscription(subscription, call, 'delinquent');
  else change(call, subscription, { status }, 'customer.subscription.updated');
}
