// What runs an element's lines, whether they can be seen or not: the shell, once a line wants it, behind
// its door, and the reader's history.

import type { Fetch } from '../base/fetch.ts';
import { once } from '../base/once.ts';
import type { Shell, ShellOptions } from '../shell/shell.ts';
import { createSavedHistory, type SavedHistory } from '../terminal/saved-history.ts';
import type { PageConnection } from './page-connection.ts';
import { createShellDoor, type PageDoor, type Stage } from './shell-door.ts';

export interface DoorParts {
  /** With the first line, or the first Tab: the prompt is there before it. */
  createShell(options: ShellOptions): Promise<Shell>;
  /** To the page's backend, which may have to be opened first. */
  connect(): Promise<PageConnection>;
}

export interface OpenDoor {
  readonly door: PageDoor;
  readonly history: SavedHistory;
  /** Does ahead of time what the first line would wait for. Rejects when it cannot be fetched. */
  prepare(): Promise<void>;
  /** From now on. */
  showOn(stage: Stage): void;
}

export function openDoor({ createShell, connect }: DoorParts): OpenDoor {
  let stage: Stage | undefined;
  const send: Fetch = async (request) => {
    const page = await connect();
    stage?.say(page.firstWords?.() ?? '');
    const response = await page.send(request);
    const requestId = response.headers.get('Request-Id');
    if (requestId) stage?.addRequest(requestId);
    return response;
  };
  let known: Shell | undefined;
  const shell = once(async () => (known = await createShell({ fetch: send })));
  return {
    door: createShellDoor({ shell, knownShell: () => known, stage: () => stage, connect }),
    history: createSavedHistory(),
    prepare: async () => (await shell()).prepare(),
    showOn(next) {
      stage = next;
    },
  };
}
