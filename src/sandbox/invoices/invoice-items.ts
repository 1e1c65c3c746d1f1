// What an invoice item is made of: an amount of its own, or so many at a price.
// Source: https://docs.stripe.com/api/invoiceitems/create

import type { ApiObject, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { exclusive } from '../checking/exclusive.ts';
import { requireObject } from '../checking/require-object.ts';
import { describedPrice } from '../checkout/checkout-lines.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { redeemAll } from '../prices/discounts.ts';
import { currencyFor, priceIn } from '../prices/pricing.ts';
import { readTaxRates } from '../prices/tax-rates.ts';

/** As the call's parameters describe it. Throws Stripe's refusals. */
export function itemOf(draft: ApiObject, customer: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const named = priceOf(call);
  const currency = currencyOf(named, customer, call) ?? 'usd';
  const price = named && priceIn(named, currency);
  const by = { customer, currency, of: { invoice_item: draft.id } };
  const sold = amounts(price, call);
  const discountable = params['discountable'] ?? sold.amount >= 0;
  return {
    ...draft,
    ...sold,
    ...netOf({ ...sold, discountable }),
    currency,
    discountable,
    customer: customer.id,
    date: call.now,
    description: params['description'] ?? nameOf(price, call),
    discounts: redeemAll(params, by, call),
    parent: parentOf(call) ?? draft['parent'] ?? null,
    period: params['period'] ?? { end: call.now, start: call.now },
    tax_rates: readTaxRates(params['tax_rates'], call, ['tax_rates']),
    test_clock: customer['test_clock'] ?? null,
  };
}

function currencyOf(
  price: ApiObject | undefined,
  { currency: usual }: ApiObject,
  { params: { currency: asked } }: Call,
): unknown {
  return price ? currencyFor([price], { asked, usual }) : (asked ?? usual);
}

/** Of what no discount is for: what is left after discounts is told there alone. */
export function netOf({ amount, discountable }: Values): Values {
  return discountable === false ? { net_amount: amount } : {};
}

/** The subscription whose invoices alone may hold it; any invoice may where none is named. */
function parentOf(call: Call): object | undefined {
  const { subscription: id } = call.params;
  if (typeof id !== 'string') return undefined;
  const { id: subscription } = requireObject(call, 'subscription', id, 'subscription');
  return { subscription_details: { subscription }, type: 'subscription_details' };
}

/** An amount of its own, or so many at a price; as many as `before` where the request does not say it. */
export function amounts(
  price: ApiObject | undefined,
  { params, newId }: Call,
  before: unknown = 1,
): Values & { readonly amount: number } {
  const { quantity: whole, quantity_decimal: exact } = params;
  if (whole !== undefined && exact !== undefined) {
    throw exclusive(['quantity', 'quantity_decimal'], 'quantity');
  }
  const quantity = Number(exact ?? whole ?? (params['amount'] === undefined ? before : 1));
  const told = params['unit_amount_decimal'] ?? params['unit_amount'];
  const unit = Number(told ?? price?.['unit_amount'] ?? price?.['unit_amount_decimal'] ?? NaN);
  const given = params['amount'];
  const isAmount = typeof given === 'number';
  const amount = isAmount ? given : Math.round(unit * quantity);
  if (Number.isNaN(amount)) throw missingParam('amount');
  return {
    amount,
    pricing: {
      price_details: {
        // An amount is a price of its own, each time.
        price: isAmount || !price ? newId('price') : price.id,
        product: price?.['product'] ?? newId('product'),
      },
      type: 'price_details',
      unit_amount_decimal: String(isAmount ? given : unit),
    },
    quantity: Math.trunc(quantity),
    quantity_decimal: String(quantity),
  };
}

/** Of the product. */
function nameOf(price: ApiObject | undefined, { get }: Call): unknown {
  return get('product', String(price?.['product']))?.['name'] ?? null;
}

export function priceOf(call: Call): ApiObject | undefined {
  const { params } = call;
  const id = inner(params['pricing'])['price'] ?? params['price'];
  if (typeof id === 'string') return requireObject(call, 'price', id, 'pricing[price]');
  const data = params['price_data'];
  return data === undefined ? undefined : describedPrice(inner(data), 'price_data', call);
}
