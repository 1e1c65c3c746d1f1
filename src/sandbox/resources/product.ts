// Products: what is sold. One that has prices stays.
// Source: https://docs.stripe.com/api/products/delete

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';

export const product: Behaviour = {
  object: 'product',
  rules: { create: withTax, update: withTax, delete: refuseWithPrices },
};

/** The tax code is told in two places. */
function withTax(plain: ApiObject, { params }: Call): ApiObject {
  const { tax_code: code } = params;
  if (code === undefined) return plain;
  return {
    ...plain,
    tax_details: code === '' ? null : { performance_location: null, tax_code: code },
  };
}

function refuseWithPrices(before: ApiObject, { all }: Call): ApiObject {
  if (all('price').every(({ product: owner }) => owner !== before.id)) return before;
  throw new ApiError(
    'This product cannot be deleted because it has one or more user-created prices.',
  );
}
