// What is told ahead of a renewal, and when a day to pay by is over.
// Source: https://docs.stripe.com/billing/subscriptions/webhooks#events

import type { ApiObject } from '../behaviour.ts';
import { setDelinquent } from '../invoices/delinquency.ts';
import { subscriptionOf } from '../invoices/pay-invoice.ts';
import { change } from '../objects/make.ts';
import { isPast, type Due, type Since } from './dues.ts';
import { upcomingInvoice } from './preview-invoice.ts';

const upcomingSeconds = 7 * 86_400;

/**
 * Emits invoice.upcoming, with an invoice as a preview tells it, but without an id; of none that is sent.
 * Source: https://docs.stripe.com/api/events/types#event_types-invoice.upcoming
 */
export function duesOfRenewal(subscription: ApiObject, end: number, since: Since): readonly Due[] {
  const time = end - upcomingSeconds;
  const key = `${subscription.id} upcoming ${end}`;
  const isQuiet =
    subscription['cancel_at_period_end'] === true ||
    subscription['collection_method'] === 'send_invoice' ||
    subscription['pause_collection'];
  if (isQuiet || isPast(time, key, since)) return [];
  return [
    {
      time,
      run(call) {
        since.told.add(key);
        const invoice = upcomingInvoice(subscription, call);
        if (!invoice) return;
        const { id: _, ...nameless } = invoice;
        call.emit('invoice.upcoming', nameless as ApiObject);
      },
    },
  ];
}

export function duesOfDueDate(invoice: ApiObject, since: Since): readonly Due[] {
  const { id, status, due_date: time, customer } = invoice;
  const key = `${id} due`;
  if (status !== 'open' || typeof time !== 'number' || isPast(time, key, since)) return [];
  return [
    {
      time,
      run(call) {
        since.told.add(key);
        setDelinquent(customer, true, call);
        const late = subscriptionOf(invoice, call);
        if (late?.['status'] !== 'active' || late['latest_invoice'] !== id) return;
        change(call, late, { status: 'past_due' }, 'customer.subscription.updated');
      },
    },
  ];
}
