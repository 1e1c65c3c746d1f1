// The body of a request of node:http, read at most to a limit.

import type { IncomingMessage } from 'node:http';
import type { ReadBody } from '../proxy/read-body.ts';

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
