// Refunds of application fees: a platform gives back what it kept.
// Source: https://docs.stripe.com/api/fee_refunds

import { ApiError } from '../../wire/api-error.ts';
import { written } from '../amounts.ts';
import { moveBalance } from '../balance.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingByPath } from '../errors.ts';
import { change } from '../make.ts';

export const feeRefund: Behaviour = { object: 'fee_refund', rules: { create } };

function create(draft: ApiObject, call: Call): ApiObject {
  const id = call.ids.get('id') ?? '';
  const fee = call.get('application_fee', id);
  if (!fee) throw missingByPath('application_fee', id);
  const currency = String(fee['currency']);
  const done = Number(fee['amount_refunded']);
  const rest = Number(fee['amount']) - done;
  const amount = Number(call.params['amount'] ?? rest);
  if (rest === 0) {
    throw new ApiError(`Application fee ${fee.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (amount > rest) {
    throw new ApiError(
      `Refund amount (${written(amount, currency)}) is greater than unrefunded amount on fee ` +
        `(${written(rest, currency)})`,
      { param: 'amount' },
    );
  }
  const transaction = moveBalance(call, {
    type: 'application_fee_refund',
    category: 'platform_earning_refund',
    amount: -amount,
    currency,
    description: 'REFUND FOR APPLICATION FEE',
    source: fee.id,
  });
  // The account has that much of the fee again.
  moveBalance(call.as(String(fee['account'])), {
    type: 'adjustment',
    category: 'other_adjustment',
    amount,
    currency,
    description: 'REFUND FOR APPLICATION FEE',
    source: String(fee['charge']),
  });
  const made = { ...draft, amount, balance_transaction: transaction.id, currency, fee: fee.id };
  const refunds = Object(fee['refunds']) as { readonly data?: readonly ApiObject[] };
  change(
    call,
    fee,
    {
      amount_refunded: done + amount,
      refunded: amount === rest,
      refunds: { ...refunds, data: [made, ...(refunds.data ?? [])] },
    },
    'application_fee.refunded',
  );
  return made;
}
