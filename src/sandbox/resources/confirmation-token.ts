// Confirmation tokens: what a page would have collected of its customer, told by a test.
// Source: https://docs.stripe.com/api/confirmation_tokens/test_create

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingByPath } from '../checking/errors.ts';
import { completedPart } from '../objects/complete.ts';
import type { Values } from '../objects/skeleton.ts';
import { keepMethod } from '../payments/confirmation-tokens.ts';
import { givenMethod } from '../payments/intents.ts';

export const confirmationToken: Behaviour = {
  object: 'confirmation_token',
  named: missing,
  rules: { create },
};

const lifeSeconds = 12 * 3600;

function create(draft: ApiObject, call: Call): ApiObject {
  const method = givenMethod(call.params, call);
  if (method) keepMethod(draft.id, method, call);
  return {
    ...draft,
    expires_at: call.now + lifeSeconds,
    payment_method_preview: method ? previewOf(method, call) : null,
    use_stripe_sdk: true,
  };
}

/** So much of a means of payment as can be told before it is one. */
function previewOf(method: ApiObject, call: Call): Values {
  const type = call.shape('confirmation_token')?.get('payment_method_preview')?.type;
  const fields = type?.type === 'object' ? type.fields : undefined;
  const told = Object.entries(method).filter(([name]) => fields?.has(name));
  return completedPart(
    Object.fromEntries(told),
    ['confirmation_token', 'payment_method_preview'],
    call,
  );
}

function missing(id: string): never {
  const { message } = missingByPath('confirmation_token', id);
  const param = 'confirmation_token';
  throw new ApiError(message, { status: 404, code: 'resource_missing', param });
}
