// Invoices: draft, open, paid, void or uncollectible. Source: https://docs.stripe.com/api/invoices

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { exclusiveWithoutCode } from '../checking/exclusive.ts';
import { requireObject } from '../checking/require-object.ts';
import { requireFuture } from '../checking/times.ts';
import { planned } from '../invoices/advancement.ts';
import { attachPayment } from '../invoices/attach-payment.ts';
import { useCurrency } from '../invoices/customer-balance.ts';
import { checkDue, dueOf, saysDue } from '../invoices/due-dates.ts';
import { voidInvoice, writeOff } from '../invoices/end-invoice.ts';
import { addLines, removeLines, updateLines } from '../invoices/invoice-lines.ts';
import { keepTransfer } from '../invoices/invoice-transfer.ts';
import { confirmationSecret, paymentsOf } from '../invoices/invoice-payments.ts';
import { withLines } from '../invoices/invoice-sums.ts';
import { automaticTax, commonValues, customerOf, dataOf } from '../invoices/invoicing.ts';
import { firstItems, lineOfItem, pendingItems, saidOf } from '../invoices/invoicing.ts';
import {
  finalizeInvoice,
  paidElsewhere,
  payInvoice,
  revive,
  subscriptionOf,
} from '../invoices/pay-invoice.ts';
import { forgetPending, isWaitingFor } from '../invoices/pending-update.ts';
import { copiedLines, originalOf, valuesOf } from '../invoices/revising.ts';
import { shippingAsked } from '../invoices/shipping.ts';
import { clocked, timeFor } from '../objects/clocked.ts';
import type { Values } from '../objects/skeleton.ts';
import { checkTransfer } from '../payment-methods/bank-transfers.ts';
import { chosenDefaults } from '../payment-methods/default-method.ts';
import { redeemAll, type Redeemer } from '../prices/discounts.ts';
import {
  heldDiscounts,
  namesDiscounts,
  replaceDiscounts,
  spendDiscounts,
} from '../prices/held-discounts.ts';
import { readTaxRates, taxRatesOr } from '../prices/tax-rates.ts';
import { automaticTaxOf } from '../prices/taxing.ts';
import { upcomingInvoice } from '../subscriptions/former-upcoming.ts';
import { previewInvoice } from '../subscriptions/preview-invoice.ts';

export const invoice: Behaviour = {
  object: 'invoice',
  check: checkTransfer,
  rules: {
    create,
    update,
    delete: requireDeletable,
    finalize_invoice: (before, call) => {
      requireDraft(before);
      const { auto_advance: isAdvanced = before['auto_advance'] } = call.params;
      const wished = { ...before, auto_advance: isAdvanced };
      return finalizeInvoice(call, { ...wished, ...planned(wished, before, call) });
    },
    add_lines: addLines,
    attach_payment: attachPayment,
    remove_lines: removeLines,
    update_lines: updateLines,
    mark_uncollectible: markUncollectible,
    pay,
    send_invoice: send,
    void_invoice: voided,
  },
  makers: { create_preview: previewInvoice },
  named: upcomingInvoice,
  includable: { confirmation_secret: confirmationSecret, payments: paymentsOf },
};

