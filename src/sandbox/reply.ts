// Responses: Stripe's headers, and JSON as Stripe prints it.

import type { ResponseParts } from '../base/fetch.ts';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** A page of any origin may call a sandbox that is served on its own machine. */
const crossOrigin = {
  'Access-Control-Allow-Methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, Stripe-Version, ' +
    'Idempotent-Replayed, Original-Request',
  'Access-Control-Max-Age': '300',
};

/** Two spaces, no line end after the last brace. */
export function partsOf({ status, body, headers }: Reply, isHead: boolean): ResponseParts {
  return {
    status,
    headers: {
      ...crossOrigin,
      'Cache-Control': 'no-cache, no-store',
      'Content-Type': 'application/json',
      ...headers,
    },
    body: isHead ? null : JSON.stringify(body, null, 2),
  };
}

export function toResponse({ body, status, headers }: ResponseParts): Response {
  return new Response(body, { status, headers });
}

/** What a browser asks before it sends a request to another origin. */
export function preflight(request: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...crossOrigin,
      'Access-Control-Allow-Headers':
        request.headers.get('Access-Control-Request-Headers') ??
        'Authorization, Content-Type, Idempotency-Key, Stripe-Account, Stripe-Version',
    },
  });
}
