// Addresses of e-mail, wherever a request tells one but of a customer: see customer-checks.ts.

import { ApiError, shorten } from '../../wire/api-error.ts';

/** As loosely as a customer's own address is looked at. */
export function checkEmail(email: unknown, param: string): void {
  if (typeof email !== 'string' || email === '' || /^[^\s@]+@[^\s@]+$/.test(email)) return;
  throw new ApiError(`Invalid email address: ${shorten(email)}`, { code: 'email_invalid', param });
}
