// How the proxy asks its upstream on Node: over connections that are kept, by what costs least of all
// that Node's own fetch is made of.

import { type Dispatcher, Pool } from 'undici';
import { type Ask, type Question, type Reply, tooLarge, tooLate } from '../proxy/ask.ts';

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

function ask(pool: Pool, question: Question): Promise<Reply> {
  const { path, headers, body = null, caller, timeoutMs, bytesMax } = question;
  const method = question.method as Dispatcher.HttpMethod;
  return new Promise((resolve, reject) => {
    // Until it has a connection.
    let givenUp: Error | undefined;
    let abort = (reason: Error): void => {
      givenUp = reason;
      reject(reason);
    };
    const timer = setTimeout(() => abort(tooLate()), timeoutMs);
    const goAway = (): void => abort(new Error('the client went away'));
    const stopListening = caller.onGone(goAway);
    if (caller.isGone()) goAway();
    const done = (): void => {
      clearTimeout(timer);
      stopListening();
    };

    const chunks: Buffer[] = [];
    let bytes = 0;
    let status = 0;
    let received: readonly Buffer[] = [];
    const request = { path, method, headers, body, headersTimeout: 0, bodyTimeout: 0 };
    // Of undici's two kinds of handlers the one that is given headers as they came: the other makes
    // text of them all.
    pool.dispatch(request, {
      onConnect(abortRequest) {
        abort = abortRequest;
        if (givenUp) abort(givenUp);
      },
      onHeaders(statusCode, responseHeaders) {
        status = statusCode;
        received = responseHeaders;
        return true;
      },
      onData(chunk) {
        bytes += chunk.length;
        if (bytes > bytesMax) abort(tooLarge());
        else chunks.push(chunk);
        return true;
      },
      onComplete() {
        done();
        try {
          resolve({ status, header: headerOf(received), body: textOf(chunks) });
        } catch (error) {
          reject(error);
        }
      },
      onError(error) {
        done();
        reject(error);
      },
    });
  });
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
