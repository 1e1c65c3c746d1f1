// What the API refuses of a customer's parameters beyond what the catalogue says.
// Source: https://docs.stripe.com/api/customers/create

import { ApiError, shorten } from '../../wire/api-error.ts';
import { paramName, type FormObject, type FormValue } from '../../wire/form.ts';
import { lateRefusal } from './keys.ts';

/** In characters. All other texts may have as many as any parameter. */
const lengthsMax: readonly (readonly [path: readonly string[], lengthMax: number])[] = [
  [['business_name'], 150],
  [['individual_name'], 150],
  [['name'], 256],
  [['phone'], 20],
];

/** All but what `checkParts` looks at. */
export function checkCustomer(params: FormObject): void {
  checkEmail(params['email']);
  for (const [path, lengthMax] of lengthsMax) {
    checkLength(params[path[0] ?? ''], path, lengthMax);
  }
  checkPrefix(params['invoice_prefix']);
  checkSequence(params['next_invoice_sequence']);
}

export function inner(value: FormValue | undefined): FormObject {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as FormObject) : none;
}

const none: FormObject = Object.freeze(Object.create(null));

/** As loose as Stripe is: something, one @, something; no spaces. */
function checkEmail(email: unknown): void {
  if (typeof email !== 'string' || email === '') return;
  checkLength(email, ['email'], 512);
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return;
  throw new ApiError(`Invalid email address: ${shorten(email)}`, {
    code: 'email_invalid',
    param: 'email',
  });
}

export function checkLength(text: unknown, path: readonly string[], lengthMax: number): void {
  if (typeof text !== 'string' || text.length <= lengthMax) return;
  throw new ApiError(
    `Invalid string: ${text.slice(0, 10)}...${text.slice(-10)}; ` +
      `must be at most ${lengthMax} characters`,
    { param: paramName(path) },
  );
}

function checkPrefix(prefix: unknown): void {
  if (prefix === undefined || /^[A-Z0-9]{1,12}$/.test(String(prefix))) return;
  throw lateRefusal(({ wrongPrefix }) => wrongPrefix());
}

function checkSequence(sequence: unknown): void {
  if (sequence === undefined || Number(sequence) >= 1) return;
  throw new ApiError('This value must be greater than or equal to 1.', {
    code: 'parameter_invalid_integer',
    param: 'next_invoice_sequence',
  });
}
