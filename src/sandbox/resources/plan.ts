// Plans: what prices were before they were called so. Source: https://docs.stripe.com/api/plans

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { missingAmount, missingParam } from '../checking/errors.ts';
import { make } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { asPlan, asPrice, changeAlike, removeAlike } from '../prices/plan-and-price.ts';

export const plan: Behaviour = {
  object: 'plan',
  check,
  rules: { create, update, delete: remove },
  // A price that recurs is one, too.
  named(id, { get }) {
    const price = get('price', id);
    return price && price['recurring'] ? { version: asPlan(price) } : undefined;
  },
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
  removeAlike(before, 'price', call);
  return before;
}

/** It is a price, too, and told as that. */
function create(draft: ApiObject, call: Call): ApiObject {
  const made = withProduct(draft, call);
  call.emit('price.created', asPrice(made) as ApiObject);
  return made;
}

/** A product that is described is made with it. */
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
