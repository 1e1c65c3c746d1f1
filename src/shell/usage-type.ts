// What the help knows of a hand-written command.

import type { Flag } from './flag.ts';

export interface LocalUsage {
  /** One line for lists of commands. */
  readonly summary: string;
  /** What stands above its page; the summary where there is no more to say. */
  readonly about?: string;
  /** What follows the command's name; `[flags]`, and `[command]` for a group. */
  readonly tails?: readonly string[];
  readonly aliases?: string;
  /** As printed, without the first indent. */
  readonly examples?: string;
  readonly flags?: readonly UsageFlag[];
  /** Whether the flags stand in their own order, and the help flag last. */
  readonly isInOrder?: boolean;
}

/** `valueName` is what the help calls the value, where the kind of flag does not tell. */
export interface UsageFlag extends Flag {
  readonly valueName?: string;
}
