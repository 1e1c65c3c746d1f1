// Refunds of application fees: a platform gives back what it kept.
// Source: https://docs.stripe.com/api/fee_refunds

import { ApiError } from '../../wire/api-error.ts';
import { moveBalance } from '../accounts/balance.ts';
import { converted, returnedAs, settledAs } from '../accounts/settlement.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { written } from '../checking/amounts.ts';
import { missingByPath } from '../checking/errors.ts';
import { change } from '../objects/make.ts';

export const feeRefund: Behaviour = { object: 'fee_refund', rules: { create } };

function create(draft: ApiObject, call: Call): ApiObject {
  const id = call.ids.get('id') ?? '';
  const fee = call.get('application_fee', id);
  if (!fee) throw missingByPath('application_fee', id);
  const currency = String(fee['currency']);
  const done = Number(fee['amount_refunded']);
  const rest = Number(fee['amount']) - done;
  const amount = Number(call.params['amount'] ?? rest);
  if (rest === 0 && call.params['amount'] === undefined) {
    throw new ApiError(`Application fee ${fee.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (amount > rest) {
    const most = done === 0 ? 'fee amount' : 'unrefunded amount on fee';
    throw new ApiError(
      `Refund amount (${written(amount, currency)}) is greater than ${most} ` +
        `(${written(rest, currency)})`,
      { param: 'amount' },
    );
  }
  // What the account was charged in a currency of its own it gets back in that.
  const charge = call.get('charge', String(fee['originating_transaction']));
  const settlement = charge ? settledAs(charge, call) : { currency, rate: null };
  const back = {
    amount: converted(amount, currency, settlement),
    currency: settlement.currency,
  };
  const transaction = moveBalance(call, {
    type: 'application_fee_refund',
    category: 'platform_earning_refund',
    amount: -amount,
    currency,
    exchangeRate: charge ? returnedAs(charge, call).rate : null,
    description: 'REFUND FOR APPLICATION FEE',
    source: fee.id,
  });
  // The account has that much of the fee again.
  moveBalance(call.as(String(fee['account'])), {
    type: 'adjustment',
    category: 'other_adjustment',
    ...back,
    description: 'REFUND FOR APPLICATION FEE',
    source: String(fee['charge']),
  });
  const made = { ...draft, ...back, balance_transaction: transaction.id, fee: fee.id };
  const refunds = Object(fee['refunds']) as { readonly data?: readonly ApiObject[] };
  const data = [made, ...(refunds.data ?? [])];
  change(
    call,
    fee,
    {
      amount_refunded: done + amount,
      refunded: amount === rest,
      refunds: { ...refunds, data, total_count: data.length },
    },
    'application_fee.refunded',
  );
  return made;
}
