// What it costs to send something, by a shipping rate, and its taxes: automatic ones, where the rate says
// whether they are in its price. Source: https://docs.stripe.com/tax/products-prices-tax-codes-tax-behavior

import type { ApiObject, Call } from '../behaviour.ts';
import type { Values } from '../objects/skeleton.ts';
import { inPrice, taxesOn, taxOf, type TaxAmount } from './sums.ts';
import { automaticRates, shippingCode, type Buyer } from './taxing.ts';

export interface Carriage {
  /** Before taxes that are laid on it; those in the price are still in it. */
  readonly amount: number;
  readonly taxes: readonly TaxAmount[];
  readonly rate: ApiObject;
}

export interface Sent {
  /** Undefined where taxes are not automatic, or nobody knows where it goes. */
  readonly buyer: Buyer | undefined;
  readonly currency: unknown;
}

export function carriageOf(rate: ApiObject, { buyer, currency }: Sent, call: Call): Carriage {
  const { amount: usual } = Object(rate['fixed_amount']) as Values;
  const amount = priceIn(rate, currency) ?? Number(usual ?? 0);
  const { tax_behavior: behavior } = rate;
  const isTaxed = buyer && (behavior === 'inclusive' || behavior === 'exclusive');
  return {
    amount,
    rate,
    taxes: isTaxed
      ? taxesOn(
          amount,
          automaticRates(buyer, { behavior, code: rate['tax_code'] ?? shippingCode }, call),
        )
      : [],
  };
}

/** Undefined where it has none in this currency. */
export function priceIn(rate: ApiObject, currency: unknown): number | undefined {
  const fixed = Object(rate['fixed_amount']) as Values;
  const others = Object(fixed['currency_options']) as Readonly<Record<string, Values | undefined>>;
  const own = fixed['currency'] === currency ? fixed : others[String(currency)];
  return own && Number(own['amount']);
}

/** As `shipping_cost` tells it. */
export function toldCarriage({ amount, rate, taxes }: Carriage): Values {
  return {
    amount_subtotal: amount,
    amount_tax: taxOf(taxes),
    amount_total: totalOf({ amount, taxes }),
    shipping_rate: rate.id,
  };
}

export function totalOf({ amount, taxes }: Omit<Carriage, 'rate'>): number {
  return amount + taxOf(taxes) - inPrice(taxes);
}
