// What lets a page of another origin read the answers of a server: the headers of CORS.
// Source: https://fetch.spec.whatwg.org/#http-cors-protocol

import type { IncomingHttpHeaders } from 'node:http';

/** As Stripe's own answers have them: names and values in turn. */
export const crossOrigin: readonly string[] = Object.entries({
  'Access-Control-Allow-Methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, Stripe-Version, ' +
    'Idempotent-Replayed, Original-Request',
  'Access-Control-Max-Age': '300',
}).flat();

/** The answer to what a browser asks before it sends a request to another origin. */
export function preflight(asked: IncomingHttpHeaders): Response {
  const names =
    asked['access-control-request-headers'] ??
    'Authorization, Content-Type, Idempotency-Key, Stripe-Account, Stripe-Version';
  return new Response(null, { status: 204, headers: { 'Access-Control-Allow-Headers': names } });
}
