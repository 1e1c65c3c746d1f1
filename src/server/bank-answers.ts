// Banks that answer while nobody asks: when the time of a debit has come, it is asked for with the key of
// the latest change, so that the sandbox finds the answer and its events go out.

import type { Fetch } from '../base/fetch.ts';
import { isTestKey } from '../backend/seeded-sandbox.ts';
import { accountOfKey, keyOf } from '../sandbox/keys.ts';
import type { Change } from '../sandbox/commit.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { waitingKind, type Waiting } from '../sandbox/waiting-kind.ts';
import { holdsLiveKey } from '../text/redact.ts';

export interface BankAnswers {
  /** The same way in: it sees with which keys debits are made. */
  readonly fetch: Fetch;
  close(): void;
}

/** Keys of the latest requests, each with the account that it acts for. */
const askersMax = 16;
/** Its clock counts whole seconds. */
const lateMs = 50;
/** A sandbox whose clock is another one is not waited for. */
const waitingMsMax = 600_000;

/** Of what else banks are asked for, by how its ids begin. */
const kinds: Readonly<Record<string, string>> = { po: 'payouts', tu: 'topups' };

export function awaitBanks(
  sandbox: Pick<Sandbox, 'on'>,
  { send, onError }: { readonly send: Fetch; readonly onError: (error: unknown) => void },
): BankAnswers {
  const askers = new Map<string, Readonly<Record<string, string>>>();
  const timers = new Set<ReturnType<typeof setTimeout>>();

  /** Most requests come with the same key as the one before. */
  let latest: readonly [authorization: string, connected: string | null] | undefined;

  function remember(authorization: string, connected: string | null): void {
    if (latest?.[0] === authorization && latest[1] === connected) return;
    const key = keyOf(authorization);
    // One of live mode is refused, and not kept here either.
    if (!isTestKey(key) || holdsLiveKey(key)) return;
    latest = [authorization, connected];
    const account = connected ?? accountOfKey(key);
    const told = connected === null ? {} : { 'Stripe-Account': connected };
    askers.delete(account);
    askers.set(account, { Authorization: authorization, ...told });
    const [oldest = ''] = askers.keys();
    if (askers.size > askersMax) askers.delete(oldest);
  }

  function schedule(change: Change): void {
    const headers = 'account' in change ? askers.get(change.account) : undefined;
    const waiting = waitingOf(change);
    if (headers === undefined || waiting === undefined) return;
    const leftMs = waiting.time * 1000 - Date.now() + lateMs;
    if (leftMs > waitingMsMax) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        // A restricted key that made it may read it.
        const kind = kinds[waiting.id.slice(0, 2)] ?? 'payment_intents';
        const url = `https://api.stripe.com/v1/${kind}/${waiting.id}`;
        send(new Request(url, { headers })).catch(onError);
      },
      Math.max(0, leftMs),
    ).unref();
    timers.add(timer);
  }

  const stop = sandbox.on('commit', ({ changes }) => changes.forEach(schedule));
  return {
    fetch(request) {
      const authorization = request.method === 'POST' ? request.headers.get('Authorization') : null;
      if (authorization) remember(authorization, request.headers.get('Stripe-Account'));
      return send(request);
    },
    close() {
      stop();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** Undefined for all else, and for what a test clock is about. */
function waitingOf(change: Change): Waiting | undefined {
  if (change.type !== 'put' || change.record.version.object !== waitingKind) return undefined;
  const waiting = change.record.version as Waiting;
  return waiting.clock === null ? waiting : undefined;
}
