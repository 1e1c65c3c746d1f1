// What falls due as time passes on a test clock, and what of it is told ahead.

import type { Call } from '../behaviour.ts';

export interface Due {
  readonly time: number;
  run(call: Call): void;
}

export interface Since {
  readonly from: number;
  /** How far it has come: of the same instant, more may be due. */
  readonly reached: number;
  /** What was announced, each by a text of its own. */
  readonly told: Set<string>;
}

/** Whether it is too late to tell it, or it has been told. */
export function isPast(time: number, key: string, { from, reached, told }: Since): boolean {
  return time <= from || time < reached || told.has(key);
}
