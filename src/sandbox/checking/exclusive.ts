// Parameters of which a request may tell one at the most.

import { ApiError } from '../../wire/api-error.ts';

const code = 'parameters_exclusive';

/** As Stripe refuses most of them, with the parameter that is one too many. */
export function exclusive(names: readonly string[], param: string): ApiError {
  return new ApiError(messageOf(names), { code, param });
}

/** As it refuses some, without a code; and some without a parameter. */
export function exclusiveWithoutCode(names: readonly string[], param?: string): ApiError {
  return new ApiError(messageOf(names), param === undefined ? {} : { param });
}

function messageOf(names: readonly string[]): string {
  return `You may only specify one of these parameters: ${names.join(', ')}.`;
}
