// Payment methods: how somebody pays. Test cards are there by name in every sandbox.
// Source: https://docs.stripe.com/api/payment_methods

import { ApiError } from '../../wire/api-error.ts';
import { attach, markSpent } from '../attach.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { setupFateOf, testCardOf } from '../card-behind.ts';
import { declineError, declineOf } from '../declines.ts';
import { missingParam } from '../errors.ts';
import { change } from '../make.ts';
import { describedPaymentMethod, namedPaymentMethod } from '../payment-methods.ts';

export const paymentMethod: Behaviour = {
  object: 'payment_method',
  named(id, call) {
    const version = namedPaymentMethod(id, call);
    return version && { version };
  },
  rules: {
    create: (draft, call) => describedPaymentMethod(call.params, call, draft.id),
    attach: attached,
    detach,
  },
};

function attached(before: ApiObject, call: Call): ApiObject {
  const customer = call.params['customer'];
  if (typeof customer !== 'string' || customer === '') throw missingParam('customer');
  const decline = declineOf(setupFateOf(testCardOf(before, call), before), call);
  if (decline) throw declineError({ param: '', ...decline });
  return attach(before, customer, call);
}

function detach(before: ApiObject, call: Call): ApiObject {
  if (!before['customer']) {
    throw new ApiError(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    );
  }
  const after = change(call, before, { customer: null });
  markSpent(after, call);
  call.emit('payment_method.detached', after, before);
  return after;
}
