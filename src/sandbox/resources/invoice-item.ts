// Invoice items: what the next invoice of a customer will hold, or what is added to a draft.
// Source: https://docs.stripe.com/api/invoiceitems

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../errors.ts';
import { customerOf, dataOf, lineOfItem, withLines } from '../invoicing.ts';
import { make } from '../make.ts';
import { inner } from '../payment-methods.ts';
import { requireObject } from '../require-object.ts';

export const invoiceItem: Behaviour = { object: 'invoiceitem', rules: { create } };

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const invoice = draftInvoice(call);
  const customer = customerOf(params['customer'] ?? invoice?.['customer'], call);
  const price = priceOf(call);
  const quantity = Number(params['quantity'] ?? 1);
  const unit = Number(params['unit_amount_decimal'] ?? price?.['unit_amount'] ?? NaN);
  const given = params['amount'];
  const amount = typeof given === 'number' ? given : Math.round(unit * quantity);
  if (Number.isNaN(amount)) throw missingParam('amount');
  const each = typeof given === 'number' ? given : unit;
  const item = {
    ...draft,
    amount,
    currency: params['currency'] ?? price?.['currency'] ?? 'usd',
    customer: customer.id,
    date: call.now,
    description: params['description'] ?? nameOf(price, call),
    discounts: [],
    period: params['period'] ?? { end: call.now, start: call.now },
    pricing: {
      price_details: {
        price: price?.id ?? call.newId('price'),
        product: price?.['product'] ?? call.newId('product'),
      },
      type: 'price_details',
      unit_amount_decimal: String(each),
    },
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
  };
  if (!invoice) return item;
  call.put(item);
  const line = lineOfItem(call, invoice.id, item);
  const after = withLines(invoice, [...dataOf(invoice['lines']), line]);
  call.put(after);
  call.emit('invoice.updated', after, invoice);
  return { ...item, invoice: invoice.id };
}

/** Of the product. */
function nameOf(price: ApiObject | undefined, { get }: Call): unknown {
  return get('product', String(price?.['product']))?.['name'] ?? null;
}

function draftInvoice(call: Call): ApiObject | undefined {
  const id = call.params['invoice'];
  if (typeof id !== 'string') return undefined;
  const invoice = requireObject(call, 'invoice', id);
  if (invoice['status'] === 'draft') return invoice;
  throw new ApiError('This invoice is no longer editable', { code: 'invoice_not_editable' });
}

function priceOf(call: Call): ApiObject | undefined {
  const { params } = call;
  const id = inner(params['pricing'])['price'] ?? params['price'];
  if (typeof id === 'string') return requireObject(call, 'price', id, 'pricing[price]');
  const data = params['price_data'];
  return data === undefined ? undefined : make(call, 'price', { ...inner(data), type: 'one_time' });
}
