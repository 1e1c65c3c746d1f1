// A subscription that begins anew: with a trial in the middle of a period, or with another anchor.
// Source: https://docs.stripe.com/billing/subscriptions/billing-cycle

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingByPath } from '../checking/errors.ts';
import { voidInvoice } from '../invoices/end-invoice.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { defaultMethod } from '../invoices/pay-invoice.ts';
import { clocked } from '../objects/clocked.ts';
import { change } from '../objects/make.ts';
import { datesOf, periodFrom, type Period } from '../prices/period.ts';
import { changeItems, prorated } from './changed-items.ts';
import { requireFuture } from './ending.ts';
import { billChange, noMethod } from './payment-behavior.ts';
import { endOfTrial, endTrial } from './renewing.ts';
import { invoiceOf, itemsList, itemsOf } from './subscribing.ts';
import { priceOf } from './subscription-item.ts';

/** With the trial, and the items, that a request asks for; what was paid beyond now is given back. */
export function tried(plain: ApiObject, before: ApiObject, call: Call): ApiObject {
  const { trial_end: end } = call.params;
  requireFuture('trial_end', call);
  if (typeof end !== 'number') return plain;
  const isGoing = before['status'] === 'trialing';
  if (!isGoing) credited(plain, call);
  const told = reordered(plain, call);
  return {
    ...withPeriods(told, () => ({ start: call.now, end }), call),
    billing_cycle_anchor: end,
    status: 'trialing',
    trial_end: end,
    trial_start: isGoing ? before['trial_start'] : call.now,
  };
}

/** With the items that a request asks for, and nothing billed for it. */
export function reordered(plain: ApiObject, call: Call): ApiObject {
  if (call.params['items'] === undefined) return plain;
  return changeItems(plain, itemsOf(plain, call), call).after;
}

/** The rest of the period, as items of the next invoice. */
export function credited(subscription: ApiObject, call: Call): readonly ApiObject[] {
  const changes = itemsOf(subscription, call).map((before) => ({ before, after: undefined }));
  return prorated(subscription, changes, call).prorations;
}

function withPeriods(
  subscription: ApiObject,
  periodOf: (item: ApiObject) => Period,
  call: Call,
): ApiObject {
  const items = itemsOf(subscription, call).map((item) =>
    change(call, item, datesOf(periodOf(item))),
  );
  return { ...subscription, items: itemsList(subscription.id, items) };
}

interface Begun {
  readonly begun: ApiObject;
  readonly draft: ApiObject;
}

/** The period begins now, and what it costs is a draft. */
export function begunAnew(plain: ApiObject, call: Call): Begun {
  const isPaused = plain['status'] === 'paused';
  const added = isPaused ? [] : credited(plain, call);
  const begun: ApiObject = {
    ...withPeriods(plain, (item) => periodFrom(call.now, priceOf(item)), call),
    billing_cycle_anchor: call.now,
    ...(isPaused ? { status: 'active' } : {}),
  };
  call.put(begun);
  const customer = customerOf(begun['customer'], call);
  const billing = { reason: 'subscription_update', isTrial: false, added };
  return { begun, draft: invoiceOf(call, begun, customer, billing) };
}

/** And is billed at once. */
export function restarted(plain: ApiObject, call: Call): ApiObject {
  const { begun, draft } = begunAnew(plain, call);
  return { ...begun, ...billChange(draft, call) };
}

/** A trial that a request ends: what is charged automatically is paid at once, or stopped. */
export function trialEndedNow(plain: ApiObject, call: Call): ApiObject {
  if (isCharged(plain) && defaultMethod(plain, call) === undefined) {
    if (endOfTrial(plain) === 'create_invoice') throw noMethod();
    return endTrial(plain, call);
  }
  const { begun, draft } = begunAnew(plain, call);
  return { ...begun, status: 'active', trial_end: call.now, ...billChange(draft, call) };
}

/** The invoice that a paused subscription waits for. */
export function resumption({ status, ...told }: ApiObject, call: Call): ApiObject | undefined {
  const invoice = call.get('invoice', String(told['latest_invoice']));
  return status === 'paused' && invoice?.['status'] === 'open' ? invoice : undefined;
}

function isCharged({ collection_method: method }: ApiObject): boolean {
  return method === 'charge_automatically';
}

/**
 * One that is paused goes on, with a period that begins now, as soon as that is paid. Asked for again,
 * what was not paid is void.
 */
export function resumed(before: ApiObject, call: Call): ApiObject {
  if (before['status'] === 'canceled') throw missingByPath('subscription', before.id);
  if (before['status'] !== 'paused') {
    throw new ApiError('You can only resume a subscription if it is `paused`.');
  }
  const now = clocked(call, customerOf(before['customer'], call));
  if (isCharged(before) && defaultMethod(before, call) === undefined) throw noMethod();
  const former = resumption(before, call);
  if (former) voidInvoice(former, now);
  const after = restarted(before, now);
  const isSent = !isCharged(after) && resumption({ ...after, status: 'paused' }, call);
  if (isSent || after['status'] !== 'active') return { ...after, status: 'paused' };
  call.emit('customer.subscription.resumed', after);
  return after;
}
