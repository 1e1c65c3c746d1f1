// Products: what is sold. One that has prices stays.
// Source: https://docs.stripe.com/api/products/delete

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';

export const product: Behaviour = { object: 'product', rules: { delete: refuseWithPrices } };

function refuseWithPrices(before: ApiObject, { all }: Call): ApiObject {
  if (all('price').every(({ product: owner }) => owner !== before.id)) return before;
  throw new ApiError(
    'This product cannot be deleted because it has one or more user-created prices.',
  );
}
