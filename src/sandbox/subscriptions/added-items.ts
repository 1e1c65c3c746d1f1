// What is sold once with a subscription: beside its first period, or with a later change of it.
// Source: https://docs.stripe.com/billing/invoices/subscription

import type { ApiObject, Call } from '../behaviour.ts';
import { readLines } from '../checkout/checkout-lines.ts';
import { readItems } from '../checkout/item-sums.ts';
import { soldItem } from '../checkout/sold-items.ts';
import { customerOf, waitingFor } from '../invoices/invoicing.ts';
import { isFlexible } from './billing-mode.ts';
import { requireSameCurrency } from './subscribe-checks.ts';

const name = 'add_invoice_items';

/** Invoice items that wait. `isKept`: whether they were asked for before. */
export function addItems(
  { id: subscription, customer: of, currency }: ApiObject,
  isKept: boolean,
  call: Call,
): readonly ApiObject[] {
  const customer = customerOf(of, call);
  const lines = readLines(call, { name, isKept, currency });
  for (const [index, { price }] of lines.entries()) {
    requireSameCurrency(price, { currency, param: `${name}[${index}][price]` }, call);
  }
  const items = readItems(lines, { customer, of: {} }, call, name);
  return items.map((item) => soldItem(item, { customer, subscription }, call));
}

/**
 * What else is on an invoice that a change brings: what it adds, and in flexible mode all that waits.
 * Source: https://docs.stripe.com/billing/subscriptions/billing-mode/compare
 */
export function itemsBeside(
  subscription: ApiObject,
  own: readonly ApiObject[],
  call: Call,
): readonly ApiObject[] {
  const waiting = othersOf(subscription, own, call);
  if (isFlexible(subscription)) return waiting;
  const asked = (call.params[name] ?? []) as readonly unknown[];
  return waiting.filter(({ proration }) => proration !== true).slice(0, asked.length);
}

/** All that waits but these. */
export function othersOf(
  subscription: ApiObject,
  own: readonly ApiObject[],
  call: Call,
): readonly ApiObject[] {
  return waitingFor(subscription, call).filter(({ id }) => own.every((one) => one.id !== id));
}
