// Items of subscriptions, by their own address: what happens to them there happens to the subscription,
// with its prorations. Source: https://docs.stripe.com/api/subscription_items

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingByPath, missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { dataOf } from '../invoices/invoicing.ts';
import { change } from '../objects/make.ts';
import { namesDiscounts, replaceDiscounts } from '../prices/held-discounts.ts';
import { requireSameCurrency } from '../subscriptions/subscribe-checks.ts';
import { itemsList, itemsOf } from '../subscriptions/subscribing.ts';

export const subscriptionItem: Behaviour = {
  object: 'subscription_item',
  rules: { create, update, delete: remove },
};

/** What the subscription is told beside its items. */
const ways = ['payment_behavior', 'proration_behavior', 'proration_date'];
/** What changes the order, and so has a price. */
const ordered = ['plan', 'price', 'price_data', 'quantity', 'tax_rates'];

function picked(params: FormObject, names: readonly string[]): FormObject {
  return Object.fromEntries(Object.entries(params).filter(([name]) => names.includes(name)));
}

function create(_: ApiObject, call: Call): ApiObject {
  const { subscription: id, price, plan, price_data: data } = call.params;
  const owner = requireObject(call, 'subscription', String(id), 'subscription');
  if (owner['status'] === 'canceled') throw goneSubscription(owner);
  if (price === undefined && plan === undefined && data === undefined) throw missingParam('price');
  if (typeof price === 'string') {
    const { currency } = owner;
    const sold = requireObject(call, 'price', price, 'price');
    requireSameCurrency(sold, { currency, param: 'price' }, call);
  }
  const item = picked(call.params, [...ordered, 'billing_thresholds', 'discounts', 'metadata']);
  const after = tell(String(id), item, call);
  return dataOf(after['items']).at(-1) as ApiObject;
}

/** To what would be added, a canceled one is not there. */
function goneSubscription({ id }: ApiObject): ApiError {
  const { message } = missingByPath('subscription', id);
  return new ApiError(message, { status: 404, code: 'resource_missing', param: 'subscription' });
}

function tell(subscription: string, item: FormObject, call: Call): ApiObject {
  const params = { items: [item], ...picked(call.params, ways) };
  return call.request(`/v1/subscriptions/${subscription}`, params);
}

function update(plain: ApiObject, call: Call): ApiObject {
  const { params, get } = call;
  const subscription = String(plain['subscription']);
  const order = picked(params, ordered);
  if (Object.keys(order).length > 0) tell(subscription, { id: plain.id, ...order }, call);
  const before = get('subscription_item', plain.id) ?? plain;
  const owner = get('subscription', subscription);
  const by = {
    customer: get('customer', String(owner?.['customer'])),
    currency: owner?.['currency'],
    of: { subscription },
  };
  const item: ApiObject = {
    ...before,
    billing_thresholds: plain['billing_thresholds'] || null,
    metadata: plain['metadata'],
    discounts: namesDiscounts(params)
      ? replaceDiscounts(before['discounts'], params, by, call)
      : before['discounts'],
  };
  call.put(item);
  if (owner) retell(owner, call);
  return item;
}

function retell(subscription: ApiObject, call: Call): void {
  const items = itemsList(subscription.id, itemsOf(subscription, call));
  change(call, subscription, { items }, 'customer.subscription.updated');
}

function remove(before: ApiObject, call: Call): ApiObject {
  tell(String(before['subscription']), { id: before.id, deleted: true }, call);
  return before;
}
