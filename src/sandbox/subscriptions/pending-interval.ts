// Invoices of what waits, more often than a subscription is renewed.
// Source: https://docs.stripe.com/api/subscriptions/create#create_subscription-pending_invoice_item_interval

import type { ApiObject, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { waitingFor } from '../invoices/invoicing.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { periodFrom } from '../prices/period.ts';
import type { Due } from './dues.ts';
import { invoiceLater } from './prorating.ts';

/** At least once a year. */
const most: Readonly<Record<string, number>> = { day: 365, week: 52, month: 12, year: 1 };
const name = 'pending_invoice_item_interval';
const reason = 'automatic_pending_invoice_item_invoice';

/** As a request asks for it, from now on; nothing where it says nothing of it. */
export function pendingInterval({ params, now }: Call): Values {
  const { [name]: given } = params;
  if (given === undefined) return {};
  if (given === '') return { next_pending_invoice_item_invoice: null, [name]: null };
  const { interval, interval_count: count = 1 } = inner(given);
  requireWithin(count, `${name}[interval_count]`, { least: 1, most: most[String(interval)] ?? 1 });
  const told = { interval, interval_count: count };
  return { next_pending_invoice_item_invoice: nextAfter(now, told), [name]: told };
}

function nextAfter(time: number, interval: unknown): number {
  return periodFrom(time, { recurring: interval } as unknown as ApiObject).end;
}

export function duesOfWaiting(subscription: ApiObject): readonly Due[] {
  const { next_pending_invoice_item_invoice: time } = subscription;
  if (typeof time !== 'number') return [];
  return [{ time, run: (now) => billWaiting(subscription, now) }];
}

/** A draft of all that waits, if there is any. */
function billWaiting(subscription: ApiObject, call: Call): void {
  const next = { next_pending_invoice_item_invoice: nextAfter(call.now, subscription[name]) };
  const waiting = waitingFor(subscription, call);
  const billed =
    waiting.length > 0 ? { latest_invoice: invoiceLater(subscription, waiting, reason, call) } : {};
  change(call, subscription, { ...next, ...billed }, 'customer.subscription.updated');
}
