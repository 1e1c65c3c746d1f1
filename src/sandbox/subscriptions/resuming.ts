// A paused subscription that is to go on: at once, or when its invoice is paid.
// Source: https://docs.stripe.com/billing/subscriptions/pause#resume-subscriptions

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingByPath } from '../checking/errors.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { defaultMethod, finalizeInvoice, payInvoice } from '../invoices/pay-invoice.ts';
import { expirePending, pendingResumption } from '../invoices/pending-update.ts';
import { clocked } from '../objects/clocked.ts';
import { change } from '../objects/make.ts';
import { anchorDay, periodAround, type Period } from '../prices/period.ts';
import { isMetered } from '../prices/pricing.ts';
import { isFlexible } from './billing-mode.ts';
import { prorated } from './changed-items.ts';
import { hasEnded } from './has-ended.ts';
import { noMethod } from './payment-behavior.ts';
import { draftNow } from './prorating.ts';
import { askedAnchor, withNewPeriods, withPeriods } from './restarting.ts';
import { invoiceOf, itemsOf } from './subscribing.ts';
import { priceOf } from './subscription-item.ts';

/** Asked for again, what was not paid is void. */
export function resumed(before: ApiObject, request: Call): ApiObject {
  if (hasEnded(before)) throw missingByPath('subscription', before.id);
  if (before['status'] !== 'paused') {
    throw new ApiError('You can only resume a subscription if it is `paused`.');
  }
  const call = clocked(request, customerOf(before['customer'], request));
  checkPayment(before, call);
  const plain = expirePending(before, call);
  const { young, draft } = resumption(plain, call);
  return draft ? waiting(young, draft, call) : going(young, plain, call);
}

interface Resumption {
  /** As it goes on, or as it waits for that. */
  readonly young: ApiObject;
  /** Absent where nothing is to be paid. */
  readonly draft?: ApiObject;
}

/** What a paused one comes to, and what that costs. */
export function resumption(plain: ApiObject, call: Call): Resumption {
  return askedAnchor(call.params) === 'unchanged' ? advanced(plain, call) : begun(plain, call);
}

function isPaidAtOnce({ params }: Call): boolean {
  return params['payment_behavior'] === 'resume_on_payment_success';
}

function checkPayment(subscription: ApiObject, call: Call): void {
  if (!isPaidAtOnce(call)) return;
  if (!isFlexible(subscription)) {
    throw new ApiError(
      '`payment_behavior=resume_on_payment_success` needs a subscription in flexible billing mode.',
      { param: 'payment_behavior' },
    );
  }
  if (defaultMethod(subscription, call) === undefined) throw noMethod();
}

/** Its periods begin now, once what they cost is paid; usage costs nothing yet. */
function begun(plain: ApiObject, call: Call): Resumption {
  const items = itemsOf(plain, call);
  const young = withNewPeriods(plain, call);
  if (isFlexible(plain) && items.every((item) => isMetered(priceOf(item)))) {
    return { young };
  }
  call.put(young);
  const customer = customerOf(plain['customer'], call);
  const draft = invoiceOf(call, young, customer, { reason: 'subscription_cycle', isTrial: false });
  for (const item of items) call.put(item);
  return { young: plain, draft };
}

/** It is in the period of its anchor that is now; what is left of that is due, or nothing. */
function advanced(plain: ApiObject, call: Call): Resumption {
  const anchor = Number(plain['billing_cycle_anchor']);
  const day = anchorDay(plain);
  const periodOf = (item: ApiObject): Period => periodAround(anchor, priceOf(item), call.now, day);
  const young = withPeriods(plain, periodOf, call);
  call.put(young);
  const changes = itemsOf(young, call).map((after) => ({ before: undefined, after }));
  const { prorations, isBilledNow } = prorated({ ...young, status: 'active' }, changes, call);
  if (!isBilledNow) return { young };
  const draft = draftNow(young, prorations, call);
  call.put(draft);
  call.emit('invoice.created', draft);
  return { young, draft };
}

function going(young: ApiObject, before: ApiObject, call: Call): ApiObject {
  const after: ApiObject = { ...young, status: 'active' };
  call.emit('customer.subscription.updated', after, before);
  call.emit('customer.subscription.resumed', after);
  return after;
}

function waiting(plain: ApiObject, draft: ApiObject, call: Call): ApiObject {
  const isPatient = isPaidAtOnce(call);
  const anchor = call.params['billing_cycle_anchor'] === undefined ? null : call.now;
  const pending = pendingResumption({ anchor, isPatient }, call);
  const values = { latest_invoice: draft.id, pending_update: pending };
  change(call, plain, values, 'customer.subscription.updated');
  const open = finalizeInvoice(call, draft);
  if (isPatient && open['status'] === 'open') tryToPay(open, call);
  return call.get('subscription', plain.id) ?? plain;
}

function tryToPay(open: ApiObject, call: Call): void {
  try {
    payInvoice(call, open);
  } catch (error) {
    if (!(error instanceof ApiError) || !error.isKept) throw error;
  }
}
