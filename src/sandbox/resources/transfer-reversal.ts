// Reversals: money that was transferred comes back.
// Source: https://docs.stripe.com/api/transfer_reversals

import { ApiError } from '../../wire/api-error.ts';
import { moveBalance } from '../accounts/balance.ts';
import { giveBack, reversible } from '../accounts/connected.ts';
import { refundFees } from '../accounts/destination.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { written } from '../checking/amounts.ts';
import { change } from '../objects/make.ts';

export const transferReversal: Behaviour = { object: 'transfer_reversal', rules: { create } };

function create(draft: ApiObject, call: Call): ApiObject {
  const transfer = call.get('transfer', call.ids.get('id') ?? '');
  if (!transfer) return draft;
  const currency = String(transfer['currency']);
  const done = Number(transfer['amount_reversed']);
  const rest = reversible(transfer, call);
  const amount = Number(call.params['amount'] ?? rest);
  if (rest === 0) throw new ApiError(`Transfer ${transfer.id} is already fully reversed.`);
  if (amount < 1) {
    throw new ApiError('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  if (amount > rest) {
    throw new ApiError(
      `Reversal amount (${written(amount, currency)}) is greater than the amount of the transfer ` +
        `that is left (${written(rest, currency)})`,
      { param: 'amount' },
    );
  }
  const transaction = moveBalance(call, {
    type: 'transfer_refund',
    category: 'transfer_reversal',
    amount,
    currency,
    description: 'REFUND FOR TRANSFER',
    source: transfer.id,
    isAvailable: true,
  });
  if (call.params['refund_application_fee'] === true) {
    const payment = String(transfer['destination_payment']);
    refundFees(payment, amount / Number(transfer['amount']), call);
  }
  const made = {
    ...draft,
    amount,
    balance_transaction: transaction.id,
    currency,
    destination_payment_refund: giveBack(transfer, amount, call),
    transfer: transfer.id,
  };
  const reversals = Object(transfer['reversals']) as { readonly data?: readonly ApiObject[] };
  const data = [made, ...(reversals.data ?? [])];
  change(
    call,
    transfer,
    {
      amount_reversed: done + amount,
      reversals: { ...reversals, data, total_count: data.length },
      reversed: done + amount === transfer['amount'],
    },
    'transfer.reversed',
  );
  return made;
}
