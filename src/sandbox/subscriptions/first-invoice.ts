// The first invoice of a subscription, and what its payment makes of the subscription.
// Source: https://docs.stripe.com/billing/subscriptions/overview

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { advancing } from '../invoices/advancement.ts';
import { useCurrency } from '../invoices/customer-balance.ts';
import { waitingFor } from '../invoices/invoicing.ts';
import { defaultMethod, finalizeInvoice, payInvoice } from '../invoices/pay-invoice.ts';
import { replaced } from '../objects/layered.ts';
import { change, make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { isAskedAtSetUp } from '../payments/intents.ts';
import { isMetered } from '../prices/pricing.ts';
import { addItems } from './added-items.ts';
import { partUntil } from './anchoring.ts';
import { backdated, backdateOf } from './backdating.ts';
import { isFlexible } from './billing-mode.ts';
import { isCut } from './ending.ts';
import { noMethod, notKept } from './payment-behavior.ts';
import { invoiceOf, itemsOf } from './subscribing.ts';
import { priceOf } from './subscription-item.ts';

export interface First {
  readonly customer: ApiObject;
  readonly trialEnd: number | undefined;
  /** Where the first whole period begins later: until then a part of one is billed. */
  readonly anchor: number | undefined;
  /** Then the invoice is a draft for an hour, as all others are. */
  readonly isBilledLater: boolean;
  /** Whether what is billed once was asked for before: its prices may be inactive by now. */
  readonly isKept: boolean;
}

/** Of a subscription that is stored as it begins. Gives it as it is with its invoice. */
export function billed(plain: ApiObject, first: First, call: Call): ApiObject {
  const { customer, isBilledLater } = first;
  const isTrial = onTrial(plain);
  const method = defaultMethod(plain, call);
  if (!isBilledLater && isSent(plain)) requireDays(call.params);
  const isCharged = !isSent(plain) && !isBilledLater;
  const setUp = (): Values => (isCharged ? waitingSetup(customer, method, call) : {});
  const setup = isTrial ? setUp() : {};
  const isPart = (item: ApiObject): boolean =>
    first.anchor !== undefined || (!isTrial && isCut(item, plain));
  const waiting = waitingFor(plain, call);
  const once = addItems(plain, first.isKept, call);
  const items = itemsOf(plain, call);
  const added = [...waiting, ...once, ...partOf(plain, first, items.filter(isPart), call)];
  // Usage has no first line in flexible mode, and a part that is not prorated is free.
  const isUnbilled = (item: ApiObject): boolean =>
    isMetered(priceOf(item)) ? isFlexible(plain) : isPart(item);
  if (added.length === 0 && items.every(isUnbilled)) {
    useCurrency(customer, plain['currency'], call);
    const told = { latest_invoice: null, status: settledStatus(plain) };
    return replaced(plain, isTrial ? setup : setUp(), told);
  }
  const billing = {
    ...{ reason: 'subscription_create', isTrial, added },
    isBilled: (item: ApiObject): boolean => !isPart(item) || isMetered(priceOf(item)),
  };
  const draft = invoiceOf(call, plain, customer, billing);
  const made = call.get('subscription', plain.id) ?? plain;
  if (isBilledLater) {
    leaveDraft(draft, plain, call);
    useCurrency(customer, plain['currency'], call);
    return { ...made, latest_invoice: draft.id, status: settledStatus(plain) };
  }
  const open = isSent(plain) ? leaveDraft(draft, plain, call) : finalizeInvoice(call, draft);
  useCurrency(call.get('customer', customer.id) ?? customer, made['currency'], call);
  const outcome = outcomeOf(plain, open, method, call);
  // Nobody has paid yet where nothing is due.
  const isUntried = !isTrial && open['status'] === 'paid';
  return replaced(made, isUntried ? setUp() : setup, { latest_invoice: open.id }, outcome);
}

function onTrial(plain: ApiObject): boolean {
  return plain['trial_end'] !== null;
}

function settledStatus(plain: ApiObject): string {
  return onTrial(plain) ? 'trialing' : 'active';
}

function isSent(plain: ApiObject): boolean {
  return plain['collection_method'] === 'send_invoice';
}

function behaviorOf({ payment_behavior: behavior = 'allow_incomplete' }: FormObject): unknown {
  return behavior;
}

/** By when it is to be paid. */
function requireDays({ days_until_due: days }: FormObject): void {
  if (days === undefined) throw missingParam('days_until_due');
}

/** What is billed besides the first whole period: the time before now, and parts of periods. */
function partOf(
  plain: ApiObject,
  { anchor, trialEnd }: First,
  parts: readonly ApiObject[],
  call: Call,
): readonly ApiObject[] {
  const isBackdated = trialEnd === undefined && backdateOf(call) !== undefined;
  const before = isBackdated ? backdated(plain, anchor ?? call.now, call) : [];
  const isTold = isBackdated && anchor !== undefined;
  return isTold ? before : [...before, ...partUntil(plain, call, parts)];
}

/** Without a payment somebody still has to say how it will be paid, or to approve of it. */
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

/** Until it is finalized by itself. */
function leaveDraft(draft: ApiObject, plain: ApiObject, call: Call): ApiObject {
  return change(call, draft, advancing(plain, call));
}

/** What the subscription is once its invoice is open, and paid where it can be. */
function outcomeOf(
  plain: ApiObject,
  open: ApiObject,
  method: string | undefined,
  call: Call,
): Values {
  const status = settledStatus(plain);
  if (isSent(plain) || open['status'] === 'paid') return { status };
  const behavior = behaviorOf(call.params);
  if (behavior === 'default_incomplete') return { status: 'incomplete' };
  if (method === undefined && !onTrial(plain)) throw noMethod();
  try {
    payInvoice(call, open);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.isKept && behavior !== 'error_if_incomplete') return { status: 'incomplete' };
    throw notKept(error);
  }
  // The payment may have chosen its means for those to come.
  const chosen = call.get('subscription', plain.id)?.['default_payment_method'] ?? null;
  return { status, default_payment_method: chosen };
}
