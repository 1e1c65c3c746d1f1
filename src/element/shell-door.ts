// The door between the two: the shell that a session is handed, with what only this page can do.

import { shortcutRows } from '../editor/keymap.ts';
import type { Host } from '../shell/command.ts';
import { isIncomplete } from '../shell/script.ts';
import type { Shell } from '../shell/shell.ts';
import type { Session } from '../terminal/session.ts';
import type { ShellDoor } from '../terminal/shell-door.ts';
import { run } from '../text/styled.ts';
import type { PageConnection } from './page.ts';

export interface DoorOptions {
  /** Comes with the first line, or the first Tab. */
  shell(): Promise<Shell>;
  /** Undefined until it has come. */
  knownShell(): Shell | undefined;
  /** Asked when it is needed: the session is made with this door. */
  session(): Session;
  connect(): Promise<PageConnection>;
}

export function createShellDoor(options: DoorOptions): ShellDoor {
  const { shell, knownShell, session, connect } = options;
  const host: Host = {
    clear: () => session().clear(),
    history: () => session().history(),
    reset: async () => (await connect()).reset(),
    follow: async (follower) => (await import('./follow.ts')).follow(follower, await connect()),
    deliver: async (delivery) => (await import('./deliver.ts')).deliver(delivery),
    shortcuts: shortcutRows,
    objects: async (wanted) =>
      (await import('./held-objects.ts')).heldObjects(wanted, await connect()),
    openUrl: (url) => void window.open(url, '_blank', 'noopener,noreferrer'),
  };
  return {
    async run(line, io) {
      const { exitCode } = await (await shell()).run(line, { ...io, host });
      return exitCode;
    },
    complete: async (line, cursor) => (await shell()).complete(line, cursor, host),
    highlight: (line) => knownShell()?.highlight(line) ?? [run(line)],
    isIncomplete,
  };
}
