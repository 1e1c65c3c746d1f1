// The proxy as runtimes call it that hand over an environment with each request, such as Workers: with
// all that stands around it, counted by the platform's own bindings where there are some.

import { responseOf } from './answer.ts';
import type { Connection } from './connection.ts';
import { sealed } from './cross-origin.ts';
import type { Environment } from './environment.ts';
import { optionsOf } from './environment.ts';
import { healthEndpoints } from './health.ts';
import { memoryLimiter } from './limits.ts';
import { ConfigurationError, type ProxyOptions } from './options.ts';
import { type Parts, type PartsOptions, withParts } from './parts.ts';
import { Refusal, refusalAnswer } from './refusal.ts';
import type { Swept } from './sweep.ts';
import { sweepInPassing } from './sweep-in-passing.ts';
import { bindingLimiter, type RateLimitBinding } from './worker-limiter.ts';

/** As `createProxy` does. */
type Create = (options: ProxyOptions) => Answering;

type Answering = (request: Request, connection: Connection) => Promise<Response>;

interface Opened extends Running {
  readonly environment: Environment;
  /** All that the environment says. */
  readonly text: string;
}

interface Running {
  readonly proxy: Answering;
  readonly sweep: Parts['sweep'];
  /** Undefined where there is nothing to sweep. */
  readonly passBy: (() => void) | undefined;
}

export interface Handlers {
  /** `context` is what a Worker is given: it sweeps by its own times, others with their requests. */
  fetch(request: Request, bindings?: unknown, context?: unknown): Promise<Response>;
  /** Ends what visitors have left behind. A Worker calls it by the times of its configuration. */
  scheduled(event: unknown, bindings?: unknown): Promise<void>;
}

/** With options that are wrong it answers 500, and logs what is wrong. */
export function fromEnvironment(create: Create): Handlers {
  let last: Opened | undefined;

  function opened(bindings: unknown): Opened {
    const environment = environmentOf(bindings);
    if (last?.environment === environment) return last;
    const text = textOf(environment);
    // What it knows, such as that it has stopped, lasts while nothing else is asked for.
    const known = last?.text === text ? last : open(create, environment);
    last = { ...known, environment, text };
    return last;
  }
  return {
    async fetch(request, bindings, context) {
      const { proxy, passBy } = opened(bindings);
      const response = await proxy(request, { address: addressOf(request, bindings) });
      if (context === undefined) passBy?.();
      return response;
    },
    async scheduled(_, bindings) {
      const swept = await opened(bindings).sweep?.(pause);
      if (swept) tell(swept);
    },
  };
}

function tell({ ended }: Swept): void {
  console.info(`Sandshell proxy: ${ended} objects of visitors were ended.`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What runtimes hand over beside a request: Deno tells the address, Bun when it is asked. */
interface Told {
  readonly remoteAddr?: { readonly hostname?: string };
  requestIP?(request: Request): { readonly address: string } | null;
}

/** The header is set by Cloudflare alone; elsewhere anybody could write it. */
function addressOf(request: Request, given: unknown): string | undefined {
  if ('cf' in request) return request.headers.get('cf-connecting-ip') ?? undefined;
  const told: Told = Object(given);
  return told.remoteAddr?.hostname ?? told.requestIP?.(request)?.address;
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

function open(create: Create, environment: Environment): Running {
  const reasons: string[] = [];
  try {
    const { options, notices, sweep, sweepMinutes } = withParts(optionsOf(environment), {
      environment,
      clock: Date.now,
      limiter: (name, rule) => limiterOf(environment, name, rule),
    });
    for (const notice of notices) console.info(`Sandshell proxy: ${notice}`);
    const proxy = create({
      ...options,
      endpoints: healthEndpoints({ unready: () => reasons, lacking: () => [] }),
      onError: (error) => console.error('Sandshell proxy:', error),
      onStop(reason) {
        reasons.push('stopped');
        console.error(`Sandshell proxy: ${reason} It serves no more requests.`);
      },
    });
    const timed = { minutes: sweepMinutes, clock: Date.now, pause, onSwept: tell };
    return { proxy, sweep, passBy: sweep && sweepInPassing({ sweep, ...timed }) };
  } catch (error) {
    const isOurs = error instanceof ConfigurationError;
    console.error(isOurs ? error.message : 'Sandshell proxy: it could not start.');
    const refusal = new Refusal(500, 'misconfigured', 'This proxy is not set up rightly.');
    const answer = sealed(refusalAnswer(refusal), undefined);
    return { proxy: async () => responseOf(answer), sweep: undefined, passBy: undefined };
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
