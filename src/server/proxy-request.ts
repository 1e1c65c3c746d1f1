// What the proxy's core reads of a request of node:http: its head as it was sent, and its body.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Asked, Caller } from '../proxy/asked.ts';
import type { ReadBody } from '../proxy/asked.ts';

export function askedOf(incoming: IncomingMessage, outgoing: ServerResponse): Asked {
  const { headers, isAmbiguous } = readHead(incoming);
  return {
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    host: headers.get('host') ?? '',
    headers,
    isAmbiguous,
    body: { read: bodyReader(incoming), isThere: () => false, discard: async () => undefined },
    caller: callerOf(outgoing),
    address: incoming.socket.remoteAddress,
  };
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

type Head = Pick<Asked, 'isAmbiguous'> & { readonly headers: ReadonlyMap<string, string> };

/**
 * Ambiguous where a header is there twice that may be there once, of which others might take the other
 * one, where there are more headers than are read, or where the host is none.
 */
export function readHead({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): Head {
  const headers = new Map<string, string>();
  let isAmbiguous = rawHeaders.length > 2 * headersMax;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const earlier = headers.get(name);
    if (earlier !== undefined && once.has(name)) isAmbiguous = true;
    headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return { headers, isAmbiguous: isAmbiguous || !isHost(headers.get('host')) };
}

export function isHost(host: string | undefined): boolean {
  return host !== undefined && /^([\w.-]+|\[[\da-f:]+\])(:\d{1,5})?$/i.test(host);
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
      incoming.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
      incoming.on('error', reject);
      incoming.on('close', () => {
        // Told after every request; an Error is costly.
        if (!incoming.readableEnded) reject(new Error('the client went away'));
      });
    });
}

function callerOf(outgoing: ServerResponse): Caller {
  const isGone = (): boolean => outgoing.closed && !outgoing.writableEnded;
  return {
    isGone,
    onGone(listener) {
      const onClose = (): void => {
        if (isGone()) listener();
      };
      outgoing.on('close', onClose);
      return () => outgoing.off('close', onClose);
    },
  };
}
