// How the proxy asks its upstream on Node: over connections that are kept, by what costs least of all
// that Node's own fetch is made of.

import { Agent, type Dispatcher } from 'undici';
import { type Ask, type Question, type Reply, tooLarge, tooLate } from '../proxy/ask.ts';

export interface Upstream {
  readonly ask: Ask;
  close(): Promise<void>;
}

const connectionsMax = 256;
const connectTimeoutMs = 10_000;

export function openUpstream(): Upstream {
  const agent = new Agent({ connections: connectionsMax, connect: { timeout: connectTimeoutMs } });
  return {
    ask: (question) => ask(agent, question),
    close: () => agent.destroy(),
  };
}

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

async function ask(agent: Agent, question: Question): Promise<Reply> {
  const { origin, path, headers, body = null, caller, timeoutMs, bytesMax } = question;
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
    let received: Headers = {};
    const request = { origin, path, method, headers, body, headersTimeout: 0, bodyTimeout: 0 };
    agent.dispatch(request, {
      onRequestStart(controller) {
        abort = (reason) => controller.abort(reason);
        if (givenUp) controller.abort(givenUp);
      },
      onResponseStart(_, statusCode, responseHeaders) {
        status = statusCode;
        received = responseHeaders;
      },
      onResponseData(controller, chunk) {
        bytes += chunk.length;
        if (bytes > bytesMax) controller.abort(tooLarge());
        else chunks.push(chunk);
      },
      onResponseEnd() {
        done();
        try {
          resolve({ status, header: headerOf(received), body: textOf(chunks) });
        } catch (error) {
          reject(error);
        }
      },
      onResponseError(_, error) {
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

function headerOf(headers: Headers): Reply['header'] {
  return (name) => {
    const value = headers[name];
    return value === undefined ? null : String(value);
  };
}
