// Who asks for what a page makes: no request of the account. Its payments are of the page's own request, all
// else is done for it afterwards, by the same key.
// Source: events that were recorded, as of https://docs.stripe.com/billing/subscriptions/webhooks

import type { Call } from '../behaviour.ts';
import { newUuid } from '../objects/uuid.ts';

/** The events of payments begin so. */
const paying = ['charge.', 'payment_intent.', 'payment_method.'];

export function asPage(call: Call): Call {
  const key = newUuid(call);
  return call.byPage((type, { id }) => ({
    id: paying.some((stem) => type.startsWith(stem)) ? id : null,
    idempotency_key: key,
  }));
}
