// Sweeps where nothing else calls for them: a request that comes when it is time brings one about, and
// does not wait for it.

import type { Clock } from '../base/clock.ts';
import type { Parts } from './parts.ts';
import type { Swept } from './sweep.ts';

export interface SweepingOptions {
  readonly sweep: NonNullable<Parts['sweep']>;
  /** Between two sweeps, and before the first; 0 for none. */
  readonly minutes: number;
  readonly clock: Clock;
  pause(ms: number): Promise<void>;
  onSwept(swept: Swept): void;
}

/** To be called after each request. */
export function sweepInPassing(options: SweepingOptions): () => void {
  const { sweep, minutes, clock, pause, onSwept } = options;
  if (minutes === 0) return () => undefined;
  let nextMs = clock() + minutes * 60_000;

  async function sweepNow(): Promise<void> {
    // Also while one is under way there is no second one.
    nextMs = Infinity;
    // One that fails must end neither the program nor the sweeps to come.
    const swept = await sweep(pause).catch(() => undefined);
    nextMs = clock() + minutes * 60_000;
    if (swept) onSwept(swept);
  }
  return () => {
    if (clock() >= nextMs) void sweepNow();
  };
}
