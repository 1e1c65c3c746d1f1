// Tokens: a card, or a bank account, told once for later use. Source: https://docs.stripe.com/api/tokens

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { bankAccountOf, cardObjectOf } from '../sources.ts';

export const token: Behaviour = { object: 'token', rules: { create } };

function create(draft: ApiObject, call: Call): ApiObject {
  const { card, bank_account: bank } = call.params;
  if (card !== undefined) return { ...draft, card: cardObjectOf(card, call), type: 'card' };
  const made = bankAccountOf(bank, undefined, call);
  return made ? { ...draft, bank_account: made, type: 'bank_account' } : draft;
}
