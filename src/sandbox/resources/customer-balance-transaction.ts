// Transactions of a customer's balance: each moves it by its amount, and tells where it ended.
// Source: https://docs.stripe.com/api/customer_balance_transactions

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { balanceIn } from '../invoices/customer-balance.ts';
import { change } from '../objects/make.ts';

export const customerBalanceTransaction: Behaviour = {
  object: 'customer_balance_transaction',
  rules: { create },
};

function create(draft: ApiObject, call: Call): ApiObject {
  const { ids, params } = call;
  const owner = requireObject(call, 'customer', String(ids.get('customer')));
  const { currency } = params;
  const balance = balanceIn(owner, currency, call) + Number(params['amount']);
  const isOther = owner['currency'] && owner['currency'] !== currency;
  if (!isOther) change(call, owner, { balance, currency }, 'customer.updated');
  return { ...draft, customer: owner.id, ending_balance: balance, type: 'adjustment' };
}
