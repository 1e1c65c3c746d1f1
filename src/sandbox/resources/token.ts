// Tokens: a card, or a bank account, told once for later use. Source: https://docs.stripe.com/api/tokens

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { bankAccountOf, cardObjectOf } from '../sources.ts';

export const token: Behaviour = { object: 'token', rules: { create } };

/** Of what else there are tokens: nothing of it is ever told. */
const others = ['account', 'cvc_update', 'person', 'pii'];

function create(draft: ApiObject, call: Call): ApiObject {
  const { card, bank_account: bank } = call.params;
  if (card !== undefined) return { ...draft, card: cardObjectOf(card, call), type: 'card' };
  const made = bankAccountOf(bank, undefined, call);
  if (made) return { ...draft, bank_account: made, type: 'bank_account' };
  const type = others.find((name) => call.params[name] !== undefined);
  if (type !== undefined) return { ...draft, type };
  throw new ApiError(
    'You must supply either a card, customer, PII data, or bank account to create a token.',
  );
}
