// Invoices of a subscription whose payments are not collected for a while: kept as drafts, void, or written
// off at once. Source: https://docs.stripe.com/billing/subscriptions/pause-payment

import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { voidInvoice, writeOff } from './end-invoice.ts';
import { withoutAutomaticTax } from './invoice-sums.ts';
import { collectionPause } from './invoicing.ts';
import { finalizeInvoice } from './pay-invoice.ts';

/** What becomes of a draft as soon as it is made. */
export function uncollected(draft: ApiObject, call: Call): ApiObject {
  const behavior = collectionPause(draft);
  if (behavior === 'keep_as_draft') {
    const values = { auto_advance: false, automatically_finalizes_at: null };
    return change(call, draft, { ...values, next_payment_attempt: null });
  }
  const open = finalizeInvoice(call, withoutAutomaticTax(call, draft));
  // Nothing was due.
  if (open['status'] !== 'open') return open;
  return behavior === 'void' ? voidInvoice(open, call) : writeOff(open, call);
}
