// Proration: what is left of a period is credited at the old price and charged at the new one.
// Source: https://docs.stripe.com/billing/subscriptions/prorations

import type { ApiObject, Call } from '../behaviour.ts';
import { withLines } from '../invoices/invoice-sums.ts';
import { creditedItems, customerOf, lineOfItem } from '../invoices/invoicing.ts';
import { make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { intervalOf, periodFrom, type Period } from '../prices/period.ts';
import { dueShare, paidShare } from './discounted-share.ts';
import { billChange } from './payment-behavior.ts';
import { emptyInvoiceOf, itemsOf } from './subscribing.ts';
import { periodCost, periodOf, priceOf } from './subscription-item.ts';

export interface Change {
  /** Undefined for an item that is new. */
  readonly before: ApiObject | undefined;
  /** Undefined for one that is gone. */
  readonly after: ApiObject | undefined;
}

/** Pending items of the customer's next invoice. */
export function prorate(
  subscription: ApiObject,
  changes: readonly Change[],
  call: Call,
): readonly ApiObject[] {
  return changes.flatMap(({ before, after }) => {
    const period = periodOf((before ?? after) as ApiObject);
    const share =
      period.end > period.start ? (period.end - call.now) / (period.end - period.start) : 1;
    const isLonger = Boolean(before && after && hasOtherInterval(before, after));
    const credit = before
      ? [
          {
            item: before,
            amount: wholeCents(-costOfItem(before, call) * paidShare(before, call) * share),
            period,
            said: 'Unused time on',
          },
        ]
      : [];
    const debit = after
      ? [
          {
            item: after,
            amount: wholeCents(
              costOfItem(after, call) *
                dueShare(subscription, after, call) *
                (isLonger ? 1 : share),
            ),
            period: isLonger ? periodFrom(call.now, priceOf(after)) : period,
            said: 'Remaining time on',
          },
        ]
      : [];
    return [...credit, ...debit].map(({ item, amount, period: within, said }) =>
      prorationItem(subscription, item, { amount, period: within, said }, call),
    );
  });
}

/** Rounded down, also where it is given back: for the account that means a cent more. */
export function wholeCents(amount: number): number {
  return Math.floor(Number(amount.toFixed(6)));
}

export function hasOtherInterval(before: ApiObject, after: ApiObject): boolean {
  const [old, young] = [intervalOf(priceOf(before)), intervalOf(priceOf(after))];
  return old.interval !== young.interval || old.interval_count !== young.interval_count;
}

/** Of a whole period. */
export function costOfItem(item: ApiObject, call: Call): number {
  return periodCost(priceOf(item), item['quantity'], call);
}

interface Said {
  readonly amount: number;
  readonly period: Period;
  readonly said: string;
}

/** Pending; `call` tells the day after which it is. */
export function prorationItem(
  subscription: ApiObject,
  item: ApiObject,
  { amount, period, said }: Said,
  call: Call,
): ApiObject {
  const price = priceOf(item);
  const quantity = Number(item['quantity'] ?? 1);
  const product = String(call.get('product', String(price['product']))?.['name'] ?? 'Subscription');
  const name = quantity === 1 ? product : `${quantity} × ${product}`;
  const day = new Date(call.now * 1000).toUTCString().slice(5, 16);
  const { customer } = subscription;
  const credited = creditedItems({ amount, customer, date: call.now }, item.id, call);
  const type = 'invoice_line_items';
  return make(call, 'invoiceitem', {
    amount,
    currency: price['currency'],
    customer,
    date: call.now,
    description: `${said} ${name} after ${day}`,
    discountable: false,
    discounts: [],
    frozen_fields: ['pricing', 'quantity', 'discounts'],
    invoicing_rules: [],
    net_amount: amount,
    parent: {
      subscription_details: { subscription: subscription.id, subscription_item: item.id },
      type: 'subscription_details',
    },
    period: { end: period.end, start: call.now },
    pricing: {
      price_details: { price: price.id, product: price['product'] },
      type: 'price_details',
      unit_amount_decimal: null,
    },
    proration: true,
    proration_details: {
      credited_items: credited && { invoice_line_item_details: credited, type },
      discount_amounts: [],
    },
    quantity,
    quantity_decimal: String(item['quantity'] ?? 1),
    tax_rates: item['tax_rates'],
  });
}

/** A draft of these invoice items alone, not yet stored. */
export function draftNow(
  subscription: ApiObject,
  items: readonly ApiObject[],
  call: Call,
): ApiObject {
  const customer = customerOf(subscription['customer'], call);
  const starts = itemsOf(subscription, call).map(({ current_period_start: start }) =>
    Number(start),
  );
  const begun = emptyInvoiceOf(call, subscription, customer, 'subscription_update');
  const empty = { ...begun, period_start: Math.min(call.now, ...starts) };
  const lines = items.map((item) => lineOfItem(call, empty.id, item));
  return withLines(call, empty, lines);
}

/** Billed and paid at once, as `always_invoice` asks for. Gives what the subscription tells of it. */
export function invoiceNow(
  subscription: ApiObject,
  items: readonly ApiObject[],
  call: Call,
): Values {
  const draft = draftNow(subscription, items, call);
  call.put(draft);
  call.emit('invoice.created', draft);
  return billChange(draft, call);
}
