// What becomes of a subscription whose change has to be paid at once, as `payment_behavior` asks for.
// Source: https://docs.stripe.com/api/subscriptions/update#update_subscription-payment_behavior

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { collectionPause } from '../invoices/invoicing.ts';
import { finalizeInvoice, payInvoice } from '../invoices/pay-invoice.ts';
import { uncollected } from '../invoices/uncollected.ts';
import type { Values } from '../objects/skeleton.ts';

/** Gives what the subscription tells of it: past due until somebody pays, unless an error is wanted. */
export function billChange(draft: ApiObject, call: Call): Values {
  const { payment_behavior: behavior } = call.params;
  if (collectionPause(draft)) return { latest_invoice: uncollected(draft, call).id };
  const open = finalizeInvoice(call, draft);
  const told = { latest_invoice: open.id };
  if (open['status'] === 'paid' || open['collection_method'] === 'send_invoice') return told;
  const unpaid = { ...told, status: 'past_due' };
  if (behavior === 'default_incomplete') return unpaid;
  try {
    payInvoice(call, open);
    return told;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.isKept && behavior !== 'error_if_incomplete') return unpaid;
    throw notKept(error);
  }
}

/** There is nothing yet that a change could wait for. */
export function refuseWaiting({ payment_behavior: behavior }: FormObject): void {
  if (behavior !== 'pending_if_incomplete') return;
  throw new ApiError(
    'Setting `payment_behavior` to `pending_if_incomplete` has no effect when creating a subscription.',
    { param: 'payment_behavior' },
  );
}

/** Nobody knows how to charge the customer. */
export function noMethod(): ApiError {
  return new ApiError(
    'This customer has no attached payment source or default payment method. Please consider adding ' +
      'a default payment method. For more information, visit ' +
      'https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
    { code: 'resource_missing' },
  );
}

/** The same refusal, after which nothing of the request is there. */
export function notKept({ message, status, type, code, param, details }: ApiError): ApiError {
  if (code === 'invoice_payment_intent_requires_action') return actionRequired(status, type);
  return new ApiError(message, {
    status,
    type,
    details,
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
  });
}

/** In the words that subscriptions have for it. */
function actionRequired(status: number, type: ApiError['type']): ApiError {
  return new ApiError(
    'Payment for this subscription requires additional user action, but the requested payment behavior ' +
      "doesn't save the invoice or PaymentIntent. Retry the request with " +
      '`payment_behavior=allow_incomplete` or `payment_behavior=default_incomplete`, then complete the ' +
      "PaymentIntent on the subscription's latest invoice. Additional information is available here: " +
      'https://stripe.com/docs/billing/subscriptions/overview#requires-action',
    { status, type, code: 'subscription_payment_intent_requires_action' },
  );
}
