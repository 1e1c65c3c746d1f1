// The shape of every command: a summary for the help, and a run that gets everything through
// its context.

import type { Fetch } from '../base/fetch.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Invocation } from './invocation.ts';

/** What a command may touch. The page, the terminal and the programs each give their own. */
export interface Context {
  readonly send: Fetch;
  readonly catalog: Catalog;
  /** To standard output, as it is: the command adds its own line ends. */
  print(text: string): void;
  /** To standard error. */
  warn(text: string): void;
  /** Asks for one line of input; undefined at end of input. The question is printed by the caller of `ask`. */
  readLine(): Promise<string | undefined>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly columns: number;
  /** Whether standard output takes colours; `--color` overrides it. */
  readonly isColor: boolean;
  /** Whether a person sits at a terminal: pages may be asked for, spinners shown. */
  readonly isInteractive: boolean;
  /** Variables of the line and of the shell, such as STRIPE_API_KEY. */
  readonly environment: ReadonlyMap<string, string>;
  /** What only the surroundings can do. Absent in programs. */
  readonly host: Host;
}

export interface Host {
  clear?(): void;
  history?(): readonly string[];
  /** Empties the sandbox. */
  reset?(): Promise<void>;
  /** Rows of keys and what they do, for `shortcuts`. */
  shortcuts?(): readonly (readonly [keys: string, does: string])[];
}

export interface Command {
  /** Words that name it: `['get']`, `['stripe', 'get']`. */
  readonly path: readonly string[];
  readonly summary: string;
  /** Gives the exit code. Throws ShellError for the caller's mistakes. */
  run(invocation: Invocation, context: Context): Promise<number>;
}
