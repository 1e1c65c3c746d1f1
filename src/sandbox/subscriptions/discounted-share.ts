// How much of a price is paid after discounts: prorations credit and charge that much of it.
// Source: https://docs.stripe.com/billing/subscriptions/billing-mode

import type { ApiObject, Call } from '../behaviour.ts';
import { detailsOf } from '../invoices/invoice-sums.ts';
import { offsOf } from '../prices/discounts.ts';
import { heldDiscounts, lastingDiscounts } from '../prices/held-discounts.ts';
import { sum, sumUp, type Off } from '../prices/sums.ts';
import { itemsOf } from './subscribing.ts';
import { periodCost, priceOf, soldAs } from './subscription-item.ts';

/** From 0 to 1: of an item as it was billed last. */
export function paidShare({ id }: ApiObject, { all }: Call): number {
  const line = all('line_item').findLast(({ parent }) => {
    const { proration, subscription_item: sold } = detailsOf(parent);
    return sold === id && proration !== true;
  });
  const amount = Number(line?.['amount'] ?? 0);
  const off = (line?.['discount_amounts'] ?? []) as readonly { readonly amount: number }[];
  return amount > 0 ? 1 - sum(off.map((one) => one.amount)) / amount : 1;
}

/** From 0 to 1: of an item as it is from now on. Discounts for once wait for a whole period. */
export function dueShare(subscription: ApiObject, { id }: ApiObject, call: Call): number {
  const items = itemsOf(subscription, call);
  const lines = items.map((item) => ({
    amount: periodCost(soldAs(item, call), item['quantity']),
    isDiscountable: true,
    product: priceOf(item)['product'],
    discounts: offsOf(lastingDiscounts(item, call), call).filter(isLasting),
    rates: [],
  }));
  const offs = offsOf(heldDiscounts(subscription, call), call).filter(isLasting);
  const sums = sumUp(lines, offs, subscription['currency']);
  const index = items.findIndex((item) => item.id === id);
  const [line, summed] = [lines[index], sums.lines[index]];
  return line && summed && line.amount > 0 ? summed.left / line.amount : 1;
}

function isLasting({ coupon }: Off): boolean {
  return coupon['duration'] !== 'once';
}
