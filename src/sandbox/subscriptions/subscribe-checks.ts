// What a new subscription may be asked for: its prices.
// Source: https://docs.stripe.com/api/subscriptions/create

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { isInline } from '../prices/inline-price.ts';

/** Throws for those that are sold no more, that come twice, or that are in another currency. */
export function checkPrices(prices: readonly ApiObject[], isKept: boolean, call: Call): void {
  const currency = call.params['currency'] ?? prices[0]?.['currency'];
  for (const [index, price] of prices.entries()) {
    const isSold = price['active'] !== false || isKept || isInline(price, call);
    const param = `items[${index}][price]`;
    if (!isSold) {
      throw new ApiError(
        'The price specified is inactive. This field only accepts active prices.',
        { param },
      );
    }
    if (prices.slice(0, index).some(({ id }) => id === price.id)) {
      throw new ApiError(
        'Cannot create a Subscription with multiple Subscription Items with the same Price: ' +
          price.id,
        { param: 'plan' },
      );
    }
    requireSameCurrency(price, currency, param);
  }
}

export function requireSameCurrency(price: ApiObject, currency: unknown, param: string): void {
  const others = Object.keys(inner(price['currency_options']));
  if (price['currency'] === currency || others.includes(String(currency))) return;
  throw new ApiError(
    `The price specified only supports \`${String(price['currency'])}\`. This doesn't match the ` +
      `expected currency: \`${String(currency)}\`.`,
    { param },
  );
}

/** Throws for a price that one of the others is already. */
export function requireOnce({ id }: ApiObject, others: readonly ApiObject[]): void {
  if (!others.some((price) => price.id === id)) return;
  throw new ApiError(`Cannot add multiple subscription items with the same plan: ${id}`, {
    param: 'items',
  });
}
