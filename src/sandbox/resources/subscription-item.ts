// Subscription items: a price that joins a subscription, from now on, without proration.
// Source: https://docs.stripe.com/api/subscription_items

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam, notSimulated } from '../errors.ts';
import { change } from '../make.ts';
import { requireObject } from '../require-object.ts';
import { asPlan, itemsList, itemsOf } from '../subscribing.ts';

export const subscriptionItem: Behaviour = { object: 'subscription_item', rules: { create } };

function create(draft: ApiObject, call: Call): ApiObject {
  const { subscription: id, price_data: data } = call.params;
  if (data !== undefined) {
    throw notSimulated('prices that are made with a subscription item', 'price_data');
  }
  const subscription = requireObject(call, 'subscription', String(id));
  const { price } = draft;
  if (price === null) throw missingParam('price');
  const items = itemsOf(subscription, call);
  const { current_period_end, current_period_start } = items[0] ?? draft;
  const made = {
    ...draft,
    current_period_end,
    current_period_start,
    current_trial: null,
    plan: asPlan(price as ApiObject),
    quantity: draft['quantity'] ?? 1,
  };
  const all = itemsList(subscription.id, [...items, made]);
  change(call, subscription, { items: all }, 'customer.subscription.updated');
  return made;
}
