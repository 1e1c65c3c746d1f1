// What a line is run with.

import type { Command, Context, Place } from './command.ts';
import type { Pipeline } from './script.ts';

/** What a line needs beside its text. The rest of the context is made new for each command. */
export interface LineRunner {
  readonly context: Omit<Context, 'environment' | 'interruption'>;
  readonly root: Place;
  readonly commands: readonly Command[];
  /** Of the last command, as `$?` tells it. */
  lastExitCode: number;
  /** Filled with what does not run because of how the one before it ended, or was told to a pipe only. */
  readonly passedOver: Pipeline[];
  /** Filled with the ends of commands that are not the line's: before a pipe, and within `$(…)`. */
  readonly innerCodes: number[];
  /** Filled with what the API's errors said of which nothing was shown. */
  readonly hiddenErrors: string[];
}
