// The renewal of a subscription that comes next, with the invoice that it makes: as if its time had come.
// Source: https://docs.stripe.com/api/invoices/create_preview

import type { ApiObject, Call } from '../behaviour.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { at } from '../objects/clocked.ts';
import { draftSeconds, endSubscription, passTrial, renew } from './renewing.ts';
import { duesOfSchedule } from './schedule-phases.ts';
import { endOfFirst, itemsOf } from './subscribing.ts';

/** The draft, for a call that keeps nothing; undefined where there will be none. */
export function renewal(subscription: ApiObject, call: Call): ApiObject | undefined {
  const customer = customerOf(subscription['customer'], call);
  const before = new Set(invoicesOf(customer, call).map(({ id }) => id));
  const isTrial = subscription['status'] === 'trialing';
  const end = isTrial ? Number(subscription['trial_end']) : endOf(subscription, call);
  let begun: ApiObject | undefined;
  const emit = (type: string, object: ApiObject): void => {
    if (type === 'invoice.created') begun ??= object;
  };
  const then = { ...at(call, end), emit };
  if (isTrial) passTrial(subscription, then);
  else renewAsPlanned(subscription, then);
  const made = invoicesOf(customer, call).find(({ id }) => !before.has(id));
  // One that is billed at once is told as it is before that.
  const draft = made?.['status'] === 'draft' ? made : begun;
  return draft && { ...draft, next_payment_attempt: end + draftSeconds };
}

/** With the items of the phase that begins at this time, if one does. */
function renewAsPlanned(before: ApiObject, call: Call): void {
  const schedule = call.get('subscription_schedule', String(before['schedule']));
  const since = { from: call.now, reached: call.now, told: new Set<string>() };
  const dues = schedule ? duesOfSchedule(schedule, since) : [];
  for (const { time, run } of dues) if (time === call.now) run(call);
  const after = call.get('subscription', before.id) ?? before;
  if (after['status'] === 'canceled' || endOf(after, call) > call.now) return;
  const { cancel_at: chosen, cancel_at_period_end: isWithPeriod } = after;
  const isOver = isWithPeriod !== true && typeof chosen === 'number' && chosen <= call.now;
  if (isOver) endSubscription(after, call);
  else renew(after, call);
}

/** Of its period, or before that where it is to be canceled. */
function endOf(subscription: ApiObject, call: Call): number {
  return Math.min(
    endOfFirst(itemsOf(subscription, call)),
    Number(subscription['cancel_at'] ?? Infinity),
  );
}

function invoicesOf({ id }: ApiObject, { having }: Call): readonly ApiObject[] {
  return having('invoice', 'customer', id);
}
