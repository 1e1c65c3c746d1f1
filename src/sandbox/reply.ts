// Responses: Stripe's headers, and JSON as Stripe prints it.

import type { ResponseParts } from '../base/fetch.ts';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  /** Beside those that every answer has. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly requestId: string;
  /** Then there is no body. */
  readonly isHead: boolean;
}

/** Two spaces, no line end after the last brace. */
export function partsOf(reply: Reply, { requestId, isHead }: Asked): ResponseParts {
  return {
    status: reply.status,
    headers: {
      'Cache-Control': 'no-cache, no-store',
      'Content-Type': 'application/json',
      'Request-Id': requestId,
      ...reply.headers,
    },
    body: isHead ? null : JSON.stringify(reply.body, null, 2),
  };
}

export function toResponse({ body, status, headers }: ResponseParts): Response {
  return new Response(body, { status, headers });
}
