// Starts the terminal's session for an element, with everything it needs from the page. This file
// and what it imports are fetched on first use; the shell comes after it, behind the prompt.

import type { Fetch } from '../base/fetch.ts';
import type { Shell, ShellOptions } from '../shell/shell.ts';
import { createSavedHistory } from '../terminal/saved-history.ts';
import { createSession, type Session } from '../terminal/session.ts';
import type { GridSize } from '../terminal/terminal-size.ts';
import { themes, type Theme } from '../terminal/themes.ts';
import type { RunOptions } from '../terminal/loop.ts';
import { redactKeys } from '../text/redact.ts';
import type { PageConnection } from './page.ts';
import { createShellDoor } from './shell-door.ts';

export interface Answer {
  /** Without colours. */
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface RunningSession {
  /** Resolves when all that was printed is on the screen. */
  flushed(): Promise<void>;
  /** Does ahead of time what the first line would wait for. Rejects when it cannot be fetched. */
  prepare(): Promise<void>;
  run(line: string, options?: RunOptions): Promise<Answer>;
  /** The key that the line would be run with. */
  keyFor(line: string): Promise<string>;
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
  /** With the first line, or the first Tab: the prompt is there before it. */
  createShell(options: ShellOptions): Promise<Shell>;
  /** To the page's backend, which may have to be opened first. */
  connect(): Promise<PageConnection>;
  readonly screen: HTMLElement;
  readonly theme: string;
  /** That the terminal is expected to have. */
  readonly size: GridSize | undefined;
  readonly isWelcome: boolean;
  readonly isProxy: boolean;
  /** Undefined where the reader's system decides. */
  onTheme(theme: Theme | undefined): void;
  /** Keys in the line are masked, here and in the result. */
  onCommand(line: string): void;
  onResult(result: Answer & { readonly line: string }): void;
}

export function startSession(options: SessionOptions): RunningSession {
  const { connect, screen, theme, size, isWelcome, isProxy, onTheme } = options;
  const sendForBlock: Fetch = async (request) => {
    const page = await connect();
    session.say(page.firstWords?.() ?? '');
    const response = await page.send(request);
    const requestId = response.headers.get('Request-Id');
    if (requestId) session.transcript.addRequest(requestId);
    return response;
  };
  let coming: Promise<Shell> | undefined;
  let known: Shell | undefined;
  async function shell(): Promise<Shell> {
    coming ??= options.createShell({ fetch: sendForBlock }).catch((error: unknown) => {
      coming = undefined;
      throw error;
    });
    known = await coming;
    return known;
  }
  const door = createShellDoor({
    shell,
    knownShell: () => known,
    session: () => session,
    connect,
  });
  const session: Session = createSession({
    container: screen,
    shell: door,
    history: createSavedHistory(),
    theme,
    size,
    ...(isWelcome ? { welcome: welcome(isProxy ? 'behind a proxy' : 'answers in this page') } : {}),
  });
  const themeNamed = (name: string): Theme | undefined => {
    if (Object.hasOwn(themes, name)) return themes[name];
    if (name !== 'auto') console.warn(`<sand-shell>: there is no theme "${name}".`);
    return undefined;
  };
  onTheme(themeNamed(theme));
  // There before the file is: it comes over the edge first.
  screen.addEventListener(
    'dragenter',
    async () => (await import('./page-files.ts')).acceptFiles(screen, session.insert),
    { once: true },
  );
  session.on('command', ({ line }) => options.onCommand(redactKeys(line)));
  session.on('result', ({ line, stdout, stderr, exitCode }) => {
    options.onResult({ line: redactKeys(line), stdout, stderr, exitCode });
  });
  return {
    flushed: session.flushed,
    async prepare() {
      await (await shell()).prepare();
      session.redraw();
    },
    async run(line, runOptions) {
      if (!door.isFollowing()) return session.run(line, runOptions);
      const { runBeside } = await import('./run-beside.ts');
      return runBeside(line, { ...options, ...runOptions, door, columns: session.columns() });
    },
    keyFor: door.keyFor,
    insert: session.insert,
    clear: session.clear,
    focus: session.focus,
    transcript: session.transcript.text,
    type: session.type,
    setTheme(name) {
      session.setTheme(name);
      onTheme(themeNamed(name));
    },
    close: session.dispose,
  };
}

const bold = (text: string): string => `\x1b[1m${text}\x1b[0m`;
const faint = (text: string): string => `\x1b[90m${text}\x1b[0m`;

/** Lines of at most 32 columns: a phone has no more. */
const welcome = (place: string): string =>
  `${bold('Sandshell')} ${faint(`· ${place}`)}\n` +
  `Try ${bold('stripe customers create')}\n` +
  `or  ${bold('stripe help')}\n` +
  `${faint('Tab completes, Shift+Tab leaves')}\n\n`;
