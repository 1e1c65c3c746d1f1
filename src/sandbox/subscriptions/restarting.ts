// A subscription that begins anew: with a trial in the middle of a period, or with another anchor.
// Source: https://docs.stripe.com/billing/subscriptions/billing-cycle

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { requireFuture, requireTrialLength } from '../checking/times.ts';
import { isCharged } from '../invoices/advancement.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { defaultMethod } from '../invoices/pay-invoice.ts';
import { change } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { datesOf, periodFrom, type Period } from '../prices/period.ts';
import { itemsBeside, othersOf } from './added-items.ts';
import { firstPeriod, hasOwnAnchor, partAfterTrial } from './anchoring.ts';
import { isFlexible } from './billing-mode.ts';
import { changeItems, prorated, type Changed } from './changed-items.ts';
import { billChange, noMethod } from './payment-behavior.ts';
import { draftNow, invoiceNow } from './prorating.ts';
import { endOfTrial, endTrial } from './renewing.ts';
import { isStretched, stretched } from './stretching.ts';
import { invoiceOf, itemsList, itemsOf } from './subscribing.ts';
import { priceOf } from './subscription-item.ts';

/** With the trial, and the items, that a request asks for; what was paid beyond now is given back. */
export function tried(plain: ApiObject, before: ApiObject, call: Call): ApiObject {
  if (!isTried(before, call)) return plain;
  if (before['status'] !== 'trialing') credited(plain, call);
  return withTrial(plain, before, call);
}

/** The same, and the invoice of a trial that begins, or is longer: a draft of 0, and what is given back. */
export function begunTrial(plain: ApiObject, before: ApiObject, call: Call): Begun {
  const items = before['status'] === 'trialing' ? [] : itemsOf(plain, call);
  return begunWith(
    plain,
    items,
    { isTrial: true, begin: () => withTrial(plain, before, call) },
    call,
  );
}

/** And it is settled at once. */
export function billedTrial(plain: ApiObject, before: ApiObject, call: Call): ApiObject {
  const { begun, draft } = begunTrial(plain, before, call);
  return { ...begun, ...billChange(draft, call) };
}

/** Whether a request gives another trial than there is. Throws for an end too early or too late. */
export function isTried({ status, trial_end: known }: ApiObject, { params, now }: Call): boolean {
  const { trial_end: end } = params;
  requireFuture(end, 'trial_end', now);
  requireTrialLength({ days: undefined, end }, now);
  return typeof end === 'number' && !(status === 'trialing' && known === end);
}

function withTrial(plain: ApiObject, before: ApiObject, call: Call): ApiObject {
  const end = Number(call.params['trial_end']);
  const isGoing = before['status'] === 'trialing';
  const told = reordered(plain, call);
  return {
    ...withPeriods(told, () => ({ start: call.now, end }), call),
    billing_cycle_anchor: isGoing && hasOwnAnchor(before) ? before['billing_cycle_anchor'] : end,
    status: 'trialing',
    trial_end: end,
    trial_start: isGoing || isFirstTold(before) ? before['trial_start'] : call.now,
  };
}

/** In classic mode the first trial is told for ever. */
function isFirstTold(subscription: ApiObject): boolean {
  return !isFlexible(subscription) && typeof subscription['trial_start'] === 'number';
}

/** With the items that a request asks for, and nothing billed for it. */
export function reordered(plain: ApiObject, call: Call): ApiObject {
  if (call.params['items'] === undefined) return plain;
  return changeItems(plain, itemsOf(plain, call), call).after;
}

/** The rest of the period, as items of the next invoice. */
export function credited(
  subscription: ApiObject,
  call: Call,
  items: readonly ApiObject[] = itemsOf(subscription, call),
): readonly ApiObject[] {
  const changes = items.map((before) => ({ before, after: undefined }));
  return prorated(subscription, changes, call).prorations;
}

export function withPeriods(
  subscription: ApiObject,
  periodOf: (item: ApiObject) => Period,
  call: Call,
): ApiObject {
  const items = itemsOf(subscription, call).map((item) =>
    change(call, item, datesOf(periodOf(item))),
  );
  return { ...subscription, items: itemsList(subscription.id, items) };
}

/** Whether it is to begin anew: told in a word, and since 2026-09-30.endive as an object. */
export function askedAnchor({ billing_cycle_anchor: given }: FormObject): unknown {
  return typeof given === 'object' ? inner(given)['type'] : given;
}

interface Begun {
  readonly begun: ApiObject;
  readonly draft: ApiObject;
}

