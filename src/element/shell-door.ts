// The door between the two: the shell that a session is handed, with what only this page can do.

import { shortcutRows } from '../editor/keymap.ts';
import { isIncomplete } from '../shell/script.ts';
import type { Shell } from '../shell/shell.ts';
import type { Session } from '../terminal/session.ts';
import type { ShellDoor } from '../terminal/shell-door.ts';
import { run } from '../text/styled.ts';

export interface DoorOptions {
  /** Comes with the first line, or the first Tab. */
  shell(): Promise<Shell>;
  /** Undefined until it has come. */
  knownShell(): Shell | undefined;
  /** Asked when it is needed: the session is made with this door. */
  session(): Session;
  /** Empties the sandbox. */
  reset(): Promise<void>;
}

export function createShellDoor(options: DoorOptions): ShellDoor {
  const { shell, knownShell, session, reset } = options;
  const host = {
    clear: () => session().clear(),
    history: () => session().history(),
    reset,
    shortcuts: shortcutRows,
    openUrl: (url: string) => void window.open(url, '_blank', 'noopener,noreferrer'),
  };
  return {
    async run(line, io) {
      const { exitCode } = await (await shell()).run(line, { ...io, host });
      return exitCode;
    },
    complete: async (line, cursor) => (await shell()).complete(line, cursor),
    highlight: (line) => knownShell()?.highlight(line) ?? [run(line)],
    isIncomplete,
  };
}
