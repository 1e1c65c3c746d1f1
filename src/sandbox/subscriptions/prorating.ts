// Proration: what is left of a period is credited at the old price and charged at the new one.
// Source: https://docs.stripe.com/billing/subscriptions/prorations

import type { ApiObject, Call } from '../behaviour.ts';
import { advancing } from '../invoices/advancement.ts';
import { withLines } from '../invoices/invoice-sums.ts';
import { collectionPause, creditedItems, customerOf, lineOfItem } from '../invoices/invoicing.ts';
import { uncollected } from '../invoices/uncollected.ts';
import { make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { intervalOf, periodFrom } from '../prices/period.ts';
import { isMetered } from '../prices/pricing.ts';
import { itemsBeside } from './added-items.ts';
import { isFlexible } from './billing-mode.ts';
import { openDebits, type Debit } from './debits.ts';
import { dueShare, paidShare } from './discounted-share.ts';
import { isFreeNow } from './free-part.ts';
import { billChange } from './payment-behavior.ts';
import { emptyInvoiceOf, itemsOf } from './subscribing.ts';
import {
  periodCost,
  periodOf,
  priceOf,
  shareLeft,
  soldAs,
  type Said,
} from './subscription-item.ts';
import { unbilledUsage } from './unbilled-usage.ts';

export interface Change {
  /** Undefined for an item that is new. */
  readonly before: ApiObject | undefined;
  /** Undefined for one that is gone. */
  readonly after: ApiObject | undefined;
}

/** Pending items of the customer's next invoice: of each change what is given back, and what is due. */
export function prorate(
  subscription: ApiObject,
  changes: readonly Change[],
  call: Call,
): readonly ApiObject[] {
  const told = changes.flatMap((change) => saidOf(subscription, change, call));
  return prorationItems(subscription, told, call);
}

export function saidOf(subscription: ApiObject, change: Change, call: Call): readonly Said[] {
  if (isFreeNow(subscription, call)) return [];
  return [
    ...creditsOf(subscription, change, call),
    ...usedOf(subscription, change, call),
    ...dueOf(subscription, change, call),
  ];
}

/** In flexible mode usage is of the price at its time, and not lost with its item. */
function usedOf(subscription: ApiObject, { before, after }: Change, call: Call): readonly Said[] {
  if (!before || !isFlexible(subscription)) return [];
  if (after && priceOf(after).id === priceOf(before).id) return [];
  return unbilledUsage(before, subscription, call);
}

/** Lists tell the newest first, and of these what is given back. */
export function prorationItems(
  subscription: ApiObject,
  told: readonly Said[],
  call: Call,
): readonly ApiObject[] {
  const made = told.toReversed().map((one) => prorationItem(subscription, one, call));
  return made.toReversed();
}

/** What is left of the current price, or in flexible mode of all that was billed. */
function creditsOf(subscription: ApiObject, { before }: Change, call: Call): readonly Said[] {
  if (!before) return [];
  const said = 'Unused time on';
  if (isFlexible(subscription)) {
    const customer = customerOf(subscription['customer'], call);
    return openDebits(before, customer, call).map((debit) => ({
      item: billedItem(before, debit, call),
      ...leftOf(debit, call.now),
      said,
      credited: debit.credited,
    }));
  }
  const { now } = call;
  if (isMetered(priceOf(before)) || periodOf(before).end <= now) return [];
  const left = costOfItem(before, call) * paidShare(before, call) * shareLeft(before, now);
  const period = { start: now, end: periodOf(before).end };
  return [{ item: before, amount: wholeCents(-left), period, said }];
}

/** As it was when that was billed. */
function billedItem(
  item: ApiObject,
  { price: id, product, quantity }: Debit,
  call: Call,
): ApiObject {
  const { currency } = priceOf(item);
  const price = call.get('price', id) ?? { id, object: 'price', currency, product };
  return { ...item, price, quantity };
}

function leftOf({ amount, period }: Debit, now: number): Pick<Said, 'amount' | 'period'> {
  const start = Math.max(now, period.start);
  const share = (period.end - start) / (period.end - period.start);
  return { amount: wholeCents(-amount * share), period: { start, end: period.end } };
}

export function dueOf(subscription: ApiObject, change: Change, call: Call): readonly Said[] {
  const { before, after } = change;
  const { now } = call;
  if (!after || isMetered(priceOf(after))) return [];
  const isAnew = Boolean(before && beginsAnew(subscription, before, after, call));
  const share = isAnew ? 1 : shareLeft(after, now);
  const end = isAnew ? periodFrom(now, priceOf(after)).end : periodOf(after).end;
  // As that of a paused subscription is, or of one that is renewed at this very time.
  if (end <= now) return [];
  const amount = costOfItem(after, call) * dueShare(subscription, after, call) * share;
  return [
    {
      item: after,
      amount: wholeCents(amount),
      period: { start: now, end },
      said: 'Remaining time on',
    },
  ];
}

/** Rounded down, also where it is given back: for the account that means a cent more. */
export function wholeCents(amount: number): number {
  return Math.floor(Number(amount.toFixed(6)));
}

/** Nothing is billed of its items: not yet, or no more. */
export function isResting({ status }: ApiObject): boolean {
  return status === 'trialing' || status === 'paused';
}

/**
 * By another interval, or where its price costs something at last, and not only as there is one at
 * last: classic periods alone do so by themselves.
 */
export function beginsAnew(
  subscription: ApiObject,
  before: ApiObject,
  after: ApiObject,
  call: Call,
): boolean {
  if (isFlexible(subscription) || isResting(subscription)) return false;
  const isNone = before['quantity'] === 0;
  const isFree = !isMetered(priceOf(before)) && !isNone && costOfItem(before, call) === 0;
  return hasOtherInterval(before, after) || (isFree && costOfItem(after, call) > 0);
}

export function isSameOrder(before: ApiObject, after: ApiObject): boolean {
  return priceOf(before).id === priceOf(after).id && before['quantity'] === after['quantity'];
}

export function hasOtherInterval(before: ApiObject, after: ApiObject): boolean {
  const [old, young] = [intervalOf(priceOf(before)), intervalOf(priceOf(after))];
  return old.interval !== young.interval || old.interval_count !== young.interval_count;
}

/** Of a whole period. */
export function costOfItem(item: ApiObject, call: Call): number {
  return periodCost(soldAs(item, call), item['quantity']);
}

/** Pending; its period tells the day after which it is. */
export function prorationItem(
  subscription: ApiObject,
  { item, amount, period, said, credited }: Said,
  call: Call,
): ApiObject {
  const price = priceOf(item);
  const quantity = Number(item['quantity'] ?? 1);
  const product = String(call.get('product', String(price['product']))?.['name'] ?? 'Subscription');
  const name = quantity === 1 ? product : `${quantity} × ${product}`;
  const day = new Date(period.start * 1000).toUTCString().slice(5, 16);
  const { customer } = subscription;
  return make(call, 'invoiceitem', {
    amount,
    currency: subscription['currency'],
    test_clock: subscription['test_clock'],
    customer,
    date: call.now,
    description: `${said} ${name} after ${day}`,
    discountable: false,
    discounts: [],
    frozen_fields: ['pricing', 'quantity', 'discounts'],
    net_amount: amount,
    parent: {
      subscription_details: { subscription: subscription.id, subscription_item: item.id },
      type: 'subscription_details',
    },
    period: { end: period.end, start: period.start },
    pricing: {
      price_details: { price: price.id, product: price['product'] },
      type: 'price_details',
      unit_amount_decimal: null,
    },
    proration: true,
    proration_details: {
      credited_items: credited ?? lastBilled({ amount, customer, date: call.now }, item.id, call),
      discount_amounts: [],
    },
    quantity,
    quantity_decimal: String(item['quantity'] ?? 1),
    tax_rates: item['tax_rates'],
  });
}

function lastBilled(credit: Values, sold: string, call: Call): object | null {
  const details = creditedItems(credit, sold, call);
  return details && { invoice_line_item_details: details, type: 'invoice_line_items' };
}

/** A draft of these invoice items, and what else goes with them; not yet stored. */
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
  const all = [...itemsBeside(subscription, items, call), ...items];
  const lines = all.map((item) => lineOfItem(call, empty.id, item));
  return withLines(call, empty, lines);
}

/** Stored, and final after an hour, as that of any period; or what its pause makes of it. Gives its id. */
export function invoiceLater(
  subscription: ApiObject,
  items: readonly ApiObject[],
  reason: string,
  call: Call,
): string {
  const draft = {
    ...draftNow(subscription, items, call),
    ...advancing(subscription, call),
    billing_reason: reason,
  };
  call.put(draft);
  call.emit('invoice.created', draft);
  if (collectionPause(draft)) uncollected(draft, call);
  return draft.id;
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