function create(draft: ApiObject, request: Call): ApiObject {
  const { params } = request;
  const original = originalOf(request);
  const customer = customerOf(original?.['customer'] ?? params['customer'], request);
  const call = clocked(request, customer);
  const automatic = automaticTaxOf(params);
  const begun: ApiObject = {
    ...draft,
    ...commonValues(customer, call),
    ...saidOf(draft, call),
    created: call.now,
    period_end: call.now,
    period_start: call.now,
    currency: params['currency'] || customer['currency'] || draft['currency'] || 'usd',
    automatic_tax: { ...automaticTax, ...automatic },
    default_tax_rates: readTaxRates(params['default_tax_rates'], call, ['default_tax_rates']),
    shipping_cost: null,
    ...ofSubscription(params['subscription'], call),
    ...chosenDefaults(params, customer.id, call),
    discounts: namesDiscounts(params)
      ? redeemAll(params, redeemerOf(draft, customer), call)
      : original
        ? []
        : heldDiscounts(draft, call),
    ...valuesOf(original, params),
  };
  if (either.every((name) => params[name] !== undefined)) {
    throw exclusiveWithoutCode(either, either[0]);
  }
  checkDue(params);
  keepTransfer(draft.id, call);
  requireFuture(params['due_date'], 'due_date', call.now);
  const due = original && !saysDue(params) ? {} : dueOf(begun, params);
  const dated = { ...begun, ...due, ...shippingAsked(begun, call) };
  const waiting = { ...dated, ...planned(dated, dated, call) };
  const isIncluded =
    !original &&
    (params['pending_invoice_items_behavior'] ?? usualItems(params, call)) === 'include';
  const items = isIncluded ? includedItems(customer, begun['currency'], call) : [];
  if (items.length === 0 && isIncluded && call.version < '2022-08-01') refuseNothing(params);
  const lines = original
    ? copiedLines(original, draft, call)
    : items.map((item) => lineOfItem(call, draft.id, item));
  const made = withLines(call, waiting as ApiObject, lines);
  if (!customer['currency']) useCurrency(customer, made['currency'], call);
  spendDiscounts(made, draft, call);
  return made;
}

/**
 * Of what waits; that of a subscription has what waits for it.
 * Source: https://docs.stripe.com/changelog/2022-08-01
 */
function usualItems({ subscription }: FormObject, { version }: Call): string {
  return subscription !== undefined || version < '2022-08-01' ? 'include' : 'exclude';
}

const either = ['pending_invoice_items_behavior', 'subscription'];

/** As those versions do that include what waits; others begin with nothing. */
function refuseNothing({ subscription }: FormObject): void {
  if (subscription !== undefined) return;
  throw new ApiError('Nothing to invoice for customer', {
    code: 'invoice_no_customer_line_items',
    param: 'customer',
  });
}

/** What one by the way says of the subscription that it is for. */
function ofSubscription(id: unknown, call: Call): Values {
  if (typeof id !== 'string' || id === '') return {};
  const { metadata, items } = requireObject(call, 'subscription', id, 'subscription');
  const starts = dataOf(items).map(({ current_period_start: start }) => Number(start));
  return {
    parent: {
      quote_details: null,
      subscription_details: { metadata, subscription: id },
      type: 'subscription_details',
    },
    period_start: Math.min(call.now, ...starts),
  };
}

function redeemerOf({ id, currency }: ApiObject, customer: ApiObject): Redeemer {
  return { customer, currency, of: { invoice: id } };
}

const laidOn = ['automatic_tax', 'default_tax_rates', 'discounts', 'shipping_cost'];

/** What is laid on it, or comes off it, can change while it is a draft. */
function update(plain: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const before = call.get('invoice', plain.id) ?? plain;
  refuseLate(before, params);
  keepTransfer(before.id, call);
  if (saysDue(params)) checkDue(params, before);
  requireFuture(params['due_date'], 'due_date', timeFor(before['customer'], call));
  const timed = {
    ...plain,
    ...dueOf(before, params),
    ...planned(plain, before, call),
    ...chosenDefaults(params, before['customer'], call),
    ...shippingAsked(before, call),
  };
  const isAbout = laidOn.some((name) => name in params);
  if (!isAbout) return timed;
  const by = redeemerOf(before, customerOf(before['customer'], call));
  const rates = taxRatesOr(params['default_tax_rates'], before['default_tax_rates'], call, [
    'default_tax_rates',
  ]);
  const automatic = params['automatic_tax'] === undefined ? {} : automaticTaxOf(params);
  const after: ApiObject = {
    ...timed,
    automatic_tax: { ...Object(before['automatic_tax']), ...automatic },
    default_tax_rates: rates,
    discounts: namesDiscounts(params)
      ? replaceDiscounts(before['discounts'], params, by, call)
      : before['discounts'],
  };
  return withLines(call, after, dataOf(before['lines']));
}

