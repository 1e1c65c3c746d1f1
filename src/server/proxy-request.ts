// What the proxy looks at of a request of node:http before a Request is made of it, and its body.

import type { IncomingMessage } from 'node:http';
import type { ReadBody } from '../proxy/read-body.ts';

/**
 * The library makes a URL of host and target, and answers in its own way where it cannot. The proxy
 * is to see the target as it was sent, and to refuse it itself.
 */
export function makeReadable(incoming: IncomingMessage): void {
  if (!/^\/(?!\/)[\w./-]*(\?[\x21-\x7e]*)?$/.test(incoming.url ?? '')) incoming.url = '/';
  if (!isHost(incoming.headers.host)) incoming.headers.host = 'unreadable.invalid';
}

function isHost(host: string | undefined): boolean {
  return host !== undefined && /^([\w.-]+|\[[\da-f:]+\])(:\d{1,5})?$/i.test(host);
}

/** Node leaves out what is beyond its own limit, which is to be above this one. */
export const headersMax = 100;

const once = new Set([
  'authorization',
  'content-length',
  'content-type',
  'host',
  'idempotency-key',
  'origin',
  'stripe-account',
  'stripe-version',
  'transfer-encoding',
]);

/**
 * Whether a header is there twice that may be there once, of which others might take the other one,
 * there are more headers than are read, or the host is none. To be asked before `makeReadable`.
 */
export function isAmbiguous({ rawHeaders, headers }: IncomingMessage): boolean {
  if (!isHost(headers.host) || rawHeaders.length > 2 * headersMax) return true;
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (!once.has(name)) continue;
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}

/** Rejects when the client goes away. */
export function bodyReader(incoming: IncomingMessage): ReadBody {
  return (bytesMax) =>
    new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      incoming.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= bytesMax) chunks.push(chunk);
        else resolve(undefined);
      });
      incoming.on('end', () => resolve(Buffer.concat(chunks)));
      incoming.on('error', reject);
      incoming.on('close', () => {
        if (!incoming.readableEnded) reject(new Error('the client went away'));
      });
    });
}
