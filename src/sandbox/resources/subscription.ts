// Subscriptions: what a customer pays for again and again.
// Source: https://docs.stripe.com/api/subscriptions

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { collectionPause, customerOf, dataOf, pendingItems } from '../invoices/invoicing.ts';
import {
  checkWaiting,
  expirePending,
  heldBack,
  replacePending,
} from '../invoices/pending-update.ts';
import { uncollected } from '../invoices/uncollected.ts';
import { clocked } from '../objects/clocked.ts';
import type { Values } from '../objects/skeleton.ts';
import { checkTransfer } from '../payment-methods/bank-transfers.ts';
import { inner, paymentMethodOf } from '../payment-methods/payment-methods.ts';
import { addItems } from '../subscriptions/added-items.ts';
import { isFlexible, migrate } from '../subscriptions/billing-mode.ts';
import { changeItems } from '../subscriptions/changed-items.ts';
import { endingOf, noDetails } from '../subscriptions/ending.ts';
import { hasEnded } from '../subscriptions/has-ended.ts';
import { draftNow, prorationItems } from '../subscriptions/prorating.ts';
import { draftSeconds } from '../subscriptions/renewing.ts';
import {
  askedAnchor,
  billedChanges,
  billedTrial,
  credited,
  isTried,
  refuseInTrial,
  reordered,
  restarted,
  trialEndedNow,
} from '../subscriptions/restarting.ts';
import { resumed } from '../subscriptions/resuming.ts';
import { checkDue } from '../subscriptions/subscribe-checks.ts';
import { createSubscription } from '../subscriptions/subscribe.ts';
import { taxesAndDiscounts } from '../subscriptions/terms.ts';
import { unbilledUsage } from '../subscriptions/unbilled-usage.ts';

export const subscription: Behaviour = {
  object: 'subscription',
  check: checkTransfer,
  rules: { create: createSubscription, update, cancel, migrate, resume: resumed },
};

/** What can be said of a subscription that is canceled. */
const late = ['cancellation_details', 'expand', 'metadata'];

function update(told: ApiObject, request: Call): ApiObject {
  const { params } = request;
  const call = clocked(request, customerOf(told['customer'], request));
  const known = call.get('subscription', told.id) ?? told;
  checkWaiting(params, told['collection_method']);
  const before = replacePending(known, call);
  // What is given up with that may have been that it goes on.
  const { pending_update: pending, status } = before;
  const plain = { ...told, pending_update: pending, status };
  if (hasEnded(before) && Object.keys(params).some((name) => !late.includes(name))) {
    throw new ApiError(
      'A canceled subscription can only update its cancellation_details and metadata.',
      { code: 'invalid_canceled_subscription_fields' },
    );
  }
  refuseInTrial(before, call);
  checkDue({ ...params, collection_method: String(told['collection_method']) });
  const items = dataOf(before['items']);
  const method = params['default_payment_method'];
  const after = {
    ...plain,
    ...taxesAndDiscounts(before, call),
    items: before['items'],
    ...endingOf(plain, items, call),
    ...(params['collection_method'] === 'charge_automatically' ? { days_until_due: null } : {}),
    ...(typeof method === 'string' && method !== ''
      ? { default_payment_method: paymentMethodOf(method, call).id }
      : {}),
  };
  addItems(before, false, call);
  const isTrialOver = params['trial_end'] === 'now' && before['status'] === 'trialing';
  const isTrial = isTried(before, call);
  const begun = isTrial ? billedTrial(after as ApiObject, before, call) : (after as ApiObject);
  const going = isTrialOver
    ? trialEndedNow(
        { ...reordered(begun, call), trial_end: before['trial_end'] } as ApiObject,
        call,
      )
    : begun;
  const isGoing = !isTrial && !isTrialOver;
  const isAnew = isGoing && askedAnchor(params) === 'now';
  const isChanged = isGoing && !isAnew && params['items'] !== undefined;
  const anew = isAnew ? restarted(going, items, call) : going;
  const changed = isChanged ? billedChanges(changeItems(anew, items, call), call) : anew;
  return heldBack(before, changed, items, call);
}

/** What is left of the period is given back, and billed at once with what waits, where that is asked for. */
function lastBill(subscription: ApiObject, call: Call): Values {
  const { prorate: isGivenBack, invoice_now: isBilled } = call.params;
  if (isGivenBack === true) credited(subscription, call);
  if (isBilled !== true) return {};
  if (isGivenBack !== true || !isFlexible(subscription)) billUsage(subscription, call);
  const customer = customerOf(subscription['customer'], call);
  const waiting = pendingItems(customer, call).filter(
    ({ parent }) => Object(Object(parent).subscription_details).subscription === subscription.id,
  );
  return waiting.length === 0 ? {} : lastDraft(subscription, waiting, call);
}

/** As items that wait. */
function billUsage(subscription: ApiObject, call: Call): void {
  const items = dataOf(subscription['items']);
  const told = items.flatMap((item) => unbilledUsage(item, subscription, call));
  prorationItems(subscription, told, call);
}

/** Final after an hour, as that of any period; at once where its payments are not collected. */
function lastDraft(subscription: ApiObject, items: readonly ApiObject[], call: Call): Values {
  const later = call.now + draftSeconds;
  const draft = {
    ...draftNow(subscription, items, call),
    auto_advance: true,
    automatically_finalizes_at: later,
    billing_reason: 'subscription_cycle',
    next_payment_attempt: later,
  };
  call.put(draft);
  call.emit('invoice.created', draft);
  if (collectionPause(draft)) uncollected(draft, call);
  return { latest_invoice: draft.id };
}

function cancel(before: ApiObject, call: Call): ApiObject {
  if (hasEnded(before)) {
    throw new ApiError(`No such subscription: '${before.id}'`, {
      status: 404,
      code: 'resource_missing',
      param: 'id',
    });
  }
  const told = inner(call.params['cancellation_details']);
  const after = {
    ...expirePending(before, call),
    ...lastBill(before, clocked(call, customerOf(before['customer'], call))),
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
