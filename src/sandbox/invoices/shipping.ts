// What is sent with an invoice: by which shipping rate, and what that adds to its sums.
// Source: https://docs.stripe.com/api/invoices/create

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { exclusive } from '../checking/exclusive.ts';
import { requireObject } from '../checking/require-object.ts';
import { completedPart } from '../objects/complete.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { carriageOf, priceIn, toldCarriage, totalOf, type Carriage } from '../prices/carriage.ts';
import { inPrice, totalTaxes, type Sums, type TaxAmount } from '../prices/sums.ts';
import type { Buyer } from '../prices/taxing.ts';

const rateParam = 'shipping_cost[shipping_rate]';

/** What a request says of it; nothing where it says nothing. Sums are still to come. */
export function shippingAsked({ currency }: ApiObject, call: Call): Values {
  const { shipping_cost: cost, shipping_details: details } = call.params;
  return {
    ...(cost === undefined ? {} : { shipping_cost: costAsked(cost, currency, call) }),
    ...(details === undefined ? {} : { shipping_details: detailsAsked(details, call) }),
  };
}

function costAsked(given: unknown, currency: unknown, call: Call): Values | null {
  if (given === '') return null;
  const { shipping_rate: id, shipping_rate_data: own } = inner(given);
  if (id !== undefined && own !== undefined) {
    throw exclusive(['shipping_rate', 'shipping_rate_data'], rateParam);
  }
  if (id === undefined && own === undefined) return null;
  const rate =
    own === undefined
      ? requireObject(call, 'shipping_rate', String(id), rateParam)
      : call.request('/v1/shipping_rates', inner(own));
  if (priceIn(rate, currency) === undefined) {
    throw new ApiError(
      `The shipping rate ${rate.id} has no amount in the currency of the invoice (${String(currency)}).`,
      { param: 'shipping_cost' },
    );
  }
  return { shipping_rate: rate.id };
}

function detailsAsked(given: unknown, call: Call): Values | null {
  if (given === '') return null;
  const told = inner(given);
  const { address = null, name = null } = told;
  const whole = completedPart(inner(address), ['customer', 'address'], call);
  const others = { carrier: null, phone: null, tracking_number: null };
  return sorted({ ...others, ...told, address: whole, name });
}

/** Undefined where nothing is sent. */
export function carriedBy(
  { shipping_cost: cost }: ApiObject,
  buyer: Buyer | undefined,
  currency: unknown,
  call: Call,
): Carriage | undefined {
  const rate = call.get('shipping_rate', String(inner(cost)['shipping_rate']));
  return rate && carriageOf(rate, { buyer, currency }, call);
}

export function withCarriage(sums: Sums, { amount, taxes }: Carriage): Sums {
  return {
    ...sums,
    taxes: totalTaxes([...sums.taxes, ...taxes]),
    total: sums.total + totalOf({ amount, taxes }),
    totalExcludingTax: sums.totalExcludingTax + amount - inPrice(taxes),
  };
}

/** As the invoice tells it. */
export function carriageTold(carriage: Carriage | undefined): Values {
  if (!carriage) return { amount_shipping: 0, shipping_cost: null };
  const taxes = carriage.taxes.map(asShippingTax);
  return {
    amount_shipping: carriage.amount,
    shipping_cost: { ...toldCarriage(carriage), taxes },
  };
}

function asShippingTax({ amount, rate, reason, taxable }: TaxAmount): object {
  return { amount, rate, taxability_reason: reason, taxable_amount: taxable };
}
