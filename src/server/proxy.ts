// The proxy on Node: requests from node:http go to the same core as anywhere else.

import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { isLoopbackName } from '../base/loopback.ts';
import { responseOf } from '../proxy/answer.ts';
import { type Core, createCore } from '../proxy/core.ts';
import { sealed } from '../proxy/cross-origin.ts';
import { ConfigurationError, type ProxyOptions } from '../proxy/options.ts';
import { proxyOf } from '../proxy/proxy.ts';
import { Refusal, refusalAnswer } from '../proxy/refusal.ts';
import { closeServer, listenOnPort } from './listen.ts';
import { directListener, fetchListener } from './proxy-listener.ts';
import { headersMax } from './proxy-request.ts';
import type { Serving } from './serve.ts';
import { answerUnreadable } from './unreadable.ts';
import { openUpstream } from './upstream.ts';
import { UsageError } from './usage-error.ts';

export interface ProxyServerOptions extends ProxyOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** From then on no connection is kept: its client is to go elsewhere. */
  readonly isClosing?: (() => boolean) | undefined;
  /** How long the head of a request may take to arrive. */
  readonly headersTimeoutMs?: number;
  /** By the Fetch that other runtimes call: slower, and not to be told apart from outside. */
  readonly isByFetch?: boolean;
}

const usualHeadersTimeoutMs = 10_000;
const keepAliveMs = 75_000;
const closingMsMax = 35_000;
/** Of a connection on which nothing moves, as where an answer is not read. */
const idleMs = 120_000;
const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/** Rejects with an Error for the person who started it. */
export async function startProxy(all: ProxyServerOptions): Promise<Serving> {
  const { host, port, isClosing, headersTimeoutMs = usualHeadersTimeoutMs, ...options } = all;
  const upstream = openUpstream();
  // A foreign page may have a name that it points to this machine.
  const hosts = isLoopbackName(host) ? [...loopbackNames, ...(options.hosts ?? [])] : options.hosts;
  const listener = open({ ask: upstream.ask, ...options, hosts });
  const { server, endLast } = openServer(listener, { headersTimeoutMs, isClosing });

  async function close(): Promise<void> {
    endLast();
    await closeServer(server, closingMsMax);
    await upstream.close();
    await options.limiter?.close?.();
  }

  try {
    return { url: await listenOnPort(server, host, port), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function open({ isByFetch = false, ...options }: Opened): RequestListener {
  const core = createdCore(options);
  const direct = directListener(core);
  const byFetch = fetchListener(proxyOf(core, options.endpoints));
  const endpoints = new Set(Object.keys(options.endpoints ?? {}));
  return (incoming, outgoing) => {
    const isFetched = isByFetch || endpoints.has(incoming.url?.split('?')[0] ?? '');
    return (isFetched ? byFetch : direct)(incoming, outgoing);
  };
}

type Opened = ProxyOptions & Pick<ProxyServerOptions, 'isByFetch'>;

function createdCore(options: ProxyOptions): Core {
  try {
    return createCore(options);
  } catch (error) {
    throw error instanceof ConfigurationError ? new UsageError(error.message) : error;
  }
}

interface Opening {
  readonly server: Server;
  /** Connections end with the answers that are under way. */
  endLast(): void;
}

type Serves = Pick<ProxyServerOptions, 'isClosing'> & { readonly headersTimeoutMs: number };

function openServer(listener: RequestListener, { headersTimeoutMs, isClosing }: Serves): Opening {
  /** Of each connection the newest answer, which may be under way. */
  const connections = new Map<Duplex, ServerResponse | undefined>();
  const server = createServer(
    {
      keepAliveTimeout: keepAliveMs,
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: headersTimeoutMs / 2,
    },
    (incoming, outgoing) => {
      // It was answered before it was read, for it came too late: nothing may be done for it now.
      if (incoming.socket.writableEnded) return void incoming.socket.destroy();
      if (connections.has(incoming.socket)) connections.set(incoming.socket, outgoing);
      if (isClosing?.() || !server.listening) outgoing.shouldKeepAlive = false;
      listener(incoming, outgoing);
    },
  );
  server.on('connection', (socket) => {
    connections.set(socket, undefined);
    socket.on('close', () => connections.delete(socket));
  });
  server.timeout = idleMs;
  server.maxHeadersCount = 2 * headersMax;
  const tell = (status: number, message: string): Response =>
    responseOf(sealed(refusalAnswer(new Refusal(status, 'unreadable', message)), undefined));
  answerUnreadable(server, tell, (socket) => connections.get(socket));
  return { server, endLast: () => [...connections].forEach(endAfter) };
}

/** Nothing more is taken on a connection whose answer is under way. */
function endAfter([socket, answer]: readonly [Duplex, ServerResponse | undefined]): void {
  if (answer && !answer.writableFinished) answer.on('finish', () => socket.end());
}
