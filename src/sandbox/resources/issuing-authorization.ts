// Issuing authorizations: somebody is about to pay with a card that was issued.
// Source: https://docs.stripe.com/api/issuing/authorizations

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingByPath } from '../errors.ts';
import { make } from '../make.ts';

export const issuingAuthorization: Behaviour = {
  object: 'issuing.authorization',
  makers: { authorize },
};

/** Asked for in real time; nobody who listens can refuse it here. */
function authorize(call: Call): ApiObject {
  const { ids, params, get } = call;
  const id = ids.get('card') ?? '';
  const card = get('issuing.card', id);
  if (!card) throw missingByPath('issuing.card', id);
  if (card['status'] !== 'active') throw new ApiError('The card is not active.');
  const amount = Number(params['held_amount'] ?? 0);
  const made = make(call, 'issuing.authorization', {
    amount,
    approved: true,
    authorization_method: params['authorization_method'] ?? 'online',
    card,
    cardholder: Object(card['cardholder']).id ?? card['cardholder'],
    currency: card['currency'],
    merchant_amount: amount,
    merchant_currency: params['held_currency'] ?? card['currency'],
    status: 'pending',
  });
  call.emit('issuing_authorization.request', made);
  call.emit('issuing_authorization.created', made);
  return made;
}
