// What a page has collected of its customer, sent once to confirm an intent with; the code of a card alone,
// too.
// Source: https://docs.stripe.com/api/confirmation_tokens

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { change, withParams } from '../objects/make.ts';
import { missingToken } from '../payment-methods/card-behind.ts';
import { cvcTokenIn } from './intents.ts';

/** Kept beside the tokens, and told nowhere: the means of payment that each previews. */
const methodKind = 'confirmation_token.method';

export function keepMethod(token: string, method: ApiObject, { put }: Call): void {
  put({ id: token, object: methodKind, method: method.id });
}

/**
 * The confirmation of an intent, as if it had said itself what its token holds; what it does say goes
 * before that. The token is used then. Throws for one that is not known, was used before, or is over.
 */
export function byToken(intent: ApiObject, call: Call): Call {
  const { params } = call;
  const id = params['confirmation_token'];
  if (typeof id !== 'string' || id === '') return call;
  const token = requireObject(call, 'confirmation_token', id);
  refuseUsed(token, intent, call);
  refuseOtherUsage(token, intent, call);
  change(call, token, { [intent.object]: intent.id });
  return withParams(call, { ...heldBy(token, call), ...params });
}

/** Where a confirmation has the code of a card: the token of that is used then, too. */
export function useCvc(intent: ApiObject, call: Call): void {
  const id = cvcTokenIn(call.params);
  if (typeof id !== 'string' || id === '') return;
  const token = call.get('token', id);
  if (token?.['type'] !== 'cvc_update') throw missingToken(id, cvcParam);
  if (token['used'] === true) {
    const details = { [intent.object]: intent };
    throw new ApiError(`You cannot use a Stripe token more than once: ${id}.`, {
      code: 'token_already_used',
      details,
      isKept: true,
    });
  }
  call.put({ ...token, used: true });
}

const cvcParam = 'payment_method_options[card][cvc_token]';

function heldBy(token: ApiObject, { get, params }: Call): FormObject {
  const isOther = params['payment_method'] ?? params['payment_method_data'];
  const method = isOther ? undefined : get(methodKind, token.id)?.['method'];
  const { return_url, setup_future_usage, shipping, use_stripe_sdk } = token;
  const code = cvcTokenIn(token as unknown as FormObject);
  const all = {
    payment_method: method,
    payment_method_options: code ? { card: { cvc_token: code } } : null,
    return_url,
    setup_future_usage,
    shipping,
    use_stripe_sdk,
  };
  const held = Object.entries(all).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(held) as FormObject;
}

function refuseUsed(token: ApiObject, intent: ApiObject, { now }: Call): void {
  const { expires_at: end, payment_intent: payment, setup_intent: setup } = token;
  const isUsed = Boolean(payment ?? setup);
  if (!isUsed && Number(end) > now) return;
  const why = isUsed ? 'has already been used to confirm an intent' : 'has expired';
  throw new ApiError(`The ConfirmationToken ${token.id} ${why}. Create another one.`, {
    code: `${intent.object}_confirmation_token_invalid`,
  });
}

/** A page that asks to keep the means of payment, and an intent that asks so too, ask for the same. */
function refuseOtherUsage(token: ApiObject, intent: ApiObject, { params }: Call): void {
  const { setup_future_usage: held } = token;
  const asked = params['setup_future_usage'] ?? intent['setup_future_usage'];
  if (!held || !asked || held === asked) return;
  throw new ApiError(
    `The ConfirmationToken's setup_future_usage is ${String(held)}, and that of the intent is ` +
      `${String(asked)}. They must be the same.`,
    { param: 'setup_future_usage' },
  );
}
