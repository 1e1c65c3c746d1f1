// Checkout sessions: a page on which a customer pays. Source: https://docs.stripe.com/api/checkout/sessions

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';

export const checkoutSession: Behaviour = { object: 'checkout.session', rules: { expire } };

function expire(before: ApiObject, call: Call): ApiObject {
  if (before['status'] !== 'open') {
    throw new ApiError(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a ` +
        `status of \`${String(before['status'])}\`.`,
    );
  }
  const after = { ...before, expires_at: call.now, status: 'expired', url: null };
  call.emit('checkout.session.expired', after);
  return after;
}
