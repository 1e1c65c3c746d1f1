// A Fetch around a Fetch: asks again where that cannot do a thing twice, as the official SDKs do.
// Source: https://docs.stripe.com/api/idempotent_requests and https://docs.stripe.com/rate-limits

import type { Fetch } from '../base/fetch.ts';

export interface RetryingOptions {
  /** Rejects with the signal's reason when it is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to, but not including 1. */
  random(): number;
}

const retriesMax = 2;
const firstPauseMs = 500;
/** A reader who would wait longer is told how long. */
const pauseMsMax = 10_000;

/** A POST without an `Idempotency-Key` gets one, which stays the same when it is sent again. */
export function retrying(inner: Fetch, { wait, random }: RetryingOptions): Fetch {
  return async (request) => {
    const body = request.method === 'GET' ? null : await request.arrayBuffer();
    const headers = new Headers(request.headers);
    if (request.method === 'POST' && !headers.has('Idempotency-Key')) {
      headers.set('Idempotency-Key', crypto.randomUUID());
    }
    const { url, method, signal } = request;
    const ask = (): Promise<Response> =>
      inner(new Request(url, { method, headers, body: body?.byteLength ? body : null, signal }));

    for (let attempt = 0; ; attempt += 1) {
      signal.throwIfAborted();
      const outcome = await ask().catch(asError);
      const pauseMs = signal.aborted || attempt === retriesMax ? undefined : pauseAfter(outcome);
      if (pauseMs === undefined) return orThrow(outcome);
      const backOffMs = firstPauseMs * 2 ** attempt * (0.75 + random() / 4);
      await wait(Math.max(pauseMs, backOffMs), signal);
    }
  };
}

/** At least so long; undefined where asking again would not help. */
function pauseAfter(outcome: Response | Error): number | undefined {
  if (outcome instanceof Error) return 0;
  const { status, headers } = outcome;
  const advice = headers.get('Stripe-Should-Retry');
  const isWorth = advice ? advice === 'true' : status === 409 || status === 429 || status >= 500;
  const askedMs = 1000 * retryAfterSeconds(headers);
  return isWorth && askedMs <= pauseMsMax ? askedMs : undefined;
}

/** 0 where the answer asks for no time. Both forms of RFC 9110, 10.2.3. */
export function retryAfterSeconds(headers: Headers, nowMs = Date.now()): number {
  const text = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text);
  const untilMs = Date.parse(text);
  return Number.isNaN(untilMs) ? 0 : Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function orThrow(outcome: Response | Error): Response {
  if (outcome instanceof Error) throw outcome;
  return outcome;
}
