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
  /** HEAD: then there is no body. */
  readonly method: string;
}

/** Two spaces, no line end after the last brace. */
export function partsOf(reply: Reply, { requestId, method }: Asked): ResponseParts {
  return {
    status: reply.status,
    headers: {
      'Cache-Control': 'no-cache, no-store',
      'Content-Type': 'application/json',
      'Request-Id': requestId,
      ...reply.headers,
    },
    body: method === 'HEAD' ? null : textOf(reply.body, method === 'GET'),
  };
}

function textOf(body: unknown, isRead: boolean): string {
  const { object, data = [] } = Object(body) as List;
  if (object !== 'list' || data.length === 0) {
    return isRead ? textIn('', body as object) : JSON.stringify(body, null, 2);
  }
  const items = pageText(data);
  const frame = JSON.stringify({ ...Object(body), data: [] }, null, 2);
  return frame.replace('[]', () => `[\n    ${items}\n  ]`);
}

interface List {
  readonly object?: unknown;
  readonly data?: readonly object[];
}

let latest: { readonly data: readonly object[]; readonly text: string } | undefined;

/** Whoever follows a list asks for the same page until something happens. */
function pageText(data: readonly object[]): string {
  const isSame =
    latest?.data.length === data.length && data.every((item, at) => item === latest?.data[at]);
  if (latest && isSame) return latest.text;
  const text = data.map((item) => textIn('    ', item)).join(',\n    ');
  latest = { data, text };
  return text;
}

/** By what stands before each line. What is read is read again, and no version of an object changes. */
const texts = { '': new WeakMap<object, string>(), '    ': new WeakMap<object, string>() };

function textIn(margin: keyof typeof texts, item: object): string {
  const known = texts[margin].get(item);
  if (known !== undefined) return known;
  const text = JSON.stringify(item, null, 2).replaceAll('\n', `\n${margin}`);
  texts[margin].set(item, text);
  return text;
}

export function toResponse({ body, status, headers }: ResponseParts): Response {
  return new Response(body, { status, headers });
}
