// What is offered in a quote or sold on a checkout page: its items, and what they come to.
// Source: https://docs.stripe.com/api/checkout/sessions/line_items

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { readRedemptions, type Redeemer } from '../prices/discounts.ts';
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
} from '../prices/sums.ts';
import { appliedTo, readTaxRates } from '../prices/tax-rates.ts';
import { automaticRates, buyerOf, isLocated, usualBehavior, type Buyer } from '../prices/taxing.ts';
import { adjustable, amountOf, type Line } from './checkout-lines.ts';

export interface Item extends Line {
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
  /** Who answers for the taxes then. */
  readonly liability: object;
}

/** Lines of `line_items`, or of another parameter that is like it. Throws Stripe's refusals. */
export function readItems(
  lines: readonly Line[],
  by: Redeemer,
  call: Call,
  name = 'line_items',
): readonly Item[] {
  return lines.map((line, index) => {
    const { given } = line;
    const rates = readTaxRates(given['tax_rates'], call, [name, String(index), 'tax_rates']);
    return { ...line, rates, discounts: readOffs(given, by, call) };
  });
}

/** Not yet redeemed: told under their coupons. */
export function readOffs(given: FormObject, by: Redeemer, call: Call): readonly Off[] {
  return readRedemptions({ discounts: given['discounts'] ?? [] }, by, call).map(({ coupon }) => ({
    coupon,
    discount: coupon.id,
  }));
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

function ratesOf(item: Item, offer: Offer, call: Call): readonly AppliedRate[] {
  const { customer } = offer;
  if (!offer.isAutomatic) {
    const rates = item.rates.length > 0 ? item.rates : offer.defaultRates;
    return appliedTo(customer?.['tax_exempt'], rates);
  }
  const buyer = locatedBuyer(customer, call);
  if (!buyer) return [];
  const { tax_behavior: set, currency, product } = item.price;
  const isSet = set === 'inclusive' || set === 'exclusive';
  const behavior = isSet ? set : usualBehavior(currency, call);
  return automaticRates(buyer, { behavior, product }, call);
}

/** Whose taxes are automatic, where it is known where they are. */
export function automaticBuyer({ isAutomatic, customer }: Offer, call: Call): Buyer | undefined {
  return isAutomatic ? locatedBuyer(customer, call) : undefined;
}

function locatedBuyer(customer: ApiObject | undefined, call: Call): Buyer | undefined {
  const buyer = customer && buyerOf(customer, call);
  return buyer && isLocated(buyer.address) ? buyer : undefined;
}

/** As `automatic_tax` of a session or a quote. */
export function automaticStatus({ isAutomatic, customer, liability }: Offer, call: Call): object {
  const status = locatedBuyer(customer, call) ? 'complete' : 'requires_location_inputs';
  return {
    enabled: isAutomatic,
    liability: isAutomatic ? liability : null,
    provider: isAutomatic ? 'stripe' : null,
    status: isAutomatic ? status : null,
  };
}

export interface Totals {
  readonly amount_subtotal: number;
  readonly amount_total: number;
  readonly total_details: object;
}

interface Sent {
  readonly amount: number;
  readonly taxes: readonly TaxAmount[];
}

const unsent: Sent = { amount: 0, taxes: [] };

export function totalsOf({ items }: Offer, sums: Sums, sent: Sent = unsent): Totals {
  const { amount: shipping, taxes } = sent;
  return {
    amount_subtotal: sum(items.map(amountOf)),
    amount_total: sums.total + shipping + taxOf(taxes) - inPrice(taxes),
    total_details: {
      amount_discount: sum(sums.discounts.map(({ amount }) => amount)),
      amount_shipping: shipping,
      amount_tax: taxOf(sums.taxes) + taxOf(taxes),
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
    if (line) make(call, 'item', itemValues(item, line, call), owner);
  }
}

function itemValues(item: Item, line: SummedLine, call: Call): Values {
  const { price, named, quantity, given } = item;
  const product = call.get('product', String(price['product']));
  return {
    ...(given['id'] === undefined ? {} : { id: given['id'] }),
    adjustable_quantity: adjustable(given),
    amount_discount: sum(line.discounts.map(({ amount }) => amount)),
    amount_subtotal: amountOf(item),
    amount_tax: taxOf(line.taxes),
    amount_total: line.left + taxOf(line.taxes) - inPrice(line.taxes),
    currency: price['currency'],
    description: product?.['name'] ?? null,
    metadata: { ...Object(given['metadata']) },
    price: named,
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

/** Without whose it is, and with taxes only where they are asked for. */
export function toldItem(item: ApiObject): ApiObject {
  const { quote: _quote, session: _session, payment_link: _link, taxes: _taxes, ...told } = item;
  return told as ApiObject;
}
