// Transactions of a customer's balance: each moves it by its amount, and tells where it ended.
// Source: https://docs.stripe.com/api/customer_balance_transactions

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';

export const customerBalanceTransaction: Behaviour = {
  object: 'customer_balance_transaction',
  rules: { create },
};

function create(draft: ApiObject, call: Call): ApiObject {
  const { ids, params } = call;
  const owner = requireObject(call, 'customer', String(ids.get('customer')));
  const { currency } = params;
  if (owner['currency'] && owner['currency'] !== currency) {
    throw new ApiError(
      `The customer's balance is in ${String(owner['currency'])}: a transaction cannot be in ` +
        `${String(currency)}.`,
      { param: 'currency' },
    );
  }
  const balance = Number(owner['balance'] ?? 0) + Number(params['amount']);
  change(call, owner, { balance, currency }, 'customer.updated');
  return { ...draft, customer: owner.id, ending_balance: balance, type: 'adjustment' };
}
