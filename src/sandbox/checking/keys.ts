// API keys: which are taken, and whose they are. Why one is refused stands in refusals.ts.
// Source: https://docs.stripe.com/keys

import { createRandom } from '../../base/random.ts';
import { holdsLiveKey } from '../../text/redact.ts';
import { LateRefusal, type ApiError } from '../../wire/api-error.ts';

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const keyLengthMax = 255;

/**
 * Throws for every key but secret and restricted ones of a sandbox or test mode; `isStream` for all but
 * the tokens of sessions.
 */
export function readKey(authorization: string | null, isStream = false): string {
  const key = keyOf(authorization);
  const isTaken =
    (isStream ? /^mes_test_\w+$/ : /^[sr]k_test_\w+$/).test(key) && key.length <= keyLengthMax;
  if (isTaken && !holdsLiveKey(key) && !key.toLowerCase().includes('_live')) return key;
  throw lateRefusal(({ keyRefused }) => keyRefused(key));
}

type Refusals = typeof import('./refusals.ts');

export function lateRefusal(choose: (refusals: Refusals) => ApiError): LateRefusal {
  return new LateRefusal(async () => choose(await import('./refusals.ts')));
}

/** For a live key in any other place than the key's own. */
export function liveKeyRefused(): LateRefusal {
  return lateRefusal((refusals) => refusals.liveKeyRefused(400));
}

/** `Stripe-Account` names an account that is neither the key's nor connected to it. */
export function accountRefused(key: string, account: string): LateRefusal {
  return lateRefusal((refusals) => refusals.accountRefused(key, account));
}

/** Bearer, or Basic with the key as user name; '' where there is none. */
export function keyOf(authorization: string | null): string {
  const [, scheme = '', value = ''] = /^(\S+)\s+(.*)$/.exec(authorization?.trim() ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return value.trim();
  if (scheme.toLowerCase() !== 'basic') return '';
  const [user = '', password = ''] = fromBase64(value).split(':');
  return holdsLiveKey(password) ? password : user.trim();
}

/** '' for what is none. */
function fromBase64(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}

/** Of the account that a restricted key says it is of; others stay as they are. */
export function secretOf(key: string): string {
  return key.replace(/^rk_test_\w+_of_/, 'sk_test_');
}

/** Most requests come with the key of the one before. */
let latest = { key: '', account: '' };

/** Each key is an account of its own, always the same one. The key cannot be told from the id. */
export function accountOfKey(key: string): string {
  if (latest.key !== key) latest = { key, account: derivedAccount(key) };
  return latest.account;
}

function derivedAccount(given: string): string {
  // The token of a session tells its account.
  if (given.startsWith('mes')) return given.slice(9, 30);
  const key = secretOf(given);
  const first = createRandom(`account ${key}`).text(8, lettersAndDigits);
  const second = createRandom(`${key} account`).text(7, lettersAndDigits);
  return `acct_1${first}${second}`;
}