/** The period begins now, and what it costs is a draft, with what is given back of the `items` before. */
export function begunAnew(plain: ApiObject, items: readonly ApiObject[], call: Call): Begun {
  return begunWith(
    plain,
    items,
    { isTrial: false, begin: () => withNewPeriods(plain, call) },
    call,
  );
}

interface Beginning {
  readonly isTrial: boolean;
  /** Gives the subscription with its new periods. */
  readonly begin: () => ApiObject;
}

function begunWith(
  plain: ApiObject,
  items: readonly ApiObject[],
  { isTrial, begin }: Beginning,
  call: Call,
): Begun {
  const prorations = credited(plain, call, items);
  const isApart = !isFlexible(plain) && call.params['proration_behavior'] === 'always_invoice';
  const beside = isApart ? itemsBeside(plain, prorations, call) : othersOf(plain, prorations, call);
  const added = [...beside, ...prorations];
  const begun = begin();
  call.put(begun);
  const customer = customerOf(begun['customer'], call);
  const draft = invoiceOf(call, begun, customer, { reason: 'subscription_update', isTrial, added });
  // Discounts for once are used up by it.
  return { begun: call.get('subscription', begun.id) ?? begun, draft };
}

export function withNewPeriods(plain: ApiObject, call: Call): ApiObject {
  return {
    ...withPeriods(plain, (item) => periodFrom(call.now, priceOf(item)), call),
    billing_cycle_anchor: call.now,
  };
}

/** Throws where that would be in the midst of a trial. */
export function refuseInTrial({ status }: ApiObject, { params }: Call): void {
  const { trial_end: end } = params;
  const isTrial = typeof end === 'number' || (status === 'trialing' && end !== 'now');
  if (askedAnchor(params) !== 'now' || !isTrial) return;
  throw new ApiError(
    '`billing_cycle_anchor` cannot be earlier than `trial_end`: end the trial first, or at once with ' +
      '`trial_end=now`.',
    { code: 'subscription_update_trial_after_billing_cycle_anchor', param: 'billing_cycle_anchor' },
  );
}

/** And is billed at once. */
export function billedAnew(plain: ApiObject, items: readonly ApiObject[], call: Call): ApiObject {
  const { begun, draft } = begunAnew(plain, items, call);
  return { ...begun, ...billChange(draft, call) };
}

/** What a change of items costs: billed at once where that is asked for, or where another period begins. */
export function billedChanges({ after, changes }: Changed, call: Call): ApiObject {
  const { anchor, prorations, isBilledNow, isWhole } = prorated(after, changes, call);
  if (isWhole) return billedAnew(after, [], call);
  return { ...after, ...anchor, ...(isBilledNow ? invoiceNow(after, prorations, call) : {}) };
}

/** With the items that a request asks for; `items` are those of before. */
export function restarted(plain: ApiObject, items: readonly ApiObject[], call: Call): ApiObject {
  const told = reordered(plain, call);
  // Nothing is billed before it goes on.
  if (told['status'] === 'paused') return { ...told, billing_cycle_anchor: call.now };
  if (!isStretched(told, call)) return billedAnew(told, items, call);
  const begun = withNewPeriods(told, call);
  const prorations = stretched(begun, items, call);
  const isBilled = call.params['proration_behavior'] === 'always_invoice';
  return isBilled ? { ...begun, ...invoiceNow(begun, prorations, call) } : begun;
}

/** A trial that a request ends: what is charged automatically is paid at once, or stopped. */
export function trialEndedNow(plain: ApiObject, call: Call): ApiObject {
  if (isCharged(plain) && defaultMethod(plain, call) === undefined) {
    if (endOfTrial(plain) === 'create_invoice') throw noMethod();
    return endTrial(plain, call);
  }
  const { begun, draft } = begunAfterTrial(plain, call);
  return { ...begun, status: 'active', trial_end: call.now, ...billChange(draft, call) };
}

/** The first period that is paid, and what it costs. */
export function begunAfterTrial(plain: ApiObject, call: Call): Begun {
  return hasOwnAnchor(plain) ? begunInPart(plain, call) : begunAnew(plain, [], call);
}

/** Until the day that its periods begin on. */
function begunInPart(plain: ApiObject, call: Call): Begun {
  const begun = withPeriods(plain, (item) => firstPeriod(item, plain, call), call);
  call.put(begun);
  const draft = draftNow(begun, partAfterTrial(begun, call), call);
  call.put(draft);
  call.emit('invoice.created', draft);
  return { begun, draft };
}
