// What the API refuses of the parts of a customer that few requests tell.
// Source: https://docs.stripe.com/api/customers/create

import { ApiError, shorten } from '../../wire/api-error.ts';
import { paramName, type FormObject, type FormValue } from '../../wire/form.ts';
import { requireFew } from './bounds.ts';
import { checkLength, inner } from './customer-checks.ts';
import { notSimulated } from './errors.ts';

/** Source: https://docs.stripe.com/api/customers/create#create_customer-invoice_settings */
const customFieldsMax = 4;
const customFieldLengthsMax = { name: 40, value: 140 };

export function checkParts(params: FormObject): void {
  checkCustomFields(inner(params['invoice_settings'])['custom_fields']);
  checkTax(inner(params['tax']));
}

function checkCustomFields(fields: FormValue | undefined): void {
  if (!Array.isArray(fields)) return;
  const path = ['invoice_settings', 'custom_fields'];
  requireFew(fields, paramName(path), customFieldsMax);
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
