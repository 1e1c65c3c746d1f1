// A session with a sandbox, for what follows it: the events of an account and of those connected to
// it, signed as they go to webhooks, and the requests that were answered.

import type { Clock } from '../base/clock.ts';
import { catalogs } from '../catalog/load.ts';
import type { Snapshot } from '../sandbox/objects/commit.ts';
import { accountOfKey } from '../sandbox/checking/keys.ts';
import type { LogFilters } from '../shell/log-filters.ts';
import { passesFilters } from '../shell/log-filters.ts';
import type { Follower, SentEvent, Session, SessionRequest } from '../shell/session.ts';
import { signingSecret, webhookHeaders } from '../shell/sign-webhook.ts';
import type { Exchange } from './request-log.ts';

export interface ToldEvent {
  readonly account: string;
  /** A Stripe event object. */
  readonly event: object;
}

export interface FollowedSandbox {
  readonly clock: Clock;
  snapshot(): Snapshot | Promise<Snapshot>;
  /** Gives a function that ends it, as `onRequest` does. */
  onEvent(listener: (told: ToldEvent) => void): () => void;
  onRequest(listener: (exchange: Exchange) => void): () => void;
}

export async function openSandboxSession(
  asked: SessionRequest,
  sandbox: FollowedSandbox,
): Promise<Session> {
  const owner = accountOfKey(asked.key);
  const [secret, { apiVersion }] = await Promise.all([signingSecret(asked.key), catalogs.whole()]);
  const filters = JSON.parse(asked.params.get('filters') ?? '{}') as LogFilters;
  const byAccount = filters['filter_account'] ?? [];
  const isFilterIdle =
    byAccount.some((value) => value.toUpperCase() !== 'SELF') &&
    accountsOf(owner, await sandbox.snapshot()).length === 0;
  const heeded = isFilterIdle ? { ...filters, filter_account: ['SELF'] } : filters;
  return {
    secret,
    defaultVersion: apiVersion,
    latestVersion: apiVersion,
    deviceToken: `we_cli_${owner.slice(5)}`,
    isFilterIdle,
    async follow({ event, request }: Follower) {
      const stops = [
        event &&
          asked.features.includes('webhooks') &&
          followEvents({ owner, secret, apiVersion, tell: event }, sandbox),
        request &&
          asked.features.includes('request_logs') &&
          sandbox.onRequest((exchange) => {
            if (passesFilters(heeded, exchange)) request(payloadOf(exchange));
          }),
      ];
      return () => {
        for (const stop of stops) if (stop) stop();
      };
    },
  };
}

/** Ids of those that are connected to an account. */
function accountsOf(owner: string, { accounts }: Snapshot): readonly string[] {
  return (accounts[owner]?.records['account'] ?? []).map(({ version }) => String(version.id));
}

interface Following {
  readonly owner: string;
  readonly secret: string;
  readonly apiVersion: string;
  tell(sent: SentEvent): void;
}

/** In their order, each once as the account's own version has it and once as the newest. */
function followEvents(following: Following, sandbox: FollowedSandbox): () => void {
  const { owner, secret, apiVersion, tell } = following;
  const connected = new Set<string>();
  let isStopped = false;
  let last = Promise.resolve();

  async function isConnected(account: string): Promise<boolean> {
    if (connected.has(account)) return true;
    const known = accountsOf(owner, await sandbox.snapshot()).includes(account);
    if (known) connected.add(account);
    return known;
  }
  async function handOn({ account, event }: ToldEvent): Promise<void> {
    const isOwn = account === owner;
    if (!isOwn && !(await isConnected(account))) return;
    const payload = JSON.stringify(isOwn ? event : { ...event, account }, undefined, 2);
    const headers = await webhookHeaders(payload, { secret, nowMs: sandbox.clock() });
    const sent = { payload, headers, isThin: false };
    if (isStopped) return;
    for (const version of [undefined, apiVersion]) tell({ ...sent, apiVersion: version });
  }
  const stop = sandbox.onEvent((told) => {
    // Those of /v2 are for event destinations.
    if (Object(told.event).object !== 'event') return;
    last = last.then(() => handOn(told)).catch(() => undefined);
  });
  return () => {
    isStopped = true;
    stop();
  };
}

function payloadOf(exchange: Exchange): string {
  const { method, path, status, requestId, startedMs } = exchange;
  return JSON.stringify({
    created_at: Math.floor(startedMs / 1000),
    error: errorOf(exchange),
    livemode: false,
    method,
    request_id: requestId,
    status,
    url: path,
  });
}

function errorOf({ status, responseBody }: Exchange): Readonly<Record<string, unknown>> {
  if (status < 400) return {};
  try {
    const body = JSON.parse(responseBody) as { readonly error?: Record<string, unknown> };
    return body.error ?? {};
  } catch {
    return {};
  }
}
