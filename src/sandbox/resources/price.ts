// Prices: each is of one product, which must be there before it.
// Source: https://docs.stripe.com/api/prices/create

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../errors.ts';
import { asPlan } from '../subscribing.ts';

export const price: Behaviour = { object: 'price', check, rules: { create } };

function check(params: FormObject, verb: string): void {
  if (verb !== 'create' || params['product'] !== undefined) return;
  throw missingParam('product');
}

/** One that recurs is a plan too, of the same id. */
function create(draft: ApiObject, call: Call): ApiObject {
  if (draft['type'] === 'recurring') call.emit('plan.created', asPlan(draft) as ApiObject);
  return draft;
}
