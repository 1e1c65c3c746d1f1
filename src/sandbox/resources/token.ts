// Tokens: a card, or a bank account, told once for later use. Source: https://docs.stripe.com/api/tokens

import { ApiError } from '../../wire/api-error.ts';
import { currencyIn } from '../accounts/controller.ts';
import { cardFields, cardObjectOf } from '../accounts/known-cards.ts';
import { bankAccountOf } from '../accounts/sources.ts';
import { asToldBy } from '../accounts/told-by-holder.ts';
import { keepTold } from '../accounts/told-tokens.ts';
import type { ApiObject, Behaviour, Call, Named } from '../behaviour.ts';
import { exclusiveWithoutCode } from '../checking/exclusive.ts';
import { drafted, make } from '../objects/make.ts';
import { missingToken } from '../payment-methods/card-behind.ts';
import { cardNamed } from '../payment-methods/test-cards.ts';

export const token: Behaviour = { object: 'token', named, rules: { create } };

/** Of what else there are tokens, and how their ids begin: nothing of it is ever told. */
const others = { account: 'ct', cvc_update: 'cvctok', person: 'cpt', pii: 'pii' };

const kinds = ['card', 'bank_account', ...Object.keys(others)];

function create(draft: ApiObject, call: Call): ApiObject {
  const { card, bank_account: bank } = call.params;
  const given = kinds.filter((kind) => call.params[kind] !== undefined);
  if (given.length > 1) throw exclusiveWithoutCode(given);
  if (card !== undefined) {
    return { ...draft, card: asToldBy('token', cardObjectOf(card, call)), type: 'card' };
  }
  const made = bankAccountOf(bank, undefined, call);
  if (made) {
    return { ...draft, id: idOf(draft, 'btok'), bank_account: made, type: 'bank_account' };
  }
  for (const [type, prefix] of Object.entries(others)) {
    const told = call.params[type];
    if (told === undefined) continue;
    const id = idOf(draft, prefix);
    if (type === 'account' || type === 'person') keepTold(id, told, call);
    return { ...draft, id, type };
  }
  throw new ApiError(
    'You must supply either a card, customer, PII data, or bank account to create a token.',
    { code: 'parameter_missing' },
  );
}

function idOf({ id }: ApiObject, prefix: string): string {
  return prefix + id.slice(id.indexOf('_'));
}

/** A test token stands for a new one each time; one that nobody knows is no missing page. */
function named(id: string, call: Call): Named {
  const card = id.startsWith('tok_') ? cardNamed(id) : undefined;
  if (!card) throw missingToken(id, 'token');
  const held = drafted(call, 'card', {
    id: call.newId('card'),
    ...cardFields(card, call),
    currency: currencyIn(card.country),
    cvc_check: null,
  });
  return { version: make(call, 'token', { card: asToldBy('token', held), type: 'card' }) };
}
