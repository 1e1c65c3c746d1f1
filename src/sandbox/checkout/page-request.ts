// Who asks for what a page makes: no request of the account. Its payments are of the page's own request, all
// else is done for it afterwards, by the same key.
// Source: events that were recorded, as of https://docs.stripe.com/billing/subscriptions/webhooks

import type { Call } from '../behaviour.ts';

/** The events of payments begin so. */
const paying = ['charge.', 'payment_intent.', 'payment_method.'];

export function asPage(call: Call): Call {
  const key = keyOf(call);
  return call.byPage((type, { id }) => ({
    id: paying.some((stem) => type.startsWith(stem)) ? id : null,
    idempotency_key: key,
  }));
}

/** As a browser makes one: `f81d4fae-7dec-41d0-a765-00a0c91e6bf6`. */
function keyOf({ newText }: Call): string {
  const digits = [...newText(32)].map((sign) => (sign.charCodeAt(0) % 16).toString(16)).join('');
  return digits.replace(/^(.{8})(.{4}).(.{3})(.{4})/, '$1-$2-4$3-$4-');
}
