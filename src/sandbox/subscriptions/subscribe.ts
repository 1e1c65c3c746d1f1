// A new subscription: its items, its discounts, and what it begins with.
// Source: https://docs.stripe.com/api/subscriptions/create

import { present } from '../../base/assert.ts';
import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import { creatorOf } from '../accounts/connected.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireFuture, requireTrialLength } from '../checking/times.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { clocked } from '../objects/clocked.ts';
import { completedPart } from '../objects/complete.ts';
import { filled } from '../objects/fill.ts';
import { replaced } from '../objects/layered.ts';
import { drafted, withParams } from '../objects/make.ts';
import { each, none } from '../objects/none.ts';
import type { Values } from '../objects/skeleton.ts';
import { chosenDefaults } from '../payment-methods/default-method.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { readRedemptions, redeem, redeemAll, type Redeemer } from '../prices/discounts.ts';
import { periodFrom } from '../prices/period.ts';
import { asPlan } from '../prices/plan-and-price.ts';
import { currencyFor, wholePrice } from '../prices/pricing.ts';
import { sum } from '../prices/sums.ts';
import { readTaxRates } from '../prices/tax-rates.ts';
import { automaticTaxOf } from '../prices/taxing.ts';
import { anchorOf, checkAnchor, hasOwnAnchor, toldAnchor } from './anchoring.ts';
import { backdateOf } from './backdating.ts';
import { billingMode } from './billing-mode.ts';
import { endingOf, noDetails, untilEnd } from './ending.ts';
import { billed, type First } from './first-invoice.ts';
import { keepFreePart } from './free-part.ts';
import { requireCurrency } from './one-currency.ts';
import { refuseWaiting } from './payment-behavior.ts';
import { pendingInterval } from './pending-interval.ts';
import { checkDue, checkIntervals, checkPrices, checkThreshold } from './subscribe-checks.ts';
import { itemsList, makeItem, pricedItem } from './subscribing.ts';
import { periodCost, wholeIn } from './subscription-item.ts';
import { tellTrialEnd } from './trial-notice.ts';

const usual = {
  billing_schedules: [],
  cancellation_details: noDetails,
  default_tax_rates: [],
  discounts: [],
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  managed_payments: { enabled: false },
  payment_settings: {
    payment_method_options: null,
    payment_method_types: null,
    save_default_payment_method: 'off',
  },
  trial_settings: {
    end_behavior: { billing_cycle_anchor: 'now', missing_payment_method: 'create_invoice' },
  },
};

function trialSettings({ trial_settings: given }: FormObject): object {
  if (given === undefined) return usual.trial_settings;
  const { end_behavior: behavior } = inner(given);
  return { end_behavior: { ...usual.trial_settings.end_behavior, ...inner(behavior) } };
}

/** Of what is asked of one kind of payment method, that of all others is told too. */
function paymentSettings({ payment_settings: given }: FormObject, call: Call): object {
  const { payment_method_options: options, ...rest } = inner(given);
  const names = ['subscription', 'payment_settings', 'payment_method_options'];
  return {
    ...usual.payment_settings,
    ...rest,
    ...(options === undefined
      ? {}
      : { payment_method_options: completedPart(inner(options), names, call) }),
  };
}

export interface Ways {
  /** Then the first invoice is a draft for an hour, as all others are. */
  readonly isBilledLater?: boolean;
  /** Whether what is billed once was asked for before: its prices may be inactive by now. */
  readonly isKept?: boolean;
}

/** What is asked for, as the parameters say it. */
interface Order extends First {
  readonly currency: unknown;
  readonly asked: readonly FormObject[];
  /** Of the items, in their order. */
  readonly prices: readonly ApiObject[];
  /** That whole periods begin on, where one was asked for. */
  readonly day: number | undefined;
}

/**
 * Of the request's parameters. Throws Stripe's refusals; then nothing of it may be kept. What the first
 * invoice makes happen is told later: after the subscription.
 */
export function createSubscription(draft: ApiObject, request: Call, ways: Ways = {}): ApiObject {
  const customer = customerOf(request.params['customer'], request);
  const call = { ...clocked(request, customer), emit: toldLater(request) };
  const order = readOrder(customer, ways, call);
  const begun = replaced(draft, usual, valuesOf(order, call));
  const by = redeemerOf(draft, order, call);
  const redemptions = readRedemptions(call.params, by, call);
  const items = itemsFor(order, by, call);
  const discounts = each(redemptions, (one) => redeem(one, by, call).id);
  const ending = endingOf(begun, items, call);
  const made = replaced(begun, ending, { discounts, items: itemsList(draft.id, items) });
  call.put(made);
  if (hasOwnAnchor(made) || order.anchor !== undefined) keepFreePart(made, call);
  const after = billed(made, order, call);
  if (order.trialEnd !== undefined) tellTrialEnd(after, undefined, call);
  return after;
}