/** Of its currency only, and of the subscription that it is for. */
function includedItems(customer: ApiObject, currency: unknown, call: Call): readonly ApiObject[] {
  const { subscription } = call.params;
  const items = pendingItems(customer, call).filter(({ parent, ...item }) => {
    const { subscription: of } = Object(Object(parent).subscription_details) as Values;
    return item['currency'] === currency && (subscription === undefined || of === subscription);
  });
  return firstItems(items);
}

function requireDraft({ status }: ApiObject): void {
  if (status === 'draft') return;
  throw new ApiError(
    "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
  );
}

function requireOpen({ status }: ApiObject, ...others: readonly string[]): void {
  if (status === 'open' || others.includes(String(status))) return;
  throw new ApiError("You can only pass in open invoices. This invoice isn't open.");
}

function requireDeletable(before: ApiObject): ApiObject {
  if (before['status'] === 'draft') return before;
  throw new ApiError('You can only delete draft invoices.');
}

/** What a customer may have read already stays as it is. */
const whileDraft = [
  ...['account_tax_ids', 'application_fee_amount', 'automatic_tax', 'collection_method'],
  ...['custom_fields', 'days_until_due', 'default_tax_rates', 'description', 'discounts'],
  ...['due_date', 'footer', 'issuer', 'number', 'on_behalf_of', 'shipping_cost'],
  ...['shipping_details', 'statement_descriptor', 'transfer_data'],
];

function refuseLate({ status }: ApiObject, params: FormObject): void {
  const param = Object.keys(params).find((name) => whileDraft.includes(name));
  if (status === 'draft' || param === undefined) return;
  throw new ApiError("Finalized invoices can't be updated in this way", { param });
}

function pay(before: ApiObject, call: Call): ApiObject {
  if (before['status'] === 'paid') throw new ApiError('Invoice is already paid');
  if (before['status'] !== 'draft') requireOpen(before, 'uncollectible');
  const open = before['status'] === 'draft' ? finalizeInvoice(call, before) : before;
  if (open['status'] === 'paid') return open;
  if (call.params['paid_out_of_band'] === true) return paidElsewhere(call, open);
  const method = call.params['payment_method'] ?? call.params['source'];
  return payInvoice(call, open, { method: typeof method === 'string' ? method : undefined });
}

function send(before: ApiObject, call: Call): ApiObject {
  if (!['draft', 'open'].includes(String(before['status']))) {
    throw new ApiError(
      'This invoice cannot be sent right now. Please contact us via ' +
        'https://support.stripe.com/contact with details, so we can help.',
    );
  }
  if (before['collection_method'] !== 'send_invoice') {
    throw new ApiError(
      "You can only manually send an invoice if its collection method is 'send_invoice'.",
    );
  }
  if (!customerOf(before['customer'], call)['email']) {
    throw new ApiError(
      'Missing email. In order to create invoices that are sent to the customer, the customer must ' +
        'have a valid email.',
    );
  }
  const open = before['status'] === 'draft' ? finalizeInvoice(call, before) : before;
  call.emit('invoice.sent', open);
  return open;
}

function voided(before: ApiObject, call: Call): ApiObject {
  if (before['status'] === 'paid') {
    throw new ApiError('Invoices with `paid` payments cannot be voided.');
  }
  requireOpen(before, 'uncollectible');
  const after = voidInvoice(before, call);
  const subscription = subscriptionOf(before, call);
  if (subscription && isWaitingFor(subscription, before)) forgetPending(subscription, call);
  return after;
}

function markUncollectible(before: ApiObject, call: Call): ApiObject {
  if (before['status'] === 'uncollectible') {
    throw new ApiError('This invoice has already been marked uncollectible.');
  }
  requireOpen(before);
  const after = writeOff(before, call);
  if (subscriptionOf(after, call)?.['status'] === 'paused') revive(after, call);
  return after;
}
