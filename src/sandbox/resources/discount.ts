// Discounts are taken from customers and subscriptions; all else about them is in those who hold them.
// Source: https://docs.stripe.com/api/discounts/delete

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingByPath } from '../checking/errors.ts';
import { change } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { discountsOf, endDiscount } from '../prices/discounts.ts';
import { discountOfCustomer, dropFromCustomer } from '../prices/held-discounts.ts';

export const discount: Behaviour = {
  object: 'discount',
  makers: {
    delete_discount: (call) => {
      const subscription = call.ids.get('subscription_exposed_id');
      return subscription === undefined
        ? ofCustomer(call.ids.get('customer') ?? '', call)
        : ofSubscription(subscription, call);
    },
  },
};

function ofCustomer(id: string, call: Call): ApiObject {
  if (!call.get('customer', id)) throw missingByPath('customer', id);
  const held = discountOfCustomer(id, call);
  if (!held) throw noDiscount('customer', id);
  dropFromCustomer(held, call);
  return stub(held);
}

/** All that it holds go; the answer tells the first. */
function ofSubscription(id: string, call: Call): ApiObject {
  const subscription = call.get('subscription', id);
  if (!subscription) throw missingByPath('subscription', id);
  const held = discountsOf(subscription['discounts'], call);
  const [first] = held;
  if (!first) throw noDiscount('subscription', id);
  change(call, subscription, { discounts: [] }, 'customer.subscription.updated');
  for (const one of held) endDiscount(one, call);
  return stub(first);
}

function noDiscount(holder: string, id: string): ApiError {
  return new ApiError(`No active discount for ${holder}: ${id}`, {
    status: 404,
    code: 'resource_missing',
  });
}

function stub({ end: _end, ...told }: ApiObject): ApiObject {
  return sorted({ ...told, deleted: true }) as ApiObject;
}
