// Sends a shell's requests to another server: a served sandbox, a recorder of requests.

import type { Fetch } from '../base/fetch.ts';
import { isLoopback } from '../base/loopback.ts';
import { UsageError } from './usage-error.ts';

/**
 * `base` takes the place of scheme and host, as in `http://127.0.0.1:4242`; its path is dropped.
 * Plain http goes to this machine only, so that no key crosses a network in the clear. Throws
 * UsageError otherwise. What it rejects with tells by `url` where the request went.
 */
export function outsideFetch(base: string): Fetch {
  const origin = readOrigin(base);
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const url = origin + pathname + search;
    const { method, headers, signal } = request;
    const body = method === 'GET' || method === 'DELETE' ? null : await request.arrayBuffer();
    headers.set('accept-encoding', 'identity');
    try {
      return await fetch(url, { method, headers, signal, body });
    } catch (error) {
      throw Object.assign(new Error(networkReason(error), { cause: error }), { url });
    }
  };
}

function readOrigin(base: string): string {
  const url = URL.canParse(base) ? new URL(base) : undefined;
  const isLocal = isLoopback(url?.hostname ?? '');
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url.origin;
  throw new UsageError(
    '--api-base takes an https URL, or http on this machine, as in http://127.0.0.1:4242; ' +
      `not "${base}".`,
  );
}

interface SocketError {
  readonly code?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

/** In the words of the official CLI where it is a usual mistake: nobody listens there. */
export function networkReason(error: unknown): string {
  const cause = (error as { readonly cause?: SocketError } | undefined)?.cause;
  if (cause?.code === 'ECONNREFUSED') {
    return `dial tcp ${cause.address}:${cause.port}: connect: connection refused`;
  }
  if (cause?.code === 'ENOTFOUND') return `dial tcp: lookup ${cause.hostname}: no such host`;
  if (cause instanceof Error) return cause.message;
  return error instanceof Error ? error.message : String(error);
}
