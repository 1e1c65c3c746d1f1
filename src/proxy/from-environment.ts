// The proxy as runtimes call it that hand over an environment with each request, such as Workers: with
// all that stands around it, counted by the platform's own bindings where there are some.

import type { Environment } from './environment.ts';
import { optionsOf } from './environment.ts';
import { healthEndpoints } from './health.ts';
import { memoryLimiter } from './limits.ts';
import { ConfigurationError, type ProxyOptions } from './options.ts';
import { type PartsOptions, withParts } from './parts.ts';
import type { Proxy } from './proxy.ts';
import { Refusal, refusalResponse } from './refusal.ts';
import { bindingLimiter, type RateLimitBinding } from './worker-limiter.ts';

type Create = (options: ProxyOptions) => Proxy;

interface Opened {
  readonly environment: Environment;
  /** All that the environment says. */
  readonly text: string;
  readonly proxy: Proxy;
}

/** With options that are wrong it answers 500, and logs what is wrong. */
export function fromEnvironment(
  create: Create,
): (request: Request, bindings?: unknown) => Promise<Response> {
  let opened: Opened | undefined;

  return async (request, bindings) => {
    const environment = environmentOf(bindings);
    if (opened?.environment !== environment) {
      const text = textOf(environment);
      // What it knows, such as that it has stopped, lasts while nothing else is asked for.
      const proxy = opened?.text === text ? opened.proxy : open(create, environment);
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

function textOf(environment: Environment): string {
  return JSON.stringify(
    Object.entries(environment).filter(([name]) => name.startsWith('SANDSHELL_')),
  );
}

function open(create: Create, environment: Environment): Proxy {
  const reasons: string[] = [];
  try {
    const { options, notices } = withParts(optionsOf(environment), {
      environment,
      clock: Date.now,
      limiter: (name, rule) => limiterOf(environment, name, rule),
    });
    for (const notice of notices) console.info(`Sandshell proxy: ${notice}`);
    return create({
      ...options,
      endpoints: healthEndpoints({ unready: () => reasons, lacking: () => [] }),
      onError: (error) => console.error('Sandshell proxy:', error),
      onStop(reason) {
        reasons.push('stopped');
        console.error(`Sandshell proxy: ${reason} It serves no more requests.`);
      },
    });
  } catch (error) {
    const isOurs = error instanceof ConfigurationError;
    console.error(isOurs ? error.message : 'Sandshell proxy: it could not start.');
    const refusal = new Refusal(500, 'misconfigured', 'This proxy is not set up rightly.');
    return async () => refusalResponse(refusal);
  }
}

/** `SANDSHELL_ADDRESS_LIMITER` counts by address, and so on; else each machine counts for itself. */
function limiterOf(
  environment: Environment,
  ...[name, rule]: Parameters<PartsOptions['limiter']>
): ReturnType<PartsOptions['limiter']> {
  const own = memoryLimiter(rule, Date.now);
  const binding = environment[`SANDSHELL_${name.toUpperCase()}_LIMITER`];
  if (typeof binding !== 'object' || binding === null || !('limit' in binding)) return own;
  const { windowSeconds } = rule;
  return bindingLimiter(binding as RateLimitBinding, { windowSeconds, insurance: own });
}
