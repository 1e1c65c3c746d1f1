// What the proxy does with a request, whichever way it came: checks it, asks the upstream, and puts
// on the answer what each has.

import type { Answer, SealedAnswer } from './answer.ts';
import type { Asked } from './asked.ts';
import type { Observation } from './call.ts';
import { checkHost, checkOrigin, isPreflight, preflight, sealed } from './cross-origin.ts';
import { type ProxyOptions, readSettings } from './options.ts';
import { clientAddress, readCall, readOperation } from './read-call.ts';
import { checkHeaders } from './read-headers.ts';
import { readTarget } from './read-target.ts';
import { Refusal, refusalAnswer, stoppedRefusal } from './refusal.ts';
import { createForward } from './upstream.ts';

export interface Core {
  /** Never rejects. */
  answer(asked: Asked): Promise<SealedAnswer>;
  /** The origin itself where it is of a page that may ask. */
  known(origin: string | null | undefined): string | undefined;
}

type Seen = { -readonly [Name in 'operation' | 'upstreamMs']: Observation[Name] };

/** Throws ConfigurationError, which tells all that is wrong. */
export function createCore(options: ProxyOptions): Core {
  const settings = readSettings(options);
  const { limits } = settings;
  const { limiter, around, observe } = options;
  let isStopped = false;
  let underWay = 0;

  const ask = createForward(settings, () => {
    if (isStopped) return;
    isStopped = true;
    options.onStop?.('The upstream answered from live mode.');
  });
  const forward = around?.(ask) ?? ask;

  async function pass(asked: Asked, seen: Seen): Promise<Answer> {
    if (isStopped) throw stoppedRefusal();
    checkHeaders(asked.target, asked.headers);
    if (asked.isAmbiguous) throw ambiguous();
    checkHost(asked, settings);
    checkOrigin(asked, settings);
    if (isPreflight(asked)) return preflight;
    const client = clientAddress(asked, settings);
    await take(client);
    const target = readTarget(asked.target);
    const operation = readOperation(asked.method, target.path, settings);
    seen.operation = operation.words.join(' ');
    const call = await readCall(asked, { target, operation, clientAddress: client }, settings);
    try {
      return await forward(call);
    } finally {
      seen.upstreamMs = call.spent.upstreamMs;
    }
  }

  async function take(client: string): Promise<void> {
    const taken = await limiter?.take(client);
    if (taken?.type !== 'limited') return;
    throw new Refusal(429, 'rate_limited', 'There were too many requests: wait a little.', {
      'Retry-After': String(taken.retryAfterSeconds),
    });
  }

  async function answer(asked: Asked): Promise<SealedAnswer> {
    const startedMs = performance.now();
    const seen: Seen = { operation: undefined, upstreamMs: undefined };
    let refusal: Refusal | undefined;
    let given: Answer;
    underWay += 1;
    try {
      if (underWay > limits.requestsMax) throw busy();
      given = await pass(asked, seen);
      // Another call may have been answered from live mode meanwhile.
      if (isStopped) throw stoppedRefusal();
    } catch (error) {
      refusal = isStopped ? stoppedRefusal() : asRefusal(error);
      given = refusalAnswer(refusal);
    } finally {
      underWay -= 1;
    }
    const { method, headers } = asked;
    observe?.({
      operation: seen.operation,
      upstreamMs: seen.upstreamMs,
      method,
      status: given.status,
      durationMs: performance.now() - startedMs,
      requestId: given.headers['request-id'],
      traceparent: headers.get('traceparent') ?? undefined,
      refusal: refusal?.reason,
    });
    return sealed(given, known(headers.get('origin')));
  }

  function known(origin: string | null | undefined): string | undefined {
    return origin && settings.origins.has(origin) ? origin : undefined;
  }

  function asRefusal(error: unknown): Refusal {
    if (error instanceof Refusal) return error;
    options.onError?.(error);
    return new Refusal(500, 'failed', 'The proxy has failed.');
  }

  return { answer, known };
}

function ambiguous(): Refusal {
  return new Refusal(400, 'request_ambiguous', 'The request can be read in more than one way.');
}

function busy(): Refusal {
  return new Refusal(503, 'busy', 'This proxy has too much to do: try again in a second.', {
    'Retry-After': '1',
  });
}
