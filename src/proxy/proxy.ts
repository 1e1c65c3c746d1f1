// The proxy as a Fetch: what it lets through goes to a Stripe sandbox with a key of its own. The
// package's entry `sandshell/proxy`.

import { Hono } from 'hono';
import type { Observation } from './call.ts';
import type { Connection } from './connection.ts';
import { checkHost, checkOrigin, isPreflight, preflight, sealed } from './cross-origin.ts';
import { fromEnvironment } from './from-environment.ts';
import { type ProxyOptions, readSettings } from './options.ts';
import { clientAddress, readCall, readOperation } from './read-call.ts';
import { checkHeaders } from './read-headers.ts';
import { readTarget, targetOf } from './read-target.ts';
import { Refusal, refusalResponse, stoppedRefusal } from './refusal.ts';
import { createForward } from './upstream.ts';

/** A Fetch; a server that knows more of the connection tells it. Never rejects. */
export type Proxy = (request: Request, connection?: Connection) => Promise<Response>;

type Seen = { -readonly [Name in 'operation' | 'upstreamMs']: Observation[Name] };

/** Throws ConfigurationError, which tells all that is wrong. */
export function createProxy(options: ProxyOptions): Proxy {
  const settings = readSettings(options);
  const { limits } = settings;
  const { limiter, around, observe, endpoints = {} } = options;
  let isStopped = false;
  let underWay = 0;

  const ask = createForward(settings, () => {
    if (isStopped) return;
    isStopped = true;
    options.onStop?.('The upstream answered from live mode.');
  });
  const forward = around?.(ask) ?? ask;

  async function pass(request: Request, connection: Connection, seen: Seen): Promise<Response> {
    if (isStopped) throw stoppedRefusal();
    const { method, headers } = request;
    const sent = connection.target ?? targetOf(request.url);
    checkHeaders(sent, headers);
    if (connection.isAmbiguous) throw ambiguous();
    checkHost(request, settings);
    checkOrigin(headers, settings);
    if (isPreflight(request)) return preflight();
    await take(clientAddress(headers, connection, settings));
    const target = readTarget(sent);
    const operation = readOperation(method, target.path, settings);
    seen.operation = operation.words.join(' ');
    const call = await readCall({ request, connection, target, operation }, settings);
    const response = await forward(call).finally(() => (seen.upstreamMs = call.spent.upstreamMs));
    // Another call may have been answered from live mode meanwhile.
    if (isStopped) throw stoppedRefusal();
    return response;
  }

  async function take(client: string): Promise<void> {
    const taken = await limiter?.take(client);
    if (taken?.type !== 'limited') return;
    throw new Refusal(429, 'rate_limited', 'There were too many requests: wait a little.', {
      'Retry-After': String(taken.retryAfterSeconds),
    });
  }

  async function answer(request: Request, connection: Connection): Promise<Response> {
    const started = performance.now();
    const seen: Seen = { operation: undefined, upstreamMs: undefined };
    let refusal: Refusal | undefined;
    let response: Response;
    underWay += 1;
    try {
      if (underWay > limits.requestsMax) throw busy();
      response = await pass(request, connection, seen);
    } catch (error) {
      refusal = isStopped ? stoppedRefusal() : asRefusal(error);
      response = refusalResponse(refusal);
    } finally {
      underWay -= 1;
    }
    observe?.({
      ...seen,
      method: request.method,
      status: response.status,
      durationMs: performance.now() - started,
      requestId: response.headers.get('request-id') ?? undefined,
      traceparent: request.headers.get('traceparent') ?? undefined,
      refusal: refusal?.reason,
    });
    return sealed(response, known(request.headers.get('origin')));
  }

  function known(origin: string | null | undefined): string | undefined {
    return origin && settings.origins.has(origin) ? origin : undefined;
  }

  function asRefusal(error: unknown): Refusal {
    if (error instanceof Refusal) return error;
    options.onError?.(error);
    return new Refusal(500, 'failed', 'The proxy has failed.');
  }

  const app = new Hono<{ Bindings: Connection }>();
  for (const [path, endpoint] of Object.entries(endpoints)) {
    app.get(path, async ({ req }) => {
      const response = sealed(await endpoint(), known(req.header('origin')));
      // So that a page of another origin can tell that it is not let in from nobody being there.
      response.headers.set('cross-origin-resource-policy', 'cross-origin');
      return response;
    });
  }
  app.all('*', ({ req, env }) => answer(req.raw, env));
  return async (request, connection = {}) => app.fetch(request, connection);
}

/** Options from the environment: what a Worker, or `deno serve` and Bun, start with. */
export default fromEnvironment(createProxy);

function ambiguous(): Refusal {
  return new Refusal(400, 'request_ambiguous', 'The request can be read in more than one way.');
}

function busy(): Refusal {
  return new Refusal(503, 'busy', 'This proxy has too much to do: try again in a second.', {
    'Retry-After': '1',
  });
}
