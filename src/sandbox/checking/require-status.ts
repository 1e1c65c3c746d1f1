// What is done to an object only in some of its states: the one refusal for all others.
// Source: https://docs.stripe.com/error-codes#payment-intent-unexpected-state

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject } from '../behaviour.ts';

export interface Doing {
  /** As in `cancel`. */
  readonly verb: string;
  /** As in `canceled`. */
  readonly done: string;
  readonly allowed: readonly string[];
}

/** Throws in Stripe's words unless the object is in one of these states. */
export function requireStatus(version: ApiObject, { verb, done, allowed }: Doing): void {
  const { status, object } = version;
  if (allowed.includes(String(status))) return;
  const noun = nounOf(object);
  const article = /^[AEIO]/.test(noun) ? 'an' : 'a';
  throw new ApiError(
    `You cannot ${verb} this ${noun} because it has a status of ${String(status)}. Only ${article} ` +
      `${noun} with one of the following statuses may be ${done}: ${allowed.join(', ')}.`,
    {
      code: codes[object] ?? `${object.replaceAll('.', '_')}_unexpected_state`,
      // Of errors only intents are a part.
      ...(object.endsWith('_intent') ? { details: { [object]: version } } : {}),
    },
  );
}

const codes: Readonly<Record<string, string>> = { invoice: 'invoice_not_editable' };

/** `payment_intent` → `PaymentIntent`, `billing.meter` → `Meter`. */
function nounOf(object: string): string {
  const words = object.slice(object.lastIndexOf('.') + 1).split('_');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
