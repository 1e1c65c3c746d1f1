// Phases of subscription schedules, as they begin and end.
// Source: https://docs.stripe.com/billing/subscriptions/subscription-schedules

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { expirePending } from '../invoices/pending-update.ts';
import { change, withParams } from '../objects/make.ts';
import { askedMode } from './billing-mode.ts';
import { changeItems } from './changed-items.ts';
import { isPast, type Due, type Since } from './dues.ts';
import { hasEnded } from './has-ended.ts';
import { spanOf, type Phase } from './phases.ts';
import { itemsInstead } from './preview-details.ts';
import { endSubscription } from './renewing.ts';
import { billedChanges } from './restarting.ts';
import { subscribe } from './subscribe.ts';
import { itemsOf } from './subscribing.ts';

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
  const [first] = schedule['phases'] as readonly Phase[];
  if (!first) return schedule;
  const asked = {
    customer: String(schedule['customer']),
    items: first.items.map(({ price, quantity }) => ({ price, quantity })),
    ...askedMode(schedule),
    ...settingsFor(first, schedule),
  };
  const subscription = subscribe(call, asked, { isBilledLater: true });
  change(call, subscription, { schedule: schedule.id });
  const told = { current_phase: spanOf(first), status: 'active', subscription: subscription.id };
  return { ...schedule, ...told };
}

/** What the phase says of the subscription, or the schedule in its stead. */
function settingsFor(phase: Phase, { default_settings: usual }: ApiObject): FormObject {
  const defaults = Object(usual) as Phase;
  const names = ['collection_method', 'default_payment_method', 'description'];
  const named = names.map((name) => [name, phase[name] ?? defaults[name]]);
  const days = [phase, defaults].map(({ invoice_settings: one }) => Object(one).days_until_due);
  const due = days.find((one) => typeof one === 'number');
  const given = [...named, ['days_until_due', due]].filter(([, value]) => value !== undefined);
  const told = given.filter(([, value]) => value !== null);
  return { ...(Object.fromEntries(told) as FormObject), metadata: phase['metadata'] as FormObject };
}

function enterPhase(schedule: ApiObject, phase: Phase, call: Call): void {
  const current = { current_phase: spanOf(phase) };
  change(call, schedule, current, 'subscription_schedule.updated');
  const subscription = goingOn(schedule, call);
  if (subscription) applyPhase(expirePending(subscription, call), phase, call);
}

/** Its subscription; undefined where that is over, or has not begun. */
export function goingOn(schedule: ApiObject, { get }: Call): ApiObject | undefined {
  const subscription = get('subscription', String(schedule['subscription']));
  return subscription && !hasEnded(subscription) ? subscription : undefined;
}

/** Its items; what is left of a period that goes on is given back, and charged anew. */
export function applyPhase(subscription: ApiObject, phase: Phase, call: Call): void {
  const asked = withParams(call, {
    items: itemsInstead(subscription, { items: phase.items }, call) ?? [],
    proration_behavior: String(phase['proration_behavior'] ?? 'create_prorations'),
  });
  const held = itemsOf(subscription, call);
  const { after, changes } = changeItems(subscription, held, asked);
  if (changes.length === 0) return;
  const isOver = (item: ApiObject): boolean => Number(item['current_period_end']) <= call.now;
  const isRenewed = held.every(isOver) && changes.every(({ after: one }) => !one || isOver(one));
  // The invoice of the next period tells the rest.
  const values = isRenewed ? after : billedChanges({ after, changes }, asked);
  change(call, subscription, values, 'customer.subscription.updated');
}

function complete(schedule: ApiObject, call: Call): void {
  const done = { completed_at: call.now, current_phase: null, status: 'completed' };
  change(call, schedule, done, 'subscription_schedule.completed');
  const subscription = goingOn(schedule, call);
  if (!subscription) return;
  if (schedule['end_behavior'] === 'cancel') endSubscription(subscription, call);
  else change(call, subscription, { schedule: null });
}
