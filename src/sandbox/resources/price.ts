// Prices: each is of one product, which must be there before it.
// Source: https://docs.stripe.com/api/prices/create

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../errors.ts';
import { storedTiers, withoutTiers } from '../pricing.ts';
import { requireObject } from '../require-object.ts';
import { asPlan } from '../subscribing.ts';

export const price: Behaviour = {
  object: 'price',
  check,
  rules: { create },
  includable: { tiers: ({ id }, { get }) => get('price', id)?.['tiers'] ?? null },
  present: withoutTiers,
};

function check(params: FormObject, verb: string): void {
  if (verb !== 'create') return;
  if (params['product'] === undefined) throw missingParam('product');
  if (params['billing_scheme'] !== 'tiered') return;
  if (params['tiers'] === undefined) throw missingParam('tiers');
  if (params['tiers_mode'] === undefined) throw missingParam('tiers_mode');
}

function create(draft: ApiObject, call: Call): ApiObject {
  const { recurring } = Object(call.params) as { readonly recurring?: FormObject };
  const meter = recurring?.['meter'];
  if (typeof meter === 'string') requireObject(call, 'billing.meter', meter, 'recurring[meter]');
  if (meter !== undefined && recurring?.['usage_type'] !== 'metered') {
    throw new ApiError('A price with a meter must have `recurring[usage_type]=metered`.', {
      param: 'recurring[usage_type]',
    });
  }
  const tiers = storedTiers(call.params['tiers']);
  const priced = tiers ? { ...draft, tiers, unit_amount: null, unit_amount_decimal: null } : draft;
  // One that recurs is a plan too, of the same id.
  if (draft['type'] === 'recurring') call.emit('plan.created', asPlan(priced) as ApiObject);
  return priced;
}
