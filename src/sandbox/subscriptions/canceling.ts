// A subscription that is canceled now: what it gives back, and the invoice that it makes then.
// Source: https://docs.stripe.com/api/subscriptions/cancel

import type { ApiObject, Call } from '../behaviour.ts';
import { dataOf, waitingFor } from '../invoices/invoicing.ts';
import { expirePending } from '../invoices/pending-update.ts';
import { stopCollecting } from '../invoices/uncollected.ts';
import type { Values } from '../objects/skeleton.ts';
import { isFlexible } from './billing-mode.ts';
import { noDetails } from './ending.ts';
import { invoiceLater, prorationItems } from './prorating.ts';
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
  const known = expirePending(before, call);
  stopCollecting(known, call);
  const after = {
    ...known,
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
  if (!isBilled) {
    if (!isGivenBack) dropProrations(subscription, call);
    const credits = isGivenBack ? credited(subscription, call) : [];
    for (const item of credits) setFree(item, call);
    return {};
  }
  const waiting = dueAtEnd(subscription, isGivenBack, call);
  if (waiting.length === 0) return {};
  return { latest_invoice: invoiceLater(subscription, waiting, 'subscription_cycle', call) };
}

/** The items of its last invoice: what is given back, what was used, and what else waits. */
export function dueAtEnd(
  subscription: ApiObject,
  isGivenBack: boolean,
  call: Call,
): readonly ApiObject[] {
  if (isGivenBack) credited(subscription, call);
  if (!isGivenBack || !isFlexible(subscription)) billUsage(subscription, call);
  return waitingFor(subscription, call);
}

/** Nothing is given back, and nothing more is charged; what else waits goes on waiting. */
function dropProrations(subscription: ApiObject, call: Call): void {
  const { id } = subscription;
  for (const item of waitingFor(subscription, call)) {
    const { subscription: of } = Object(Object(item['parent']).subscription_details) as Values;
    if (item['proration'] !== true || of !== id) continue;
    call.remove(item);
    call.emit('invoiceitem.deleted', item);
  }
}

/** For any invoice of the customer to come: this subscription has none any more. */
function setFree({ proration_details: _details, ...item }: ApiObject, { put }: Call): void {
  put({ ...item, parent: null } as ApiObject);
}

/** As items that wait. */
function billUsage(subscription: ApiObject, call: Call): void {
  const items = dataOf(subscription['items']);
  const told = items.flatMap((item) => unbilledUsage(item, subscription, call));
  prorationItems(subscription, told, call);
}
