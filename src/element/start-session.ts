// Starts the terminal's session for an element, with everything it needs from the page. This file
// and what it imports are fetched on first use; the shell comes after it, behind the prompt.

import { createSession, type Session } from '../terminal/session.ts';
import type { GridSize } from '../terminal/terminal-size.ts';
import { themeNames, themes, type Theme } from '../terminal/themes.ts';
import { redactKeys } from '../text/redact.ts';
import { openDoor, type DoorParts } from './open-door.ts';
import type { RunningSession, Told } from './running.ts';
import type { Unseen } from './unseen.ts';

export interface SessionOptions extends DoorParts, Told {
  readonly screen: HTMLElement;
  readonly theme: string;
  /** That the terminal is expected to have. */
  readonly size: GridSize | undefined;
  readonly isWelcome: boolean;
  readonly isProxy: boolean;
  /** What has run before there was a terminal, and goes on in it. */
  readonly unseen: Unseen | undefined;
  /** Undefined where the reader's system decides. */
  onTheme(theme: Theme | undefined): void;
}

export function startSession(options: SessionOptions): RunningSession {
  const { screen, theme, size, isWelcome, isProxy, unseen, onTheme } = options;
  const { door, history, prepare, showOn } = unseen ?? openDoor(options);
  const session: Session = createSession({
    container: screen,
    shell: door,
    history,
    theme,
    size,
    ...(isWelcome ? { welcome: welcome(isProxy ? 'behind a proxy' : 'answers in this page') } : {}),
  });
  showOn({
    clear: session.clear,
    draw: session.draw,
    history: session.history,
    say: session.say,
    addRequest: session.transcript.addRequest,
  });
  for (const { line, show } of unseen?.runs() ?? [])
    void session.run(line, { isToldElsewhere: true, begun: show });
  const themeNamed = (name: string): Theme | undefined => {
    if (Object.hasOwn(themes, name)) return themes[name];
    if (name !== 'auto')
      console.warn(`<sand-shell>: theme="${name}" is none of ${themeNames.join(', ')}.`);
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
      await prepare();
      session.redraw();
    },
    async run(line, runOptions) {
      if (!door.isFollowing()) return session.run(line, runOptions);
      const { runBeside } = await import('./run-beside.ts');
      return runBeside(line, { ...options, ...runOptions, door, columns: session.columns() });
    },
    door,
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
