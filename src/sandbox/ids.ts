// Ids as Stripe writes them: a prefix that tells the kind, then letters and digits.
// Source: https://docs.stripe.com/api (ids in examples) and recorded test-mode answers.

import type { Random } from '../base/random.ts';

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Prefix and number of characters after it. */
export type IdShape = readonly [prefix: string, length: number];

/** `cus_` and 14 random characters; those of 24 carry the account's last ten in their middle. */
export function makeId(random: Random, account: string, shape: IdShape): string {
  const [prefix, length] = shape;
  const lead = prefix === 'pi' || prefix === 'ch' ? '3' : '1';
  const drawn = random.text(length === 24 ? 13 : length, alphanumeric);
  const rest =
    length === 24 ? lead + drawn.slice(0, 5) + account.slice(-10) + drawn.slice(5) : drawn;
  return prefix === '' ? rest : `${prefix}_${rest}`;
}

/** `req_` and 14 characters. */
export function makeRequestId(random: Random): string {
  return `req_${random.text(14, alphanumeric)}`;
}

/** Letters and digits, as in a webhook's `whsec_` secret. */
export function randomText(random: Random, length: number): string {
  return random.text(length, alphanumeric);
}

/** Capitals and digits, as an invoice prefix or a promotion code. */
export function randomCode(random: Random, length: number): string {
  return random.text(length, capitals);
}
