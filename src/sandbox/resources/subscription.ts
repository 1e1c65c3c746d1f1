// Subscriptions: what a customer pays for again and again.
// Source: https://docs.stripe.com/api/subscriptions

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { customerOf } from '../invoicing.ts';
import { clocked, endTrial } from '../elapse.ts';
import { requireCoupon } from '../legacy.ts';
import { change } from '../make.ts';
import { defaultMethod, finalizeInvoice, payInvoice } from '../pay-invoice.ts';
import { inner, paymentMethodOf } from '../payment-methods.ts';
import { hasOtherInterval, invoiceNow, prorate, type Change } from '../prorating.ts';
import { asPlan, invoiceOf, itemsList, makeItem, periodFrom, pricedItem } from '../subscribing.ts';

export const subscription: Behaviour = {
  object: 'subscription',
  rules: { create, update, cancel },
};

const usual = {
  billing_cycle_anchor_config: null,
  billing_schedules: [],
  cancellation_details: { comment: null, feedback: null, reason: null },
  default_tax_rates: [],
  discounts: [],
  invoice_settings: { account_tax_ids: null, issuer: { type: 'self' } },
  managed_payments: { enabled: false },
  payment_settings: {
    payment_method_options: null,
    payment_method_types: null,
    save_default_payment_method: 'off',
  },
  trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
};

function create(draft: ApiObject, request: Call): ApiObject {
  const { params } = request;
  const customer = customerOf(params['customer'], request);
  const call = clocked(request, customer);
  const { now } = call;
  const asked = (params['items'] ?? []) as readonly FormObject[];
  if (asked.length === 0) {
    throw new ApiError('Missing required param: items.', {
      code: 'parameter_missing',
      param: 'items',
    });
  }
  const prices = asked.map((item, index) => pricedItem(item, index, call));
  const [first] = prices;
  const trialEnd = trialEndOf(call);
  const coupon = couponOf(call);
  const method = params['default_payment_method'];
  const begun: ApiObject = {
    ...draft,
    ...usual,
    created: now,
    start_date: now,
    test_clock: customer['test_clock'] ?? null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: trialEnd ?? now,
    billing_mode: {
      flexible: { proration_discounts: 'included' },
      type: 'flexible',
      updated_at: now,
    },
    cancel_at_period_end: params['cancel_at_period_end'] === true,
    currency: first?.['currency'] ?? 'usd',
    customer: customer.id,
    default_payment_method: typeof method === 'string' ? paymentMethodOf(method, call).id : null,
    payment_settings: { ...usual.payment_settings, ...inner(params['payment_settings']) },
    plan: prices.length === 1 && first ? asPlan(first) : null,
    quantity: prices.length === 1 ? Number(asked[0]?.['quantity'] ?? 1) : null,
    trial_end: trialEnd ?? null,
    trial_settings: { ...usual.trial_settings, ...inner(params['trial_settings']) },
    trial_start: trialEnd === undefined ? null : now,
  };
  const items = asked.map((item, index) => {
    const price = prices[index] as ApiObject;
    const period = trialEnd === undefined ? periodFrom(now, price) : { start: now, end: trialEnd };
    const quantity = Number(item['quantity'] ?? 1);
    return makeItem(call, {
      subscription: draft.id,
      price,
      quantity,
      period,
      metadata: item['metadata'],
    });
  });
  const made = { ...begun, items: itemsList(draft.id, items) };
  call.put(made);
  const after = billed(made, customer, { trialEnd, coupon }, call);
  if (trialEnd !== undefined && trialEnd - now <= 3 * 86_400) {
    call.emit('customer.subscription.trial_will_end', after);
  }
  return after;
}

function trialEndOf({ params, now }: Call): number | undefined {
  const { trial_end: end, trial_period_days: days } = params;
  if (typeof end === 'number') return end;
  return typeof days === 'number' && days > 0 ? now + days * 86_400 : undefined;
}

function couponOf(call: Call): ApiObject | undefined {
  const [first] = (call.params['discounts'] ?? []) as readonly FormObject[];
  const id = call.params['coupon'] ?? first?.['coupon'];
  return typeof id === 'string' && id !== '' ? requireCoupon(id, call) : undefined;
}

interface First {
  readonly trialEnd: number | undefined;
  readonly coupon: ApiObject | undefined;
}

