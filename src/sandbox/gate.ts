// Who asks, on whose behalf, and in which version: settled before the request is looked at.

import { holdsLiveKey } from '../text/redact.ts';
import { ApiError, shorten } from '../wire/api-error.ts';
import { accountOfKey, accountRefused, liveKeyRefused, readKey } from './checking/keys.ts';
import { checkPath, type PlainRequest } from './read-request.ts';

export interface Entry {
  /** Only for messages, masked; kept nowhere. */
  readonly key: string;
  /** Of the key. */
  readonly owner: string;
}

/**
 * Throws for a missing, malformed, publishable or live key, and for a live key in any other place.
 */
export function enter(request: PlainRequest): Entry {
  const { path, query, body, version, stripeAccount, idempotencyKey } = request;
  const key = readKey(request.authorization, path.endsWith('_stream'));
  // As they were sent, before any of it is read: no refusal may tell a live key back.
  const texts = [path, query, body, version, stripeAccount, idempotencyKey];
  if (texts.some((text) => text !== null && holdsLiveKey(text))) throw liveKeyRefused();
  checkPath(request);
  return { key, owner: accountOfKey(key) };
}

/** As in `2026-08-26.dahlia` or `2022-11-15`; betas may follow after semicolons. */
export function readVersion(version: string | null, usual: string): string {
  if (version === null) return usual;
  if (/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?(\s*;\s*[\w-]+=[\w.-]+)*$/.test(version)) return version;
  throw new ApiError(`Invalid Stripe API version: ${shorten(version)}`);
}

/**
 * The account whose objects are meant: the key's own, or one that was created with it.
 * `isConnected` tells whether an id is that of such an account.
 */
export function actingAccount(
  { stripeAccount }: PlainRequest,
  { key, owner }: Entry,
  isConnected: (account: string) => boolean,
): string {
  if (stripeAccount === null || stripeAccount === owner) return owner;
  if (isConnected(stripeAccount)) return stripeAccount;
  throw accountRefused(key, stripeAccount);
}
