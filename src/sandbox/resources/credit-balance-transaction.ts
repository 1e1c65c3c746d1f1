// Credit balance transactions: what was added to the credits of a customer, and what was taken of them.
// Source: https://docs.stripe.com/api/billing/credit-balance-transaction

import type { Behaviour } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { grantsOf, transactionsOf } from '../prices/credit-grants.ts';

export const creditBalanceTransaction: Behaviour = {
  object: 'billing.credit_balance_transaction',
  listed(call) {
    const { customer, credit_grant: named } = call.params;
    const { id } = requireObject(call, 'customer', String(customer), 'customer');
    const own = grantsOf(id, call).filter((grant) => named === undefined || grant.id === named);
    return transactionsOf(own, call);
  },
};
