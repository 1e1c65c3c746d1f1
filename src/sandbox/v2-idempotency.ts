// Idempotency keys of /v2: what succeeded is not done again, and what failed is tried anew. A key is one of
// an operation, for thirty days. Source: https://docs.stripe.com/api-v2-overview#idempotency

import type { ApiObject } from './behaviour.ts';
import { refusal } from './checking/v2-refusals.ts';
import { checkIdempotencyKey, fingerprintOf, type Attempt } from './idempotency.ts';
import type { Reply } from './reply.ts';

const rememberedSeconds = 30 * 86_400;

export function replyOnce(attempt: Attempt): Reply {
  const { method, path, params, transaction, now, requestId, headers, match } = attempt;
  checkIdempotencyKey(attempt.key);
  const key = `${method} ${match.route.path} ${attempt.key}`;
  const fingerprint = fingerprintOf(method, path, params);
  const known = transaction.reply(key);
  if (!known || now - known.created > rememberedSeconds) {
    const body = attempt.perform();
    transaction.remember({ key, fingerprint, path, requestId, created: now, status: 200, body });
    return { status: 200, body, headers: { ...headers, 'Stripe-Should-Retry': 'false' } };
  }
  if (known.fingerprint !== fingerprint) throw usedOtherwise();
  const again = { 'Original-Request': known.requestId, 'Idempotent-Replayed': 'true' };
  return { status: 200, body: asOfNow(known.body, attempt), headers: { ...headers, ...again } };
}

/** The object that was answered, as it is by now; what is no more, or has no id, as it was. */
function asOfNow(body: unknown, { transaction, perform }: Attempt): object {
  const { object, id } = body as ApiObject;
  const record = typeof id === 'string' ? transaction.record(object, id) : undefined;
  return record ? perform(record.version) : (body as object);
}

/** Source: the schema `v2.error.idempotency_error`; status and words as others were answered. */
function usedOtherwise(): Error {
  const only =
    'Idempotency keys can only be reused with the same parameters they were first used with.';
  return refusal('idempotency_error', only, {}, 409);
}
