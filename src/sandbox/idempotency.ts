// Idempotency keys: the same request twice is done once, and answered twice.
// Source: https://docs.stripe.com/api/idempotent_requests

import { hash } from '../base/hash.ts';
import type { FormValue } from '../wire/form.ts';
import type { RememberedReply } from './commit.ts';
import { lateRefusal } from './keys.ts';

export const keyLengthMax = 255;

/** How long a key is remembered, at the least. */
const rememberedSeconds = 86_400;

export function checkIdempotencyKey(key: string): void {
  if (key.length <= keyLengthMax) return;
  throw lateRefusal(({ keyTooLong }) => keyTooLong(key.length, keyLengthMax));
}

/** Of what is asked for: the order of parameters does not matter. */
export function fingerprintOf(method: string, path: string, params: FormValue): string {
  const text = `${method} ${path} ${canonical(params)}`;
  return `${hash(text).toString(36)}.${hash(`second ${text}`).toString(36)}.${text.length}`;
}

function canonical(value: FormValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const names = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const told = names.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`);
  return `{${told.join(',')}}`;
}

/** Undefined where the request is new. Throws where the key was used for another one. */
export function remembered(
  reply: RememberedReply | undefined,
  fingerprint: string,
  now: number,
): RememberedReply | undefined {
  if (!reply || now - reply.created > rememberedSeconds) return undefined;
  if (reply.fingerprint === fingerprint) return reply;
  throw lateRefusal(({ keyUsedBefore }) => keyUsedBefore(reply.key));
}
