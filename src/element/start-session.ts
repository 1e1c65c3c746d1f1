// Starts the terminal's session for an element, with everything it needs from the page.

import type { CommandResult } from './describe-result.ts';
import type { PageConnection } from './page.ts';

export interface RunningSession {
  run(line: string): Promise<Omit<CommandResult, 'line'>>;
  insert(line: string): void;
  clear(): void;
  focus(): void;
  transcript(): string;
  /** As if these keys were pressed. */
  type(code: string): void;
  setTheme(theme: string): void;
  close(): void;
}

export interface SessionOptions {
  readonly connection: PageConnection;
  readonly screen: HTMLElement;
  readonly theme: string;
  readonly isWelcome: boolean;
  onCommand(line: string): void;
  /** `isTyped`: by the reader, not by `run`. */
  onResult(result: CommandResult, isTyped: boolean): void;
}

export async function startSession({ screen }: SessionOptions): Promise<RunningSession> {
  screen.textContent = '$ ';
  throw new Error('not yet');
}
