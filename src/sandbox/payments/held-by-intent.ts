// A hold that a payment intent made is taken or given up by the intent, not by its charge.
// Source: https://docs.stripe.com/payments/place-a-hold-on-a-payment-method

import { ApiError } from '../../wire/api-error.ts';

/** `remedy` as in "capture the PaymentIntent instead". */
export function heldByIntent(intent: string, remedy: string): ApiError {
  return new ApiError(
    `This uncaptured Charge was created by a PaymentIntent (${intent}). You must ${remedy}. For more ` +
      'information, see https://stripe.com/docs/payments/place-a-hold-on-a-payment-method',
  );
}
