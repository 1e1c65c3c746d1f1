// The proxy on Node: requests from node:http go to the same Fetch as anywhere else.

import { createServer, type IncomingMessage } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { ConfigurationError, type ProxyOptions } from '../proxy/options.ts';
import { createProxy, type Proxy } from '../proxy/proxy.ts';
import { isLoopback } from './access.ts';
import { listenOnPort } from './listen.ts';
import { bodyReader } from './proxy-body.ts';
import type { Serving } from './serve.ts';
import { answerUnreadable } from './unreadable.ts';
import { openUpstream } from './upstream.ts';
import { UsageError } from './usage-error.ts';

export interface ProxyServerOptions extends ProxyOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** From then on no connection is kept: its client is to go elsewhere. */
  isClosing?(): boolean;
}

const headersTimeoutMs = 10_000;
const keepAliveMs = 75_000;
const closingMsMax = 10_000;

/** Rejects with an Error for the person who started it. */
export async function startProxy({
  host,
  port,
  isClosing,
  ...options
}: ProxyServerOptions): Promise<Serving> {
  const upstream = openUpstream();
  const own = isLoopback(host) ? [...loopbackNames, ...(options.hosts ?? [])] : options.hosts;
  const proxy = open({ ask: upstream.ask, ...options, hosts: own });
  const targets = new WeakMap<IncomingMessage, string>();

  const listener = getRequestListener(async (request, env) => {
    const { incoming } = env as HttpBindings;
    return proxy(request, {
      address: incoming.socket.remoteAddress,
      target: targets.get(incoming),
      readBody: bodyReader(incoming),
    });
  });
  const server = createServer(
    { keepAliveTimeout: keepAliveMs, headersTimeout: headersTimeoutMs },
    (incoming, outgoing) => {
      targets.set(incoming, incoming.url ?? '');
      if (isClosing?.()) outgoing.shouldKeepAlive = false;
      makeReadable(incoming);
      void listener(incoming, outgoing);
    },
  );
  answerUnreadable(server);

  async function close(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => server.closeAllConnections(), closingMsMax);
      server.close(() => {
        clearTimeout(timer);
        resolve();
      });
      server.closeIdleConnections();
    });
    await Promise.all([upstream.close(), options.limiter?.close?.()]);
  }

  try {
    return { url: await listenOnPort(server, host, port), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function open(options: ProxyOptions): Proxy {
  try {
    return createProxy(options);
  } catch (error) {
    throw error instanceof ConfigurationError ? new UsageError(error.message) : error;
  }
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The library makes a URL of host and target, and answers in its own way where it cannot. The proxy
 * is to see the target as it was sent, and to refuse it itself.
 */
function makeReadable(incoming: IncomingMessage): void {
  if (!/^\/(?!\/)[\w./-]*(\?[\x21-\x7e]*)?$/.test(incoming.url ?? '')) incoming.url = '/';
  const { host } = incoming.headers;
  if (host !== undefined && !/^([\w.-]+|\[[\da-f:]+\])(:\d{1,5})?$/i.test(host)) {
    incoming.headers.host = 'unreadable.invalid';
  }
}
