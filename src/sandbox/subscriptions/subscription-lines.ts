// The lines of an invoice that a subscription's items come to, by the quantity or by usage.

import type { ApiObject, Call } from '../behaviour.ts';
import { written } from '../checking/amounts.ts';
import { makeLine } from '../invoices/invoicing.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { lastingDiscounts } from '../prices/held-discounts.ts';
import { usageOf } from '../prices/metering.ts';
import { intervalOf, type Period } from '../prices/period.ts';
import { isMetered, partsOf, type Part } from '../prices/pricing.ts';
import { sum } from '../prices/sums.ts';
import { periodOf, priceOf, soldAs } from './subscription-item.ts';
import { billedBefore } from './unbilled-usage.ts';

export interface Told {
  readonly invoice: string;
  readonly item: ApiObject;
  readonly isTrial: boolean;
  /** Usage of a period that has only begun has no line then, instead of one of 0. */
  readonly isFlexible: boolean;
  readonly customer: string;
  readonly used: Period | undefined;
  /** Of the subscription, as its lines have it. */
  readonly metadata: unknown;
}

const uncredited = { credited_items: null };

/** One, or one a tier. Usage is billed when its period is over; the first time there is none. */
export function linesOf(
  call: Call,
  { invoice, item, isTrial, isFlexible, customer, used, metadata }: Told,
): readonly ApiObject[] {
  const price = priceOf(item);
  const metered = isMetered(price);
  if (metered && !used && isFlexible) return [];
  const quantity = metered ? usageIn(price, customer, used, call) : Number(item['quantity'] ?? 1);
  const period = used && metered ? used : periodOf(item);
  const product = call.get('product', String(price['product']));
  const sold = { name: String(product?.['name'] ?? 'Subscription'), unit: product?.['unit_label'] };
  const whole = soldAs(item, call);
  const before = metered && used ? billedBefore(item, used, call) : 0;
  const all = partsOf(whole, quantity);
  const parts = before > 0 ? partsBeyond(all, partsOf(whole, before)) : all;
  return (isTrial ? parts.slice(0, 1) : parts).map((part) =>
    makeLine(call, invoice, {
      amount: isTrial ? 0 : part.amount,
      currency: whole['currency'],
      description: isTrial
        ? tried({ quantity, isFlexible, isMetered: metered }, sold)
        : described(part, sold, whole),
      discounts: lastingDiscounts(item, call),
      metadata,
      parent: {
        invoice_item_details: null,
        license_fee_subscription_details: null,
        subscription_item_details: {
          invoice_item: null,
          proration: false,
          proration_details: uncredited,
          subscription: item['subscription'],
          subscription_item: item.id,
        },
        type: 'subscription_item_details',
      },
      period,
      pricing: {
        price_details: { price: price.id, product: price['product'] },
        type: 'price_details',
        unit_amount_decimal: isTrial ? '0' : part.unit,
      },
      quantity: part.quantity,
    }),
  );
}

/** What is left of them; where the price of all has changed by their number, in one. */
function partsBeyond(all: readonly Part[], before: readonly Part[]): readonly Part[] {
  const isLike = (one: Part, other: Part): boolean =>
    one.tier === other.tier && one.isFlat === other.isFlat;
  const isAhead = before.every((part) => all.some((one) => isLike(one, part)));
  const left = (isAhead ? all : all.slice(0, 1)).map((part) => {
    const known = isAhead ? before.filter((one) => isLike(one, part)) : before;
    const amount = isAhead ? part.amount : sum(all.map((one) => one.amount));
    return {
      ...part,
      amount: amount - sum(known.map((one) => one.amount)),
      quantity: part.quantity - sum(known.map((one) => one.quantity)),
    };
  });
  const told = left.filter(({ amount, quantity }) => amount !== 0 || quantity !== 0);
  return told.length > 0 ? told : left.slice(0, 1);
}

function usageIn(price: ApiObject, customer: string, used: Period | undefined, call: Call): number {
  const meter = call.get('billing.meter', String(inner(price['recurring'])['meter']));
  return meter && used ? usageOf(meter, customer, used, call) : 0;
}

interface Sold {
  readonly name: string;
  /** What one of it is called, as `seat`. */
  readonly unit: unknown;
}

interface Tried {
  readonly quantity: number;
  readonly isFlexible: boolean;
  readonly isMetered: boolean;
}

/** Source: https://docs.stripe.com/billing/subscriptions/billing-mode/compare */
function tried({ quantity, isFlexible, isMetered: isUsed }: Tried, sold: Sold): string {
  if (isFlexible) return `Free trial for ${counted(quantity, sold)}`;
  return isUsed ? `${counted(quantity, sold)} (Free trial)` : `Trial period for ${sold.name}`;
}

function counted(quantity: number, { name, unit }: Sold): string {
  return typeof unit === 'string' && unit !== ''
    ? `${quantity} ${unit} × ${name}`
    : `${quantity} × ${name}`;
}

function described({ quantity, unit, tier, isFlat }: Part, sold: Sold, price: ApiObject): string {
  const { interval, interval_count: count } = intervalOf(price);
  const often = count === 1 ? interval : `every ${count} ${interval}s`;
  const each = `${written(Number(unit), String(price['currency']))} / ${often}`;
  if (tier === undefined) return `${counted(quantity, sold)} (at ${each})`;
  if (isFlat) return `${sold.name} (flat fee of tier ${tier} at ${each})`;
  return `${counted(quantity, sold)} (Tier ${tier} at ${each})`;
}
