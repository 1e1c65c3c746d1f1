// Quotes whose time is over: nobody can accept them any more.
// Source: https://docs.stripe.com/api/quotes/object#quote_object-expires_at

import type { ApiObject, Call } from '../behaviour.ts';
import { awaitTime, stopWaiting } from '../objects/waiting.ts';

const open: readonly unknown[] = ['draft', 'open'];

/** From now on it waits for that, as long as it is a draft or open. */
export function awaitExpiry(quote: ApiObject, call: Call): ApiObject {
  const { expires_at: end, id, status } = quote;
  if (typeof end === 'number' && open.includes(status)) awaitTime(quote, end, call);
  else stopWaiting(id, call);
  return quote;
}

export function expireQuote(id: string, call: Call): void {
  const quote = call.get('quote', id);
  if (quote && open.includes(quote['status'])) call.put(canceledQuote(quote, call));
  stopWaiting(id, call);
}

/** Told, and not yet stored. */
export function canceledQuote(before: ApiObject, call: Call): ApiObject {
  const transitions = { ...Object(before['status_transitions']), canceled_at: call.now };
  const after = { ...before, status: 'canceled', status_transitions: transitions };
  call.emit('quote.canceled', after);
  return after;
}
