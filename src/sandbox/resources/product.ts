// Products: what is sold. One that has prices stays.
// Source: https://docs.stripe.com/api/products/delete

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';

export const product: Behaviour = {
  object: 'product',
  rules: { create, update: withTax, delete: end },
};

/** The price that is made with it has its id from the start. */
function create(draft: ApiObject, call: Call): ApiObject {
  const plain = withTax(draft, call);
  if (call.params['default_price_data'] === undefined) return plain;
  return { ...plain, default_price: call.newId('price') };
}

/** The tax code is told in two places. */
function withTax(plain: ApiObject, { params }: Call): ApiObject {
  const { tax_code: code } = params;
  if (code === undefined) return plain;
  return {
    ...plain,
    tax_details: code === '' ? null : { performance_location: null, tax_code: code },
  };
}

/** Its last event tells that it is sold no more. */
function end(before: ApiObject, { all }: Call): ApiObject {
  if (all('price').every(({ product: owner }) => owner !== before.id)) {
    return { ...before, active: false };
  }
  throw new ApiError(
    'This product cannot be deleted because it has one or more user-created prices.',
  );
}
