// Which test card lies behind a means of payment, and what comes of it. The number itself is not kept.

import { hash } from '../../base/hash.ts';
import { ApiError, shorten } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import type { Values } from '../objects/skeleton.ts';
import { allCards, cardNamed, ordinaryCard, type CardFate, type TestCard } from './test-cards.ts';

/** The same for the same number in one account; the number cannot be told from it. */
export function fingerprintOf(number: string, account: string): string {
  const partOf = (round: number): string => hash(`${round}${account}${number}`).toString(36);
  const parts = [0, 1, 2].map((round) => partOf(round).padStart(6, '0'));
  return parts.join('').slice(0, 16);
}

interface ToldCard {
  readonly fingerprint?: string;
  readonly last4?: string;
}

/** By its fingerprint; one that does not behave in a way of its own is an ordinary one. */
function cardTold({ fingerprint, last4 = '4242' }: ToldCard, account: string): TestCard {
  for (const card of allCards()) {
    const isSame = card.number.endsWith(last4);
    if (isSame && fingerprintOf(card.number, account) === fingerprint) return card;
  }
  return ordinaryCard(last4);
}

export function testCardOf(method: ApiObject | undefined, { account }: Call): TestCard | undefined {
  const card = (method?.['card'] ?? method?.['card_present'] ?? method?.['interac_present']) as
    ToldCard | undefined;
  return card && cardToldOnce(card, account);
}

const cardsTold = new WeakMap<ToldCard, { readonly account: string; readonly card: TestCard }>();

function cardToldOnce(told: ToldCard, account: string): TestCard {
  const known = cardsTold.get(told);
  if (known?.account === account) return known.card;
  const card = cardTold(told, account);
  cardsTold.set(told, { account, card });
  return card;
}

/**
 * Of a test token, or of one that was made of a number: that is used by it, and cannot be used again.
 */
export function cardOfToken(id: string, call: Call): TestCard | undefined {
  const token = call.get('token', id);
  const card = token?.['card'] as ToldCard | null | undefined;
  if (!token || !card) return id.startsWith('tok_') ? cardNamed(id) : undefined;
  useToken(token, call);
  return cardTold(card, call.account);
}

/** Throws where it was used before. */
export function useToken(token: ApiObject, { put }: Call): void {
  if (token['used'] === true) {
    throw new ApiError(`You cannot use a Stripe token more than once: ${token.id}.`, {
      code: 'token_already_used',
    });
  }
  put({ ...token, used: true });
}

export function missingToken(id: string, param: string): ApiError {
  return new ApiError(`No such token: '${shorten(id)}'`, { code: 'resource_missing', param });
}

/** Of what a charge was paid with. */
export function cardBehind(charge: ApiObject, call: Call): TestCard | undefined {
  return testCardOf(call.get('payment_method', String(charge['payment_method'])), call);
}

/** Of a payment: by the card, and by what was told with it. */
export function fateOf(card: TestCard | undefined, method: ApiObject): CardFate {
  return toldFate(card, method) ?? card?.fate ?? 'succeeds';
}

/** What the bank says of an address that it was told, where it does not fit. */
const addresses: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '4000000000000010': { address_line1_check: 'fail', address_postal_code_check: 'fail' },
  '4000000000000028': { address_line1_check: 'fail' },
  '4000000000000036': { address_postal_code_check: 'fail' },
  '4000000000000044': {
    address_line1_check: 'unavailable',
    address_postal_code_check: 'unavailable',
  },
};

/** Of a test card that is known for its address, told with it; nobody has looked at it yet. */
export function toldAddress({ number }: TestCard): Values {
  const names = Object.keys(addresses[number] ?? {});
  return Object.fromEntries(names.map((name) => [name, 'unchecked']));
}

/** The checks of a card once the bank has looked at what was told; what was not told stays null. */
export function looked(checks: unknown, card: TestCard | undefined): Values {
  const results = addresses[card?.number ?? ''];
  const told: Record<string, unknown> = { ...Object(checks) };
  for (const [name, value] of Object.entries(told)) {
    const isFailing = name === 'cvc_check' && card?.failingCheck === 'cvc';
    if (value !== null) told[name] = isFailing ? 'fail' : (results?.[name] ?? 'pass');
  }
  return told;
}

/** Of being saved. */
export function setupFateOf(card: TestCard | undefined, method: ApiObject): CardFate {
  return toldFate(card, method) ?? card?.setupFate ?? 'succeeds';
}

/** Some cards fail their check only where there is something to check. */
function toldFate(card: TestCard | undefined, method: ApiObject): CardFate | undefined {
  const { checks } = (method['card'] ?? {}) as {
    readonly checks?: { readonly cvc_check?: unknown };
  };
  if (card?.failingCheck === 'cvc') return checks?.cvc_check ? 'incorrect_cvc' : 'succeeds';
  const { address } = (method['billing_details'] ?? {}) as {
    readonly address?: { readonly postal_code?: unknown };
  };
  if (card?.failingCheck === 'postal_code' && address?.postal_code) return 'incorrect_zip';
  return undefined;
}
