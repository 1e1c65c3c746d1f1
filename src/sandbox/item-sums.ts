// What is offered in a quote or sold on a checkout page: its items, and what they come to.
// Source: https://docs.stripe.com/api/checkout/sessions/line_items

import type { FormObject } from '../wire/form.ts';
import type { ApiObject, Call } from './behaviour.ts';
import { readRedemptions, type Redeemer } from './discounts.ts';
import { make } from './make.ts';
import { inner } from './payment-methods.ts';
import { requireObject } from './require-object.ts';
import {
  inPrice,
  sum,
  sumUp,
  taxOf,
  type AppliedRate,
  type Off,
  type SummedLine,
  type Sums,
  type TaxAmount,
} from './sums.ts';
import { asPrice } from './subscribing.ts';
import { appliedTo, readTaxRates } from './tax-rates.ts';
import { automaticRates, buyerOf, isLocated, usualBehavior, type Buyer } from './taxing.ts';

export interface Item {
  readonly given: FormObject;
  readonly price: ApiObject;
  readonly quantity: number;
  /** Whole. */
  readonly rates: readonly ApiObject[];
  readonly discounts: readonly Off[];
}

export interface Offer {
  readonly items: readonly Item[];
  readonly offs: readonly Off[];
  /** For items without rates of their own. */
  readonly defaultRates: readonly ApiObject[];
  readonly customer: ApiObject | undefined;
  readonly isAutomatic: boolean;
}

/** The parameter `line_items`, or one that is like it. Throws Stripe's refusals. */
export function readItems(
  lines: readonly FormObject[],
  by: Redeemer,
  call: Call,
  param = 'line_items',
): readonly Item[] {
  return lines.map((given, index) => {
    const place = [param, String(index)];
    const discounts = readOffs(given, by, call);
    return {
      given,
      price: priceOf(given, `${param}[${index}][price]`, call),
      quantity: Number(given['quantity'] ?? 1),
      rates: readTaxRates(given['tax_rates'], call, [...place, 'tax_rates']),
      discounts,
    };
  });
}

/** Not yet redeemed: told under their coupons. */
export function readOffs(given: FormObject, by: Redeemer, call: Call): readonly Off[] {
  return readRedemptions({ discounts: given['discounts'] ?? [] }, by, call).map(({ coupon }) => ({
    coupon,
    discount: coupon.id,
  }));
}

function priceOf(line: FormObject, param: string, call: Call): ApiObject {
  const id = line['price'];
  if (typeof id === 'string') {
    return asPrice(call.get('plan', id)) ?? requireObject(call, 'price', id, param);
  }
  const { product_data: product, recurring, ...data } = inner(line['price_data']);
  const made = product && make(call, 'product', { ...inner(product), active: false });
  const each = String(data['unit_amount'] ?? data['unit_amount_decimal'] ?? '0');
  const usual = { interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' };
  return make(call, 'price', {
    ...data,
    active: false,
    ...(made ? { product: made.id } : {}),
    recurring: recurring ? { ...usual, ...inner(recurring) } : null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount_decimal: each,
  });
}

export function sumOffer(offer: Offer, call: Call): Sums {
  const currency = offer.items[0]?.price['currency'];
  const lines = offer.items.map((item) => ({
    amount: amountOf(item),
    isDiscountable: true,
    product: item.price['product'],
    discounts: item.discounts,
    rates: ratesOf(item, offer, call),
  }));
  return sumUp(lines, offer.offs, currency);
}

export function amountOf({ price, quantity }: Item): number {
  return Math.round(Number(price['unit_amount'] ?? price['unit_amount_decimal'] ?? 0) * quantity);
}

function ratesOf(item: Item, offer: Offer, call: Call): readonly AppliedRate[] {
  const { customer } = offer;
  if (!offer.isAutomatic) {
    const rates = item.rates.length > 0 ? item.rates : offer.defaultRates;
    return appliedTo(customer?.['tax_exempt'], rates);
  }
  const buyer = locatedBuyer(customer, call);
  if (!buyer) return [];
  const { tax_behavior: set, currency } = item.price;
  const isSet = set === 'inclusive' || set === 'exclusive';
  return automaticRates(buyer, isSet ? set : usualBehavior(currency, call), call);
}

function locatedBuyer(customer: ApiObject | undefined, call: Call): Buyer | undefined {
  const buyer = customer && buyerOf(customer, call);
  return buyer && isLocated(buyer.address) ? buyer : undefined;
}

/** As `automatic_tax` of a session or a quote. */
export function automaticStatus({ isAutomatic, customer }: Offer, call: Call): object {
  const status = locatedBuyer(customer, call) ? 'complete' : 'requires_location_inputs';
  return {
    enabled: isAutomatic,
    liability: isAutomatic ? { type: 'self' } : null,
    provider: isAutomatic ? 'stripe' : null,
    status: isAutomatic ? status : null,
  };
}

/** `amount_shipping` is null where nothing is sent. */
export function totalsOf({ items }: Offer, sums: Sums, shipping: number | null = 0): object {
  return {
    amount_subtotal: sum(items.map(amountOf)),
    amount_total: sums.total,
    total_details: {
      amount_discount: sum(sums.discounts.map(({ amount }) => amount)),
      amount_shipping: shipping,
      amount_tax: taxOf(sums.taxes),
    },
  };
}

/** Stored with the id of whom they are of, as in `{ quote: 'qt_…' }`: by it they are listed. */
export function keepItems(
  { items }: Offer,
  sums: Sums,
  owner: Readonly<Record<string, string>>,
  call: Call,
): void {
  // Lists tell the newest first.
  for (const [index, item] of [...items.entries()].toReversed()) {
    const line = sums.lines[index];
    if (line) make(call, 'item', { ...itemValues(item, line, call), ...owner });
  }
}

function itemValues(item: Item, line: SummedLine, call: Call): object {
  const { price, quantity, given } = item;
  const product = call.get('product', String(price['product']));
  return {
    adjustable_quantity: null,
    amount_discount: sum(line.discounts.map(({ amount }) => amount)),
    amount_subtotal: amountOf(item),
    amount_tax: taxOf(line.taxes),
    amount_total: line.left + taxOf(line.taxes) - inPrice(line.taxes),
    currency: price['currency'],
    description: product?.['name'] ?? null,
    metadata: { ...Object(given['metadata']) },
    price,
    quantity,
    taxes: line.taxes.map(asItemTax),
  };
}

function asItemTax({ amount, rate, reason, taxable }: TaxAmount): object {
  return {
    amount,
    rate,
    taxability_reason: reason === 'not_available' ? null : reason,
    taxable_amount: taxable,
  };
}
