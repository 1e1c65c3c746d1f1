// The renewal of a subscription that comes next, with the invoice that it makes: as if its time had come.
// Source: https://docs.stripe.com/api/invoices/create_preview

import type { ApiObject, Call } from '../behaviour.ts';
import { draftSeconds } from '../invoices/advancement.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { at } from '../objects/clocked.ts';
import { hasEnded } from './has-ended.ts';
import { endSubscription, passTrial, renew } from './renewing.ts';
import { duesOfSchedule } from './schedule-phases.ts';
import { endOfFirst, itemsOf } from './subscribing.ts';

/** The draft, for a call that keeps nothing; undefined where there will be none. */
export function renewal(subscription: ApiObject, call: Call): ApiObject | undefined {
  if (hasEnded(subscription)) return undefined;
  const customer = customerOf(subscription['customer'], call);
  const before = new Set(invoicesOf(customer, call).map(({ id }) => id));
  const made = (): ApiObject | undefined =>
    invoicesOf(customer, call).find(({ id }) => !before.has(id));
  let begun: ApiObject | undefined;
  const emit = (type: string, object: ApiObject): void => {
    if (type === 'invoice.created') begun ??= object;
  };
  const then = (time: number): Call => ({ ...at(call, time), emit });
  const planned = afterPhases(subscription, call, then);
  if (!made() && !hasEnded(planned)) {
    const end = then(endOf(planned, call));
    if (planned['status'] === 'trialing') passTrial(planned, end);
    else renewAsPlanned(planned, end);
  }
  const invoice = made();
  // One that is billed at once is told as it is before that.
  const draft = invoice?.['status'] === 'draft' ? invoice : begun;
  return draft && { ...draft, next_payment_attempt: Number(draft['created']) + draftSeconds };
}

/** As the phases leave it that begin, or are over, by the time it is renewed. */
function afterPhases(subscription: ApiObject, call: Call, then: (time: number) => Call): ApiObject {
  const told = new Set<string>();
  let known = subscription;
  for (;;) {
    const end = endOf(known, call);
    const schedule = call.get('subscription_schedule', String(known['schedule']));
    const since = { from: call.now, reached: end, told };
    const dues = schedule && !hasEnded(known) ? duesOfSchedule(schedule, since) : [];
    const [next] = dues.filter(({ time }) => time <= end);
    if (!next) return known;
    next.run(then(next.time));
    known = call.get('subscription', subscription.id) ?? known;
  }
}

function renewAsPlanned(before: ApiObject, call: Call): void {
  const { cancel_at: chosen, cancel_at_period_end: isWithPeriod } = before;
  const isOver = isWithPeriod !== true && typeof chosen === 'number' && chosen <= call.now;
  if (isOver) endSubscription(before, call);
  else renew(before, call);
}

/** Of its trial or period, or before that where it is to be canceled. */
function endOf(subscription: ApiObject, call: Call): number {
  if (subscription['status'] === 'trialing') return Number(subscription['trial_end']);
  return Math.min(
    endOfFirst(itemsOf(subscription, call)),
    Number(subscription['cancel_at'] ?? Infinity),
  );
}

function invoicesOf({ id }: ApiObject, { having }: Call): readonly ApiObject[] {
  return having('invoice', 'customer', id);
}
