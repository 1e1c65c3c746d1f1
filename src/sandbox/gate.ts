// Who asks, on whose behalf, and in which version: settled before the request is looked at.

import { ApiError, shorten } from '../wire/api-error.ts';
import type { FormValue } from '../wire/form.ts';

import { accountOfKey, accountRefused, holdsLiveKey, liveKeyRefused, readKey } from './keys.ts';
import { decodedPath, type PlainRequest } from './read-request.ts';

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
  const key = readKey(request.authorization);
  const { version, stripeAccount, idempotencyKey } = request;
  const texts = [decodedPath(request), version, stripeAccount, idempotencyKey];
  if (texts.some((text) => text !== null && holdsLiveKey(text))) throw liveKeyRefused(400);
  return { key, owner: accountOfKey(key) };
}

/** Names and values, at any depth. */
export function refuseLiveKeys(value: FormValue): void {
  if (typeof value === 'string') {
    if (holdsLiveKey(value)) throw liveKeyRefused(400);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (holdsLiveKey(name)) throw liveKeyRefused(400);
      refuseLiveKeys(inner);
    }
  }
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
