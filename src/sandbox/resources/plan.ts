// Plans: what prices were before they were called so. Source: https://docs.stripe.com/api/plans

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { missingAmount, missingParam } from '../checking/errors.ts';
import { make } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { asPlan, asPrice, changeAlike, removeAlike } from '../prices/plan-and-price.ts';
import { storedTiers, toldPrice } from '../prices/pricing.ts';

export const plan: Behaviour = {
  object: 'plan',
  check,
  rules: { create, update, delete: remove },
  // A price that recurs is one, too, also where it is made for one order only.
  named(id, { get }) {
    const price = get('price', id);
    return price && price['recurring'] ? { version: asPlan(price) } : undefined;
  },
  // They are kept with the price.
  includable: { tiers: ({ id }, { get }) => get('price', id)?.['tiers'] },
};

function check(params: FormObject, verb: string): void {
  if (verb !== 'create') return;
  if (params['product'] === undefined) throw missingParam('product');
  if (params['billing_scheme'] === 'tiered') return;
  if (params['amount'] === undefined && params['amount_decimal'] === undefined) {
    throw missingAmount('Plans', 'amount');
  }
  for (const name of ['amount', 'amount_decimal']) requireWithin(params[name], name, { least: 0 });
}

function update(plain: ApiObject, call: Call): ApiObject {
  changeAlike(plain, 'price', call);
  return plain;
}

function remove(before: ApiObject, call: Call): ApiObject {
  removeAlike(before, call);
  return before;
}

/** A price is made with it, and a product that is described. */
function create(draft: ApiObject, call: Call): ApiObject {
  const plain = withProduct(draft, call);
  const tiers = storedTiers(call.params['tiers']);
  const price = asPrice(plain) as ApiObject;
  call.put(tiers ? { ...price, tiers } : price);
  call.later.push(() => call.emit('price.created', price));
  return toldPrice(plain);
}

function withProduct(draft: ApiObject, call: Call): ApiObject {
  const given = call.params['product'];
  if (typeof given === 'string') return draft;
  const { id, ...values } = inner(given);
  const product = make(call, 'product', {
    ...values,
    ...(typeof id === 'string' && id !== '' ? { id } : {}),
  });
  call.emit('product.created', product);
  return { ...draft, product: product.id };
}
