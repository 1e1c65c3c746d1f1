// Sessions of `sandshell serve`: `POST /v1/stripecli/sessions` opens one, as the official CLI does for
// `stripe listen` and `stripe logs tail`; a websocket then tells what happens.

import type { Server } from 'node:http';
import { logged } from '../backend/logged.ts';
import type { Exchange } from '../backend/request-log.ts';
import { openSandboxSession } from '../backend/sandbox-session.ts';
import { createEmitter } from '../base/emitter.ts';
import type { Fetch } from '../base/fetch.ts';
import { accountOfKey, keyOf, readKey } from '../sandbox/checking/keys.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Session, SessionFeature } from '../shell/session.ts';
import { acceptSockets, type SocketDoor } from './session-socket.ts';

export interface CliSessions {
  readonly fetch: Fetch;
  /** Lets the clients of sessions in at this server. */
  attach(server: Server): SocketDoor;
}

const path = '/v1/stripecli/sessions';
const sessionsMax = 64;

interface SessionEvents {
  readonly request: { readonly account: string; readonly exchange: Exchange };
}

/** `send` answers everything else; `origin` gives where the server is, as in `http://127.0.0.1:1`. */
export function createCliSessions(
  sandbox: Pick<Sandbox, 'on' | 'snapshot'>,
  { send, origin }: { readonly send: Fetch; origin(): string },
): CliSessions {
  const emitter = createEmitter<SessionEvents>();
  const sessions = new Map<string, Session>();
  // Requests are logged only while somebody follows them.
  let followers = 0;

  async function open(request: Request): Promise<Response> {
    // Whatever the API says of a key, it says here too.
    const headers = { Authorization: request.headers.get('Authorization') ?? '' };
    const probe = await send(
      new Request('https://api.stripe.com/v1/customers?limit=1', { headers }),
    );
    if (!probe.ok) return probe;
    const form = new URLSearchParams(await request.text());
    const key = readKey(headers.Authorization);
    const owner = accountOfKey(key);
    const features = form.getAll('websocket_features[]') as SessionFeature[];
    const session = await openSandboxSession(
      { key, features, params: new Map(form) },
      {
        clock: Date.now,
        snapshot: sandbox.snapshot,
        onEvent: (listener) => sandbox.on('event', listener),
        onRequest(listener) {
          followers += 1;
          const stop = emitter.on('request', ({ account, exchange }) => {
            if (account === owner) listener(exchange);
          });
          return () => {
            followers -= 1;
            stop();
          };
        },
      },
    );
    const id = `cliws_${crypto.randomUUID()}`;
    sessions.set(id, session);
    for (const old of [...sessions.keys()].slice(0, -sessionsMax)) sessions.delete(old);
    return Response.json({
      websocket_url: `${origin().replace(/^http/, 'ws')}/v1/stripecli/subscribe/${owner}`,
      websocket_id: id,
      websocket_authorized_feature: features[0] ?? '',
      secret: session.secret,
      default_version: session.defaultVersion,
      latest_version: session.latestVersion,
      device_token: session.deviceToken,
      display_connect_filter_warning: session.isFilterIdle,
      reconnect_delay: 60,
    });
  }

  function follow(request: Request): Promise<Response> {
    const account = accountOfKey(keyOf(request.headers.get('Authorization')));
    const remember = (exchange: Exchange): void => emitter.emit('request', { account, exchange });
    return logged(send, { remember, now: Date.now, stopwatch: () => performance.now() })(request);
  }

  return {
    fetch(request) {
      if (request.method === 'POST' && request.url.endsWith(path)) return open(request);
      return followers > 0 ? follow(request) : send(request);
    },
    attach: (server) => acceptSockets(server, (id) => sessions.get(id)?.follow),
  };
}
