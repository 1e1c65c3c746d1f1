// Who is at the other end of a movement of a financial account: a bank account, or another financial account.

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingByParam } from '../checking/errors.ts';
import { address } from '../objects/initial-state.ts';
import { inner, namedPaymentMethod } from '../payment-methods/payment-methods.ts';

export interface BankDetails {
  readonly billing_details: { readonly name: unknown };
  readonly type: 'us_bank_account';
  readonly us_bank_account: { readonly last4: unknown };
}

/** The payment method that a parameter names. */
export function methodIn(param: string, call: Call): ApiObject {
  const id = String(call.params[param]);
  const method = call.get('payment_method', id) ?? namedPaymentMethod(id, call);
  if (!method) throw missingByParam('payment_method', id, param);
  return method;
}

/** As a payment method tells it. `param` names the method. */
export function bankDetailsOf(method: ApiObject, network: string, param: string): BankDetails {
  if (method['type'] !== 'us_bank_account') {
    throw new ApiError('The payment method must be of the type `us_bank_account`.', { param });
  }
  const billing = inner(method['billing_details']);
  const account = inner(method['us_bank_account']);
  return {
    billing_details: {
      address: { ...address, ...inner(billing['address']) },
      email: billing['email'] ?? null,
      name: billing['name'] ?? null,
    } as BankDetails['billing_details'],
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: account['account_holder_type'] ?? null,
      account_type: account['account_type'] ?? null,
      bank_name: account['bank_name'] ?? null,
      fingerprint: account['fingerprint'] ?? null,
      last4: account['last4'] ?? null,
      network,
      routing_number: account['routing_number'] ?? null,
    } as BankDetails['us_bank_account'],
  };
}

/** Of whoever sends or takes money in a test, where the test does not say. */
export function testBankDetails({ params }: Call): BankDetails {
  const given = inner(inner(params['initiating_payment_method_details'])['us_bank_account']);
  return {
    billing_details: {
      address,
      email: null,
      name: given['account_holder_name'] ?? 'Jane Austen',
    } as BankDetails['billing_details'],
    type: 'us_bank_account',
    us_bank_account: {
      bank_name: 'STRIPE TEST BANK',
      last4: String(given['account_number'] ?? '000123456789').slice(-4),
      routing_number: given['routing_number'] ?? '110000000',
    } as BankDetails['us_bank_account'],
  };
}

/** As in `Jane Austen (6789) | Outbound transfer | transfer`. */
export function describeMovement(details: object, label: string, statement: unknown): string {
  const { billing_details: billing, us_bank_account: account } = details as Partial<BankDetails>;
  const name = billing?.name ?? 'FinancialAccount';
  const number = account === undefined ? '' : ` (${String(account.last4)})`;
  return `${String(name)}${number} | ${label} | ${String(statement)}`;
}
