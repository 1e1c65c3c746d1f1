// Items of subscriptions, by their own address: what changes there is told by the subscription, too,
// without proration.
// Source: https://docs.stripe.com/api/subscription_items/update

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam, notSimulated } from '../errors.ts';
import { namesDiscounts, replaceDiscounts } from '../held-discounts.ts';
import { change } from '../make.ts';
import { requireObject } from '../require-object.ts';
import { asPlan, itemsList, itemsOf } from '../subscribing.ts';
import { taxRatesOr } from '../tax-rates.ts';

export const subscriptionItem: Behaviour = {
  object: 'subscription_item',
  rules: { create, update },
};

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

function update(plain: ApiObject, call: Call): ApiObject {
  const { params, get } = call;
  const before = get('subscription_item', plain.id) ?? plain;
  const subscription = get('subscription', String(before['subscription']));
  const customer = get('customer', String(subscription?.['customer']));
  const by = {
    customer,
    currency: subscription?.['currency'],
    of: { subscription: subscription?.id },
  };
  const item: ApiObject = {
    ...plain,
    discounts: namesDiscounts(params)
      ? replaceDiscounts(before['discounts'], params, by, call)
      : before['discounts'],
    tax_rates: taxRatesOr(params['tax_rates'], before['tax_rates'], call, ['tax_rates']),
  };
  call.put(item);
  if (subscription) retell(subscription, call);
  return item;
}

function retell(subscription: ApiObject, call: Call): void {
  const items = itemsOf(subscription, call);
  const [only] = items;
  const quantity = items.length === 1 ? { quantity: only?.['quantity'] } : {};
  const values = { items: itemsList(subscription.id, items), ...quantity };
  change(call, subscription, values, 'customer.subscription.updated');
}
