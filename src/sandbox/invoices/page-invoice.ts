// The invoice of a page of one payment, where it is to have one: it is there once the payment is in.
// Source: https://docs.stripe.com/payments/checkout/receipts#paid-invoices

import type { ApiObject, Call } from '../behaviour.ts';
import { readLines } from '../checkout/checkout-lines.ts';
import { redeemable, soldBy } from '../checkout/checkout-page.ts';
import { readItems } from '../checkout/item-sums.ts';
import { hasInvoice } from '../checkout/session-settings.ts';
import { soldItem } from '../checkout/sold-items.ts';
import { drafted, grown } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { redeemAll } from '../prices/discounts.ts';
import { referenceTo } from './invoice-payments.ts';
import { withLines } from './invoice-sums.ts';
import { automaticTax, commonValues, customerOf, lineOfItem } from './invoicing.ts';
import { finalizeInvoice, paid } from './pay-invoice.ts';

/** Gives what the session tells of it, once all is paid or nothing is due. */
export function invoiced(session: ApiObject, call: Call): Values {
  if (!hasInvoice(session) || session['payment_status'] === 'unpaid') return {};
  const intent = call.get('payment_intent', String(session['payment_intent']));
  if (intent && intent['status'] !== 'succeeded') return {};
  return { invoice: invoiceOf(session, intent, call) };
}

/** Its id. */
function invoiceOf(session: ApiObject, intent: ApiObject | undefined, call: Call): string {
  const customer = customerOf(session['customer'], call);
  const id = call.newId('invoice');
  const by = { customer, currency: session['currency'], of: { invoice: id } };
  const { invoice_data: data } = inner(session['invoice_creation']);
  const { issuer: _issuer, rendering_options: _options, ...told } = inner(data);
  const { enabled, liability } = inner(session['automatic_tax']);
  const begun = {
    ...drafted(call, 'invoice', { id }),
    ...commonValues(customer, call),
    ...told,
    auto_advance: false,
    automatic_tax: { ...automaticTax, ...(enabled === true ? { enabled, liability } : {}) },
    billing_reason: 'manual',
    currency: session['currency'],
    shipping_cost: session['shipping_cost'] ?? null,
    discounts: redeemAll({ discounts: redeemable(session['discounts']) }, by, call),
  };
  const { currency } = session;
  const asked = { from: { line_items: soldBy(session, call) }, isKept: true, currency };
  const items = readItems(readLines(call, asked), { customer, of: {} }, call);
  const lines = items.map((item) => lineOfItem(call, id, soldItem(item, { customer }, call)));
  const draft = withLines(call, begun as ApiObject, lines);
  call.put(draft);
  call.emit('invoice.created', draft);
  if (intent) call.put(grown(call, intent, { payment_details: referenceTo(draft) }));
  const open = finalizeInvoice(call, draft, intent);
  if (open['status'] !== 'paid') paid(call, open, {});
  return id;
}
