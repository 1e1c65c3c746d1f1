// Phases of subscription schedules, as they begin and end.
// Source: https://docs.stripe.com/billing/subscriptions/subscription-schedules

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { expirePending } from '../invoices/pending-update.ts';
import { mergeMetadata, type Metadata } from '../checking/metadata.ts';
import { change, withParams } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { discountsOf } from '../prices/discounts.ts';
import { addItems } from './added-items.ts';
import { askedMode } from './billing-mode.ts';
import { changeItems } from './changed-items.ts';
import { isPast, type Due, type Since } from './dues.ts';
import { hasEnded } from './has-ended.ts';
import {
  askedAdded,
  askedDiscounts,
  askedPart,
  askedSettings,
  beginsPeriods,
  redeemable,
} from './phase-terms.ts';
import type { Phase } from './phase-terms.ts';
import { spanOf } from './phases.ts';
import { itemsInstead } from './preview-details.ts';
import { isResting } from './prorating.ts';
import { endSubscription } from './renewing.ts';
import { billedChanges, restarted, tried } from './restarting.ts';
import { subscribe } from './subscribe.ts';
import { itemsOf } from './subscribing.ts';
import { taxesAndDiscounts } from './terms.ts';

const daySeconds = 86_400;
const scheduleNoticeDays = 10;

/** Announced before its last phase ends: nine days before, the official recipe finds it there. */
export function duesOfSchedule(schedule: ApiObject, since: Since): readonly Due[] {
  const phases = schedule['phases'] as readonly Phase[];
  const current = schedule['current_phase'] as Phase | null;
  const [first] = phases;
  if (schedule['status'] === 'not_started' && first) {
    return [{ time: first.start_date, run: (now) => begin(schedule, now) }];
  }
  if (schedule['status'] !== 'active' || !current) return [];
  const index = phases.findIndex(({ start_date: start }) => start === current.start_date);
  const next = phases[index + 1];
  if (next) return [{ time: current.end_date, run: (now) => enterPhase(schedule, next, now) }];
  const notice = Math.max(current.start_date, current.end_date - scheduleNoticeDays * daySeconds);
  const announce = (now: Call): void => {
    since.told.add(schedule.id);
    now.emit('subscription_schedule.expiring', schedule);
  };
  return [
    ...(isPast(notice, schedule.id, since) ? [] : [{ time: notice, run: announce }]),
    { time: current.end_date, run: (now) => complete(schedule, now) },
  ];
}

function begin(schedule: ApiObject, call: Call): void {
  change(call, schedule, begun(schedule, call), 'subscription_schedule.updated');
}

/** With its first phase, and the subscription that it makes. */
export function begun(schedule: ApiObject, call: Call): ApiObject {
  const [described] = schedule['phases'] as readonly Phase[];
  if (!described) return schedule;
  const first = redeemable(described, undefined, schedule, call);
  const { trial_end: end } = first;
  const asked = {
    customer: String(schedule['customer']),
    add_invoice_items: askedAdded(first),
    currency: String(first['currency']),
    discounts: askedDiscounts(first['discounts'], []),
    items: first.items.map(askedPart),
    ...(typeof end === 'number' && end > call.now ? { trial_end: end } : {}),
    ...askedMode(schedule),
    ...askedSettings(first, schedule),
  };
  const subscription = subscribe(call, asked, { isBilledLater: true });
  change(call, subscription, { schedule: schedule.id });
  const told = { current_phase: spanOf(first), status: 'active', subscription: subscription.id };
  return { ...schedule, ...told };
}

function enterPhase(schedule: ApiObject, phase: Phase, call: Call): void {
  const current = { current_phase: spanOf(phase) };
  change(call, schedule, current, 'subscription_schedule.updated');
  const subscription = goingOn(schedule, call);
  if (!subscription) return;
  const before = expirePending(subscription, call);
  applyPhase(before, { phase, former: undefined, schedule }, call);
}

