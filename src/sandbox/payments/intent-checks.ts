// What a payment may not be asked for: parameters that exclude each other, and what no statement or
// letter can be made of. Source: https://docs.stripe.com/api/payment_intents/create

import { ApiError, shorten } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import { checkTransfer } from '../payment-methods/bank-transfers.ts';

/** In characters, of what is printed on the cardholder's statement. */
const descriptorMax = 22;

export function checkIntent(params: FormObject): void {
  checkChoice(params);
  checkTransfer(params);
  checkEmail(params['receipt_email'], 'receipt_email');
  for (const name of ['statement_descriptor', 'statement_descriptor_suffix']) {
    checkDescriptor(params[name], name);
  }
}

/** Kinds are named, or come from the account's settings. */
export function checkChoice(params: FormObject): void {
  const { payment_method_types: types, automatic_payment_methods: automatic } = params;
  if (types !== undefined && Object(automatic).enabled === true) {
    throw new ApiError(
      'You may only specify one of these parameters: automatic_payment_methods, payment_method_types.',
    );
  }
}

/** As loosely as a customer's own address is looked at: see customer-checks.ts. */
export function checkEmail(email: unknown, param: string): void {
  if (typeof email !== 'string' || email === '' || /^[^\s@]+@[^\s@]+$/.test(email)) return;
  throw new ApiError(`Invalid email address: ${shorten(email)}`, { code: 'email_invalid', param });
}

function checkDescriptor(text: unknown, param: string): void {
  if (typeof text !== 'string' || text.length <= descriptorMax) return;
  const told = `${text.slice(0, 10)}...${text.slice(-10)}`;
  throw new ApiError(`Invalid string: ${told}; must be at most ${descriptorMax} characters`, {
    param,
  });
}
