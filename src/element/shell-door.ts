// The door between the two: the shell that a session is handed, with what only this page can do.

import { shortcutRows } from '../editor/keymap.ts';
import type { Shell } from '../shell/shell.ts';
import type { Session } from '../terminal/session.ts';
import type { ShellDoor } from '../terminal/shell-door.ts';

export interface DoorOptions {
  readonly shell: Shell;
  /** Asked when it is needed: the session is made with this door. */
  session(): Session;
  /** Empties the sandbox. */
  reset(): Promise<void>;
}

export function createShellDoor({ shell, session, reset }: DoorOptions): ShellDoor {
  const host = {
    clear: () => session().clear(),
    history: () => session().history(),
    reset,
    shortcuts: shortcutRows,
  };
  return {
    async run(line, io) {
      const { exitCode } = await shell.run(line, { ...io, host });
      return exitCode;
    },
    complete: shell.complete,
    highlight: shell.highlight,
    isIncomplete: shell.isIncomplete,
  };
}
