// What was billed of a subscription's item for time that is still to come. In flexible mode that is what
// credits give back. Source: https://docs.stripe.com/billing/subscriptions/prorations#credit-prorations

import type { ApiObject, Call } from '../behaviour.ts';
import { detailsOf } from '../invoices/invoice-sums.ts';
import { dataOf, pendingItems } from '../invoices/invoicing.ts';
import type { Values } from '../objects/skeleton.ts';
import type { Period } from '../prices/period.ts';
import { sum } from '../prices/sums.ts';

export interface Debit {
  /** After discounts, of the whole period. */
  readonly amount: number;
  readonly period: Period;
  /** Of a price. */
  readonly price: string;
  readonly product: unknown;
  readonly quantity: number;
  /** As `credited_items` of the invoice item that gives it back. */
  readonly credited: object;
}

/** Those of an item that nothing has given back yet, the oldest first. */
export function openDebits(item: ApiObject, customer: ApiObject, call: Call): readonly Debit[] {
  const invoices = call
    .having('invoice', 'customer', customer.id)
    .filter(({ status }) => status !== 'void');
  const isOwn = (one: ApiObject): boolean => soldIn(one) === item.id && Number(one['amount']) > 0;
  const given = givenBack(item, customer, call);
  const isOpen = ({ id, parent, period }: ApiObject): boolean =>
    !given.has(id) &&
    !given.has(String(detailsOf(parent)['invoice_item'])) &&
    Number(Object(period).end) > call.now;
  const lines = invoices.flatMap(({ lines }) => dataOf(lines).filter(isOwn).filter(isOpen));
  const waiting = pendingItems(customer, call).filter(isOwn).filter(isOpen).toReversed();
  return [...lines.map(ofLine), ...waiting.map(ofItem)];
}

/** The subscription's item that a line or an invoice item is of. */
function soldIn({ parent }: ApiObject): unknown {
  const { subscription_details: details } = Object(parent) as Values;
  return (Object(details ?? detailsOf(parent)) as Values)['subscription_item'];
}

/** Ids of lines and of invoice items. */
function givenBack({ id }: ApiObject, customer: ApiObject, call: Call): ReadonlySet<string> {
  const credits = call
    .having('invoiceitem', 'customer', customer.id)
    .filter((one) => soldIn(one) === id);
  return new Set(
    credits.flatMap(({ proration_details: details }) => {
      const { credited_items: credited } = Object(details) as Values;
      const { invoice_item: item, invoice_line_item_details: told } = Object(credited) as Values;
      const { invoice_line_items: lines = [] } = Object(told) as { invoice_line_items?: string[] };
      return [...lines, ...(typeof item === 'string' ? [item] : [])];
    }),
  );
}

function ofLine(line: ApiObject): Debit {
  const off = (line['discount_amounts'] ?? []) as readonly { readonly amount: number }[];
  const details = { invoice: line['invoice'], invoice_line_items: [line.id] };
  return {
    ...debitOf(line),
    amount: Number(line['amount']) - sum(off.map(({ amount }) => amount)),
    credited: { invoice_line_item_details: details, type: 'invoice_line_items' },
  };
}

function ofItem(item: ApiObject): Debit {
  const credited = { invoice_item: item.id, type: 'invoice_item' };
  return { ...debitOf(item), amount: Number(item['amount']), credited };
}

function debitOf({ period, pricing, quantity }: ApiObject): Omit<Debit, 'amount' | 'credited'> {
  const { price_details: details } = Object(pricing) as Values;
  const { price, product } = Object(details) as Values;
  const { start, end } = Object(period) as Period;
  return { period: { start, end }, price: String(price), product, quantity: Number(quantity) };
}
