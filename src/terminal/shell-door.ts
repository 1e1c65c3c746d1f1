// The shape of the shell that a session is handed: it reads lines, prints, and helps with typing.

import type { Completion } from '../editor/assist.ts';
import type { Run } from '../text/styled.ts';

/** What a running line is given by its terminal. */
export interface ShellIo {
  /** To standard output and to standard error, as it is, with the shell's own colours. */
  print(text: string): void;
  /** The same, where `fold` gives that text with its long lines folded. */
  printFolded(text: string, fold: (text: string, columns: number) => string): void;
  warn(text: string): void;
  /** One line of input; undefined at its end (Ctrl-D). */
  readLine(): Promise<string | undefined>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly columns: number;
  readonly isColor: boolean;
  readonly isInteractive: boolean;
}

export interface ShellDoor {
  /** Gives the exit code. Never rejects for a mistake in the line. */
  run(line: string, io: ShellIo): Promise<number>;
  complete(line: string, cursor: number): Completion | Promise<Completion>;
  highlight(line: string): readonly Run[];
  isIncomplete(text: string): boolean;
}
