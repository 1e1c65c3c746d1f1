// Shipping rates. Source: https://docs.stripe.com/api/shipping_rates

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const shippingRate: Behaviour = {
  object: 'shipping_rate',
  rules: { create: (rate) => whole(rate, {}), update },
};

function update(rate: ApiObject, { get }: Call): ApiObject {
  return whole(rate, inner(get('shipping_rate', rate.id)?.['fixed_amount']));
}

/** What it costs in other currencies is told with how it is taxed; what was told before goes on. */
function whole(rate: ApiObject, before: Values): ApiObject {
  const fixed = inner(rate['fixed_amount']);
  if (fixed['currency_options'] === undefined) return rate;
  const known = inner(before['currency_options']);
  const told = Object.entries(inner(fixed['currency_options'])).map(([currency, option]) => {
    const one = { tax_behavior: 'unspecified', ...inner(known[currency]), ...inner(option) };
    if (!('amount' in one))
      throw missingParam(`fixed_amount[currency_options][${currency}][amount]`);
    return [currency, one];
  });
  const options = { ...known, ...Object.fromEntries(told) };
  return { ...rate, fixed_amount: { ...before, ...fixed, currency_options: options } };
}
