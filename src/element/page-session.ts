// A session with the page's sandbox, for commands that show what happens in it.

import { openSandboxSession } from '../backend/sandbox-session.ts';
import type { Session, SessionRequest } from '../shell/session.ts';
import type { PageConnection } from './page.ts';

/** The page's log tells no keys apart: all of its requests are there. */
export function openPageSession(asked: SessionRequest, page: PageConnection): Promise<Session> {
  return openSandboxSession(asked, {
    clock: Date.now,
    snapshot: page.snapshot,
    onEvent: page.onEvent,
    onRequest: (listener) => page.requests.on('add', listener),
  });
}
