// Prices that are made for a single order, and that nobody sells again.

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
