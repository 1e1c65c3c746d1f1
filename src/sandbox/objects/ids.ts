// Ids as Stripe writes them: a prefix that tells the kind, then letters and digits.
// Source: https://docs.stripe.com/api (ids in examples) and recorded test-mode answers.

import { patternOf, type Pattern, type Random } from '../../base/random.ts';

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Prefix and number of characters after it. */
export type IdShape = readonly [prefix: string, length: number];

/** `cus_` and 14 random characters; those of 24 carry the account's last ten in their middle. */
export function makeId(random: Random, account: string, shape: IdShape): string {
  const known = patterns.get(shape);
  const own = known?.account === account ? known : { account, ...idPattern(account, shape) };
  if (own !== known) patterns.set(shape, own);
  return random.fill(own, alphanumeric);
}

/** Each for the account that asked last. */
const patterns = new WeakMap<IdShape, Pattern & { readonly account: string }>();

function idPattern(account: string, [prefix, length]: IdShape): Pattern {
  const start = prefix === '' ? '' : `${prefix}_`;
  const lead = prefix === 'pi' || prefix === 'ch' ? '3' : '1';
  const whole = length === 24 ? `${lead}*****${account.slice(-10)}********` : '*'.repeat(length);
  return patternOf(start + whole);
}

/** `req_` and 14 characters. */
export function makeRequestId(random: Random): string {
  return random.fill(requestPattern, alphanumeric);
}

const requestPattern = patternOf('req_**************');

/** Letters and digits, as in a webhook's `whsec_` secret. */
export function randomText(random: Random, length: number): string {
  return random.text(length, alphanumeric);
}

/** Capitals and digits, as an invoice prefix or a promotion code. */
export function randomCode(random: Random, length: number): string {
  return random.text(length, capitals);
}
