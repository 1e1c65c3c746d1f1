// Time that passes on a test clock: trials end, periods are renewed and billed, payments are tried
// again, one after the other as they fall due.
// Source: https://docs.stripe.com/billing/testing/test-clocks

import { ApiError } from '../wire/api-error.ts';
import type { ApiObject, Call } from './behaviour.ts';
import { at } from './clocked.ts';
import { withLines, withoutAutomaticTax } from './invoice-sums.ts';
import { customerOf, dataOf, lineOfItem, pendingItems } from './invoicing.ts';
import { change } from './make.ts';
import { defaultMethod, finalizeInvoice, payInvoice, subscriptionOf } from './pay-invoice.ts';
import { datesOf, periodFrom, type Period } from './period.ts';
import { isMetered } from './pricing.ts';
import { invoiceOf, itemsList, itemsOf } from './subscribing.ts';

const daySeconds = 86_400;
/** A draft waits an hour before it is final. */
export const draftSeconds = 3600;
/** Until the next attempt, by how many there were. */
const retryDays: readonly number[] = [3, 5, 7];
const noticeSeconds = 3 * daySeconds;
/** So long a first invoice may wait for its payment. */
const incompleteSeconds = 23 * 3600;
/** No clock goes so far that more could fall due. */
const stepsMax = 10_000;

interface Due {
  readonly time: number;
  run(call: Call): void;
}

/** Everything between the two instants, of the customers on this clock. */
export function elapse(
  call: Call,
  clock: string,
  { from, to }: { from: number; to: number },
): void {
  const told = new Set<string>();
  const customers = call.all('customer').filter((customer) => customer['test_clock'] === clock);
  const ids = new Set(customers.map(({ id }) => id));
  for (let step = 0; step < stepsMax; step += 1) {
    const next = duesOf(call, ids, { from, told })
      .filter(({ time }) => time <= to)
      .sort((one, other) => one.time - other.time)[0];
    if (!next) return;
    next.run({ ...at(call, Math.max(next.time, from)), emit: call.emitByTime });
  }
}

interface Since {
  readonly from: number;
  /** Subscriptions whose end of trial was announced. */
  readonly told: Set<string>;
}

function duesOf(call: Call, customers: ReadonlySet<string>, since: Since): readonly Due[] {
  const isOurs = ({ customer }: ApiObject): boolean => customers.has(String(customer));
  return [
    ...call
      .all('subscription')
      .filter(isOurs)
      .flatMap((one) => duesOfSubscription(one, call, since)),
    ...call.all('invoice').filter(isOurs).flatMap(duesOfInvoice),
    ...call
      .all('subscription_schedule')
      .filter(isOurs)
      .flatMap((one) => duesOfSchedule(one, since)),
  ];
}

