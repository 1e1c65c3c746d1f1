// Opens the session that a streaming command follows, with the CLI's words around it.

import type { Context } from './command.ts';
import { logText } from './log-style.ts';
import type { Session, SessionRequest } from './session.ts';
import { ShellError } from './shell-error.ts';

/** Throws ShellError where there is nothing to follow, or where it is refused. */
export async function openSession(
  asked: SessionRequest,
  { host, isInteractive, warn, clock }: Context,
  name: string,
): Promise<Session> {
  if (!host.openSession) {
    throw new ShellError(
      `stripe ${name}: this program has no running sandbox to follow. A page and its shell have; ` +
        'so has "sandshell serve", for "sandshell run --api-base".',
    );
  }
  if (!isInteractive) warn('Getting ready...\n');
  try {
    return await host.openSession(asked);
  } catch (error) {
    if (!isInteractive) warn('\n');
    const reason = error instanceof Error ? error.message : String(error);
    const isLogged = name === 'listen';
    const message = `${isLogged ? 'E' : 'e'}rror while authenticating with Stripe: ${reason}`;
    const nowMs = clock();
    throw new ShellError(isLogged ? logText({ level: 'fatal', message, nowMs }) : message);
  }
}
