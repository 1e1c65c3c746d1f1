// The proxy as runtimes call it that hand over an environment with each request, such as Workers.

import { optionsOf, type Environment } from './environment.ts';
import { ConfigurationError, type ProxyOptions } from './options.ts';
import type { Proxy } from './proxy.ts';
import { Refusal, refusalResponse } from './refusal.ts';

/** With options that are wrong it answers 500, and logs what is wrong. */
export function fromEnvironment(
  create: (options: ProxyOptions) => Proxy,
): (request: Request, bindings?: unknown) => Promise<Response> {
  let opened:
    { readonly environment: Environment; readonly text: string; proxy: Proxy } | undefined;

  return async (request, bindings) => {
    const environment = environmentOf(bindings);
    if (opened?.environment !== environment) {
      const options = optionsOf(environment);
      const text = JSON.stringify(options);
      // What it knows, such as that it has stopped, lasts while nothing else is asked for.
      const proxy = opened?.text === text ? opened.proxy : open(create, options);
      opened = { environment, text, proxy };
    }
    return opened.proxy(request, { address: addressOf(request) });
  };
}

/** Set by Cloudflare alone; elsewhere anybody could write it. */
function addressOf(request: Request): string | undefined {
  return 'cf' in request ? (request.headers.get('cf-connecting-ip') ?? undefined) : undefined;
}

function environmentOf(bindings: unknown): Environment {
  const isGiven = typeof bindings === 'object' && bindings !== null && 'SANDSHELL_KEY' in bindings;
  const { process } = globalThis as { process?: { env: Environment } };
  return isGiven ? (bindings as Environment) : (process?.env ?? {});
}

function open(create: (options: ProxyOptions) => Proxy, options: ProxyOptions): Proxy {
  try {
    return create(options);
  } catch (error) {
    const isOurs = error instanceof ConfigurationError;
    console.error(isOurs ? error.message : 'Sandshell proxy: it could not start.');
    const refusal = new Refusal(500, 'misconfigured', 'This proxy is not set up rightly.');
    return async () => refusalResponse(refusal);
  }
}