function readOrder(
  customer: ApiObject,
  { isBilledLater = false, isKept = false }: Ways,
  call: Call,
): Order {
  const { params } = call;
  const asked = (params['items'] ?? []) as readonly FormObject[];
  if (asked.length === 0) throw missingParam('items');
  refuseWaiting(params);
  checkTrial(call);
  checkDue(params);
  checkAnchor(params);
  checkThreshold(params);
  const prices = asked.map((item, index) => pricedItem(item, index, call));
  const whole = prices.map((price) => wholePrice(price, call));
  const currency = currencyFor(whole, { asked: params['currency'], usual: customer['currency'] });
  checkPrices(prices, { currency, isKept }, call);
  checkIntervals(prices, billingMode(params, call));
  requireCurrency(customer, currency, call);
  const trialEnd = trialEndOf(prices, call);
  const day = anchorOf(prices, trialEnd ?? call.now, call);
  const anchor = trialEnd === undefined ? sooner(day, params['cancel_at']) : undefined;
  return { customer, currency, asked, prices, day, trialEnd, anchor, isBilledLater, isKept };
}

/** A day that is left as it is where the subscription does not end before it. */
function sooner(day: number | undefined, end: unknown): number | undefined {
  return day !== undefined && typeof end === 'number' ? Math.min(day, end) : day;
}

function valuesOf({ customer, currency, asked, prices, day, trialEnd }: Order, call: Call): Values {
  const { now, params } = call;
  const [first] = prices;
  return {
    created: now,
    start_date: backdateOf(call) ?? now,
    test_clock: customer['test_clock'] ?? null,
    application: creatorOf(call),
    automatic_tax: automaticTaxOf(params),
    billing_cycle_anchor: day ?? trialEnd ?? now,
    billing_cycle_anchor_config: toldAnchor(params),
    billing_mode: billingMode(params, call),
    cancel_at_period_end: false,
    currency,
    customer: customer.id,
    default_tax_rates: readTaxRates(params['default_tax_rates'], call, ['default_tax_rates']),
    default_payment_method: null,
    ...chosenDefaults(params, customer.id, call),
    payment_settings: paymentSettings(params, call),
    ...pendingInterval(call),
    plan: prices.length === 1 && first ? asPlan(first) : null,
    quantity: prices.length === 1 ? Number(asked[0]?.['quantity'] ?? 1) : null,
    trial_end: trialEnd ?? null,
    trial_settings: trialSettings(params),
    trial_start: trialEnd === undefined ? null : now,
  };
}

function redeemerOf({ id }: ApiObject, order: Order, call: Call): Redeemer {
  const { customer, currency, trialEnd } = order;
  return {
    customer,
    currency,
    amount: trialEnd === undefined ? amountOf(order, call) : 0,
    of: { subscription: id },
  };
}

function itemsFor(
  { asked, prices, trialEnd, anchor }: Order,
  by: Redeemer,
  call: Call,
): readonly ApiObject[] {
  const { now, params } = call;
  const end = trialEnd ?? anchor;
  return asked.map((item, index) => {
    const price = prices[index] as ApiObject;
    const whole = untilEnd(periodFrom(now, price), params);
    return makeItem(call, {
      subscription: String(by.of['subscription']),
      price,
      quantity: Number(item['quantity'] ?? 1),
      period: end === undefined ? whole : { start: now, end },
      metadata: item['metadata'],
      thresholds: item['billing_thresholds'],
      taxRates: readTaxRates(item['tax_rates'], call, ['items', String(index), 'tax_rates']),
      discounts: redeemAll({ discounts: item['discounts'] ?? none }, by, call),
    });
  });
}

function checkTrial({ params, now }: Call): void {
  const { trial_end: end, trial_period_days: days } = params;
  requireFuture(end, 'trial_end', now);
  requireTrialLength({ days, end }, now);
}

function trialEndOf(prices: readonly ApiObject[], { params, now }: Call): number | undefined {
  const { trial_end: end, trial_period_days: days, trial_from_plan: isOfPlan } = params;
  if (isOfPlan === true && (end !== undefined || days !== undefined)) {
    throw new ApiError(
      'You cannot set `trial_end` or `trial_period_days` when `trial_from_plan=true`.',
    );
  }
  if (typeof end === 'number') return end;
  const length = isOfPlan === true ? Math.max(...prices.map(trialDays)) : Number(days ?? 0);
  return length > 0 ? now + length * 86_400 : undefined;
}

/** Of a plan, or of a price that was made with them. */
function trialDays({ recurring }: ApiObject): number {
  return Number(Object(recurring).trial_period_days ?? 0);
}

/** What promotion codes look at. */
function amountOf({ asked, prices, currency }: Order, { get }: Call): number {
  const costs = prices.map((price, index) =>
    periodCost(wholeIn(price, currency, get), asked[index]?.['quantity']),
  );
  return sum(costs);
}

function toldLater({ emit, later }: Call): Call['emit'] {
  return (...told) => void later.push(() => emit(...told));
}

/** Made for something else, such as a quote; stored and told. */
export function subscribe(call: Call, params: FormObject, ways: Ways = {}): ApiObject {
  const own = withParams(call, params);
  const id = call.newId('subscription');
  const shape = present(call.shape('subscription'), 'the shape of subscription');
  const draft = filled(drafted(own, 'subscription', { id }), own.params, shape) as ApiObject;
  const made = createSubscription(draft, own, {
    isKept: true,
    ...ways,
  });
  call.put(made);
  call.emit('customer.subscription.created', made);
  for (const tell of call.later.splice(0)) tell();
  return made;
}
