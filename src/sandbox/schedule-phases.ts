// Phases of subscription schedules, as they begin and end.
// Source: https://docs.stripe.com/billing/subscriptions/subscription-schedules

import type { ApiObject, Call } from './behaviour.ts';
import type { Due, Since } from './elapse.ts';
import { change } from './make.ts';
import { endSubscription } from './renewing.ts';
import { itemsList, itemsOf } from './subscribing.ts';

const daySeconds = 86_400;
const scheduleNoticeDays = 10;

interface SchedulePhase {
  readonly start_date: number;
  readonly end_date: number;
  readonly items: readonly { readonly price: string; readonly quantity: number }[];
}

/** Announced before its last phase ends: nine days before, the official recipe finds it there. */
export function duesOfSchedule(schedule: ApiObject, { from, told }: Since): readonly Due[] {
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
