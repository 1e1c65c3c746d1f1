// Shipping rates. Source: https://docs.stripe.com/api/shipping_rates

import type { ApiObject, Behaviour } from '../behaviour.ts';
import { inner } from '../payment-methods.ts';

export const shippingRate: Behaviour = {
  object: 'shipping_rate',
  rules: { create: whole, update: whole },
};

/** What it costs in other currencies is told with how it is taxed. */
function whole(rate: ApiObject): ApiObject {
  const fixed = inner(rate['fixed_amount']);
  if (fixed['currency_options'] === undefined) return rate;
  const options = Object.entries(inner(fixed['currency_options'])).map(([currency, option]) => [
    currency,
    { tax_behavior: 'unspecified', ...inner(option) },
  ]);
  return { ...rate, fixed_amount: { ...fixed, currency_options: Object.fromEntries(options) } };
}
