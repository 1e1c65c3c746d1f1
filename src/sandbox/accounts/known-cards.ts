// What is known of a card of a customer or an account: by its number, by its token, by what was told of it.
// Source: https://docs.stripe.com/api/cards/object

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { drafted } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { fingerprintOf, looked, toldAddress } from '../payment-methods/card-behind.ts';
import {
  brandNames,
  fullYear,
  inner,
  typedCard,
  usualExpiry,
} from '../payment-methods/payment-methods.ts';
import type { TestCard } from '../payment-methods/test-cards.ts';

export function cardFields({ number, brand, country, funding }: TestCard, call: Call): Values {
  const { month, year } = usualExpiry(call);
  return {
    allow_redisplay: 'unspecified',
    brand: brandNames[brand] ?? 'Unknown',
    country,
    cvc_check: 'pass',
    exp_month: month,
    exp_year: year,
    fingerprint: fingerprintOf(number, call.account),
    funding,
    last4: number.slice(-4),
    regulated_status: 'unregulated',
    wallet: null,
  };
}

/**
 * Of a token that was made of a number, or of a card that is told itself, all that was told, once the bank
 * has looked at it; test tokens stand for their card alone.
 */
export function heldCard(given: unknown, card: TestCard, call: Call): Values {
  const isToken = typeof given === 'string';
  const told = isToken ? call.get('token', given)?.['card'] : cardObjectOf(given, call);
  if (!told) return { ...cardFields(card, call), ...lookedAt(toldAddress(card), card) };
  // Whoever holds it gives it an id of its own.
  const { id: _id, currency: _currency, ...values } = told as Values;
  const {
    address_line1_check = null,
    address_zip_check: address_postal_code_check = null,
    cvc_check = null,
  } = values;
  const checks = { address_line1_check, address_postal_code_check, cvc_check };
  return { ...values, ...lookedAt(checks, card) };
}

/** Called as cards call it. */
function lookedAt(checks: Values, card: TestCard): Values {
  const { address_postal_code_check: address_zip_check, ...others } = looked(checks, card);
  return { ...others, ...(address_zip_check === undefined ? {} : { address_zip_check }) };
}

/** Throws as for a payment method where the number is wrong. */
export function cardObjectOf(given: unknown, call: Call): ApiObject {
  const told = inner(given);
  const { exp_month: month, exp_year: year, currency, cvc, name } = told;
  const card = typedCard(told, call);
  return drafted(call, 'card', {
    id: call.newId('card'),
    ...cardFields(card, call),
    ...(currency === undefined ? {} : { currency }),
    cvc_check: cvc === undefined ? null : 'unchecked',
    exp_month: Number(month),
    exp_year: fullYear(Number(year)),
    name: name ?? null,
    ...placeOf(told),
  });
}

const places = ['city', 'country', 'line1', 'line2', 'state', 'zip'].map(
  (part) => `address_${part}`,
);

/** What is told of where its holder lives, and that nobody has looked at it yet. */
function placeOf(card: FormObject): Values {
  const told = places.filter((name) => card[name] !== undefined);
  const checked = ['address_line1', 'address_zip'].filter((name) => told.includes(name));
  return Object.fromEntries([
    ...told.map((name) => [name, card[name]] as const),
    ...checked.map((name) => [`${name}_check`, 'unchecked'] as const),
  ]);
}
