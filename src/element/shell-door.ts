// The door between the two: the shell that a session is handed, with what only this page can do.

import type { Host } from '../shell/command.ts';
import { isIncomplete } from '../shell/script.ts';
import type { Shell } from '../shell/shell.ts';
import type { ShellDoor, ShellIo } from '../terminal/shell-door.ts';
import { run } from '../text/styled.ts';
import type { PageConnection } from './page-connection.ts';

export interface DoorOptions {
  /** Comes with the first line, or the first Tab. */
  shell(): Promise<Shell>;
  /** Undefined until it has come. */
  knownShell(): Shell | undefined;
  /** Asked when it is needed: a session is made with this door. */
  stage(): Stage | undefined;
  connect(): Promise<PageConnection>;
}

/** Where lines and what they print are kept or shown. */
export interface Stage {
  clear(): void;
  /** As that of a command's host; not where nobody looks. */
  draw?(codes: string): void;
  /** The lines that were run, the oldest first. */
  history(): readonly string[];
  /** Prints a text while a command runs. */
  say(text: string): void;
  addRequest(id: string): void;
}

export interface PageDoor extends ShellDoor {
  /** With another `host` than the page's where one is given. */
  run(line: string, io: ShellIo & { readonly host?: Host }): Promise<number>;
  /** The key that the line would be run with. */
  keyFor(line: string): Promise<string>;
  readonly host: Host;
  /** Whether the command that runs shows what happens in the sandbox, and has no end of its own. */
  isFollowing(): boolean;
}

export function createShellDoor(options: DoorOptions): PageDoor {
  const { shell, knownShell, stage, connect } = options;
  let following = 0;
  const host: Host = {
    clear: () => stage()?.clear(),
    draw: (codes) => stage()?.draw?.(codes),
    history: () => stage()?.history() ?? [],
    reset: async () => (await connect()).reset(),
    async openSession(asked) {
      const { openPageSession } = await import('./page-session.ts');
      const session = await openPageSession(asked, await connect());
      return {
        ...session,
        async follow(follower) {
          const stop = await session.follow(follower);
          following += 1;
          return () => {
            following -= 1;
            stop();
          };
        },
      };
    },
    deliver: async (delivery) => (await import('./deliver.ts')).deliver(delivery),
    shortcuts: async () => (await import('../editor/shortcut-rows.ts')).shortcutRows(),
    files: () => import('./page-files.ts'),
    objects: async (wanted) =>
      (await import('./held-objects.ts')).heldObjects(wanted, await connect()),
    openUrl: (url) => void window.open(url, '_blank', 'noopener,noreferrer'),
  };
  return {
    async run(line, io) {
      const { exitCode } = await (await shell()).run(line, { host, ...io });
      return exitCode;
    },
    complete: async (line, cursor) => (await shell()).complete(line, cursor, host),
    keyFor: async (line) => (await shell()).keyFor(line),
    highlight: (line) => knownShell()?.highlight(line) ?? [run(line)],
    isIncomplete,
    host,
    isFollowing: () => following > 0,
  };
}
