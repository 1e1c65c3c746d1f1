// Transfers: from the balance to a connected account. Source: https://docs.stripe.com/api/transfers

import { ApiError } from '../../wire/api-error.ts';
import { grossAvailableIn, moveBalance } from '../balance.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { receive } from '../connected.ts';
import { requireDestination } from '../require-object.ts';

export const transfer: Behaviour = { object: 'transfer', rules: { create } };

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  requireDestination(call, String(params['destination']), 'destination');
  const currency = String(draft['currency']);
  const amount = Number(params['amount'] ?? 0);
  if (params['source_transaction'] === undefined && amount > grossAvailableIn(call, currency)) {
    throw new ApiError(
      'You have insufficient available funds in your Stripe account. Try adding funds directly to ' +
        'your available balance by creating Charges using the 4000000000000077 test card. See: ' +
        'https://stripe.com/docs/testing#available-balance',
      { code: 'balance_insufficient' },
    );
  }
  const transaction = moveBalance(call, {
    type: 'transfer',
    category: 'transfer',
    amount: -amount,
    currency,
    description: draft['description'],
    source: draft.id,
    isAvailable: true,
  });
  const payment = `py_${call.newText(24)}`;
  receive(
    payment,
    {
      amount,
      currency,
      description: draft['description'],
      destination: String(params['destination']),
      isAvailable: true,
      transfer: draft.id,
    },
    call,
  );
  return {
    ...draft,
    balance_transaction: transaction.id,
    destination_payment: payment,
    reversed: false,
    source_type: 'card',
    transfer_group: draft['transfer_group'] ?? null,
  };
}
