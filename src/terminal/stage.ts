// The terminal with what stands beside it: its theme, and the unseen views of transcript and menu.

import type { Menu } from '../editor/menu.ts';
import { createMenuView } from './menu-view.ts';
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
  const menuView = createMenuView(terminal.element, terminal.textarea, view.announce);

  return {
    terminal,
    showMenu: menuView.show,
    setTheme: theme.choose,
    dispose() {
      theme.dispose();
      menuView.dispose();
      view.dispose();
      terminal.dispose();
    },
  };
}
