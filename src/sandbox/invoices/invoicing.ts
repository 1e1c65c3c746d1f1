// What invoices are made of: lines, sums, and what they say of account and customer.
// Source: https://docs.stripe.com/api/invoices/object

import { creatorOf } from '../accounts/connected.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { change, make } from '../objects/make.ts';
import { none } from '../objects/none.ts';
import { sorted, type Values } from '../objects/skeleton.ts';

/** What a line says beside its amount. */
export interface LineValues extends Values {
  readonly amount: number;
  readonly currency: unknown;
  readonly description: unknown;
  readonly period: unknown;
  readonly pricing: unknown;
  readonly quantity: unknown;
  readonly parent: object;
  readonly discountable?: unknown;
  /** Ids of its own ones. */
  readonly discounts?: unknown;
  readonly metadata?: unknown;
}

export function makeLine(call: Call, invoice: string, values: LineValues): ApiObject {
  const { amount, period, quantity } = values;
  return make(call, 'line_item', values, {
    discount_amounts: none,
    discountable: values.discountable ?? true,
    discounts: values.discounts ?? none,
    invoice,
    metadata: values.metadata ?? {},
    period: sorted(Object(period)),
    pretax_credit_amounts: none,
    quantity_decimal: String(quantity),
    subtotal: amount,
    taxes: none,
  });
}

/** Of an invoice item, which belongs to the invoice from then on. */
export function lineOfItem(call: Call, invoice: string, item: ApiObject): ApiObject {
  change(call, item, { invoice });
  return makeLine(call, invoice, {
    amount: Number(item['amount']),
    currency: item['currency'],
    description: item['description'],
    discountable: item['discountable'],
    discounts: item['discounts'],
    metadata: item['metadata'],
    parent: parentOf(item),
    period: item['period'],
    pricing: item['pricing'],
    quantity: item['quantity'],
  });
}

/** Prorations are of the subscription's item, all else of the invoice item. */
function parentOf(item: ApiObject): object {
  const of = Object(Object(item['parent']).subscription_details) as Values;
  const { subscription = null, subscription_item: sold } = of;
  const told = {
    invoice_item: item.id,
    proration: item['proration'],
    proration_details: { credited_items: creditedLines(item) },
    subscription,
  };
  const type = typeof sold === 'string' ? 'subscription_item_details' : 'invoice_item_details';
  return {
    invoice_item_details: null,
    license_fee_subscription_details: null,
    subscription_item_details: null,
    [type]: typeof sold === 'string' ? { ...told, subscription_item: sold } : told,
    type,
  };
}

function creditedLines({ proration_details: details }: ApiObject): unknown {
  const { credited_items: credited } = Object(details) as Values;
  return (Object(credited) as Values)['invoice_line_item_details'] ?? null;
}

/** Where what is given back was billed: by the last invoice before, if there is one. */
export function creditedItems(item: Values, sold: unknown, { having }: Call): object | null {
  if (typeof sold !== 'string' || Number(item['amount']) >= 0) return null;
  const isBilled = ({ parent, amount }: ApiObject): boolean =>
    Number(amount) > 0 &&
    Object(Object(parent).subscription_item_details).subscription_item === sold;
  const before = having('invoice', 'customer', String(item['customer'])).filter(
    ({ created }) => Number(created) <= Number(item['date']),
  );
  for (const invoice of before.toReversed()) {
    const lines = dataOf(invoice['lines']).filter(isBilled);
    if (lines.length === 0) continue;
    return { invoice: invoice.id, invoice_line_items: lines.map(({ id }) => id) };
  }
  return null;
}

export const automaticTax = {
  disabled_reason: null,
  enabled: false,
  liability: null,
  provider: null,
  status: null,
};

const usualPayment = {
  default_mandate: null,
  payment_method_options: null,
  payment_method_types: null,
};

const usualRendering = {
  amount_tax_display: null,
  pdf: { page_size: 'auto' },
  template: null,
  template_version: null,
};

/** What every new invoice says of its account and its customer. */
export function commonValues(customer: ApiObject, call: Call): Readonly<Record<string, unknown>> {
  return {
    account_country: 'US',
    account_name: 'Sandshell',
    application: creatorOf(call),
    automatic_tax: automaticTax,
    customer: customer.id,
    customer_address: customer['address'] ?? null,
    customer_email: customer['email'] ?? null,
    customer_name: customer['name'] ?? null,
    customer_phone: customer['phone'] ?? null,
    customer_shipping: customer['shipping'] ?? null,
    customer_tax_exempt: customer['tax_exempt'] ?? 'none',
    payment_settings: usualPayment,
    rendering: usualRendering,
    starting_balance: customer['balance'] ?? 0,
    test_clock: customer['test_clock'] ?? null,
    webhooks_delivered_at: call.now,
  };
}

/** What a request says of the invoice that it makes, in place of what is usual. */
export function saidOf(draft: ApiObject, { params }: Call): Values {
  const names = ['payment_settings', 'rendering'].filter((name) => params[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, draft[name]]));
}

/** How an invoice is left uncollected, as its subscription had it then; undefined where it is collected. */
export function collectionPause({ parent }: ApiObject): string | undefined {
  const { subscription_details: details } = Object(parent) as Values;
  const { pause_collection: pause } = Object(details) as Values;
  return (Object(pause) as { readonly behavior?: string }).behavior;
}

/** Whether nobody is ever to pay it; what is kept as a draft is collected when somebody makes it final. */
export function isForgone(invoice: ApiObject): boolean {
  const pause = collectionPause(invoice);
  return pause !== undefined && pause !== 'keep_as_draft';
}

/** A list that is told whole inside of an object. */
export function listOf(data: readonly ApiObject[], url: string): object {
  return { object: 'list', data, has_more: false, total_count: data.length, url };
}

/** What stands in such a list. */
export function dataOf(list: unknown): readonly ApiObject[] {
  const { data = [] } = Object(list) as { readonly data?: readonly ApiObject[] };
  return data;
}

/** Items that wait for the customer's next invoice, as they will stand on it: the newest first. */
export function pendingItems({ id }: ApiObject, { having }: Call): readonly ApiObject[] {
  return having('invoiceitem', 'customer', id)
    .filter(({ invoice }) => !invoice)
    .toReversed();
}

/** So many an invoice takes; the rest waits on. Source: docs.stripe.com/invoicing/multi-currency-customers */
export function firstItems(items: readonly ApiObject[]): readonly ApiObject[] {
  return items.slice(-itemsMax);
}

const itemsMax = 250;

/** Those that the next invoice of a subscription takes: none of another one, or of another currency. */
export function waitingFor(
  { id, customer, currency }: ApiObject,
  call: Call,
): readonly ApiObject[] {
  const items = pendingItems(customerOf(customer, call), call).filter(({ parent, ...item }) => {
    const { subscription = id } = Object(Object(parent).subscription_details) as Values;
    return subscription === id && item['currency'] === currency;
  });
  return firstItems(items);
}

export function customerOf(id: unknown, call: Call): ApiObject {
  if (id === undefined) throw missingParam('customer');
  return requireObject(call, 'customer', String(id));
}
