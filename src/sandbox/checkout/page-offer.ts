// What a checkout page offers.
// Source: https://docs.stripe.com/api/checkout/sessions/create

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { sum } from '../prices/sums.ts';
import { readTaxRates } from '../prices/tax-rates.ts';
import { buyerOf, isLocated, liabilityOf } from '../prices/taxing.ts';
import { amountOf, type Line } from './checkout-lines.ts';
import { readItems, readOffs, type Offer } from './item-sums.ts';

/** `params` are those of the request that makes a session, or as its session tells them. */
export function pageOffer(lines: readonly Line[], params: FormObject, call: Call): Offer {
  const customer = call.get('customer', String(params['customer']));
  const isAutomatic = inner(params['automatic_tax'])['enabled'] === true;
  if (isAutomatic && customer) requireLocation(customer, params, call);
  const items = readItems(lines, { customer, of: {} }, call);
  const amount = sum(items.map(amountOf));
  const by = { customer, currency: items[0]?.price['currency'], amount, of: {} };
  const { default_tax_rates: given } = inner(params['subscription_data']);
  const defaultRates = readTaxRates(given, call, ['subscription_data', 'default_tax_rates']);
  const liability = liabilityOf(params['automatic_tax']);
  return {
    items,
    offs: readOffs(params, by, call),
    defaultRates,
    customer,
    isAutomatic,
    liability,
  };
}

/** Unless the page itself asks for it. */
function requireLocation(customer: ApiObject, params: FormObject, call: Call): void {
  const { address, shipping } = inner(params['customer_update']);
  if (address === 'auto' || shipping === 'auto') return;
  if (isLocated(buyerOf(customer, call).address)) return;
  throw new ApiError(
    'Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid ' +
      "address to the Customer or set either `customer_update[address]` to 'auto' or " +
      "`customer_update[shipping]` to 'auto' to save the address entered in Checkout to the Customer.",
    { code: 'customer_tax_location_invalid' },
  );
}
