// The bank account of an account that nobody connected: there for each currency from its first payout on.

import { present } from '../../base/assert.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { bankAccountOf } from './sources.ts';

/** Of a bank that takes everything. Source: https://docs.stripe.com/connect/testing#account-numbers */
const numbers = { country: 'US', account_number: '000123456789', routing_number: '110000000' };

/** Stores it. */
export function ownBank(currency: string, call: Call): ApiObject {
  const bank = present(bankAccountOf({ ...numbers, currency }, call.account, call), 'a bank');
  call.put(bank);
  return bank;
}
