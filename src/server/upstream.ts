// How the proxy asks its upstream on Node: over connections that are kept, by what costs least of all
// that Node's own fetch is made of.

import type { Dispatcher } from 'undici';
// It alone: the whole of undici brings caches, mocks and sockets that are not used here.
import Pool from 'undici/lib/dispatcher/pool.js';
import { type Ask, type Question, type Reply, tooLarge, tooLate } from '../proxy/ask.ts';
import { inBursts } from './in-bursts.ts';

export interface Upstream {
  readonly ask: Ask;
  close(): Promise<void>;
}

const connectionsMax = 256;
const connectTimeoutMs = 10_000;

export function openUpstream(): Upstream {
  /** By origin. A proxy has one. */
  const pools = new Map<string, Pool>();

  function poolOf(origin: string): Pool {
    const known = pools.get(origin);
    if (known) return known;
    const connect = { timeout: connectTimeoutMs };
    const pool = new Pool(origin, { connections: connectionsMax, connect });
    pools.set(origin, pool);
    return pool;
  }
  return {
    ask: (question) => ask(poolOf(question.origin), question),
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

/** One question on its way, and what has come of its answer so far. */
interface Asking {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (reason: unknown) => void;
  readonly bytesMax: number;
  /** Undefined until there is a connection. */
  abort: ((reason: Error) => void) | undefined;
  /** Why, where it was given up before. */
  givenUp: Error | undefined;
  status: number;
  /** Names and values in turn, as they came. */
  headers: readonly Buffer[];
  readonly chunks: Buffer[];
  bytes: number;
}

function ask(pool: Pool, question: Question): Promise<Reply> {
  const { path, headers, body = null } = question;
  const method = question.method as Dispatcher.HttpMethod;
  return new Promise((resolve, reject) => {
    const asking: Asking = {
      resolve,
      reject,
      bytesMax: question.bytesMax,
      abort: undefined,
      givenUp: undefined,
      status: 0,
      headers: [],
      chunks: [],
      bytes: 0,
    };
    const request = { path, method, headers, body, headersTimeout: 0, bodyTimeout: 0 };
    dispatch({ pool, request, handler: receiver(asking, watch(asking, question)) });
  });
}

interface Dispatched {
  readonly pool: Pool;
  readonly request: Dispatcher.DispatchOptions;
  readonly handler: Dispatcher.DispatchHandler;
}

const dispatch = inBursts(({ pool, request, handler }: Dispatched) => {
  pool.dispatch(request, handler);
});

/** Gives it up when its time is over or its caller is gone. Gives what ends the watch. */
function watch(asking: Asking, { caller, timeoutMs }: Question): () => void {
  const timer = setTimeout(giveUpLate, timeoutMs, asking);
  const goAway = (): void => giveUp(asking, new Error('the client went away'));
  const stopListening = caller.onGone(goAway);
  if (caller.isGone()) goAway();
  return () => {
    clearTimeout(timer);
    stopListening();
  };
}

function giveUpLate(asking: Asking): void {
  giveUp(asking, tooLate());
}

function giveUp(asking: Asking, reason: Error): void {
  if (asking.abort) return asking.abort(reason);
  asking.givenUp = reason;
  asking.reject(reason);
}

/**
 * Of undici's two kinds of handlers the older one, which is given headers as they came. The newer one is
 * built upon it and makes text of them all, which costs half as much time again for each request.
 */
function receiver(asking: Asking, stopWatching: () => void): Dispatcher.DispatchHandler {
  return {
    onConnect(abort) {
      asking.abort = abort;
      if (asking.givenUp) abort(asking.givenUp);
    },
    onHeaders(status, headers) {
      asking.status = status;
      asking.headers = headers;
      return true;
    },
    onData(chunk) {
      asking.bytes += chunk.length;
      if (asking.bytes > asking.bytesMax) giveUp(asking, tooLarge());
      else asking.chunks.push(chunk);
      return true;
    },
    onComplete() {
      stopWatching();
      try {
        asking.resolve(replyOf(asking));
      } catch (error) {
        asking.reject(error);
      }
    },
    onError(error) {
      stopWatching();
      asking.reject(error);
    },
  };
}

/** Throws where its body is no UTF-8. */
function replyOf({ status, headers, chunks }: Asking): Reply {
  return { status, header: headerOf(headers), body: textOf(chunks) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Throws where it is no UTF-8. */
function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  return utf8.decode(chunks.length === 1 && first ? first : Buffer.concat(chunks));
}

/** Of names and values in turn. What came several times is one value. */
function headerOf(headers: readonly Buffer[]): Reply['header'] {
  return (name) => {
    let found: string | null = null;
    for (let index = 0; index < headers.length; index += 2) {
      if (!isNamed(headers[index], name)) continue;
      const value = headers[index + 1]?.toString('latin1') ?? '';
      found = found === null ? value : `${found},${value}`;
    }
    return found;
  };
}

/** `name` is in small letters. Without a text of each name, which costs more than the comparing. */
function isNamed(bytes: Buffer | undefined, name: string): boolean {
  if (bytes?.length !== name.length) return false;
  for (let at = 0; at < name.length; at += 1) {
    // A header's name holds letters, digits and a few signs; of these a capital lacks this bit alone.
    if (((bytes[at] ?? 0) | 0x20) !== name.charCodeAt(at)) return false;
  }
  return true;
}
