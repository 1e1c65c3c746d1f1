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
    const requestBody = await textOf(request);
    const about = {
      method: request.method,
      path: redactKeys(pathname),
      query: redactKeys(search.slice(1)),
      startedMs,
      requestBody: cut(requestBody),
    };
    const took = (): number => stopwatch() - startMs;

    try {
      const response = await inner(request);
      const durationMs = took();
      const requestId = response.headers.get('Request-Id') ?? '';
      const responseBody = cut(await textOf(response));
      remember({ ...about, status: response.status, durationMs, requestId, responseBody });
      return response;
    } catch (error) {
      const responseBody = cut(error instanceof Error ? error.message : String(error));
      remember({ ...about, status: 0, durationMs: took(), requestId: '', responseBody });
      throw error;
    }
  };
}

/** Leaves the message readable for whoever comes next. Files are told by their size only. */
async function textOf(message: Request | Response): Promise<string> {
  if (!message.body && message instanceof Response) return '';
  if (message instanceof Request && message.method === 'GET') return '';
  const copy = message.clone();
  if (!message.headers.get('Content-Type')?.startsWith('multipart/')) return copy.text();
  const { byteLength } = await copy.arrayBuffer();
  return `(${byteLength} bytes of files and fields)`;
}

function cut(text: string): string {
  const shown = text.length > bodyCharactersMax ? `${text.slice(0, bodyCharactersMax)}…` : text;
  return redactKeys(shown);
}
