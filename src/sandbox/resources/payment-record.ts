// Payment records: payments that another processor made, and what became of each attempt.
// Source: https://docs.stripe.com/payments/payment-records

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call, Rule } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { missingParam } from '../checking/errors.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import {
  attemptAgain,
  beginRecord,
  customerDetails,
  moneyOf,
  outcomeOf,
  recordKind,
  settled,
  shippingDetails,
  told,
  type Outcome,
} from '../payments/payment-reports.ts';

export const paymentRecord: Behaviour = {
  object: recordKind,
  makers: { report_payment: reportPayment },
  rules: {
    report_payment_attempt: reportAttempt,
    report_payment_attempt_canceled: settle('canceled'),
    report_payment_attempt_failed: settle('failed'),
    report_payment_attempt_guaranteed: settle('guaranteed'),
    report_payment_attempt_informational: inform,
    report_refund: refund,
  },
};

function reportPayment(call: Call): ApiObject {
  const { value } = inner(call.params['amount_requested']);
  requireWithin(value, 'amount_requested[value]', { least: 1 });
  return beginRecord(call);
}

/** As long as there is a chance that the one before comes to something, there is no other. */
function reportAttempt(before: ApiObject, call: Call): ApiObject {
  const outcome = outcomeOf(before);
  if (outcome === 'canceled' || outcome === 'failed') return attemptAgain(before, call);
  throw new ApiError(
    'You can only report a new payment attempt if all other payment attempts are canceled or failed.',
  );
}

function settle(outcome: Outcome): Rule {
  return (before, call) => {
    const known = outcomeOf(before);
    if (known === undefined) return settled(before, outcome, call);
    throw new ApiError(`The latest payment attempt has already been reported as ${known}.`);
  };
}

function inform(before: ApiObject, call: Call): ApiObject {
  const { customer_details: customer, description, shipping_details: shipping } = call.params;
  return told(
    before,
    {
      ...(customer === undefined ? {} : { customer_details: customerDetails(customer, call) }),
      ...(description === undefined ? {} : { description: description || null }),
      ...(shipping === undefined ? {} : { shipping_details: shippingDetails(shipping, call) }),
    },
    call,
  );
}

/** Kept by its reference, of which there is one only. */
const refundKind = 'payment_record.refund';

function refund(before: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const { custom } = inner(params['processor_details']);
  const { refund_reference: reference } = inner(custom);
  if (typeof reference !== 'string') {
    throw missingParam('processor_details[custom][refund_reference]');
  }
  if (call.get(refundKind, reference)) {
    throw new ApiError(`A refund with the reference ${reference} has been reported already.`, {
      param: 'processor_details[custom][refund_reference]',
    });
  }
  const { currency } = inner(before['amount']);
  const refunded = moneyOf(before, 'amount_refunded');
  const left = moneyOf(before, 'amount_guaranteed') - refunded;
  const { value = left, currency: asked = currency } = inner(params['amount']);
  if (asked !== currency) {
    throw new ApiError(`The refund must be in the currency of the payment (${String(currency)}).`, {
      param: 'amount[currency]',
    });
  }
  if (params['amount'] !== undefined) requireWithin(value, 'amount[value]', { least: 1 });
  if (left === 0 || Number(value) > left) {
    throw new ApiError('The refund is more than what is left of the payment.', {
      param: 'amount[value]',
    });
  }
  call.put({ id: reference, object: refundKind });
  return told(before, { amount_refunded: { currency, value: refunded + Number(value) } }, call);
}
