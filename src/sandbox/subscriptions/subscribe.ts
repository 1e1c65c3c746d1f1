// A new subscription: its items, its first invoice, and what the payment makes of it.
// Source: https://docs.stripe.com/api/subscriptions/create

import { present } from '../../base/assert.ts';
import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { readLines } from '../checkout/checkout-lines.ts';
import { readItems } from '../checkout/item-sums.ts';
import { soldItem } from '../checkout/sold-items.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { defaultMethod, finalizeInvoice, payInvoice } from '../invoices/pay-invoice.ts';
import { clocked } from '../objects/clocked.ts';
import { filled } from '../objects/fill.ts';
import { replaced } from '../objects/layered.ts';
import { change, drafted, make, withParams } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner, paymentMethodOf } from '../payment-methods/payment-methods.ts';
import { isAskedAtSetUp } from '../payments/intents.ts';
import { readRedemptions, redeem, redeemAll, type Redeemer } from '../prices/discounts.ts';
import { periodFrom } from '../prices/period.ts';
import { asPlan } from '../prices/plan-and-price.ts';
import { isMetered } from '../prices/pricing.ts';
import { sum } from '../prices/sums.ts';
import { readTaxRates } from '../prices/tax-rates.ts';
import { automaticTaxOf } from '../prices/taxing.ts';
import { anchorOf, checkAnchor, partUntil, toldAnchor } from './anchoring.ts';
import { backdated, backdateOf } from './backdating.ts';
import { billingMode, isFlexible } from './billing-mode.ts';
import { endingOf, noDetails, requireFuture } from './ending.ts';
import { noMethod, notKept, refuseWaiting } from './payment-behavior.ts';
import { draftSeconds } from './renewing.ts';
import { checkPrices } from './subscribe-checks.ts';
import { invoiceOf, itemsList, itemsOf, makeItem, pricedItem } from './subscribing.ts';
import { periodCost, priceOf } from './subscription-item.ts';

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
  const { end_behavior: behavior } = inner(given);
  return { end_behavior: { ...usual.trial_settings.end_behavior, ...inner(behavior) } };
}

export interface Ways {
  /** Then the first invoice is a draft for an hour, as all others are. */
  readonly isBilledLater?: boolean;
  /** Whether what is billed once was asked for before: its prices may be inactive by now. */
  readonly isKept?: boolean;
}

/**
 * Of the request's parameters. Throws Stripe's refusals; then nothing of it may be kept. What the first
 * invoice makes happen is told later: after the subscription.
 */
export function createSubscription(
  draft: ApiObject,
  request: Call,
  { isBilledLater = false, isKept = false }: Ways = {},
): ApiObject {
  const { params } = request;
  const customer = customerOf(params['customer'], request);
  const call = { ...clocked(request, customer), emit: toldLater(request) };
  const { now } = call;
  const asked = (params['items'] ?? []) as readonly FormObject[];
  if (asked.length === 0) throw missingParam('items');
  refuseWaiting(params);
  requireFuture('trial_end', call);
  checkAnchor(params);
  const prices = asked.map((item, index) => pricedItem(item, index, call));
  checkPrices(prices, isKept, call);
  const [first] = prices;
  const trialEnd = trialEndOf(call);
  const anchor = trialEnd === undefined ? anchorOf(prices, call) : undefined;
  const method = params['default_payment_method'];
  const begun = replaced(draft, usual, {
    created: now,
    start_date: backdateOf(call) ?? now,
    test_clock: customer['test_clock'] ?? null,
    automatic_tax: automaticTaxOf(params),
    billing_cycle_anchor: trialEnd ?? anchor ?? now,
    billing_cycle_anchor_config: toldAnchor(params),
    billing_mode: billingMode(params, call),
    cancel_at_period_end: false,
    currency: first?.['currency'] ?? 'usd',
    customer: customer.id,
    default_tax_rates: readTaxRates(params['default_tax_rates'], call, ['default_tax_rates']),
    default_payment_method: typeof method === 'string' ? paymentMethodOf(method, call).id : null,
    payment_settings: { ...usual.payment_settings, ...inner(params['payment_settings']) },
    plan: prices.length === 1 && first ? asPlan(first) : null,
    quantity: prices.length === 1 ? Number(asked[0]?.['quantity'] ?? 1) : null,
    trial_end: trialEnd ?? null,
    trial_settings: trialSettings(params),
    trial_start: trialEnd === undefined ? null : now,
  });
  const by: Redeemer = {
    customer,
    currency: first?.['currency'],
    amount: trialEnd === undefined ? amountOf(asked, prices, call) : 0,
    of: { subscription: draft.id },
  };
  const redemptions = readRedemptions(params, by, call);
  const items = itemsFor(prices, by, trialEnd ?? anchor, call);
  const discounts = redemptions.map((one) => redeem(one, by, call).id);
  const ending = endingOf(begun, items, call);
  const made = replaced(begun, ending, { discounts, items: itemsList(draft.id, items) });
  call.put(made);
  const after = billed(made, customer, { trialEnd, anchor, isBilledLater, isKept }, call);
  if (trialEnd !== undefined && trialEnd - now <= 3 * 86_400) {
    call.emit('customer.subscription.trial_will_end', after);
  }
  return after;
}

function itemsFor(
  prices: readonly ApiObject[],
  by: Redeemer,
  end: number | undefined,
  call: Call,
): readonly ApiObject[] {
  const { now, params } = call;
  const asked = params['items'] as readonly FormObject[];
  return asked.map((item, index) => {
    const price = prices[index] as ApiObject;
    return makeItem(call, {
      subscription: String(by.of['subscription']),
      price,
      quantity: Number(item['quantity'] ?? 1),
      period: end === undefined ? periodFrom(now, price) : { start: now, end },
      metadata: item['metadata'],
      taxRates: readTaxRates(item['tax_rates'], call, ['items', String(index), 'tax_rates']),
      discounts: redeemAll({ discounts: item['discounts'] ?? [] }, by, call),
    });
  });
}

