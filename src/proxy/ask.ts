// How the upstream is asked: by the runtime's own fetch, or by whatever a program has that is quicker.

import type { Caller } from './asked.ts';
import { Refusal } from './refusal.ts';

export interface Question {
  readonly method: string;
  /** As in `https://api.stripe.com`. */
  readonly origin: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly caller: Caller;
  readonly timeoutMs: number;
  readonly bytesMax: number;
}

export interface Reply {
  readonly status: number;
  header(name: string): string | null;
  readonly body: string;
}

/**
 * Follows no redirect. Rejects with a Refusal for an answer that is too large or comes too late, and
 * with anything else where there was none.
 */
export type Ask = (question: Question) => Promise<Reply>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

export const askWithFetch: Ask = async (question) => {
  const { method, origin, path, headers, body, caller, timeoutMs, bytesMax } = question;
  const late = AbortSignal.timeout(timeoutMs);
  const gone = new AbortController();
  const stopListening = caller.onGone(() => gone.abort());
  if (caller.isGone()) gone.abort();
  try {
    const response = await fetch(origin + path, {
      method,
      headers,
      signal: AbortSignal.any([gone.signal, late]),
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    const bytes = response.body ? await readAtMost(response.body, bytesMax) : new Uint8Array();
    if (!bytes) throw tooLarge();
    const text = utf8.decode(bytes);
    return { status: response.status, header: (name) => response.headers.get(name), body: text };
  } catch (error) {
    throw late.aborted ? tooLate() : error;
  } finally {
    stopListening();
  }
};

export function tooLarge(): Refusal {
  return new Refusal(502, 'upstream_too_large', 'The answer is larger than this proxy passes on.');
}

export function tooLate(): Refusal {
  return new Refusal(504, 'upstream_timeout', 'Stripe did not answer in time.');
}

/** Undefined when there is more; then the rest is not read. */
export async function readAtMost(
  stream: ReadableStream<Uint8Array>,
  bytesMax: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > bytesMax) {
      void reader.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(value);
  }
  return joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first) return first;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
