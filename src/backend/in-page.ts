// The sandbox for whoever has a Request to answer: in a page, in Node, in any JavaScript runtime.
// What stands beside it comes with whole-sandbox.ts.

import type { Clock } from '../base/clock.ts';
import type { Respond } from '../base/fetch.ts';
import { catalogs } from '../catalog/load.ts';
import { createSandbox as createEngine, type Sandbox } from '../sandbox/sandbox.ts';

export interface InPageOptions {
  /** The same seed and the same requests give the same ids. Random when absent. */
  readonly seed?: string | undefined;
  /**
   * An instant (ISO 8601 or a Date) at which the clock stands still, or a clock that tells
   * milliseconds since 1970, as `Date.now` does. The real time when absent.
   */
  readonly now?: string | Date | (() => number) | undefined;
}

/**
 * Ready at once; the first requests wait for the description of the API to load. Each test key is an
 * account of its own. Throws when `now` is no instant. A server may `respond` in its own way.
 */
export function createSandbox({ seed, now }: InPageOptions = {}, respond?: Respond): Sandbox {
  return createEngine({
    catalog: catalogs,
    clock: clockOf(now),
    respond,
    seed: seed ?? crypto.getRandomValues(new Uint32Array(4)).join('-'),
  });
}

export function clockOf(now: InPageOptions['now']): Clock {
  if (now === undefined) return Date.now;
  if (typeof now === 'function') return now;
  const instantMs = new Date(now).getTime();
  if (Number.isNaN(instantMs)) {
    throw new Error(`"${String(now)}" is no instant, such as 2026-01-31T12:00:00Z.`);
  }
  return () => instantMs;
}
