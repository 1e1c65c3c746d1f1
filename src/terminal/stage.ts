// The terminal with what stands beside it: its theme, and the unseen views of transcript and menu.

import { once } from '../base/once.ts';
import type { Menu } from '../editor/menu.ts';
import { createTerminal, type Terminal, type TerminalOptions } from './terminal.ts';
import { createThemeChoice } from './theme.ts';
import type { Transcript } from './transcript.ts';
import { showTranscript } from './transcript-view.ts';

export interface Stage {
  readonly terminal: Terminal;
  showMenu(menu: Menu | undefined): void;
  /** A name of `themes`, or `auto`. */
  setTheme(name: string): void;
  /** Takes all of it out of the container. */
  dispose(): void;
}

export interface StageOptions extends Omit<TerminalOptions, 'theme'> {
  readonly themeName: string;
  readonly transcript: Transcript;
}

export function createStage({ themeName, transcript, ...options }: StageOptions): Stage {
  const theme = createThemeChoice(themeName, (shown) => terminal.setTheme(shown));
  const terminal = createTerminal({ ...options, theme: theme.theme() });
  const view = showTranscript(terminal.element, transcript);
  let menu: Menu | undefined;
  /** Fetched with the first menu; without it a screen reader hears nothing of one. */
  const menuView = once(async () => {
    const { createMenuView } = await import('./menu-view.ts');
    return createMenuView(terminal.element, terminal.textarea, view.announce);
  });
  /** From the first menu on. */
  let hasMenus = false;

  return {
    terminal,
    showMenu(next) {
      menu = next;
      hasMenus ||= menu !== undefined;
      if (!hasMenus) return;
      menuView().then(
        ({ show }) => show(menu),
        () => undefined,
      );
    },
    setTheme: theme.choose,
    dispose() {
      theme.dispose();
      // What comes later is of a terminal that is gone.
      menu = undefined;
      view.dispose();
      terminal.dispose();
    },
  };
}
