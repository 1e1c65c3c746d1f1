// The proxy as a Fetch: what it lets through goes to a Stripe sandbox with a key of its own. The
// package's entry `sandshell/proxy`.

import { Hono } from 'hono';
import { pairsOf, responseOf } from './answer.ts';
import type { Asked, Caller } from './asked.ts';
import type { Connection } from './connection.ts';
import { type Core, createCore } from './core.ts';
import { sealOf } from './cross-origin.ts';
import { fromEnvironment } from './from-environment.ts';
import type { ProxyOptions } from './options.ts';
import { bodyOf } from './read-body.ts';
import { targetOf } from './read-target.ts';

/** A Fetch; a server that knows more of the connection tells it. Never rejects. */
export type Proxy = (request: Request, connection?: Connection) => Promise<Response>;

/** Throws ConfigurationError, which tells all that is wrong. */
export function createProxy(options: ProxyOptions): Proxy {
  return proxyOf(createCore(options), options.endpoints);
}

/** Around a core that other ways lead to as well. */
export function proxyOf(core: Core, endpoints: ProxyOptions['endpoints'] = {}): Proxy {
  const app = new Hono<{ Bindings: Connection }>();
  for (const [path, endpoint] of Object.entries(endpoints)) {
    app.get(path, async ({ req }) => {
      const response = await endpoint();
      const seal = pairsOf(sealOf(core.known(req.header('origin'))));
      // So that a page of another origin can tell that it is not let in from nobody being there.
      const open = { ...seal, 'cross-origin-resource-policy': 'cross-origin' };
      for (const [name, value] of Object.entries(open)) response.headers.set(name, value);
      return response;
    });
  }
  app.all('*', async ({ req, env }) => responseOf(await core.answer(askedOf(req.raw, env))));
  return async (request, connection = {}) => app.fetch(request, connection);
}

/** Options from the environment: what a Worker, or `deno serve` and Bun, start with. */
export default fromEnvironment(createProxy);

function askedOf(request: Request, connection: Connection): Asked {
  const { method, url, headers, signal } = request;
  return {
    method,
    target: connection.target ?? targetOf(url),
    host: headers.get('host') ?? /^\w+:\/\/([^/?#]*)/.exec(url)?.[1] ?? '',
    headers,
    body: bodyOf(request, connection.readBody),
    caller: callerOf(signal),
    address: connection.address,
    isAmbiguous: connection.isAmbiguous ?? false,
  };
}

function callerOf(signal: AbortSignal): Caller {
  return {
    isGone: () => signal.aborted,
    onGone(listener) {
      signal.addEventListener('abort', listener);
      return () => signal.removeEventListener('abort', listener);
    },
  };
}
