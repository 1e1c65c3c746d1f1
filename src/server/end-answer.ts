// The end of an answer of node:http: its body, in one piece with its headers.

import type { ServerResponse } from 'node:http';

/**
 * Once the head is given. `end` would hand over an empty text behind the body, and both together cost
 * more to write. `bytes` of the body, as UTF-8.
 */
export function endWhole(outgoing: ServerResponse, body: string | Buffer, bytes: number): void {
  const { socket } = outgoing;
  if (!socket || bytes === 0) return void outgoing.end(body);
  socket.cork();
  // ASCII alone is written quicker as what it also is.
  outgoing.write(body, bytes === body.length ? 'latin1' : 'utf8');
  socket.uncork();
  outgoing.end();
}
