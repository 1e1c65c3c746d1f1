// A subscription that is canceled now: what it gives back, and the invoice that it makes then.
// Source: https://docs.stripe.com/api/subscriptions/cancel

import type { ApiObject, Call } from '../behaviour.ts';
import { collectionPause, customerOf, dataOf, pendingItems } from '../invoices/invoicing.ts';
import { expirePending } from '../invoices/pending-update.ts';
import { uncollected } from '../invoices/uncollected.ts';
import type { Values } from '../objects/skeleton.ts';
import { isFlexible } from './billing-mode.ts';
import { noDetails } from './ending.ts';
import { draftNow, prorationItems } from './prorating.ts';
import { draftSeconds } from './renewing.ts';
import { credited } from './restarting.ts';
import { unbilledUsage } from './unbilled-usage.ts';

export interface LastBill {
  /** `prorate`: what is left of the period is given back. */
  readonly isGivenBack: boolean;
  /** `invoice_now`: all that waits is billed. */
  readonly isBilled: boolean;
}

/** `told` are parts of its `cancellation_details`. */
export function canceled(
  before: ApiObject,
  asked: LastBill & { readonly told?: Values },
  call: Call,
): ApiObject {
  const after = {
    ...expirePending(before, call),
    ...lastBill(before, asked, call),
    cancel_at: null,
    cancel_at_period_end: false,
    // The day on which it was asked for, if that was before.
    canceled_at: before['canceled_at'] ?? call.now,
    cancellation_details: { ...noDetails, ...asked.told, reason: 'cancellation_requested' },
    ended_at: call.now,
    status: 'canceled',
  };
  call.emit('customer.subscription.deleted', after);
  return after;
}

/** Gives what the subscription tells of it. */
function lastBill(
  subscription: ApiObject,
  { isGivenBack, isBilled }: LastBill,
  call: Call,
): Values {
  if (isGivenBack) credited(subscription, call);
  if (!isBilled) return {};
  if (!isGivenBack || !isFlexible(subscription)) billUsage(subscription, call);
  const customer = customerOf(subscription['customer'], call);
  const waiting = pendingItems(customer, call).filter(
    ({ parent }) => Object(Object(parent).subscription_details).subscription === subscription.id,
  );
  return waiting.length === 0 ? {} : lastDraft(subscription, waiting, call);
}

/** As items that wait. */
function billUsage(subscription: ApiObject, call: Call): void {
  const items = dataOf(subscription['items']);
  const told = items.flatMap((item) => unbilledUsage(item, subscription, call));
  prorationItems(subscription, told, call);
}

/** Final after an hour, as that of any period; at once where its payments are not collected. */
function lastDraft(subscription: ApiObject, items: readonly ApiObject[], call: Call): Values {
  const later = call.now + draftSeconds;
  const draft = {
    ...draftNow(subscription, items, call),
    auto_advance: true,
    automatically_finalizes_at: later,
    billing_reason: 'subscription_cycle',
    next_payment_attempt: later,
  };
  call.put(draft);
  call.emit('invoice.created', draft);
  if (collectionPause(draft)) uncollected(draft, call);
  return { latest_invoice: draft.id };
}
