// Idempotency keys: the same request twice is done once, and answered twice.
// Source: https://docs.stripe.com/api/idempotent_requests

import { hash } from '../base/hash.ts';
import type { Match } from '../catalog/catalog.ts';
import { ApiError, errorBody } from '../wire/api-error.ts';
import type { FormObject, FormValue } from '../wire/form.ts';
import type { ApiObject } from './behaviour.ts';
import { lateRefusal } from './checking/keys.ts';
import type { RememberedReply } from './objects/commit.ts';
import type { Transaction } from './objects/store.ts';
import type { Reply } from './reply.ts';

export interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly params: FormObject;
  readonly account: string;
  readonly transaction: Transaction;
  readonly key: string;
  readonly now: number;
  readonly requestId: string;
  readonly headers: Reply['headers'];
  readonly match: Pick<Match, 'route'>;
  /** Gives the body of the answer; for `done`, nothing is done but to tell it. */
  perform(done?: ApiObject): object;
}

/** The answer that was given before, or one that is remembered from now on. */
export function replyOnce(attempt: Attempt): Reply {
  const { method, path, params, account, transaction, key, now, requestId, headers } = attempt;
  checkIdempotencyKey(key);
  const fingerprint = fingerprintOf(method, path, params);
  const known = remembered(transaction.reply(key), { path, fingerprint, now });
  if (known) return replayed(known, headers);
  const remember = (status: number, body: unknown): void =>
    transaction.remember({ key, fingerprint, path, requestId, created: now, status, body });
  let body: object;
  try {
    body = attempt.perform();
  } catch (error) {
    if (error instanceof ApiError && error.isKept) {
      remember(error.status, errorBody(error, { account, requestId }));
    }
    throw error;
  }
  remember(200, body);
  return { status: 200, body, headers: { ...headers, 'Stripe-Should-Retry': 'false' } };
}

function replayed(
  { key, status, body, requestId }: RememberedReply,
  headers: Reply['headers'],
): Reply {
  const original = { 'Idempotency-Key': key, 'Original-Request': requestId };
  return { status, body, headers: { ...headers, ...original, 'Idempotent-Replayed': 'true' } };
}

const keyLengthMax = 255;

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

interface Asked {
  readonly path: string;
  readonly fingerprint: string;
  readonly now: number;
}

/** Undefined where the request is new. Throws where the key was used for another one. */
function remembered(
  reply: RememberedReply | undefined,
  { path, fingerprint, now }: Asked,
): RememberedReply | undefined {
  if (!reply || now - reply.created > rememberedSeconds) return undefined;
  if (reply.fingerprint === fingerprint) return reply;
  throw lateRefusal(({ keyUsedBefore }) => keyUsedBefore(reply, path));
}