function duesOfSubscription(
  subscription: ApiObject,
  call: Call,
  { from, told }: Since,
): readonly Due[] {
  const { id, status } = subscription;
  if (status === 'trialing') {
    const end = Number(subscription['trial_end']);
    const notice = end - noticeSeconds;
    const isNoticed = told.has(id) || notice <= from;
    const announce = (now: Call): void => {
      told.add(id);
      now.emit('customer.subscription.trial_will_end', subscription);
    };
    return [
      ...(isNoticed ? [] : [{ time: notice, run: announce }]),
      { time: end, run: (now) => void endTrial(subscription, now) },
    ];
  }
  if (status === 'incomplete') {
    const time = Number(subscription['created']) + incompleteSeconds;
    return [{ time, run: (now) => expire(subscription, now) }];
  }
  if (status !== 'active' && status !== 'past_due') return [];
  const [first] = itemsOf(subscription, call);
  const end = first?.['current_period_end'];
  return typeof end === 'number' ? [{ time: end, run: (now) => renew(subscription, now) }] : [];
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

/** Its next period, or its end. */
export function renew(subscription: ApiObject, call: Call): void {
  if (subscription['cancel_at_period_end'] === true) {
    endSubscription(subscription, call);
    return;
  }
  begin(subscription, call, { used: usedPeriods(itemsOf(subscription, call)) });
}

/** Nobody has paid its first invoice in time. */
function expire(subscription: ApiObject, call: Call): void {
  const values = { ended_at: call.now, status: 'incomplete_expired' };
  change(call, subscription, values, 'customer.subscription.updated');
  const invoice = call.get('invoice', String(subscription['latest_invoice']));
  if (invoice?.['status'] !== 'open') return;
  const transitions = { ...Object(invoice['status_transitions']), voided_at: call.now };
  const told = { auto_advance: false, status: 'void', status_transitions: transitions };
  change(call, invoice, told, 'invoice.voided');
}

export function endSubscription(subscription: ApiObject, call: Call): void {
  const values = { canceled_at: subscription['canceled_at'] ?? call.now, ended_at: call.now };
  change(call, subscription, { ...values, status: 'canceled' }, 'customer.subscription.deleted');
  const items = itemsOf(subscription, call);
  if (!items.some(({ price }) => isMetered(price as ApiObject))) return;
  const draft = invoiceOf(call, subscription, customerOf(subscription['customer'], call), {
    reason: 'subscription_cycle',
    isTrial: false,
    used: usedPeriods(items),
    isUsageOnly: true,
  });
  change(call, draft, {
    auto_advance: true,
    automatically_finalizes_at: call.now + draftSeconds,
  });
}

function usedPeriods(items: readonly ApiObject[]): ReadonlyMap<string, Period> {
  return new Map(
    items.map(({ id, current_period_start: start, current_period_end: end }) => [
      id,
      { start: Number(start), end: Number(end) },
    ]),
  );
}

interface Begun {
  readonly values?: object;
  /** By item: the period whose usage is billed. That of a trial is free. */
  readonly used?: ReadonlyMap<string, Period>;
}

/** The next period, with a draft of its invoice. */
function begin(
  subscription: ApiObject,
  call: Call,
  { values = {}, used = new Map() }: Begun,
): ApiObject {
  const anchor = new Date(Number(subscription['billing_cycle_anchor']) * 1000).getUTCDate();
  const items = itemsOf(subscription, call).map((item) => {
    const period = periodFrom(call.now, item['price'] as ApiObject, anchor);
    return change(call, item, datesOf(period));
  });
  const customer = customerOf(subscription['customer'], call);
  const begun = { ...subscription, ...values, items: itemsList(subscription.id, items) };
  call.put(begun);
  const billing = { reason: 'subscription_cycle', isTrial: false, used };
  const draft = invoiceOf(call, begun, customer, billing);
  const pending = pendingItems(customer, call).map((item) => lineOfItem(call, draft.id, item));
  const isSent = subscription['collection_method'] === 'send_invoice';
  change(call, withLines(call, draft, [...dataOf(draft['lines']), ...pending]), {
    auto_advance: true,
    automatically_finalizes_at: call.now + draftSeconds,
    ...(isSent
      ? { due_date: call.now + Number(subscription['days_until_due'] ?? 30) * daySeconds }
      : {}),
  });
  const billed = call.get('subscription', begun.id) ?? begun;
  const after = change(call, billed, { latest_invoice: draft.id });
  call.emit('customer.subscription.updated', after, subscription);
  return after;
}

/** Without a means of payment it goes on, pauses or ends, as its settings say. */
export function endTrial(subscription: ApiObject, call: Call): ApiObject {
  const method = defaultMethod(subscription, call);
  const { end_behavior: behavior } = Object(subscription['trial_settings']) as {
    readonly end_behavior?: { readonly missing_payment_method?: string };
  };
  const choice = method === undefined ? behavior?.missing_payment_method : undefined;
  const over = { trial_end: call.now };
  if (choice === 'pause') {
    return change(
      call,
      subscription,
      { ...over, status: 'paused' },
      'customer.subscription.paused',
    );
  }
  if (choice === 'cancel') {
    const ended = { ...over, canceled_at: call.now, ended_at: call.now, status: 'canceled' };
    return change(call, subscription, ended, 'customer.subscription.deleted');
  }
  const values = { ...over, billing_cycle_anchor: call.now, status: 'active' };
  return begin(subscription, call, { values });
}

function finalizeAndPay(draft: ApiObject, call: Call): void {
  const plain = withoutAutomaticTax(call, draft);
  const open = finalizeInvoice(call, change(call, plain, { automatically_finalizes_at: null }));
  if (open['status'] === 'open' && open['collection_method'] !== 'send_invoice')
    tryToPay(open, call);
}

function tryToPay(invoice: ApiObject, call: Call): void {
  try {
    payInvoice(call, change(call, invoice, { next_payment_attempt: null }));
    setStatus(invoice, 'active', call);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const failed = call.get('invoice', invoice.id) ?? invoice;
    const days = retryDays[Number(failed['attempt_count']) - 1];
    const isLast = days === undefined;
    const next = isLast ? null : call.now + days * daySeconds;
    change(call, failed, { next_payment_attempt: next });
    setStatus(invoice, isLast ? 'canceled' : 'past_due', call);
  }
}

function setStatus(invoice: ApiObject, status: string, call: Call): void {
  const subscription = subscriptionOf(invoice, call);
  if (!subscription || [status, 'canceled'].includes(String(subscription['status']))) return;
  if (status === 'canceled') endSubscription(subscription, call);
  else change(call, subscription, { status }, 'customer.subscription.updated');
}

const scheduleNoticeDays = 10;

interface SchedulePhase {
  readonly start_date: number;
  readonly end_date: number;
  readonly items: readonly { readonly price: string; readonly quantity: number }[];
}

/** Announced before its last phase ends: nine days before, the official recipe finds it there. */
function duesOfSchedule(schedule: ApiObject, { from, told }: Since): readonly Due[] {
  const phases = schedule['phases'] as readonly SchedulePhase[];
  const current = schedule['current_phase'] as SchedulePhase | null;
  if (schedule['status'] !== 'active' || !current) return [];
  const index = phases.findIndex(({ start_date: start }) => start === current.start_date);
  const next = phases[index + 1];
  if (next) return [{ time: current.end_date, run: (now) => enterPhase(schedule, next, now) }];
  const notice = current.end_date - scheduleNoticeDays * daySeconds;
  const isNoticed = told.has(schedule.id) || current.end_date <= from;
  const announce = (now: Call): void => {
    told.add(schedule.id);
    now.emit('subscription_schedule.expiring', schedule);
  };
  return [
    ...(isNoticed ? [] : [{ time: notice, run: announce }]),
    { time: current.end_date, run: (now) => complete(schedule, now) },
  ];
}

function enterPhase(schedule: ApiObject, phase: SchedulePhase, call: Call): void {
  const { start_date: start, end_date: last } = phase;
  const current = { end_date: last, start_date: start };
  change(call, schedule, { current_phase: current }, 'subscription_schedule.updated');
  const subscription = call.get('subscription', String(schedule['subscription']));
  if (!subscription) return;
  const items = itemsOf(subscription, call).map((item, index) => {
    const asked = phase.items[index];
    const price = call.get('price', String(asked?.price)) ?? item['price'];
    return change(call, item, { price, quantity: asked?.quantity ?? item['quantity'] });
  });
  const list = itemsList(subscription.id, items);
  change(call, subscription, { items: list }, 'customer.subscription.updated');
}

function complete(schedule: ApiObject, call: Call): void {
  const done = { completed_at: call.now, current_phase: null, status: 'completed' };
  change(call, schedule, done, 'subscription_schedule.completed');
  const subscription = call.get('subscription', String(schedule['subscription']));
  if (!subscription) return;
  if (schedule['end_behavior'] === 'cancel') endSubscription(subscription, call);
  else change(call, subscription, { schedule: null });
}
