// A subscription and the schedule that it has: one does not end without the other.
// Source: https://docs.stripe.com/billing/subscriptions/subscription-schedules

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';

/** Statuses of a schedule that has something to come. */
const open: readonly unknown[] = ['not_started', 'active'];

export function isOpen({ status }: ApiObject): boolean {
  return open.includes(status);
}

/** That which decides on the subscription: undefined where there is none, or none any more. */
function scheduleOf({ schedule: id }: ApiObject, { get }: Call): ApiObject | undefined {
  const schedule = typeof id === 'string' ? get('subscription_schedule', id) : undefined;
  return schedule && isOpen(schedule) ? schedule : undefined;
}

const endings = ['cancel_at', 'cancel_at_period_end'];

/** Throws where a request wants to say when a subscription ends, and its schedule says so. */
export function refuseEnding({ schedule: id }: ApiObject, params: FormObject): void {
  if (typeof id !== 'string' || !endings.some((name) => params[name] !== undefined)) return;
  throw new ApiError(
    `The subscription is managed by the subscription schedule \`${id}\`, and updating any ` +
      'cancelation behavior directly is not allowed. Please update the schedule instead.',
  );
}

/** Why a subscription is over: as it was planned, unpaid, or with its customer. */
export type Cause = 'planned' | 'delinquent' | 'customer';

/** After a subscription is over: nothing is left of it that phases could change. */
export function cancelScheduleOf(
  subscription: ApiObject,
  call: Call,
  cause: Cause = 'planned',
): void {
  const schedule = scheduleOf(subscription, call);
  if (!schedule) return;
  const after = change(call, schedule, canceledNow(call));
  call.emit('subscription_schedule.canceled', after, schedule);
  if (cause === 'delinquent') call.emit('subscription_schedule.aborted', after);
}

export function canceledNow({ now }: Call): Readonly<Record<string, unknown>> {
  return { canceled_at: now, current_phase: null, status: 'canceled' };
}
