// Which pages may ask, and what lets them read the answer.
// Source: https://fetch.spec.whatwg.org/#http-cors-protocol

import type { Answer, SealedAnswer } from './answer.ts';
import type { Asked } from './asked.ts';
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

/** Of every answer: none of them is a page, none is to be kept. Names and values in turn. */
const usual: readonly string[] = Object.entries({
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  vary: 'Origin',
}).flat();

/** Throws Refusal for a page that is not to ask. */
export function checkOrigin({ headers }: Asked, { origins, isForPagesOnly }: Settings): void {
  const origin = headers.get('origin') ?? undefined;
  if (origin !== undefined && origins.has(origin)) return;
  const site = headers.get('sec-fetch-site') ?? undefined;
  // Browsers leave the origin out where a page asks its own host, or embeds an answer as an image.
  const isProgram = site === undefined && !isForPagesOnly;
  if (origin === undefined && (isProgram || site === 'same-origin')) return;
  throw new Refusal(403, 'origin_not_allowed', 'This proxy does not answer pages of that origin.');
}

/**
 * Throws Refusal for a host that is not this proxy's: a foreign page may point a name of its own to
 * this machine.
 */
export function checkHost({ host }: Asked, { hosts }: Settings): void {
  if (!hosts) return;
  if (hosts.has(host.replace(/:\d{1,5}$/, '').toLowerCase())) return;
  throw new Refusal(421, 'host_not_allowed', 'This proxy does not answer under that host name.');
}

export function isPreflight({ method, headers }: Asked): boolean {
  return method === 'OPTIONS' && headers.has('origin') && headers.has(asksFor);
}

const asksFor = 'access-control-request-method';

/** The answer to what a browser asks before it sends a request to another origin. */
export const preflight: Answer = {
  status: 204,
  headers: {
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': requestHeaders,
    'access-control-max-age': String(hourSeconds),
  },
  body: '',
};

/** What every answer has, and what lets a page of `origin` read it: names and values in turn. */
export function sealOf(origin: string | undefined): string[] {
  if (origin === undefined) return [...usual];
  return [
    ...usual,
    ...['access-control-allow-origin', origin],
    ...['access-control-expose-headers', responseHeaders],
  ];
}

export function sealed(
  { status, headers, body }: Answer,
  origin: string | undefined,
): SealedAnswer {
  const all = sealOf(origin);
  for (const name of Object.keys(headers)) all.push(name, headers[name] ?? '');
  return { status, headers: all, body };
}
