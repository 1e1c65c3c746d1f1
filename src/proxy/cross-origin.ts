// Which pages may ask, and what lets them read the answer.
// Source: https://fetch.spec.whatwg.org/#http-cors-protocol

import type { Settings } from './options.ts';
import { visitorHeader } from './read-headers.ts';
import { Refusal } from './refusal.ts';

const requestHeaders =
  `Authorization, Content-Type, Idempotency-Key, Stripe-Account, Stripe-Version, ${visitorHeader}, ` +
  'traceparent, tracestate';
const responseHeaders =
  'Idempotent-Replayed, Original-Request, Request-Id, Retry-After, Stripe-Should-Retry, ' +
  `Stripe-Version, ${visitorHeader}`;

const hourSeconds = 3600;

/** Of every answer: none of them is a page, none is to be kept. */
const usual: readonly (readonly [string, string])[] = Object.entries({
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  vary: 'Origin',
});

/** Throws Refusal for a page that is not to ask. */
export function checkOrigin(headers: Headers, { origins, isForPagesOnly }: Settings): void {
  const origin = headers.get('origin');
  if (origin !== null && origins.has(origin)) return;
  const site = headers.get('sec-fetch-site');
  // Browsers leave the origin out where a page asks its own host, or embeds an answer as an image.
  const isProgram = site === null && !isForPagesOnly;
  if (origin === null && (isProgram || site === 'same-origin')) return;
  throw new Refusal(403, 'origin_not_allowed', 'This proxy does not answer pages of that origin.');
}

/**
 * Throws Refusal for a host that is not this proxy's: a foreign page may point a name of its own to
 * this machine.
 */
export function checkHost(request: Request, { hosts }: Settings): void {
  if (!hosts) return;
  const host = request.headers.get('host') ?? /^\w+:\/\/([^/?#]*)/.exec(request.url)?.[1] ?? '';
  if (hosts.has(host.replace(/:\d{1,5}$/, '').toLowerCase())) return;
  throw new Refusal(421, 'host_not_allowed', 'This proxy does not answer under that host name.');
}

export function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('origin') && headers.has(asksFor);
}

const asksFor = 'access-control-request-method';

/** The answer to what a browser asks before it sends a request to another origin. */
export function preflight(): Response {
  const headers = {
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': requestHeaders,
    'access-control-max-age': String(hourSeconds),
  };
  return new Response(null, { status: 204, headers });
}

/** Puts on what every answer has, and what lets a page of `origin` read it. */
export function sealed(response: Response, origin: string | undefined): Response {
  const { headers } = response;
  for (const [name, value] of usual) headers.set(name, value);
  if (origin !== undefined) {
    headers.set('access-control-allow-origin', origin);
    headers.set('access-control-expose-headers', responseHeaders);
  }
  return response;
}
