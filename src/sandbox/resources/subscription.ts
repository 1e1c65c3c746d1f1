// Subscriptions: what a customer pays for again and again.
// Source: https://docs.stripe.com/api/subscriptions

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { dataOf } from '../invoices/invoicing.ts';
import { checkWaiting, heldBack, replacePending } from '../invoices/pending-update.ts';
import { clockedFor } from '../objects/clocked.ts';
import { checkTransfer } from '../payment-methods/bank-transfers.ts';
import { chosenDefaults } from '../payment-methods/default-method.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { addItems } from '../subscriptions/added-items.ts';
import { migrate } from '../subscriptions/billing-mode.ts';
import { canceled } from '../subscriptions/canceling.ts';
import { changeItems } from '../subscriptions/changed-items.ts';
import { billedUntilEnd } from '../subscriptions/cutting.ts';
import { checkEnding } from '../subscriptions/ending.ts';
import { hasEnded } from '../subscriptions/has-ended.ts';
import { pendingInterval } from '../subscriptions/pending-interval.ts';
import {
  askedAnchor,
  billedTrial,
  isTried,
  refuseInTrial,
  reordered,
  restarted,
  trialEndedNow,
} from '../subscriptions/restarting.ts';
import { resumed } from '../subscriptions/resuming.ts';
import { cancelScheduleOf, refuseEnding } from '../subscriptions/scheduled.ts';
import { checkDue, checkThreshold } from '../subscriptions/subscribe-checks.ts';
import { createSubscription } from '../subscriptions/subscribe.ts';
import { taxesAndDiscounts } from '../subscriptions/terms.ts';
import { tellTrialEnd } from '../subscriptions/trial-notice.ts';

export const subscription: Behaviour = {
  object: 'subscription',
  check: checkTransfer,
  rules: { create: createSubscription, update, cancel, migrate, resume: resumed },
};

/** What can be said of a subscription that is canceled. */
const late = ['cancellation_details', 'expand', 'metadata'];

/** What would be billed of one whose first invoice nobody has paid. */
const billed = [
  'add_invoice_items',
  'billing_cycle_anchor',
  'collection_method',
  'items',
  'trial_end',
  'trial_from_plan',
];

/** Source: https://docs.stripe.com/api/subscriptions/object#subscription_object-status */
function refuseIncomplete({ status }: ApiObject, params: FormObject): void {
  const name =
    status === 'incomplete' ? billed.find((one) => params[one] !== undefined) : undefined;
  if (name === undefined) return;
  throw new ApiError(
    `The ${name} of a subscription cannot be updated while it is \`incomplete\`: its first invoice has ` +
      'to be paid before.',
    { param: name },
  );
}

function update(told: ApiObject, request: Call): ApiObject {
  const { params } = request;
  const call = clockedFor(told['customer'], request);
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
  if (hasEnded(before)) return plain;
  refuseIncomplete(before, params);
  refuseEnding(before, params);
  refuseInTrial(before, call);
  checkThreshold(params);
  checkDue({ ...params, collection_method: String(told['collection_method']) });
  const isToBeSent = params['collection_method'] === 'send_invoice';
  if (isToBeSent && told['days_until_due'] === null) throw missingParam('days_until_due');
  checkEnding(call);
  const items = dataOf(before['items']);
  const after = {
    ...plain,
    ...taxesAndDiscounts(before, call),
    items: before['items'],
    cancel_at: before['cancel_at'],
    cancel_at_period_end: before['cancel_at_period_end'],
    ...(params['collection_method'] === 'charge_automatically' ? { days_until_due: null } : {}),
    ...pendingInterval(call),
    ...chosenDefaults(params, told['customer'], call),
  };
  addItems(before, false, call);
  const isTrialOver = params['trial_end'] === 'now' && before['status'] === 'trialing';
  const isTrial = isTried(before, call);
  if (isTrialOver) tellTrialEnd({ ...after, trial_end: call.now } as ApiObject, before, call);
  const begun = isTrial ? billedTrial(after as ApiObject, before, call) : (after as ApiObject);
  if (isTrial) tellTrialEnd(begun, before, call);
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
  const order = isChanged ? changeItems(anew, items, call) : { after: anew, changes: [] };
  return heldBack(before, billedUntilEnd(order, before, call), items, call);
}

function cancel(before: ApiObject, request: Call): ApiObject {
  if (hasEnded(before)) {
    throw new ApiError(`No such subscription: '${before.id}'`, {
      status: 404,
      code: 'resource_missing',
      param: 'id',
    });
  }
  const call = clockedFor(before['customer'], request);
  const { cancellation_details: told, invoice_now: isBilled, prorate } = call.params;
  const asked = { isBilled: isBilled === true, isGivenBack: prorate === true, told: inner(told) };
  const after = canceled(before, asked, call);
  cancelScheduleOf(after, call);
  return after;
}
