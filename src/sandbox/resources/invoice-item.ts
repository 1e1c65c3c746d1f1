// Invoice items: what the next invoice of a customer will hold, or what is added to a draft.
// Source: https://docs.stripe.com/api/invoiceitems

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { useCurrency } from '../invoices/customer-balance.ts';
import { amounts, itemOf, netOf, priceOf } from '../invoices/invoice-items.ts';
import { dropLines, itemBehind, replaceLines, requireDraft } from '../invoices/invoice-lines.ts';
import { customerOf, dataOf, lineOfItem } from '../invoices/invoicing.ts';
import { clocked } from '../objects/clocked.ts';
import type { Values } from '../objects/skeleton.ts';
import { namesDiscounts, replaceDiscounts } from '../prices/held-discounts.ts';
import { taxRatesOr } from '../prices/tax-rates.ts';

export const invoiceItem: Behaviour = {
  object: 'invoiceitem',
  rules: { create, update, delete: takeOut },
};

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const invoice = draftInvoice(call);
  const customer = customerOf(params['customer'] ?? invoice?.['customer'], call);
  const item = itemOf(draft, customer, clocked(call, customer));
  const { currency } = item;
  if (!customer['currency']) useCurrency(customer, currency, call);
  if (!invoice) return item;
  const held = dataOf(invoice['lines']);
  if (currency !== invoice['currency']) {
    throw new ApiError(
      'You cannot combine currencies on a single invoice. This invoice has invoice items currency ' +
        `${String(currency)} that conflicts with the invoice currency ${String(invoice['currency'])}.`,
    );
  }
  // Its invoice is told of it after it is there.
  call.later.push(() => {
    replaceLines(invoice, [...held, lineOfItem(call, invoice.id, item)], call);
  });
  return { ...item, invoice: invoice.id };
}

/** What is on a draft changes there, too. */
function update(plain: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const before = call.get('invoiceitem', plain.id) ?? plain;
  const invoice = editableInvoice(before, call);
  if (before['invoice'] && !invoice) throw new ApiError('This invoice item has been deleted.');
  const customer = customerOf(before['customer'], call);
  const by = { customer, currency: before['currency'], of: { invoice_item: plain.id } };
  const sold = isRepriced(call) ? soldAnew(before, call) : {};
  const { net_amount: _net, ...gross } = plain as Values;
  const item: ApiObject = {
    ...(gross as ApiObject),
    ...sold,
    ...netOf({ ...plain, ...sold }),
    discounts: namesDiscounts(params)
      ? replaceDiscounts(before['discounts'], params, by, call)
      : before['discounts'],
    tax_rates: taxRatesOr(params['tax_rates'], before['tax_rates'], call, ['tax_rates']),
  };
  if (!invoice) return item;
  call.put(item);
  const line = lineOfItem(call, invoice.id, item);
  const lines = dataOf(invoice['lines']).map((old) => {
    if (itemBehind(old) !== item.id) return old;
    call.remove(line);
    return { ...line, id: old.id };
  });
  replaceLines(invoice, lines, call);
  return { ...item, invoice: invoice.id };
}

/** Another price, another number, or both. */
function soldAnew(before: ApiObject, call: Call): Values {
  const price = priceOf(call) ?? priceBefore(before, call);
  return amounts(price, call, before['quantity_decimal'] ?? before['quantity']);
}

function isRepriced({ params }: Call): boolean {
  const priced = ['amount', 'price_data', 'pricing', 'unit_amount_decimal'];
  const names = [...priced, 'quantity', 'quantity_decimal'];
  return names.some((name) => params[name] !== undefined);
}

function priceBefore(item: ApiObject, { get }: Call): ApiObject | undefined {
  const { price_details: details, unit_amount_decimal: unit } = Object(item['pricing']) as {
    readonly price_details?: { readonly price: string; readonly product: string };
    readonly unit_amount_decimal?: string;
  };
  const known = get('price', String(details?.price));
  if (known || !details) return known;
  const { price: id, product } = details;
  return { id, object: 'price', product, unit_amount: Number(unit) };
}

/** Its line goes with it. */
function takeOut(before: ApiObject, call: Call): ApiObject {
  const invoice = invoiceOf(before, call);
  if (before['invoice'] && invoice?.['status'] !== 'draft') {
    throw new ApiError(
      "Can't delete an invoice item that is attached to an invoice that is no longer editable",
    );
  }
  if (invoice) dropLines(invoice, (line) => itemBehind(line) === before.id, call);
  return before;
}

/** Undefined for an item that waits for one, or whose draft was deleted: it is with that for good. */
function invoiceOf({ invoice: id }: ApiObject, { get }: Call): ApiObject | undefined {
  return get('invoice', String(id));
}

function editableInvoice(item: ApiObject, call: Call): ApiObject | undefined {
  const invoice = invoiceOf(item, call);
  if (invoice) requireDraft(invoice);
  return invoice;
}

function draftInvoice(call: Call): ApiObject | undefined {
  const id = call.params['invoice'];
  if (typeof id !== 'string') return undefined;
  const invoice = requireObject(call, 'invoice', id);
  requireDraft(invoice);
  return invoice;
}
