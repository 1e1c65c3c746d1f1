// Subscriptions: what a customer pays for again and again.
// Source: https://docs.stripe.com/api/subscriptions

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { clocked } from '../clocked.ts';
import { endTrial } from '../elapse.ts';
import { redeemAll } from '../discounts.ts';
import { customerOf, dataOf } from '../invoicing.ts';
import { namesDiscounts, replaceDiscounts } from '../held-discounts.ts';
import { change } from '../make.ts';
import { inner, paymentMethodOf } from '../payment-methods.ts';
import { isMetered } from '../pricing.ts';
import { hasOtherInterval, invoiceNow, prorate, type Change } from '../prorating.ts';
import { createSubscription, noDetails } from '../subscribe.ts';
import { datesOf, periodFrom } from '../period.ts';
import { taxRatesOr } from '../tax-rates.ts';
import { automaticTaxOf } from '../taxing.ts';
import { asPlan, itemsList, makeItem, pricedItem } from '../subscribing.ts';

export const subscription: Behaviour = {
  object: 'subscription',
  rules: { create: createSubscription, update, cancel },
};

/** What can be said of a subscription that is canceled. */
const late = ['cancellation_details', 'expand', 'metadata'];

function update(plain: ApiObject, request: Call): ApiObject {
  const { params } = request;
  const call = clocked(request, customerOf(plain['customer'], request));
  const { now } = call;
  const before = call.get('subscription', plain.id) ?? plain;
  if (before['status'] === 'canceled' && Object.keys(params).some((name) => !late.includes(name))) {
    throw new ApiError(
      'A canceled subscription can only update its cancellation_details and metadata.',
      { code: 'invalid_canceled_subscription_fields' },
    );
  }
  const ending = params['cancel_at_period_end'];
  const items = dataOf(before['items']);
  const end = items[0]?.['current_period_end'] ?? null;
  const method = params['default_payment_method'];
  const details = { ...noDetails, reason: 'cancellation_requested' };
  const after = {
    ...plain,
    ...taxesAndDiscounts(before, call),
    items: before['items'],
    ...(ending === true ? { cancel_at: end, canceled_at: now, cancellation_details: details } : {}),
    ...(ending === false
      ? { cancel_at: null, canceled_at: null, cancellation_details: noDetails }
      : {}),
    ...(typeof method === 'string' && method !== ''
      ? { default_payment_method: paymentMethodOf(method, call).id }
      : {}),
  };
  const isTrialOver = params['trial_end'] === 'now' && before['status'] === 'trialing';
  const going = isTrialOver
    ? endTrial({ ...after, trial_end: before['trial_end'] } as ApiObject, call)
    : (after as ApiObject);
  return params['items'] === undefined ? going : withItems(going, items, call);
}

/** As the request changes them: for invoices from the next one on. */
function taxesAndDiscounts(before: ApiObject, call: Call): object {
  const { params } = call;
  const customer = customerOf(before['customer'], call);
  const by = { customer, currency: before['currency'], of: { subscription: before.id } };
  const given = params['default_tax_rates'];
  return {
    automatic_tax:
      params['automatic_tax'] === undefined ? before['automatic_tax'] : automaticTaxOf(params),
    default_tax_rates: taxRatesOr(given, before['default_tax_rates'], call, ['default_tax_rates']),
    discounts: namesDiscounts(params)
      ? replaceDiscounts(before['discounts'], params, by, call)
      : before['discounts'],
  };
}

function withItems(plain: ApiObject, before: readonly ApiObject[], call: Call): ApiObject {
  const asked = call.params['items'] as readonly FormObject[];
  const customer = customerOf(plain['customer'], call);
  let items = before;
  const changes: Change[] = [];
  for (const [index, item] of asked.entries()) {
    const known = items.find(({ id }) => id === item['id']);
    if (known && item['deleted'] === true) {
      items = items.filter((one) => one !== known);
      changes.push({ before: known, after: undefined });
      call.remove(known);
      continue;
    }
    const hasPrice = ['price', 'plan', 'price_data'].some((name) => item[name] !== undefined);
    const price = hasPrice ? pricedItem(item, index, call) : (known?.['price'] as ApiObject);
    const quantity = Number(item['quantity'] ?? known?.['quantity'] ?? 1);
    const path = ['items', String(index), 'tax_rates'];
    const rates = taxRatesOr(item['tax_rates'], known?.['tax_rates'], call, path);
    if (known) {
      const amount = isMetered(price) ? {} : { quantity };
      const { quantity: _, ...same } = known;
      const told = {
        ...same,
        plan: asPlan(price),
        price,
        tax_rates: rates,
        ...amount,
      } as ApiObject;
      const isRestarted = hasOtherInterval(known, told);
      const dates = isRestarted ? datesOf(periodFrom(call.now, price)) : {};
      const changed = change(call, told, dates);
      const isSame = isSameOrder(known, changed);
      if (!isSame) changes.push({ before: known, after: changed });
      items = items.map((one) => (one === known ? changed : one));
    } else {
      const [first] = before;
      const period = first
        ? { start: call.now, end: Number(first['current_period_end']) }
        : periodFrom(call.now, price);
      const values = { subscription: plain.id, price, quantity, period, taxRates: rates };
      const by = { customer, currency: plain['currency'], of: { subscription: plain.id } };
      const discounts = redeemAll({ discounts: item['discounts'] ?? [] }, by, call);
      const added = makeItem(call, { ...values, discounts, metadata: item['metadata'] });
      changes.push({ before: undefined, after: added });
      items = [...items, added];
    }
  }
  if (items.length === 0) {
    throw new ApiError('A subscription must have at least one active item.', { param: 'items' });
  }
  const [only] = items;
  const isAlone = items.length === 1 && only !== undefined;
  return {
    ...plain,
    ...prorated(plain, changes, call),
    items: itemsList(plain.id, items),
    plan: isAlone ? only['plan'] : null,
    quantity: isAlone ? only['quantity'] : null,
  };
}

function isSameOrder(before: ApiObject, after: ApiObject): boolean {
  const [old, young] = [before['price'], after['price']] as [ApiObject, ApiObject];
  return old.id === young.id && before['quantity'] === after['quantity'];
}

/** Billed at once where that is asked for, or where another period begins. */
function prorated(plain: ApiObject, changes: readonly Change[], call: Call): object {
  const behavior = call.params['proration_behavior'] ?? 'create_prorations';
  const isRestarted = changes.some(
    ({ before, after }) => before && after && hasOtherInterval(before, after),
  );
  const anchor = isRestarted ? { billing_cycle_anchor: call.now } : {};
  if (behavior === 'none' || plain['status'] === 'trialing') return anchor;
  const items = prorate(plain, changes, call);
  if (items.length === 0 || (behavior !== 'always_invoice' && !isRestarted)) return anchor;
  return { ...anchor, latest_invoice: invoiceNow(plain, items, call).id };
}

function cancel(before: ApiObject, call: Call): ApiObject {
  if (before['status'] === 'canceled') {
    throw new ApiError(`No such subscription: '${before.id}'`, {
      status: 404,
      code: 'resource_missing',
      param: 'id',
    });
  }
  const told = inner(call.params['cancellation_details']);
  const after = {
    ...before,
    cancel_at: null,
    cancel_at_period_end: false,
    // The day on which it was asked for, if that was before.
    canceled_at: before['canceled_at'] ?? call.now,
    cancellation_details: { ...noDetails, ...told, reason: 'cancellation_requested' },
    ended_at: call.now,
    status: 'canceled',
  };
  call.emit('customer.subscription.deleted', after);
  return after;
}
