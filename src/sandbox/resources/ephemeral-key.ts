// Ephemeral keys: an hour's leave for an application on a phone to see a customer, or a card.
// Source: https://docs.stripe.com/issuing/elements#ephemeral-key-authentication

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { exclusive } from '../checking/exclusive.ts';
import { requireObject } from '../checking/require-object.ts';

export const ephemeralKey: Behaviour = { object: 'ephemeral_key', rules: { create } };

/** By parameter: the kind that it names. */
const kinds: Readonly<Record<string, string>> = {
  customer: 'customer',
  issuing_card: 'issuing.card',
  verification_session: 'identity.verification_session',
};

const validSeconds = 3600;

/** It speaks the version of whoever will use it, which is to be told for it alone. */
function create(draft: ApiObject, call: Call): ApiObject {
  const { params, isVersionTold } = call;
  if (!isVersionTold) {
    throw new ApiError(
      'An ephemeral key needs the API version of the application that will use it: send it in the ' +
        '`Stripe-Version` header.',
    );
  }
  const named = Object.keys(kinds).filter((name) => params[name]);
  const [name, other] = named;
  if (name === undefined) throw missingParam('customer');
  if (other !== undefined) throw exclusive(Object.keys(kinds), other);
  const type = String(kinds[name]);
  const { id } = requireObject(call, type, String(params[name]), name);
  return {
    ...draft,
    associated_objects: [{ id, type }],
    expires: call.now + validSeconds,
    // Its middle is the account, in base64.
    secret: `ek_test_YWNjdF8x${call.newText(53)}_00${call.newText(8)}`,
  };
}
