// Tax rates: percentages with a name. What they come to is fixed for good; they can be archived.
// Source: https://docs.stripe.com/api/tax_rates

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { Behaviour } from '../behaviour.ts';
import { manualRateKind } from '../prices/tax-rates.ts';

export const taxRate: Behaviour = {
  object: 'tax_rate',
  check,
  isHidden: ({ id }, { get }) => get(manualRateKind, id) !== undefined,
  rules: {
    create: (draft) => ({
      ...draft,
      effective_percentage: draft['percentage'],
      rate_type: 'percentage',
    }),
    update(plain, { get }) {
      if (!get(manualRateKind, plain.id)) return plain;
      throw new ApiError('A tax rate that was made for `tax_amounts` cannot be updated.');
    },
  },
};

const decimalsMax = 4;

function check({ percentage, country }: FormObject): void {
  if (typeof percentage === 'number' && !isPercentage(percentage)) {
    throw new ApiError(
      `Invalid percentage: must be between 0 and 100, with at most ${decimalsMax} decimal places`,
      { param: 'percentage' },
    );
  }
  if (typeof country === 'string' && country !== '' && !/^[A-Za-z]{2}$/.test(country)) {
    throw new ApiError(
      `Country '${country}' is unknown. Try using a 2-character alphanumeric country code instead, ` +
        "such as 'US', 'EG', or 'GB'.",
      { code: 'country_code_invalid', param: 'country' },
    );
  }
}

function isPercentage(percentage: number): boolean {
  const scaled = percentage * 10 ** decimalsMax;
  return percentage >= 0 && percentage <= 100 && Math.abs(scaled - Math.round(scaled)) < 1e-6;
}
