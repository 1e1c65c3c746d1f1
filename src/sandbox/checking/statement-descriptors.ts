// What no cardholder's statement can be told with: refused of products and of payments.
// Source: https://docs.stripe.com/get-started/account/statement-descriptors#requirements

import { ApiError } from '../../wire/api-error.ts';

const forbidden = ['<', '>', '\\', '"', "'", '*'];

/** Without effect on what is no text, and on the empty one, which unsets. */
export function checkDescriptor(text: unknown, param: string): void {
  if (typeof text !== 'string' || text === '') return;
  const sign = forbidden.find((one) => text.includes(one));
  if (sign) throw new ApiError(`The statement descriptor cannot include ${sign}.`, { param });
  if (/[A-Za-z]/.test(text)) return;
  throw new ApiError('The statement descriptor must contain at least one Latin character.', {
    param,
  });
}
