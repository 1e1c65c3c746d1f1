// A session with the page's sandbox, for commands that show what happens in it.

import { openSandboxSession } from '../backend/sandbox-session.ts';
import type { Snapshot } from '../sandbox/objects/commit.ts';
import { accountOfKey } from '../sandbox/checking/keys.ts';
import type { Session, SessionRequest } from '../shell/session.ts';
import type { PageConnection } from './page-connection.ts';

/** The page's log tells no keys apart: all of its requests are there. */
export async function openPageSession(
  asked: SessionRequest,
  page: PageConnection,
): Promise<Session> {
  const { remote } = page;
  const session = await openSandboxSession(asked, {
    clock: Date.now,
    snapshot: remote ? () => nothingHere : page.snapshot,
    // Behind a proxy there is one account, whatever key the page gives.
    onEvent: remote
      ? (listener) =>
          page.onEvent(({ event }) => listener({ event, account: accountOfKey(asked.key) }))
      : page.onEvent,
    onRequest: (listener) => page.requests.on('add', listener),
  });
  return remote ? watching(session, remote.watch) : session;
}

const nothingHere: Snapshot = { format: 1, sequence: 0, random: 0, accounts: {} };

/** Events are asked for steadily as long as somebody follows them. */
function watching(session: Session, watch: () => () => void): Session {
  return {
    ...session,
    async follow(follower) {
      const stops = [await session.follow(follower), ...(follower.event ? [watch()] : [])];
      return () => stops.forEach((stop) => stop());
    },
  };
}