/** Its subscription; undefined where that is over, or has not begun. */
export function goingOn(schedule: ApiObject, { get }: Call): ApiObject | undefined {
  const subscription = get('subscription', String(schedule['subscription']));
  return subscription && !hasEnded(subscription) ? subscription : undefined;
}

export interface Applied {
  readonly phase: Phase;
  /** As the phase was before, where it has begun already: what is the same was asked for then. */
  readonly former: Phase | undefined;
  readonly schedule: ApiObject;
}

/** Its items and its terms; what is left of a period that goes on is given back, and charged anew. */
export function applyPhase(subscription: ApiObject, applied: Applied, call: Call): void {
  const left = (one: Phase): Phase => redeemable(one, subscription, applied.schedule, call);
  const phase = left(applied.phase);
  const former = applied.former && left(applied.former);
  const { trial_end: end, proration_behavior: behavior } = phase;
  const wishes = wishesOf(subscription, { ...applied, phase, former }, call);
  const asked = withParams(call, {
    ...wishes,
    items: itemsInstead(subscription, { items: phase.items }, call) ?? [],
    proration_behavior: String(behavior ?? 'create_prorations'),
    ...(typeof end === 'number' && end > call.now ? { trial_end: end } : {}),
  });
  const settled: ApiObject = {
    ...subscription,
    ...settingsIn(subscription, wishes),
    ...taxesAndDiscounts(subscription, asked),
  };
  addItems(settled, true, asked);
  call.put(settled);
  const after = changed(settled, asked);
  change(call, subscription, after, 'customer.subscription.updated');
}

function wishesOf(
  subscription: ApiObject,
  { phase, former, schedule }: Applied,
  call: Call,
): FormObject {
  const isNew = (name: string): boolean =>
    JSON.stringify(phase[name]) !== JSON.stringify(former?.[name]);
  const held = discountsOf(subscription['discounts'], call);
  return {
    ...(former === undefined && beginsPeriods(phase, schedule)
      ? { billing_cycle_anchor: 'now' }
      : {}),
    ...(isNew('add_invoice_items') ? { add_invoice_items: askedAdded(phase) } : {}),
    ...(isNew('discounts') ? { discounts: askedDiscounts(phase['discounts'], held) } : {}),
    ...askedSettings(phase, schedule),
  };
}

/** What an update takes as it is. */
function settingsIn({ metadata: before }: ApiObject, wishes: FormObject): Values {
  const names = ['collection_method', 'days_until_due', 'default_payment_method', 'description'];
  const told = Object.entries(wishes).filter(([name]) => names.includes(name));
  const { metadata = {} } = wishes;
  return {
    ...Object.fromEntries(told),
    metadata: mergeMetadata((before ?? {}) as Metadata, metadata),
  };
}

function changed(settled: ApiObject, asked: Call): ApiObject {
  const { trial_end: end, billing_cycle_anchor: anchor } = asked.params;
  if (end !== undefined && end !== settled['trial_end']) return tried(settled, settled, asked);
  const held = itemsOf(settled, asked);
  const isOver = (item: ApiObject): boolean => Number(item['current_period_end']) <= asked.now;
  const isAnew = anchor === 'now' && !isResting(settled);
  if (isAnew && !held.every(isOver)) return restarted(settled, held, asked);
  const { after, changes } = changeItems(settled, held, asked);
  const begun = isAnew ? { ...after, billing_cycle_anchor: asked.now } : after;
  if (changes.length === 0) return begun;
  const isRenewed = held.every(isOver) && changes.every(({ after: one }) => !one || isOver(one));
  // The invoice of the next period tells the rest.
  return isRenewed ? begun : billedChanges({ after: begun, changes }, asked);
}

function complete(schedule: ApiObject, call: Call): void {
  const done = { completed_at: call.now, current_phase: null, status: 'completed' };
  change(call, schedule, done, 'subscription_schedule.completed');
  const subscription = goingOn(schedule, call);
  if (!subscription) return;
  if (schedule['end_behavior'] === 'cancel') endSubscription(subscription, call);
  else change(call, subscription, { schedule: null }, 'customer.subscription.updated');
}
