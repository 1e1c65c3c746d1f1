// What subscriptions are made of: items with their prices, periods, and the invoice of a period.
// Source: https://docs.stripe.com/billing/subscriptions/overview

import { ApiError } from '../wire/api-error.ts';
import type { FormObject } from '../wire/form.ts';
import { written } from './amounts.ts';
import type { ApiObject, Call } from './behaviour.ts';
import { missingByParam, missingParam } from './errors.ts';
import { commonValues, emptyInvoice, listOf, makeLine, withLines } from './invoicing.ts';
import { make } from './make.ts';
import { inner } from './payment-methods.ts';
import type { Values } from './skeleton.ts';

export interface Period {
  readonly start: number;
  readonly end: number;
}

/** A month later is the same day, or the last of a shorter month. */
export function periodFrom(start: number, price: ApiObject, anchorDay = 0): Period {
  const { interval, interval_count: count } = intervalOf(price);
  const date = new Date(start * 1000);
  if (interval === 'day' || interval === 'week') {
    return { start, end: start + count * (interval === 'week' ? 7 : 1) * 86_400 };
  }
  const day = anchorDay === 0 ? date.getUTCDate() : anchorDay;
  const months = count * (interval === 'year' ? 12 : 1);
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return { start, end: Math.floor(date.getTime() / 1000) };
}

/** As an item tells its period. */
export function datesOf({ start, end }: Period): Values {
  return { current_period_end: end, current_period_start: start };
}

export function intervalOf(price: ApiObject): { interval: string; interval_count: number } {
  const { interval = 'month', interval_count: count = 1 } = {
    ...price,
    ...Object(price['recurring']),
  } as { readonly interval?: string; readonly interval_count?: number };
  return { interval, interval_count: Number(count) };
}

/** What an item of the parameters is about. Throws Stripe's error for a price that there is not. */
export function pricedItem(item: FormObject, index: number, call: Call): ApiObject {
  const id = item['price'] ?? item['plan'];
  const param = `items[${index}][${item['price'] === undefined && item['plan'] ? 'plan' : 'price'}]`;
  if (typeof id === 'string') {
    const price = call.get('price', id) ?? asPrice(call.get('plan', id));
    if (!price) throw missingByParam(item['price'] === undefined ? 'plan' : 'price', id, param);
    if (price['type'] === 'one_time') {
      throw new ApiError(
        'The price specified is set to `type=one_time` but this field only accepts prices with ' +
          '`type=recurring`.',
        { param },
      );
    }
    return price;
  }
  const data = inner(item['price_data']);
  if (Object.keys(data).length === 0) throw missingParam(param);
  const recurring = { interval: 'month', interval_count: 1, meter: null, trial_period_days: null };
  return make(call, 'price', {
    ...data,
    active: false,
    recurring: { ...recurring, usage_type: 'licensed', ...inner(data['recurring']) },
    type: 'recurring',
    unit_amount_decimal: String(data['unit_amount'] ?? '0'),
  });
}

/** A plan as the price that it is too. */
function asPrice(plan: ApiObject | undefined): ApiObject | undefined {
  if (!plan) return undefined;
  const { interval, interval_count: count, usage_type: usage, amount } = plan;
  return {
    id: plan.id,
    object: 'price',
    active: plan['active'],
    billing_scheme: plan['billing_scheme'],
    created: plan['created'],
    currency: plan['currency'],
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: plan['metadata'],
    nickname: plan['nickname'],
    product: plan['product'],
    recurring: {
      interval,
      interval_count: count,
      meter: null,
      trial_period_days: null,
      usage_type: usage,
    },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: amount,
    unit_amount_decimal: plan['amount_decimal'],
  };
}

/** And a price as the plan that it was once. */
export function asPlan(price: ApiObject): ApiObject {
  const recurring = Object(price['recurring']) as Readonly<Record<string, unknown>>;
  return {
    id: price.id,
    object: 'plan',
    active: price['active'],
    amount: price['unit_amount'],
    amount_decimal: price['unit_amount_decimal'],
    billing_scheme: price['billing_scheme'],
    created: price['created'],
    currency: price['currency'],
    interval: recurring['interval'],
    interval_count: recurring['interval_count'],
    livemode: false,
    metadata: price['metadata'],
    meter: null,
    nickname: price['nickname'],
    product: price['product'],
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: recurring['usage_type'] ?? 'licensed',
  };
}

export interface ItemValues {
  readonly subscription: string;
  readonly price: ApiObject;
  readonly quantity: number;
  readonly period: Period;
  readonly metadata: unknown;
}

export function makeItem(call: Call, values: ItemValues): ApiObject {
  const { subscription, price, quantity, period, metadata } = values;
  return make(call, 'subscription_item', {
    billing_thresholds: null,
    ...datesOf(period),
    current_trial: null,
    discounts: [],
    metadata: metadata ?? {},
    plan: asPlan(price),
    price,
    quantity,
    subscription,
    tax_rates: [],
  });
}

export function itemsOf({ id }: ApiObject, { all }: Call): readonly ApiObject[] {
  return all('subscription_item').filter(({ subscription }) => subscription === id);
}

export function itemsList(subscription: string, items: readonly ApiObject[]): object {
  return listOf(items, `/v1/subscription_items?subscription=${subscription}`);
}

export interface Billing {
  readonly reason: string;
  readonly isTrial: boolean;
  readonly coupon: ApiObject | undefined;
}

/** A draft for the period that the items are in. */
export function invoiceOf(
  call: Call,
  subscription: ApiObject,
  customer: ApiObject,
  { reason, isTrial, coupon }: Billing,
): ApiObject {
  const items = itemsOf(subscription, call);
  const empty = emptyInvoiceOf(call, subscription, customer, reason);
  const lines = items.map((item) => lineOf(call, empty.id, item, isTrial));
  const invoice = withLines(empty, lines, coupon);
  call.put(invoice);
  call.emit('invoice.created', invoice);
  return invoice;
}

function lineOf(call: Call, invoice: string, item: ApiObject, isTrial: boolean): ApiObject {
  const price = item['price'] as ApiObject;
  const quantity = Number(item['quantity'] ?? 1);
  const unit = Number(price['unit_amount'] ?? 0);
  const product = call.get('product', String(price['product']));
  const name = String(product?.['name'] ?? 'Subscription');
  const each = written(unit, String(price['currency']));
  const description = isTrial
    ? `Free trial for ${quantity} × ${name}`
    : `${quantity} × ${name} (at ${each} / ${intervalOf(price).interval})`;
  return makeLine(call, invoice, {
    amount: isTrial ? 0 : unit * quantity,
    currency: price['currency'],
    description,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: item['subscription'],
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period: { end: item['current_period_end'], start: item['current_period_start'] },
    pricing: {
      price_details: { price: price.id, product: price['product'] },
      type: 'price_details',
      unit_amount_decimal: isTrial ? '0' : String(price['unit_amount_decimal']),
    },
    quantity,
  });
}

/** Without lines, and not yet stored. */
export function emptyInvoiceOf(
  call: Call,
  subscription: ApiObject,
  customer: ApiObject,
  reason: string,
): ApiObject {
  return emptyInvoice(call, {
    ...commonValues(customer, call),
    billing_reason: reason,
    rendering: null,
    collection_method: subscription['collection_method'],
    currency: subscription['currency'],
    parent: {
      quote_details: null,
      subscription_details: {
        metadata: subscription['metadata'],
        pause_collection: null,
        subscription: subscription.id,
      },
      type: 'subscription_details',
    },
  });
}
