// Responses: Stripe's headers, and JSON as Stripe prints it.

import type { ResponseParts } from '../base/fetch.ts';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  /** Beside those that every answer has. */
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

const usual = {
  ...crossOrigin,
  'Cache-Control': 'no-cache, no-store',
  'Content-Type': 'application/json',
};

export interface Asked {
  readonly requestId: string;
  /** Then there is no body. */
  readonly isHead: boolean;
}

/** Two spaces, no line end after the last brace. */
export function partsOf(reply: Reply, { requestId, isHead }: Asked): ResponseParts {
  return {
    status: reply.status,
    headers: Object.assign({ ...usual, 'Request-Id': requestId }, reply.headers),
    body: isHead ? null : JSON.stringify(reply.body, null, 2),
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