function trialEndOf({ params, now }: Call): number | undefined {
  const { trial_end: end, trial_period_days: days, trial_from_plan: isOfPlan } = params;
  if (isOfPlan === true && (end !== undefined || days !== undefined)) {
    throw new ApiError(
      'You cannot set `trial_end` or `trial_period_days` when `trial_from_plan=true`.',
    );
  }
  if (typeof end === 'number') return end;
  return typeof days === 'number' && days > 0 ? now + days * 86_400 : undefined;
}

/** What promotion codes look at. */
function amountOf(asked: readonly FormObject[], prices: readonly ApiObject[], call: Call): number {
  return sum(prices.map((price, index) => periodCost(price, asked[index]?.['quantity'], call)));
}

function toldLater({ emit, later }: Call): Call['emit'] {
  return (...told) => void later.push(() => emit(...told));
}

interface First extends Ways {
  readonly trialEnd: number | undefined;
  readonly anchor: number | undefined;
}

/** The first invoice, and what its payment makes of the subscription. */
function billed(plain: ApiObject, customer: ApiObject, first: First, call: Call): ApiObject {
  const { params } = call;
  const isTrial = first.trialEnd !== undefined;
  const isSent = plain['collection_method'] === 'send_invoice';
  const { isBilledLater } = first;
  const behavior = params['payment_behavior'] ?? 'allow_incomplete';
  const isIncomplete = behavior === 'default_incomplete';
  const method = defaultMethod(plain, call);
  if (!isTrial && !isSent && !isIncomplete && !isBilledLater && method === undefined) {
    throw noMethod();
  }
  if (isSent && !isBilledLater && params['days_until_due'] === undefined) {
    throw missingParam('days_until_due');
  }
  const isPaidLater = isTrial && !isSent && !isBilledLater;
  const setup = isPaidLater ? waitingSetup(customer, method, call) : {};
  const isPart = first.anchor !== undefined;
  const part = partOf(plain, first, call);
  const added = [...addedItems(plain, customer, first, call), ...part];
  const billing = { reason: 'subscription_create', isTrial, added, isUsageOnly: isPart };
  const settled = isTrial ? 'trialing' : 'active';
  if (added.length === 0 && isUnbilled(plain, call)) {
    return replaced(plain, setup, { latest_invoice: null, status: settled });
  }
  const draft = invoiceOf(call, plain, customer, billing);
  const made = call.get('subscription', plain.id) ?? plain;
  const days = isSent ? Number(params['days_until_due'] ?? 30) : undefined;
  const waiting = {
    auto_advance: true,
    automatically_finalizes_at: call.now + draftSeconds,
    ...(days === undefined ? {} : { due_date: call.now + days * 86_400 }),
  };
  if (isBilledLater) {
    change(call, draft, waiting);
    return { ...made, latest_invoice: draft.id, status: 'active' };
  }
  const open = isSent ? change(call, draft, waiting) : finalizeInvoice(call, draft);
  const known = call.get('customer', customer.id) ?? customer;
  change(call, known, { currency: made['currency'] }, 'customer.updated');
  const status = isSent || open['status'] === 'paid' ? settled : 'incomplete';
  const told = (status: string, more: Values = {}): ApiObject =>
    replaced(made, setup, { latest_invoice: open.id, status }, more);
  if (status !== 'incomplete' || isIncomplete) return told(status);
  try {
    payInvoice(call, open);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.isKept && behavior !== 'error_if_incomplete') return told(status);
    throw notKept(error);
  }
  // The payment may have chosen its means for those to come.
  const chosen = call.get('subscription', plain.id)?.['default_payment_method'] ?? null;
  return told(settled, { default_payment_method: chosen });
}

/** What is billed besides the first whole period. */
function partOf(plain: ApiObject, { anchor, trialEnd }: First, call: Call): readonly ApiObject[] {
  if (trialEnd === undefined && backdateOf(call) !== undefined) {
    return backdated(plain, anchor ?? call.now, call);
  }
  return anchor === undefined ? [] : partUntil(plain, call);
}

/** Usage alone has no first invoice in flexible mode. */
function isUnbilled(plain: ApiObject, call: Call): boolean {
  return isFlexible(plain) && itemsOf(plain, call).every((item) => isMetered(priceOf(item)));
}

/** During a trial somebody still has to say how it will be paid, or to approve of it. */
function waitingSetup({ id: customer }: ApiObject, method: string | undefined, call: Call): Values {
  if (method !== undefined) {
    const known = call.get('payment_method', method);
    if (!known || !isAskedAtSetUp(known, call)) return {};
    const named = { customer, payment_method: method, usage: 'off_session' };
    const { id } = call.request('/v1/setup_intents', named);
    call.request(`/v1/setup_intents/${id}/confirm`, {});
    return { pending_setup_intent: id };
  }
  const setup = make(call, 'setup_intent', { customer, usage: 'off_session' });
  call.emit('setup_intent.created', setup);
  return { pending_setup_intent: setup.id };
}

/** What is billed once, with the first period. */
function addedItems(
  { id: subscription }: ApiObject,
  customer: ApiObject,
  { isKept = false }: Ways,
  call: Call,
): readonly ApiObject[] {
  const name = 'add_invoice_items';
  const items = readItems(readLines(call, { name, isKept }), { customer, of: {} }, call, name);
  return items.map((item) => soldItem(item, { customer, subscription }, call));
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
