// What has to be told of whoever pays: without it a bank or a wallet takes no order.
// Source: https://docs.stripe.com/payments/ach-direct-debit and https://docs.stripe.com/payments/promptpay

import type { FormObject } from '../../wire/form.ts';
import { checkEmail } from '../checking/emails.ts';
import { missingParam } from '../checking/errors.ts';
import { inner } from './payment-methods.ts';

/** By the kind of a means of payment. */
const needed: Readonly<Record<string, string>> = { promptpay: 'email', us_bank_account: 'name' };

/** Of a means of payment that a request describes. */
export function checkBilling(params: FormObject): void {
  const details = inner(params['billing_details']);
  checkEmail(details['email'], 'billing_details[email]');
  const name = needed[String(params['type'])];
  if (name && !details[name]) throw missingParam(`billing_details[${name}]`);
}