/** The first invoice, and what its payment makes of the subscription. */
function billed(made: ApiObject, customer: ApiObject, first: First, call: Call): ApiObject {
  const { params } = call;
  const isTrial = first.trialEnd !== undefined;
  const isSent = made['collection_method'] === 'send_invoice';
  const behavior = params['payment_behavior'] ?? 'allow_incomplete';
  const isIncomplete = behavior === 'default_incomplete';
  const parent = { subscription_details: { subscription: made.id } };
  const method = defaultMethod({ ...made, customer: customer.id, parent } as ApiObject, call);
  if (!isTrial && !isSent && !isIncomplete && method === undefined) {
    throw new ApiError(
      'This customer has no attached payment source or default payment method. Please consider ' +
        'adding a default payment method. For more information, visit ' +
        'https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
      { code: 'resource_missing' },
    );
  }
  const billing = { reason: 'subscription_create', isTrial, coupon: first.coupon };
  const draft = invoiceOf(call, made, customer, billing);
  const open = isSent ? draft : finalizeInvoice(call, draft);
  call.put({ ...(call.get('customer', customer.id) ?? customer), currency: made['currency'] });
  const status = isTrial
    ? 'trialing'
    : isSent || open['status'] === 'paid'
      ? 'active'
      : 'incomplete';
  const begun = { ...made, latest_invoice: open.id, status };
  if (status !== 'incomplete') return begun;
  if (isIncomplete) return begun;
  try {
    payInvoice(call, open);
  } catch (error) {
    if (!(error instanceof ApiError && error.isKept) || behavior === 'error_if_incomplete') {
      // Nothing of it is there, then.
      if (!(error instanceof ApiError)) throw error;
      const { status: code, type, param, details } = error;
      throw new ApiError(error.message, {
        status: code,
        type,
        details,
        ...(error.code === undefined ? {} : { code: error.code }),
        ...(param === undefined ? {} : { param }),
      });
    }
    return begun;
  }
  return { ...begun, status: 'active' };
}

function update(plain: ApiObject, request: Call): ApiObject {
  const { params } = request;
  const call = clocked(request, customerOf(plain['customer'], request));
  const { now } = call;
  const before = call.get('subscription', plain.id) ?? plain;
  if (before['status'] === 'canceled') {
    throw new ApiError(
      'A canceled subscription can only update its cancellation_details and metadata.',
    );
  }
  const ending = params['cancel_at_period_end'];
  const { data = [] } = Object(before['items']) as { readonly data?: readonly ApiObject[] };
  const end = data[0]?.['current_period_end'] ?? null;
  const method = params['default_payment_method'];
  const details = { comment: null, feedback: null, reason: 'cancellation_requested' };
  const after = {
    ...plain,
    items: before['items'],
    ...(ending === true ? { cancel_at: end, canceled_at: now, cancellation_details: details } : {}),
    ...(ending === false
      ? { cancel_at: null, canceled_at: null, cancellation_details: usual.cancellation_details }
      : {}),
    ...(typeof method === 'string' && method !== ''
      ? { default_payment_method: paymentMethodOf(method, call).id }
      : {}),
  };
  const isTrialOver = params['trial_end'] === 'now' && before['status'] === 'trialing';
  const going = isTrialOver
    ? endTrial({ ...after, trial_end: before['trial_end'] } as ApiObject, call)
    : (after as ApiObject);
  return params['items'] === undefined ? going : withItems(going, data, call);
}

function withItems(plain: ApiObject, before: readonly ApiObject[], call: Call): ApiObject {
  const asked = call.params['items'] as readonly FormObject[];
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
    if (known) {
      const told = { ...known, plan: asPlan(price), price, quantity };
      const period = hasOtherInterval(known, told) ? periodFrom(call.now, price) : undefined;
      const dates = period && {
        current_period_end: period.end,
        current_period_start: period.start,
      };
      const changed = change(call, told, dates ?? {});
      const isSame = isSameOrder(known, changed);
      if (!isSame) changes.push({ before: known, after: changed });
      items = items.map((one) => (one === known ? changed : one));
    } else {
      const [first] = before;
      const period = first
        ? { start: call.now, end: Number(first['current_period_end']) }
        : periodFrom(call.now, price);
      const values = { subscription: plain.id, price, quantity, period };
      const added = makeItem(call, { ...values, metadata: item['metadata'] });
      changes.push({ before: undefined, after: added });
      items = [...items, added];
    }
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
    canceled_at: call.now,
    cancellation_details: {
      comment: null,
      feedback: null,
      ...told,
      reason: 'cancellation_requested',
    },
    ended_at: call.now,
    status: 'canceled',
  };
  call.emit('customer.subscription.deleted', after);
  return after;
}
