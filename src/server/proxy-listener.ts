// The two ways from node:http to the proxy: straight to its core, and by the Fetch that other runtimes
// call. What is refused, and what is passed on, is the same by either.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { SealedAnswer } from '../proxy/answer.ts';
import type { Core } from '../proxy/core.ts';
import type { Proxy } from '../proxy/proxy.ts';
import { endWhole } from './end-answer.ts';
import { askedOf, bodyReader, isHost, readHead } from './proxy-request.ts';

/** Makes neither Request nor Response, which cost more than all that is checked. */
export function directListener(core: Core): RequestListener {
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    send(outgoing, await core.answer(askedOf(incoming, outgoing)));
    if (!incoming.complete) endLate(incoming);
  }
  return (incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  };
}

function send(outgoing: ServerResponse, { status, headers, body }: SealedAnswer): void {
  const bytes = Buffer.byteLength(body);
  const length = status === 204 ? [] : ['content-length', String(bytes)];
  outgoing.writeHead(status, [...headers, ...length]);
  endWhole(outgoing, body, bytes);
}

const lateMs = 500;

/** What comes behind an answer is read and thrown away, that the client sees it, but not for long. */
function endLate(incoming: IncomingMessage): void {
  const timer = setTimeout(() => {
    if (!incoming.complete) incoming.socket.destroySoon();
  }, lateMs).unref();
  incoming.on('close', () => clearTimeout(timer));
}

export function fetchListener(proxy: Proxy): RequestListener {
  const sent = new WeakMap<IncomingMessage, { target: string; isAmbiguous: boolean }>();
  const listener = getRequestListener((request, env) => {
    const { incoming } = env as HttpBindings;
    return proxy(request, {
      address: incoming.socket.remoteAddress,
      ...sent.get(incoming),
      readBody: bodyReader(incoming),
    });
  });
  return (incoming, outgoing) => {
    const { isAmbiguous } = readHead(incoming);
    sent.set(incoming, { target: incoming.url ?? '', isAmbiguous });
    makeReadable(incoming);
    void listener(incoming, outgoing);
  };
}

/**
 * The library makes a URL of host and target, and answers in its own way where it cannot. The proxy
 * is to see the target as it was sent, and to refuse it itself.
 */
function makeReadable(incoming: IncomingMessage): void {
  if (!/^\/(?!\/)[\w./-]*(\?[\x21-\x7e]*)?$/.test(incoming.url ?? '')) incoming.url = '/';
  if (!isHost(incoming.headers.host)) incoming.headers.host = 'unreadable.invalid';
}
