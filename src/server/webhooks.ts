// Webhook endpoints of a served sandbox: each event goes, signed, to those that wait for it and are on
// this machine. Others are told of once: nothing leaves it by itself.

import { setTimeout as pause } from 'node:timers/promises';
import type { ApiObject } from '../sandbox/behaviour.ts';
import type { Change } from '../sandbox/commit.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { webhookHeaders } from '../shell/sign-webhook.ts';
import { isLoopback } from './access.ts';
import { deliver } from './deliver.ts';

export interface Webhooks {
  close(): void;
}

export interface WebhookOptions {
  /** A line for the person who started it: what could not be delivered. */
  warn(text: string): void;
  /** Before each attempt after the first. */
  readonly retryMs?: readonly number[];
}

/** In the time of somebody who tries things out, not in Stripe's hours. */
const usualRetryMs = [1_000, 4_000, 16_000];

/** By the secret's kind: see the behaviour of webhook endpoints. */
const secretKind = 'webhook_endpoint.secret';

export function startWebhooks(sandbox: Sandbox, options: WebhookOptions): Webhooks {
  const { warn, retryMs = usualRetryMs } = options;
  const stopping = new AbortController();
  const endpoints = new Map<string, { readonly account: string; readonly endpoint: ApiObject }>();
  const secrets = new Map<string, string>();
  const told = new Set<string>();

  function learn(account: string, version: ApiObject): void {
    if (version.object === secretKind) secrets.set(version.id, String(version['secret']));
    if (version.object === 'webhook_endpoint')
      endpoints.set(version.id, { account, endpoint: version });
  }
  function follow(change: Change): void {
    if (change.type === 'put') learn(change.account, change.record.version);
    if (change.type === 'remove') endpoints.delete(change.record.version.id);
  }
  function learnAll(): void {
    endpoints.clear();
    for (const [account, { records }] of Object.entries(sandbox.snapshot().accounts)) {
      for (const kind of [secretKind, 'webhook_endpoint']) {
        for (const { version } of records[kind] ?? []) learn(account, version);
      }
    }
  }
  async function send(endpoint: ApiObject, event: ApiObject): Promise<void> {
    const url = String(endpoint['url']);
    const body = JSON.stringify(event, undefined, 2);
    const secret = secrets.get(endpoint.id) ?? '';
    let reason = '';
    for (const wait of [0, ...retryMs]) {
      if (wait > 0) await pause(wait, undefined, { signal: stopping.signal, ref: false });
      const headers = await webhookHeaders(body, { secret, nowMs: Date.now() });
      try {
        const status = await deliver({ url, headers, body });
        if (status >= 200 && status < 300) return;
        reason = `status ${status}`;
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
    }
    warn(`${endpoint.id}: ${url} did not take ${String(event['type'])} (${event.id}): ${reason}`);
  }

  learnAll();
  const stops = [
    sandbox.on('commit', ({ changes }) => changes.forEach(follow)),
    sandbox.on('reset', learnAll),
    sandbox.on('event', ({ account, event, isOwn }) => {
      if (!isOwn) return;
      for (const one of endpoints.values()) {
        const { endpoint } = one;
        if (one.account !== account || !isAwaited(endpoint, String(event['type']))) continue;
        if (isNear(endpoint)) void send(endpoint, event).catch(() => undefined);
        else if (!told.has(endpoint.id)) {
          told.add(endpoint.id);
          warn(
            `${endpoint.id}: events go to addresses of this machine only, not to ${String(endpoint['url'])}`,
          );
        }
      }
    }),
  ];
  return {
    close() {
      for (const stop of stops) stop();
      stopping.abort();
    },
  };
}

function isAwaited({ status, enabled_events: enabled }: ApiObject, type: string): boolean {
  const asked = Array.isArray(enabled) ? enabled : [];
  return status === 'enabled' && (asked.includes('*') || asked.includes(type));
}

function isNear({ url }: ApiObject): boolean {
  const text = String(url);
  return URL.canParse(text) && isLoopback(new URL(text).hostname);
}
