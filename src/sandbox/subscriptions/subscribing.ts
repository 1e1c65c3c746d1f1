// What subscriptions are made of: items with their prices, periods, and the invoice of a period.
// Source: https://docs.stripe.com/billing/subscriptions/overview

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingByParam, missingParam } from '../checking/errors.ts';
import { emptyInvoice, withLines } from '../invoices/invoice-sums.ts';
import { automaticTax, commonValues, lineOfItem, listOf } from '../invoices/invoicing.ts';
import { knownPart } from '../objects/complete.ts';
import { changed } from '../objects/layered.ts';
import { make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { dropSpent, heldDiscounts, spendDiscounts } from '../prices/held-discounts.ts';
import { inlinePrice } from '../prices/inline-price.ts';
import { datesOf, type Period } from '../prices/period.ts';
import { asPlan } from '../prices/plan-and-price.ts';
import { isMetered, toldPrice } from '../prices/pricing.ts';
import { isFlexible } from './billing-mode.ts';
import { linesOf } from './subscription-lines.ts';

/** What an item of the parameters is about. Throws Stripe's error for a price that there is not. */
export function pricedItem(item: FormObject, index: number, call: Call): ApiObject {
  const id = item['price'] ?? item['plan'];
  const param = `items[${index}][${item['price'] === undefined && item['plan'] ? 'plan' : 'price'}]`;
  if (typeof id === 'string') {
    const price = call.get('price', id);
    if (!price) throw missingByParam(item['price'] === undefined ? 'plan' : 'price', id, param);
    if (price['type'] === 'one_time') {
      throw new ApiError(
        'The price specified is set to `type=one_time` but this field only accepts prices with ' +
          '`type=recurring`.',
        { param },
      );
    }
    return toldPrice(price);
  }
  const data = inner(item['price_data']);
  if (Object.keys(data).length === 0) throw missingParam(param);
  const recurring = { interval: 'month', interval_count: 1, meter: null, trial_period_days: null };
  return inlinePrice(call, {
    ...data,
    active: false,
    recurring: { ...recurring, usage_type: 'licensed', ...inner(data['recurring']) },
    type: 'recurring',
    unit_amount_decimal: String(data['unit_amount'] ?? '0'),
  });
}

export interface ItemValues {
  readonly subscription: string;
  readonly price: ApiObject;
  readonly quantity: number;
  readonly period: Period;
  readonly metadata: unknown;
  /** Whole. */
  readonly taxRates?: readonly ApiObject[];
  /** Ids of its own ones. */
  readonly discounts?: readonly string[];
  /** As a parameter. */
  readonly thresholds?: unknown;
}

export function makeItem(call: Call, values: ItemValues): ApiObject {
  const { subscription, price, quantity, period, metadata } = values;
  const metered = isMetered(price) ? {} : { quantity };
  return make(call, 'subscription_item', datesOf(period), metered, {
    billing_thresholds: values.thresholds || null,
    current_trial: null,
    discounts: values.discounts ?? [],
    metadata: metadata ?? {},
    plan: asPlan(price),
    price,
    subscription,
    tax_rates: values.taxRates ?? [],
  });
}

export function itemsOf({ id }: ApiObject, { having }: Call): readonly ApiObject[] {
  return having('subscription_item', 'subscription', id);
}

/** When the first of their periods is over. */
export function endOfFirst(items: readonly ApiObject[]): number {
  return Math.min(...items.map(({ current_period_end: end }) => Number(end)));
}

export function itemsList(subscription: string, items: readonly ApiObject[]): object {
  return listOf(items, `/v1/subscription_items?subscription=${subscription}`);
}

export interface Billing {
  readonly reason: string;
  readonly isTrial: boolean;
  /** By item: the period whose usage is billed. */
  readonly used?: ReadonlyMap<string, Period>;
  /** Which items have lines; all, unless told. */
  isBilled?(item: ApiObject): boolean;
  /** Invoice items that are billed with it. */
  readonly added?: readonly ApiObject[];
  /** What the draft tells besides, from its first event on. */
  readonly values?: Values;
}

/** A draft for the period that the items are in. Discounts of one time are gone afterwards. */
export function invoiceOf(
  call: Call,
  subscription: ApiObject,
  customer: ApiObject,
  { reason, isTrial, used, added = [], values = {}, isBilled = () => true }: Billing,
): ApiObject {
  const items = itemsOf(subscription, call);
  const empty = emptyInvoiceOf(call, subscription, customer, reason);
  const told = {
    invoice: empty.id,
    isTrial,
    isFlexible: isFlexible(subscription),
    customer: customer.id,
    metadata: subscription['metadata'],
  };
  const own = newestFirst(items.filter(isBilled)).flatMap((item) =>
    linesOf(call, { item, used: used?.get(item.id), ...told }),
  );
  const lines = [...added.map((item) => lineOfItem(call, empty.id, item)), ...own];
  const invoice = withLines(call, changed(empty, values), lines);
  call.put(invoice);
  call.emit('invoice.created', invoice);
  spendDiscounts(invoice, subscription, call);
  const after = items.map((item) => (isBilled(item) ? dropSpent(item, invoice, call) : item));
  if (after.some((item, index) => item !== items[index])) {
    const now = call.get('subscription', subscription.id) ?? subscription;
    call.put({ ...now, items: itemsList(subscription.id, after) });
  }
  return invoice;
}

/** As their lines stand on invoices; those of one request in its order. */
function newestFirst(items: readonly ApiObject[]): readonly ApiObject[] {
  return items.toSorted((one, other) => Number(other['created']) - Number(one['created']));
}

/** What it hands on of how it is to be paid. */
function settingsFor({ payment_settings: given }: ApiObject, call: Call): Values {
  const { payment_method_options: options, payment_method_types: types = null } = inner(given);
  const names = ['invoice', 'payment_settings', 'payment_method_options'];
  return {
    default_mandate: null,
    payment_method_options: options ? knownPart(inner(options), names, call) : null,
    payment_method_types: types,
  };
}

/** Only what is sent is due on a day. */
function dueDate(subscription: ApiObject, { now }: Call): number | null {
  const { collection_method: method, days_until_due: days } = subscription;
  return method === 'send_invoice' ? now + Number(days ?? 30) * 86_400 : null;
}

/** Without lines, and not yet stored. */
export function emptyInvoiceOf(
  call: Call,
  subscription: ApiObject,
  customer: ApiObject,
  reason: string,
): ApiObject {
  return emptyInvoice(call, commonValues(customer, call), {
    auto_advance: true,
    automatic_tax: { ...automaticTax, ...Object(subscription['automatic_tax']) },
    billing_reason: reason,
    default_tax_rates: subscription['default_tax_rates'],
    on_behalf_of: subscription['on_behalf_of'] ?? null,
    discounts: heldDiscounts(subscription, call),
    payment_settings: settingsFor(subscription, call),
    rendering: null,
    collection_method: subscription['collection_method'],
    currency: subscription['currency'],
    due_date: dueDate(subscription, call),
    parent: {
      quote_details: null,
      subscription_details: {
        metadata: subscription['metadata'],
        pause_collection: subscription['pause_collection'] ?? null,
        subscription: subscription.id,
      },
      type: 'subscription_details',
    },
  });
}
