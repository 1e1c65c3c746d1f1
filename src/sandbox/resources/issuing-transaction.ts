// Issuing transactions: what was bought with a card that was issued, and what was given back.
// Source: https://docs.stripe.com/api/issuing/transactions/test_mode_create_force_capture

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { sellerOf, transact } from '../payments/issuing.ts';

export const issuingTransaction: Behaviour = {
  object: 'issuing.transaction',
  makers: {
    create_force_capture: (call) => bought(call, -1),
    create_unlinked_refund: (call) => bought(call, 1),
  },
  rules: { refund },
};

/** Money that goes out is below zero. */
function bought(call: Call, sign: -1 | 1): ApiObject {
  const card = requireObject(call, 'issuing.card', String(call.params['card']), 'card');
  return transact(call, {
    card,
    amount: sign * Number(call.params['amount']),
    authorization: null,
    currency: call.params['currency'] ?? card['currency'],
    seller: sellerOf(call.params['merchant_data']),
  });
}

/** Gives the new one. */
function refund(before: ApiObject, call: Call): ApiObject {
  const most = -Number(before['amount']);
  const amount = Number(call.params['refund_amount'] ?? most);
  if (before['type'] !== 'capture' || amount > most) {
    throw new ApiError('Only what was captured can be refunded, and no more than that.', {
      param: 'refund_amount',
    });
  }
  const card = requireObject(call, 'issuing.card', String(before['card']), 'card');
  const { authorization, currency, merchant_data: seller } = before;
  const of = authorization === null ? null : String(authorization);
  return transact(call, { card, amount, authorization: of, currency, seller });
}
