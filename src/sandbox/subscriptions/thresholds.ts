// Usage that reaches a threshold before the period is over is billed then.
// Source: https://docs.stripe.com/billing/subscriptions/usage-based/thresholds

import type { ApiObject, Call } from '../behaviour.ts';
import { advancing } from '../invoices/advancement.ts';
import { detailsOf } from '../invoices/invoice-sums.ts';
import { collectionPause, customerOf, dataOf, waitingFor } from '../invoices/invoicing.ts';
import { uncollected } from '../invoices/uncollected.ts';
import { clockedFor } from '../objects/clocked.ts';
import { change } from '../objects/make.ts';
import { rehearsed } from '../objects/rehearsal.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { userOf, type Usage } from '../prices/metering.ts';
import type { Period } from '../prices/period.ts';
import { isMetered } from '../prices/pricing.ts';
import { sum } from '../prices/sums.ts';
import { begin } from './renewing.ts';
import { endOfFirst, invoiceOf, itemsOf } from './subscribing.ts';
import { priceOf } from './subscription-item.ts';
import { keepBilled, usagePeriod } from './unbilled-usage.ts';

/** So long before a period is over nothing of it is billed any more. */
const quietSeconds = 86_400;
/** Those that are billed for what they use. */
const going: ReadonlySet<unknown> = new Set(['active', 'past_due']);

/** After usage came in. */
export function billThresholds(usage: Usage, request: Call): void {
  const { customer } = userOf(usage, request) ?? {};
  if (customer === undefined || !request.get('customer', customer)) return;
  const call = { ...clockedFor(customer, request), emit: request.emitByTime };
  for (const one of call.having('subscription', 'customer', customer)) {
    if (!isWatched(one, call)) continue;
    const reached = reasonOf(draftOf(one, rehearsed(call)), one, call);
    if (reached) billUsage(one, reached, call);
  }
}

function isWatched(subscription: ApiObject, call: Call): boolean {
  const items = itemsOf(subscription, call);
  const isAsked = leastOf(subscription) !== undefined || items.some((item) => mostOf(item));
  const isEarly = endOfFirst(items) - call.now > quietSeconds;
  return isAsked && isEarly && going.has(subscription['status']);
}

/** In the smallest unit of its currency. */
function leastOf({ billing_thresholds: told }: ApiObject): number | undefined {
  const { amount_gte: amount } = inner(told);
  return typeof amount === 'number' ? amount : undefined;
}

/** In units of use. */
function mostOf({ billing_thresholds: told }: ApiObject): number | undefined {
  const { usage_gte: quantity } = inner(told);
  return typeof quantity === 'number' ? quantity : undefined;
}

/** Undefined where no threshold is reached. Discounts count, and taxes do not. */
function reasonOf(draft: ApiObject, subscription: ApiObject, call: Call): Values | undefined {
  const least = leastOf(subscription);
  const isAmount = least !== undefined && Number(draft['total_excluding_tax']) >= least;
  const items = itemsOf(subscription, call).flatMap((item) => {
    const lines = linesOf(draft, item);
    const used = sum(lines.map(({ quantity }) => Number(quantity)));
    const most = mostOf(item);
    const isReached = most !== undefined && used >= most;
    return isReached ? [{ line_item_ids: lines.map(({ id }) => id), usage_gte: most }] : [];
  });
  if (!isAmount && items.length === 0) return undefined;
  return { amount_gte: isAmount ? least : null, item_reasons: items };
}

function linesOf(draft: ApiObject, { id }: ApiObject): readonly ApiObject[] {
  return dataOf(draft['lines']).filter(({ parent }) => {
    const { proration, subscription_item: sold } = detailsOf(parent);
    return sold === id && proration !== true;
  });
}

/** Until now, with what is of this second. */
function usedPeriods(subscription: ApiObject, call: Call): ReadonlyMap<string, Period> {
  const items = itemsOf(subscription, call).filter((item) => isMetered(priceOf(item)));
  const end = call.now + 1;
  return new Map(items.map((item) => [item.id, { ...usagePeriod(item, call), end }]));
}

const reason = 'subscription_threshold';

function draftOf(subscription: ApiObject, call: Call): ApiObject {
  const used = usedPeriods(subscription, call);
  return invoiceOf(call, subscription, customerOf(subscription['customer'], call), {
    reason,
    isTrial: false,
    used,
    isBilled: (item) => used.has(item.id),
    added: waitingFor(subscription, call),
    values: advancing(subscription, call),
  });
}

function billUsage(subscription: ApiObject, reached: Values, call: Call): void {
  const { reset_billing_cycle_anchor: isReset } = inner(subscription['billing_thresholds']);
  if (isReset === true) beginAnew(subscription, reached, call);
  else billUntilNow(subscription, call);
  for (const item of itemsOf(subscription, call)) keepBilled(item, subscription, call);
}

/** As if the period were over. */
function beginAnew(subscription: ApiObject, reached: Values, call: Call): void {
  const used = usedPeriods(subscription, call);
  const values = { billing_cycle_anchor: call.now };
  begin(subscription, call, { values, used, reason, told: { threshold_reason: reached } });
}

function billUntilNow(subscription: ApiObject, call: Call): void {
  const draft = draftOf(subscription, call);
  const told = { threshold_reason: reasonOf(draft, subscription, call) };
  const after = change(call, draft, told);
  const known = call.get('subscription', subscription.id) ?? subscription;
  change(call, known, { latest_invoice: draft.id }, 'customer.subscription.updated');
  if (collectionPause(after)) uncollected(after, call);
}
