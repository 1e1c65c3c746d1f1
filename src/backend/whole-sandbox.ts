// The sandbox for whoever has a Request to answer, with its webhooks: in a page, in Node, in any
// JavaScript runtime. This is the package's entry `sandshell/sandbox`.

import type { Fetch, Respond } from '../base/fetch.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { clockOf, createSandbox as createBare, type InPageOptions } from './in-page.ts';
import { isNamedSeed } from './named-seeds.ts';
import { followWebhooks } from './sandbox-webhooks.ts';
import { seededSandbox } from './seeded-sandbox.ts';
import type { Delivery } from './webhooks.ts';

export interface WholeOptions extends InPageOptions {
  /**
   * Gets what is posted to webhook endpoints: a handler of yours, or `fetch` itself. Without it
   * events are not sent, and stay pending where an endpoint waits for them.
   */
  readonly deliver?: Fetch | undefined;
  /** Before each attempt after the first: 1, 4 and 16 seconds when absent. */
  readonly retryMs?: readonly number[] | undefined;
}

export interface WholeSandbox extends Sandbox {
  /** Of webhooks, newest first; of one event where its id is given. The last thousand are known. */
  deliveries(event?: string): readonly Delivery[];
}

/**
 * Ready at once; the first requests wait for the description of the API to load. Each test key is an
 * account of its own. Throws when `now` is no instant.
 */
export function createSandbox({ deliver, ...options }: WholeOptions = {}): WholeSandbox {
  const sandbox = openSandbox(options);
  if (!deliver) return { ...sandbox, deliveries: () => [] };
  const { now, retryMs } = options;
  const { deliveries } = followWebhooks(sandbox, { deliver, retryMs, clock: clockOf(now) });
  return { ...sandbox, deliveries };
}

/** With what its seed names, if that is one of the named seeds. */
export function openSandbox({ seed, now }: InPageOptions, respond?: Respond): Sandbox {
  const bare = createBare({ seed, now }, respond);
  return isNamedSeed(seed) ? seededSandbox(bare, { seed, clock: clockOf(now) }) : bare;
}
