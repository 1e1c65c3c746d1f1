// Invoices: draft, open, paid, void or uncollectible. Source: https://docs.stripe.com/api/invoices

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import { checkTransfer } from '../bank-transfers.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import {
  heldDiscounts,
  namesDiscounts,
  replaceDiscounts,
  spendDiscounts,
} from '../held-discounts.ts';
import { addLines, removeLines, updateLines } from '../invoice-lines.ts';
import { withLines } from '../invoice-sums.ts';
import { attachPayment } from '../attach-payment.ts';
import { voidInvoice, writeOff } from '../end-invoice.ts';
import { automaticTax, commonValues, customerOf, dataOf } from '../invoicing.ts';
import { lineOfItem, pendingItems } from '../invoicing.ts';
import { forgetPending, isWaitingFor } from '../pending-update.ts';
import { redeemAll, type Redeemer } from '../discounts.ts';
import { upcomingInvoice } from '../former-upcoming.ts';
import { confirmationSecret, paymentsOf } from '../invoice-payments.ts';
import { finalizeInvoice, paidElsewhere, payInvoice, subscriptionOf } from '../pay-invoice.ts';
import { previewInvoice } from '../preview-invoice.ts';
import { draftSeconds } from '../renewing.ts';
import { requireStatus } from '../require-status.ts';
import { requireObject } from '../require-object.ts';
import type { Values } from '../skeleton.ts';
import { readTaxRates, taxRatesOr } from '../tax-rates.ts';
import { automaticTaxOf } from '../taxing.ts';

export const invoice: Behaviour = {
  object: 'invoice',
  check: checkTransfer,
  rules: {
    create,
    update,
    delete: refuseFinal,
    finalize_invoice: (before, call) => {
      requireIn(before, 'finalize', 'finalized', ['draft']);
      return finalizeInvoice(call, before);
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

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const customer = customerOf(params['customer'], call);
  const automatic = automaticTaxOf(params);
  const begun: ApiObject = {
    ...draft,
    ...commonValues(customer, call),
    currency: params['currency'] || customer['currency'] || draft['currency'] || 'usd',
    automatic_tax: { ...automaticTax, ...automatic },
    default_tax_rates: readTaxRates(params['default_tax_rates'], call, ['default_tax_rates']),
    ...ofSubscription(params['subscription'], call),
    discounts: namesDiscounts(params)
      ? redeemAll(params, redeemerOf(draft, customer), call)
      : heldDiscounts(draft, call),
  };
  const days = params['days_until_due'];
  checkDue(params);
  const final = params['auto_advance'] === true ? call.now + draftSeconds : null;
  const dated = typeof days === 'number' ? { ...begun, due_date: call.now + days * 86_400 } : begun;
  const waiting = { ...dated, automatically_finalizes_at: final };
  const isIncluded = (params['pending_invoice_items_behavior'] ?? usualItems(call)) === 'include';
  const items = isIncluded ? includedItems(customer, draft['currency'], call) : [];
  if (items.length === 0 && isIncluded && usualItems(call) === 'include') refuseNothing(params);
  const lines = items.map((item) => lineOfItem(call, draft.id, item));
  const made = withLines(call, waiting as ApiObject, lines);
  spendDiscounts(made, draft, call);
  return made;
}

/** Of what waits. Source: https://docs.stripe.com/changelog/2022-08-01 */
function usualItems({ version }: Call): string {
  return version < '2022-08-01' ? 'include' : 'exclude';
}

/** As those versions do that include what waits; others begin with nothing. */
function refuseNothing({ subscription }: FormObject): void {
  if (subscription !== undefined) return;
  throw new ApiError('Nothing to invoice for customer', {
    code: 'invoice_no_customer_line_items',
    param: 'customer',
  });
}

/** Only what is sent is due on a day, and that must be. */
function checkDue(params: FormObject): void {
  const isSent = params['collection_method'] === 'send_invoice';
  const name = ['days_until_due', 'due_date'].find((one) => params[one] !== undefined);
  if (isSent && name === undefined) {
    throw new ApiError(
      'Invoices with a collection method of `send_invoice` need one of `days_until_due` and `due_date`.',
      { code: 'parameter_missing', param: 'days_until_due' },
    );
  }
  if (isSent || name === undefined) return;
  throw new ApiError(`You can only set \`${name}\` if \`collection_method\` is \`send_invoice\`.`, {
    param: name,
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

/** What is laid on it, or comes off it, can change while it is a draft. */
function update(plain: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const before = call.get('invoice', plain.id) ?? plain;
  const isAbout = ['automatic_tax', 'default_tax_rates', 'discounts'].some(
    (name) => name in params,
  );
  if (!isAbout) return plain;
  requireIn(before, 'change', 'changed', ['draft']);
  const by = redeemerOf(before, customerOf(before['customer'], call));
  const rates = taxRatesOr(params['default_tax_rates'], before['default_tax_rates'], call, [
    'default_tax_rates',
  ]);
  const automatic = params['automatic_tax'] === undefined ? {} : automaticTaxOf(params);
  const after: ApiObject = {
    ...plain,
    automatic_tax: { ...Object(before['automatic_tax']), ...automatic },
    default_tax_rates: rates,
    discounts: namesDiscounts(params)
      ? replaceDiscounts(before['discounts'], params, by, call)
      : before['discounts'],
  };
  return withLines(call, after, dataOf(before['lines']));
}

/** Of its currency only, where that is given. */
function includedItems(customer: ApiObject, currency: unknown, call: Call): readonly ApiObject[] {
  const isAny = call.params['currency'] === undefined;
  return pendingItems(customer, call)
    .filter((item) => isAny || item['currency'] === currency)
    .toReversed();
}

function requireIn(
  before: ApiObject,
  verb: string,
  done: string,
  allowed: readonly string[],
): void {
  if (before['status'] === 'paid') throw new ApiError('Invoice is already paid');
  requireStatus(before, { verb, done, allowed });
}

function refuseFinal(before: ApiObject): ApiObject {
  if (before['status'] === 'draft') return before;
  throw new ApiError('You can only delete draft invoices.');
}

function pay(before: ApiObject, call: Call): ApiObject {
  requireIn(before, 'pay', 'paid', ['draft', 'open', 'uncollectible']);
  const open = before['status'] === 'draft' ? finalizeInvoice(call, before) : before;
  if (open['status'] === 'paid') return open;
  if (call.params['paid_out_of_band'] === true) return paidElsewhere(call, open);
  const method = call.params['payment_method'] ?? call.params['source'];
  return payInvoice(call, open, { method: typeof method === 'string' ? method : undefined });
}

function send(before: ApiObject, call: Call): ApiObject {
  requireIn(before, 'send', 'sent', ['draft', 'open']);
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
  requireIn(before, 'void', 'voided', ['open', 'uncollectible']);
  const after = voidInvoice(before, call);
  const subscription = subscriptionOf(before, call);
  if (subscription && isWaitingFor(subscription, before)) forgetPending(subscription, call);
  return after;
}

function markUncollectible(before: ApiObject, call: Call): ApiObject {
  requireIn(before, 'write off', 'written off', ['open']);
  return writeOff(before, call);
}
