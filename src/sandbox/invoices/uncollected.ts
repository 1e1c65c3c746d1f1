// Invoices of a subscription whose payments are not collected for a while: kept as drafts, void, or written
// off at once. Or not any more, when it is canceled: they are left as they are.
// Sources: https://docs.stripe.com/billing/subscriptions/pause-payment,
// https://docs.stripe.com/billing/subscriptions/cancel

import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { voidInvoice, writeOff } from './end-invoice.ts';
import { withoutAutomaticTax } from './invoice-sums.ts';
import { collectionPause } from './invoicing.ts';
import { finalizeInvoice, subscriptionOf } from './pay-invoice.ts';

/** What becomes of a draft as soon as it is made. */
export function uncollected(draft: ApiObject, call: Call): ApiObject {
  const behavior = collectionPause(draft);
  if (behavior === 'keep_as_draft') return change(call, draft, stopped, 'invoice.updated');
  const open = finalizeInvoice(call, withoutAutomaticTax(call, draft));
  // Nothing was due.
  if (open['status'] !== 'open') return open;
  return behavior === 'void' ? voidInvoice(open, call) : writeOff(open, call);
}

/** Of a subscription that is over: nothing becomes final or is tried again by itself. */
export function stopCollecting({ id, customer }: ApiObject, call: Call): void {
  for (const invoice of call.having('invoice', 'customer', String(customer))) {
    const { status, auto_advance: isAdvanced } = invoice;
    const isOpen = status === 'open' || status === 'draft';
    if (isOpen && isAdvanced === true && subscriptionOf(invoice, call)?.id === id) {
      change(call, invoice, stopped, 'invoice.updated');
    }
  }
}

const stopped = {
  auto_advance: false,
  automatically_finalizes_at: null,
  next_payment_attempt: null,
};
