// One command as it was called: where it stands in the tree, and what the line gave it.

import type { Command } from './command.ts';
import type { Parsed } from './parser.ts';
import type { Place } from './tree.ts';

export interface Invocation {
  /**
   * As typed, with quotes and variables resolved; for `stripe` commands without the words before.
   */
  readonly words: readonly string[];
  /** Empty for commands that read their words themselves. */
  readonly flags: Parsed;
  /** The place of `stripe`, with all commands below it. */
  readonly root: Place;
  /** What a line may begin with. */
  readonly commands: readonly Command[];
}
