// What the API refuses of a customer's parameters beyond what the catalogue says.
// Source: https://docs.stripe.com/api/customers/create

import { ApiError, shorten } from '../../wire/api-error.ts';
import { paramName, type FormObject, type FormValue } from '../../wire/form.ts';
import { notSimulated } from './errors.ts';

/** In characters. All other texts may have as many as any parameter. */
const lengthsMax: readonly (readonly [path: readonly string[], lengthMax: number])[] = [
  [['business_name'], 150],
  [['individual_name'], 150],
  [['name'], 256],
  [['phone'], 20],
];

/** Source: https://docs.stripe.com/api/customers/create#create_customer-invoice_settings */
const customFieldsMax = 4;
const customFieldLengthsMax = { name: 40, value: 140 };

export function checkCustomer(params: FormObject): void {
  checkEmail(params['email']);
  for (const [path, lengthMax] of lengthsMax) {
    checkLength(params[path[0] ?? ''], path, lengthMax);
  }
  checkPrefix(params['invoice_prefix']);
  checkSequence(params['next_invoice_sequence']);
  checkCustomFields(inner(params['invoice_settings'])['custom_fields']);
  checkTax(inner(params['tax']));
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

function checkLength(text: unknown, path: readonly string[], lengthMax: number): void {
  if (typeof text !== 'string' || text.length <= lengthMax) return;
  throw new ApiError(
    `Invalid string: ${text.slice(0, 10)}...${text.slice(-10)}; ` +
      `must be at most ${lengthMax} characters`,
    { param: paramName(path) },
  );
}

function checkPrefix(prefix: unknown): void {
  if (prefix === undefined || /^[A-Z0-9]{3,12}$/.test(String(prefix))) return;
  throw new ApiError('Invalid invoice_prefix: must be 3 to 12 uppercase letters or numbers', {
    param: 'invoice_prefix',
  });
}

function checkSequence(sequence: unknown): void {
  if (sequence === undefined || Number(sequence) >= 1) return;
  throw new ApiError('This value must be greater than or equal to 1.', {
    code: 'parameter_invalid_integer',
    param: 'next_invoice_sequence',
  });
}

function checkCustomFields(fields: FormValue | undefined): void {
  if (!Array.isArray(fields)) return;
  const path = ['invoice_settings', 'custom_fields'];
  if (fields.length > customFieldsMax) {
    throw new ApiError(
      `Array ${paramName(path)} exceeded maximum ${customFieldsMax} allowed elements.`,
      {
        param: paramName(path),
      },
    );
  }
  for (const [index, field] of fields.entries()) {
    for (const [name, lengthMax] of Object.entries(customFieldLengthsMax)) {
      checkLength(inner(field)[name], [...path, String(index), name], lengthMax);
    }
  }
}

function checkTax({ ip_address: address, validate_location: validate }: FormObject): void {
  if (validate === 'immediately') {
    const param = 'tax[validate_location]';
    throw notSimulated("the immediate validation of a customer's tax location", param);
  }
  if (typeof address !== 'string' || address === '' || isIpAddress(address)) return;
  throw new ApiError(`Invalid IP address: ${shorten(address)}`, { param: 'tax[ip_address]' });
}

function isIpAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text)
    ? text.split('.').every((part) => Number(part) <= 255)
    : /^[0-9a-f:]*:[0-9a-f:.]*$/i.test(text) && URL.canParse(`http://[${text}]`);
}
