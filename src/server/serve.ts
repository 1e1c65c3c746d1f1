// The sandbox as a local server, for the official CLI, the SDKs and anything else that speaks HTTP.

import { createServer, type RequestListener, type Server } from 'node:http';
import { clockOf } from '../backend/in-page.ts';
import { openSandbox } from '../backend/whole-sandbox.ts';
import { isLoopbackName } from '../base/loopback.ts';
import { awaitBanks } from './bank-answers.ts';
import { createCliSessions } from './cli-sessions.ts';
import { openFileJournal } from './file-journal.ts';
import { lightResponse } from './light-response.ts';
import { closeServer, listenOnPort, listenOnSocket } from './listen.ts';
import { nodeDoor } from './node-door.ts';
import { answerUnreadable } from './unreadable.ts';
import { startWebhooks } from './webhooks.ts';

export interface ServeOptions {
  /** An address or name of this machine. Unless it is a loopback one, anybody may connect. */
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Of a unix socket to answer on as well. */
  readonly socketPath?: string | undefined;
  readonly seed?: string | undefined;
  /** As in `createSandbox`. */
  readonly now?: string | undefined;
  /** Of the file to keep the sandbox in; without it, it ends with the program. */
  readonly dataPath?: string | undefined;
  /** A line for the person who started it: what was dropped, what failed. */
  warn(text: string): void;
}

export interface Serving {
  /** As in `http://127.0.0.1:4242`. */
  readonly url: string;
  /** Finishes what is under way, frees port, socket and file. */
  close(): Promise<void>;
}

/** Above the usual idle time of clients, so that none writes into a connection that just closed. */
const keepAliveMs = 75_000;
const closingMsMax = 2_000;

/** Rejects with an Error for the person who started it. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { host, port, socketPath, seed, now, dataPath, warn } = options;
  const sandbox = openSandbox({ seed, now }, lightResponse);
  const journal = dataPath === undefined ? undefined : await openFileJournal(dataPath, sandbox);
  for (const notice of journal?.notices ?? []) warn(notice);

  const onError = (error: unknown): void =>
    warn(`Error: ${error instanceof Error ? error.stack : String(error)}`);
  const banks = awaitBanks(sandbox, { clock: clockOf(now), onError });
  const send = journal?.fetch ?? sandbox.fetch;
  let url = '';
  const sessions = createCliSessions(sandbox, { send, origin: () => url });
  const server = open(nodeDoor(sessions.fetch, { isLocal: isLoopbackName(host), onError }));
  const socketServer = open(nodeDoor(sessions.fetch, { isLocal: false, onError }));
  const doors = [server, socketServer].map(sessions.attach);
  const webhooks = startWebhooks(sandbox, { warn });

  async function close(): Promise<void> {
    for (const door of doors) door.close();
    webhooks.close();
    banks.close();
    await Promise.all([server, socketServer].map((one) => closeServer(one, closingMsMax)));
    await journal?.close();
  }

  try {
    if (socketPath !== undefined) await listenOnSocket(socketServer, socketPath);
    url = await listenOnPort(server, host, port);
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function open(listener: RequestListener): Server {
  const server = createServer(
    { keepAliveTimeout: keepAliveMs, requireHostHeader: false },
    listener,
  );
  answerUnreadable(server);
  return server;
}
