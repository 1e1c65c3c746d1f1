// What the help knows of a hand-written command beside what the command itself says.

import type { Flag } from './flag.ts';

export interface LocalUsage {
  /** Where no command says it: for groups, and for operations that have words of their own. */
  readonly summary?: string;
  /** What stands above the page; the summary where there is no more to say. */
  readonly about?: string;
  /** What follows the command's name; `[flags]`, and `[command]` for a group. */
  readonly tails?: readonly string[];
  readonly aliases?: string;
  /** Another name of this command, whose page is shown. */
  readonly aliasOf?: string;
  readonly examples?: readonly string[];
  readonly flags?: readonly UsageFlag[];
  /** Laid out as if the catalogue had it: a resource, or with these parameters an operation. */
  readonly asGenerated?: 'resource' | { readonly params: readonly string[] };
  /** What stands below the page. */
  readonly end?: string;
  /** Whether the flags stand in their own order, and the help flag last. */
  readonly isInOrder?: boolean;
}

/** `valueName` is what the help calls the value, where the kind of flag does not tell. */
export interface UsageFlag extends Flag {
  readonly valueName?: string;
}
