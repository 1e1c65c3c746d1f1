// Prices: each is of one product, which must be there before it.
// Source: https://docs.stripe.com/api/prices/create

import type { FormObject } from '../../wire/form.ts';
import type { Behaviour } from '../behaviour.ts';
import { missingParam } from '../errors.ts';

export const price: Behaviour = { object: 'price', check };

function check(params: FormObject, verb: string): void {
  if (verb !== 'create' || params['product'] !== undefined) return;
  throw missingParam('product');
}
