// Starts the terminal's session for an element, with everything it needs from the page.

import type { PageConnection } from './page.ts';

export interface Answer {
  /** Without colours. */
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface RunningSession {
  run(line: string): Promise<Answer>;
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
  onResult(result: Answer & { readonly line: string }): void;
}

/** Fetches the terminal and the shell on first use. */
export async function startSession(options: SessionOptions): Promise<RunningSession> {
  const { connection, screen, theme, isWelcome, onCommand, onResult } = options;
  const [{ createSession }, { createSavedHistory }, { createShell }] = await Promise.all([
    import('../terminal/session.ts'),
    import('../terminal/saved-history.ts'),
    import('../shell/shell.ts'),
  ]);
  const shell = createShell({ fetch: connection.send });
  const session = createSession({
    container: screen,
    shell,
    history: createSavedHistory(),
    theme,
    ...(isWelcome ? { welcome } : {}),
  });
  session.on('command', ({ line }) => onCommand(line));
  session.on('result', ({ line, stdout, stderr, exitCode }) => {
    onResult({ line, stdout, stderr, exitCode });
  });
  return {
    run: session.run,
    insert: session.insert,
    clear: session.clear,
    focus: session.focus,
    transcript: session.transcript.text,
    type: session.type,
    setTheme: session.setTheme,
    close: session.dispose,
  };
}

const bold = (text: string): string => `\x1b[1m${text}\x1b[0m`;
const faint = (text: string): string => `\x1b[90m${text}\x1b[0m`;

const welcome =
  `${bold('Sandshell')} ${faint('A sandbox in this page answers: no account, no network, no money.')}\n` +
  `Try ${bold('stripe customers create --name "Jane Smith"')} or ${bold('stripe help')}. ` +
  `${faint('Tab completes, Shift+Tab leaves.')}\n`;
