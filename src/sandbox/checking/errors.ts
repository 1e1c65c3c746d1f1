// The refusals of the sandbox, in the words Stripe uses; and the one that only it has.

import { ApiError, shorten } from '../../wire/api-error.ts';

/** What Stripe calls a kind in "No such …", where that is not its `object`. */
const nouns: ReadonlyMap<string, string> = new Map([
  ['payment_method', 'PaymentMethod'],
  ['setup_intent', 'setupintent'],
  ['external_account', 'external account'],
  ['issuing.card', 'issuing card'],
  ['promotion_code', 'promotion code'],
  ['tax_rate', 'tax rate'],
  ['checkout.session', 'checkout.session'],
  ['test_helpers.test_clock', 'test_clock'],
  ['terminal.location', 'location'],
]);

/** Which parameter Stripe names when the id in the path is unknown; `id` for all others. */
const pathParams: ReadonlyMap<string, string> = new Map([
  ['payment_intent', 'intent'],
  ['setup_intent', 'intent'],
  ['payment_method', 'payment_method'],
]);

/** The id of the path leads nowhere. */
export function missingByPath(object: string, id: string): ApiError {
  return new ApiError(missingMessage(object, id), {
    status: 404,
    code: 'resource_missing',
    param: pathParams.get(object) ?? 'id',
  });
}

/** A parameter names an object that does not exist. */
export function missingByParam(object: string, id: string, param: string): ApiError {
  return new ApiError(missingMessage(object, id), { code: 'resource_missing', param });
}

/** `param` is not there at all. */
export function missingParam(param: string): ApiError {
  return new ApiError(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

/** Of a price or a plan; Stripe gives no code for it. */
export function missingAmount(things: string, name: string): ApiError {
  const either = `an \`${name}\` or \`${name}_decimal\` parameter`;
  return new ApiError(`${things} require ${either} to be set.`);
}

function missingMessage(object: string, id: string): string {
  return `No such ${nouns.get(object) ?? object.replaceAll('.', '_')}: '${shorten(id)}'`;
}

/**
 * The API has this, the sandbox does not. Its code is none of Stripe's, so that nobody takes it for
 * Stripe's answer; its status is 400, for the official clients send again what failed with 5xx.
 */
export function notSimulated(what: string, param?: string): ApiError {
  return new ApiError(
    `The Sandshell sandbox does not simulate ${what}. Stripe's own sandboxes do: ` +
      'https://docs.stripe.com/sandboxes',
    { code: 'sandbox_not_simulated', ...(param === undefined ? {} : { param }) },
  );
}

export function unexpected(): ApiError {
  return new ApiError(
    'An error occurred inside the Sandshell sandbox. Nothing was changed by this request.',
    { status: 500, type: 'api_error' },
  );
}
