// Customers: those who buy. Their balance, prefix of invoices and preferences begin as Stripe's do.
// Source: https://docs.stripe.com/api/customers

import { ApiError, shorten } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { Behaviour, Call, Initial } from '../behaviour.ts';

export const customer: Behaviour = {
  object: 'customer',
  initial,
  check,
  includable: {
    cash_balance: ({ id }) => ({
      object: 'cash_balance',
      available: null,
      customer: id,
      customer_account: null,
      livemode: false,
      settings: { reconciliation_mode: 'automatic', using_merchant_default: true },
    }),
    invoice_credit_balance: () => ({}),
    tax: () => ({
      automatic_tax: 'unrecognized_location',
      ip_address: null,
      location: null,
      provider: 'stripe',
    }),
  },
};

function initial({ newCode }: Call): Initial {
  return {
    delinquent: false,
    invoice_prefix: newCode(8),
    next_invoice_sequence: 1,
    preferred_locales: [],
    tax_exempt: 'none',
  };
}

function check(params: FormObject): void {
  checkEmail(params['email']);
  checkPrefix(params['invoice_prefix']);
}

/** As loose as Stripe is: something, one @, something; no spaces. */
function checkEmail(email: unknown): void {
  if (typeof email !== 'string' || email === '') return;
  if (/^[^\s@]+@[^\s@]+$/.test(email) && email.length <= 512) return;
  throw new ApiError(`Invalid email address: ${shorten(email)}`, {
    code: 'email_invalid',
    param: 'email',
  });
}

function checkPrefix(prefix: unknown): void {
  if (prefix === undefined || /^[A-Z0-9]{3,12}$/.test(String(prefix))) return;
  throw new ApiError('Invalid invoice_prefix: must be 3 to 12 uppercase letters or numbers', {
    param: 'invoice_prefix',
  });
}
