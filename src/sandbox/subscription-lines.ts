// The lines of an invoice that a subscription's items come to, by the quantity or by usage.

import { written } from './amounts.ts';
import type { ApiObject, Call } from './behaviour.ts';
import { lastingDiscounts } from './held-discounts.ts';
import { makeLine } from './invoicing.ts';
import { usageOf } from './metering.ts';
import { inner } from './payment-methods.ts';
import { intervalOf, type Period } from './period.ts';
import { isMetered, partsOf, type Part } from './pricing.ts';
import { periodOf, priceOf } from './subscription-item.ts';

export interface Told {
  readonly invoice: string;
  readonly item: ApiObject;
  readonly isTrial: boolean;
  readonly customer: string;
  readonly used: Period | undefined;
}

/** One, or one a tier. Usage is billed when its period is over; the first time there is none. */
export function linesOf(
  call: Call,
  { invoice, item, isTrial, customer, used }: Told,
): readonly ApiObject[] {
  const price = priceOf(item);
  const metered = isMetered(price);
  const quantity = metered ? usageIn(price, customer, used, call) : Number(item['quantity'] ?? 1);
  const period = used && metered ? used : periodOf(item);
  const product = call.get('product', String(price['product']));
  const name = String(product?.['name'] ?? 'Subscription');
  const parts = partsOf(call.get('price', price.id) ?? price, quantity);
  return (isTrial ? parts.slice(0, 1) : parts).map((part) =>
    makeLine(call, invoice, {
      amount: isTrial ? 0 : part.amount,
      currency: price['currency'],
      description: isTrial ? `Free trial for ${quantity} × ${name}` : described(part, name, price),
      discounts: lastingDiscounts(item, call),
      parent: {
        invoice_item_details: null,
        subscription_item_details: {
          invoice_item: null,
          proration: false,
          proration_details: { credited_items: null },
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

function usageIn(price: ApiObject, customer: string, used: Period | undefined, call: Call): number {
  const meter = call.get('billing.meter', String(inner(price['recurring'])['meter']));
  return meter && used ? usageOf(meter, customer, used, call) : 0;
}

function described({ quantity, unit, tier, isFlat }: Part, name: string, price: ApiObject): string {
  const each = written(Number(unit), String(price['currency']));
  const interval = intervalOf(price).interval;
  if (tier === undefined) return `${quantity} × ${name} (at ${each} / ${interval})`;
  if (isFlat) return `${name} (flat fee of tier ${tier} at ${each} / ${interval})`;
  return `${quantity} × ${name} (Tier ${tier} at ${each} / ${interval})`;
}
