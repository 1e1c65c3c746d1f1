// Transactions of the balance: what a payout is made of can be asked for those that Stripe makes itself.
// Source: https://docs.stripe.com/api/balance_transactions/list

import { ApiError, shorten } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';

export const balanceTransaction: Behaviour = {
  object: 'balance_transaction',
  named(id) {
    throw new ApiError(`No such balance transaction: '${shorten(id)}'`, {
      status: 404,
      code: 'resource_missing',
      param: 'id',
    });
  },
  listed,
};

function listed(call: Call): readonly ApiObject[] | undefined {
  const { payout: id } = call.params;
  if (typeof id !== 'string' || id === '') return undefined;
  const payout = requireObject(call, 'payout', id, 'payout');
  if (payout['automatic'] !== true) {
    throw new ApiError(
      'Balance transaction history can only be filtered on automatic transfers, not manual.',
      { param: 'payout' },
    );
  }
  return call.having('balance_transaction', 'source', id).toReversed();
}
