// What the upstream answered: passed on only where it is JSON of a sandbox or of test mode.

import { holdsLiveKey } from '../text/redact.ts';
import type { Answer } from './answer.ts';
import type { Reply } from './ask.ts';
import { Refusal } from './refusal.ts';

const passedOn = [
  'idempotency-key',
  'idempotent-replayed',
  'original-request',
  'request-id',
  'retry-after',
  'stripe-should-retry',
  'stripe-version',
];

/** Thrown where the answer is of live mode: then nothing more may be asked. */
export class LiveMode extends Error {}

/** Throws Refusal or LiveMode. `key` must stand nowhere in it. */
export function readReply(reply: Reply, key: string): Answer {
  const value = parse(reply.body);
  // First: whatever else is wrong with it, it is not asked again.
  if (liveMode.test(reply.body)) throw new LiveMode();
  checkStatus(reply);
  const type = reply.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type) || !isObject(value)) {
    throw new Refusal(502, 'upstream_not_json', 'Stripe’s answer could not be read.');
  }
  if (reply.body.includes(key) || holdsLiveKey(reply.body)) {
    throw new Refusal(502, 'upstream_secret', 'Stripe’s answer holds a key: it is not passed on.');
  }
  return { status: reply.status, headers: headersOf(reply), body: reply.body };
}

function checkStatus({ status, header }: Reply): void {
  const requestId = header('request-id') ?? '';
  const headers = /^\w{1,64}$/.test(requestId) ? { 'request-id': requestId } : undefined;
  if (status === 401) {
    throw new Refusal(502, 'key_refused', 'Stripe does not take the key of this proxy.', headers);
  }
  if (status === 403) {
    const message = 'The key of this proxy may not do this.';
    throw new Refusal(403, 'key_not_permitted', message, headers);
  }
  if (status >= 500) throw new Refusal(status, 'upstream_failed', 'Stripe has failed.', headers);
  if (status < 200 || status >= 300) {
    if (status >= 400) return;
    const message = 'Stripe’s answer leads elsewhere: it was not followed.';
    throw new Refusal(502, 'upstream_redirect', message, headers);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * In the text, for of a name that is given twice the value holds one alone; each letter may be written as
 * its code. Inside a string the quotes would be escaped.
 */
const liveMode = new RegExp(`"${[...'livemode'].map(orItsCode).join('')}"\\s*:\\s*true`);

function orItsCode(letter: string): string {
  const [first, last] = letter.charCodeAt(0).toString(16);
  return `(?:${letter}|\\\\u00${first}[${last}${last?.toUpperCase()}])`;
}

function headersOf({ header }: Reply): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  for (const name of passedOn) {
    const value = header(name);
    if (value !== null && /^[\x20-\x7e]{1,255}$/.test(value)) headers[name] = value;
  }
  return headers;
}
