// Prices that are made for a single order, and that nobody sells again.

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';

/** Kept beside the prices, and told nowhere. */
const inlineKind = 'price.inline';

export function inlinePrice(call: Call, values: Values): ApiObject {
  const made = make(call, 'price', values);
  call.put({ id: made.id, object: inlineKind });
  return made;
}

export function isInline({ id }: ApiObject, { get }: Call): boolean {
  return get(inlineKind, id) !== undefined;
}

/** One that is there, or one that is made beside the price. */
export function requireProduct({ product, product_data: described }: FormObject): void {
  if (product !== undefined || described !== undefined) return;
  throw new ApiError('You must specify either `product` or `product_data` when creating a price.');
}
