// A Fetch around a Fetch: remembers each exchange, with keys redacted and bodies cut.

import type { Clock } from '../base/clock.ts';
import type { Fetch } from '../base/fetch.ts';
import { redactKeys } from '../text/redact.ts';
import type { Exchange } from './request-log.ts';

export interface LoggedOptions {
  remember(exchange: Exchange): void;
  /** For when a request started. */
  readonly now: Clock;
  /** For how long it took: never set back. Only differences matter. */
  readonly stopwatch: Clock;
}

/** In UTF-16 units: 64 kB of plain text, more than any one object of the API. */
export const bodyCharactersMax = 65_536;

/** Resolves when the answer's body has been read, so that its exchange is known before the answer. */
export function logged(inner: Fetch, { remember, now, stopwatch }: LoggedOptions): Fetch {
  return async (request) => {
    const startedMs = now();
    const startMs = stopwatch();
    const { pathname, search } = new URL(request.url);
    const [asked, requestBody] = await readRequest(request);
    const about = {
      method: request.method,
      path: redactKeys(pathname),
      query: redactKeys(search.slice(1)),
      startedMs,
      requestBody,
    };
    const took = (): number => stopwatch() - startMs;

    try {
      const response = await inner(asked);
      const durationMs = took();
      const requestId = response.headers.get('Request-Id') ?? '';
      const [answer, responseBody] = await readResponse(response);
      remember({ ...about, status: response.status, durationMs, requestId, responseBody });
      return answer;
    } catch (error) {
      const responseBody = cut(error instanceof Error ? error.message : String(error));
      remember({ ...about, status: 0, durationMs: took(), requestId: '', responseBody });
      throw error;
    }
  };
}

/** The request to go on with, and its body as the log shows it. */
async function readRequest(request: Request): Promise<[Request, string]> {
  if (request.method === 'GET' || request.method === 'HEAD') return [request, ''];
  // Read and put together again: a clone is ten times slower in a browser.
  const body = await request.arrayBuffer();
  const withBody: RequestInit = { body };
  return [new Request(request, withBody), shown(body, request.headers)];
}

/** The answer to give on, and its body as the log shows it. */
async function readResponse(response: Response): Promise<[Response, string]> {
  if (!response.body) return [response, ''];
  const body = await response.arrayBuffer();
  return [new Response(body, response), shown(body, response.headers)];
}

/** Files are told by their size only. */
function shown(body: ArrayBuffer, headers: Headers): string {
  if (headers.get('Content-Type')?.startsWith('multipart/')) {
    return `(${body.byteLength} bytes of files and fields)`;
  }
  // No character takes more than four bytes: more would only be cut away again.
  const bytes = new Uint8Array(body, 0, Math.min(body.byteLength, 4 * bodyCharactersMax + 4));
  return cut(new TextDecoder().decode(bytes));
}

function cut(text: string): string {
  const shown = text.length > bodyCharactersMax ? `${text.slice(0, bodyCharactersMax)}…` : text;
  return redactKeys(shown);
}
