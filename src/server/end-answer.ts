// The end of an answer of node:http: its body, in one piece with its headers.

import type { ServerResponse } from 'node:http';
import { inBursts } from './in-bursts.ts';

/** `bytes` of the body, as UTF-8. */
interface Ending {
  readonly outgoing: ServerResponse;
  readonly body: string | Buffer;
  readonly bytes: number;
}

const end = inBursts(endOne);

/** Once the head is given. */
export function endWhole(outgoing: ServerResponse, body: string | Buffer, bytes: number): void {
  end({ outgoing, body, bytes });
}

/** `end` would hand over an empty text behind the body, and both together cost more to write. */
function endOne({ outgoing, body, bytes }: Ending): void {
  const { socket } = outgoing;
  if (!socket || bytes === 0) return void outgoing.end(body);
  socket.cork();
  // ASCII alone is written quicker as what it also is.
  outgoing.write(body, bytes === body.length ? 'latin1' : 'utf8');
  socket.uncork();
  outgoing.end();
}
