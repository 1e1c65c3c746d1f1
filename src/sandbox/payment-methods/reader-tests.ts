// What simulated readers try out: cards that only readers know, cards with a PIN, amounts that are declined.
// Source: https://docs.stripe.com/terminal/references/testing

import { digitsOf } from '../../text/currency.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { fingerprintOf } from './card-behind.ts';
import type { CardFate, TestCard } from './test-cards.ts';

/** Of cards whose numbers do not say it. */
const tolds: Readonly<Record<string, Pick<TestCard, 'brand' | 'country' | 'funding'>>> = {
  '4506445006931933': { brand: 'interac', country: 'CA', funding: 'debit' },
  '6280000360000978': { brand: 'eftpos_au', country: 'AU', funding: 'debit' },
};

/** As a reader sees it. */
export function atReader(card: TestCard, type: string): TestCard {
  const seen = { ...card, ...tolds[card.number] };
  return type === 'interac_present' ? { ...seen, brand: 'interac' } : seen;
}

/** Their second network can be chosen. */
export function networksOf({ number, brand }: TestCard): readonly string[] {
  return /^(4000050360000001|5555050360000080)$/.test(number) ? [brand, 'eftpos_au'] : [brand];
}

/** Of cards whose holders are asked for a PIN. */
const pins: readonly (readonly [number: string, verification: string])[] = [
  ['4001007020000002', 'offline_pin'],
  ['4000008260000075', 'offline_pin'],
  ['4001000360000005', 'online_pin'],
  ['4000002760000008', 'online_pin'],
];

/** Of what is kept of a card. */
export function verificationOf(
  { fingerprint, last4 }: Readonly<Record<string, unknown>>,
  { account }: Call,
): string {
  const isIt = ([number]: readonly [string, string]): boolean =>
    number.endsWith(String(last4)) && fingerprintOf(number, account) === fingerprint;
  return pins.find(isIt)?.[1] ?? 'approval';
}

const fates: Readonly<Record<number, CardFate>> = {
  1: 'call_issuer',
  5: 'generic_decline',
  55: 'incorrect_pin',
  60: 'online_or_offline_pin_required',
  65: 'withdrawal_count_limit_exceeded',
  75: 'pin_try_exceeded',
};

/** By the cents that are to be paid, with cards that nothing else is said of. */
export function fateAtReader(fate: CardFate, intent: ApiObject): CardFate {
  if (fate !== 'succeeds' || digitsOf(String(intent['currency'])) !== 2) return fate;
  return fates[Number(intent['amount']) % 100] ?? fate;
}
