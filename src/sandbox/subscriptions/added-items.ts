// What is sold once with a subscription: beside its first period, or with a later change of it.
// Source: https://docs.stripe.com/billing/invoices/subscription

import type { ApiObject, Call } from '../behaviour.ts';
import { readLines } from '../checkout/checkout-lines.ts';
import { readItems } from '../checkout/item-sums.ts';
import { soldItem } from '../checkout/sold-items.ts';
import { customerOf, pendingItems } from '../invoices/invoicing.ts';

const name = 'add_invoice_items';

/** Invoice items that wait. `isKept`: whether they were asked for before. */
export function addItems(
  { id: subscription, customer: of }: ApiObject,
  isKept: boolean,
  call: Call,
): readonly ApiObject[] {
  const customer = customerOf(of, call);
  const items = readItems(readLines(call, { name, isKept }), { customer, of: {} }, call, name);
  return items.map((item) => soldItem(item, { customer, subscription }, call));
}

/** Those of this request, for the invoice that it brings. */
export function itemsAdded({ id, customer }: ApiObject, call: Call): readonly ApiObject[] {
  const asked = (call.params[name] ?? []) as readonly unknown[];
  if (asked.length === 0) return [];
  const isOwn = ({ parent, proration }: ApiObject): boolean =>
    proration !== true && Object(Object(parent).subscription_details).subscription === id;
  return pendingItems(customerOf(customer, call), call).filter(isOwn).slice(0, asked.length);
}
