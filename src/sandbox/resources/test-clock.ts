// Test clocks: time that somebody else moves. Source: https://docs.stripe.com/api/test_clocks

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingByParam } from '../checking/errors.ts';
import { change } from '../objects/make.ts';
import { elapse } from '../subscriptions/elapse.ts';
import { hasEnded } from '../subscriptions/has-ended.ts';
import { endSubscription } from '../subscriptions/renewing.ts';

export const testClock: Behaviour = {
  object: 'test_helpers.test_clock',
  rules: { create, advance, delete: removeCustomers },
};

/**
 * For a customer who is there already, where one is named: for good.
 * Source: https://docs.stripe.com/changelog/dahlia/2026-05-27/test-clock-creation-customer-parameter
 */
function create(draft: ApiObject, call: Call): ApiObject {
  const { customer: id } = call.params;
  if (id === undefined) return draft;
  const customer = call.get('customer', String(id));
  if (!customer) throw missingByParam('customer', String(id), 'customer');
  if (customer['test_clock']) {
    throw new ApiError(
      `The customer ${customer.id} is on the test clock ${String(customer['test_clock'])} already.`,
      { param: 'customer' },
    );
  }
  for (const kind of kindsOnClocks) {
    for (const one of call.having(kind, 'customer', customer.id)) {
      call.put({ ...one, test_clock: draft.id });
    }
  }
  change(call, customer, { test_clock: draft.id }, 'customer.updated');
  return draft;
}

/** What tells the clock of its customer. */
const kindsOnClocks = [
  ...['billing.credit_grant', 'invoice', 'invoiceitem', 'quote', 'subscription'],
  'subscription_schedule',
];

const yearsMax = 2;

/** Done at once: what Stripe answers with is still advancing. */
function advance(before: ApiObject, call: Call): ApiObject {
  const from = Number(before['frozen_time']);
  const to = Number(call.params['frozen_time']);
  if (to <= from) {
    throw new ApiError(
      'The new frozen time must be after the current one: a test clock only goes forward.',
      { code: 'test_clock_invalid_frozen_time', param: 'frozen_time' },
    );
  }
  if (to > from + yearsMax * 366 * 86_400) {
    throw new ApiError(
      'You cannot advance a test clock by more than two intervals of its shortest subscription.',
      { code: 'test_clock_invalid_frozen_time', param: 'frozen_time' },
    );
  }
  const advancing = change(call, before, {
    status: 'advancing',
    status_details: { advancing: { target_frozen_time: to } },
  });
  call.emit('test_helpers.test_clock.advancing', advancing);
  elapse(call, before.id, { from, to });
  const ready = { ...advancing, frozen_time: to, status: 'ready', status_details: {} };
  call.emit('test_helpers.test_clock.ready', ready);
  return ready;
}

/**
 * Its customers go with it, and their subscriptions are over.
 * Source: https://docs.stripe.com/billing/testing/test-clocks/api-advanced-usage#delete-clock
 */
function removeCustomers(before: ApiObject, call: Call): ApiObject {
  for (const customer of call.all('customer')) {
    if (customer['test_clock'] !== before.id) continue;
    for (const one of call.having('subscription', 'customer', customer.id)) {
      if (!hasEnded(one)) endSubscription(one, call, 'customer');
    }
    call.remove(customer);
  }
  return before;
}
