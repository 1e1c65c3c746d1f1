// Payouts: from the balance to the bank. Source: https://docs.stripe.com/api/payouts

import { ApiError } from '../../wire/api-error.ts';
import { availableIn, businessDaysAfter, moveBalance } from '../balance.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { change } from '../make.ts';

export const payout: Behaviour = { object: 'payout', rules: { create, cancel } };

function create(draft: ApiObject, call: Call): ApiObject {
  const [amount, currency] = [Number(draft['amount']), String(draft['currency'])];
  if (amount > availableIn(call, currency)) {
    throw new ApiError(
      'You have insufficient funds in your Stripe account for this transfer. Your card balance is ' +
        'too low.  You can use the /v1/balance endpoint to view your Stripe balance (for more ' +
        'details, see stripe.com/docs/api#balance).',
      { code: 'balance_insufficient' },
    );
  }
  const transaction = moveBalance(call, {
    type: 'payout',
    category: 'payout',
    amount: -amount,
    currency,
    description: draft['description'] ?? 'STRIPE PAYOUT',
    source: draft.id,
    isAvailable: true,
  });
  return {
    ...draft,
    arrival_date: businessDaysAfter(call.now, 2),
    automatic: false,
    balance_transaction: transaction.id,
    destination: `ba_${call.newText(24)}`,
    reconciliation_status: 'not_applicable',
  };
}

function cancel(before: ApiObject, call: Call): ApiObject {
  if (before['status'] !== 'pending') {
    throw new ApiError('Payouts can only be canceled while they are pending.');
  }
  const transaction = moveBalance(call, {
    type: 'payout_cancel',
    category: 'payout_reversal',
    amount: Number(before['amount']),
    currency: String(before['currency']),
    source: before.id,
    isAvailable: true,
  });
  return change(
    call,
    before,
    { failure_balance_transaction: transaction.id, status: 'canceled' },
    'payout.canceled',
  );
}
