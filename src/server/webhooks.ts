// Webhook endpoints of a served sandbox: each event goes, signed, to those that wait for it and are on
// this machine. Others are told of once: nothing leaves it by itself.

import { followWebhooks, type FollowingWebhooks } from '../backend/sandbox-webhooks.ts';
import type { Delivery } from '../backend/webhooks.ts';
import { isLoopback } from '../base/loopback.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { deliver } from './deliver.ts';
import { createTurns } from './in-turn.ts';

export interface WebhookOptions {
  /** A line for the person who started it: what could not be delivered. */
  warn(text: string): void;
  /** Before each attempt after the first. */
  readonly retryMs?: readonly number[];
}

export function startWebhooks(sandbox: Sandbox, options: WebhookOptions): FollowingWebhooks {
  const { warn, retryMs } = options;
  const turns = createTurns({ underWayMax, waitingMax });
  const end = new AbortController();
  const webhooks = followWebhooks(sandbox, {
    clock: Date.now,
    deliver: (request) => turns.run(request.url, () => post(request, end.signal)),
    refusal: (url) => (isNear(url) ? undefined : far),
    retryMs,
  });
  const told = new Set<string>();
  const stop = webhooks.on((delivery) => {
    if (delivery.status !== 'failed' || told.has(delivery.endpoint)) return;
    if (delivery.reason === far) told.add(delivery.endpoint);
    warn(sentenceOf(delivery));
  });
  return {
    ...webhooks,
    close() {
      stop();
      webhooks.close();
      // The program does not wait for those that do not answer.
      end.abort();
    },
  };
}

/** Events on their way to one address. */
const underWayMax = 16;
const waitingMax = 1_000;

const far = 'events go to addresses of this machine only';

function sentenceOf({ endpoint, url, type, event, reason, answer }: Delivery): string {
  if (reason === far) return `${endpoint}: ${far}, not to ${url}`;
  return `${endpoint}: ${url} did not take ${type} (${event}): ${reason || `status ${answer}`}`;
}

/** By the way of `stripe listen`, whose reasons are in the words of the CLI. */
async function post(request: Request, signal: AbortSignal): Promise<Response> {
  const { url, headers } = request;
  const delivery = { url, headers: new Map(headers), body: await request.text() };
  return new Response(null, { status: await deliver(delivery, signal) });
}

function isNear(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname);
}
