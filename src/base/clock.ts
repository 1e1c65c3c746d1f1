// Time is passed in. A clock tells milliseconds since 1970, as Date.now does.

export type Clock = () => number;

/** In whole seconds, the unit of every time in Stripe's v1 API. */
export function seconds(clock: Clock): number {
  return Math.floor(clock() / 1000);
}

/** Stands still at `timeMs`, for documents and tests whose output must not vary. */
export function fixedClock(timeMs: number): Clock {
  return () => timeMs;
}
