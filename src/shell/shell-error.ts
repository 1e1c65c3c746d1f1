// The caller's mistake: thrown by any leaf of the shell, and turned into a line of output in
// run-line.

export interface ShellErrorOptions {
  /** 1 unless told: what the official CLI gives for every mistake. */
  readonly exitCode?: number;
}

/**
 * The message goes out as it is, with a line end after it. Several lines are fine; none ends it.
 */
export class ShellError extends Error {
  override readonly name = 'ShellError';
  readonly exitCode: number;

  constructor(message: string, { exitCode = 1 }: ShellErrorOptions = {}) {
    super(message);
    this.exitCode = exitCode;
  }
}
