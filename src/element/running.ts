// The session that runs an element's lines, and what is told of them.

import type { RunOptions } from '../terminal/loop.ts';
import type { PageDoor } from './shell-door.ts';

export interface Answer {
  /** Without colours. */
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Told of each line, and of what came out; keys in both are masked. */
export interface Told {
  onCommand(line: string): void;
  onResult(result: Answer & { readonly line: string }): void;
}

export interface RunningSession {
  /** Resolves when all that was printed is on the screen. */
  flushed(): Promise<void>;
  /** Does ahead of time what the first line would wait for. Rejects when it cannot be fetched. */
  prepare(): Promise<void>;
  run(line: string, options?: RunOptions): Promise<Answer>;
  readonly door: PageDoor;
  insert(line: string): void;
  clear(): void;
  focus(): void;
  transcript(): string;
  /** As if these keys were pressed. */
  type(code: string): void;
  setTheme(theme: string): void;
  close(): void;
}
