// Ids as Stripe writes them: a prefix that tells the kind, then letters and digits.
// Source: https://docs.stripe.com/api (ids in examples) and recorded test-mode answers.

import type { Random } from '../../base/random.ts';

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Prefix and number of characters after it. */
export type IdShape = readonly [prefix: string, length: number];

/** `cus_` and 14 random characters; those of 24 carry the account's last ten in their middle. */
export function makeId(random: Random, account: string, shape: IdShape): string {
  const [prefix, length] = shape;
  const start = prefix === '' ? '' : `${prefix}_`;
  if (length !== 24) return joined(start, random.text(length, alphanumeric));
  const lead = prefix === 'pi' || prefix === 'ch' ? '3' : '1';
  const drawn = random.text(13, alphanumeric);
  return joined(start, lead, drawn.slice(0, 5), account.slice(-10), drawn.slice(5));
}

/** Not by `+`: an engine keeps what is added to a long text as a chain of texts. */
function joined(...parts: readonly string[]): string {
  return parts.join('');
}

/** `req_` and 14 characters. */
export function makeRequestId(random: Random): string {
  return joined('req_', random.text(14, alphanumeric));
}

/** Letters and digits, as in a webhook's `whsec_` secret. */
export function randomText(random: Random, length: number): string {
  return random.text(length, alphanumeric);
}

/** Capitals and digits, as an invoice prefix or a promotion code. */
export function randomCode(random: Random, length: number): string {
  return random.text(length, capitals);
}
