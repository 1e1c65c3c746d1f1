// Webhook endpoints of a sandbox: each event goes, signed, to those that wait for it, and again until
// it is taken; what came of it is remembered, and counted down in the event.
// Source: https://docs.stripe.com/webhooks#retries

import type { Clock } from '../base/clock.ts';
import type { Fetch } from '../base/fetch.ts';
import type { ApiObject } from '../sandbox/behaviour.ts';
import type { Sandbox, ToldEvent } from '../sandbox/sandbox.ts';
import { webhookHeaders } from '../shell/sign-webhook.ts';
import { createPauses } from './pauses.ts';
import { accountIn, type AwaitedEndpoint, type EndpointBook } from './webhook-book.ts';

/** One event on its way to one endpoint. */
export interface Delivery {
  /** Ids, as in `evt_1AbC…` and `we_1AbC…`. */
  readonly event: string;
  readonly endpoint: string;
  /** Of the event. */
  readonly type: string;
  /** Whose event it is. */
  readonly account: string;
  readonly url: string;
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly attempts: number;
  /** HTTP status of the last answer; undefined where none came. */
  readonly answer: number | undefined;
  /** Why no answer came, in words; empty where one did. */
  readonly reason: string;
}

export interface Webhooks {
  /** An event came to be, or is told again. */
  take(told: ToldEvent): void;
  /** Newest first, of one event where its id is given. The last `deliveriesMax` are known. */
  deliveries(event?: string): readonly Delivery[];
  /** Gives up what is under way, as when the events are gone. */
  drop(): void;
  /** Told after each attempt, and of what is refused. Gives a function that stops the listening. */
  on(listener: (delivery: Delivery) => void): () => void;
}

export interface WebhookOptions {
  readonly book: EndpointBook;
  /**
   * Takes what is posted to an endpoint's address. Rejects with a reason in words where nobody
   * answers there.
   */
  readonly deliver: Fetch;
  /** Why an address gets nothing, whatever happens; undefined where it does. */
  readonly refusal?: ((url: string) => string | undefined) | undefined;
  /** The event as that version of the API tells it; as it is where absent. */
  readonly inVersion?: ((told: ToldEvent, version: string) => Promise<ApiObject>) | undefined;
  readonly amend: (...change: Parameters<Sandbox['amend']>) => void | Promise<void>;
  /** Of the sandbox: where it is moved on, what waits is tried again at once. */
  readonly clock: Clock;
  /** Before each attempt after the first, in real time. */
  readonly retryMs?: readonly number[] | undefined;
}

/** In the time of somebody who tries things out, not in Stripe's hours. */
const usualRetryMs = [1_000, 4_000, 16_000];
/** Of the sandbox's time: Stripe's own first pause is about as long. */
const movedMs = 3_600_000;
const deliveriesMax = 1_000;
const clockMoved = 'test_helpers.test_clock.ready';

export function createWebhooks(options: WebhookOptions): Webhooks {
  const {
    book,
    deliver,
    amend,
    clock,
    inVersion = ({ event }) => Promise.resolve(event),
    retryMs = usualRetryMs,
    refusal = () => undefined,
  } = options;
  const log = new Map<string, Delivery>();
  const listeners = new Set<(delivery: Delivery) => void>();
  const pauses = createPauses();
  let lastMs = clock();

  function note(delivery: Delivery): Delivery {
    const key = `${delivery.event} ${delivery.endpoint}`;
    log.set(key, delivery);
    for (const old of log.keys()) {
      if (log.size <= deliveriesMax) break;
      log.delete(old);
    }
    const isNew = delivery.attempts === 0 && delivery.status === 'pending';
    if (!isNew) for (const listener of listeners) listener(delivery);
    return delivery;
  }

  async function attempt(
    delivery: Delivery,
    event: ApiObject,
    { endpoint, secret }: AwaitedEndpoint,
  ): Promise<Delivery> {
    const attempts = delivery.attempts + 1;
    const body = JSON.stringify(rendered(event, endpoint, delivery), undefined, 2);
    const signed = await webhookHeaders(body, { secret, nowMs: Date.now() });
    const headers = [...signed] as [string, string][];
    try {
      const request = new Request(delivery.url, { method: 'POST', headers, body });
      const { status: answer } = await deliver(request);
      const status = answer >= 200 && answer < 300 ? 'succeeded' : 'pending';
      return { ...delivery, attempts, answer, reason: '', status };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ...delivery, attempts, answer: undefined, reason };
    }
  }

  async function send(delivery: Delivery, told: ToldEvent, to: AwaitedEndpoint): Promise<void> {
    const round = pauses.round();
    const reason = refusal(delivery.url);
    if (reason !== undefined) return void note({ ...delivery, status: 'failed', reason });
    let last = note(delivery);
    const { api_version: version } = to.endpoint;
    const event = typeof version === 'string' ? await inVersion(told, version) : told.event;
    if (round !== pauses.round()) return;
    for (const [index, waitMs] of [0, ...retryMs].entries()) {
      if (waitMs > 0) await pauses.wait(waitMs);
      if (round !== pauses.round()) return;
      last = await attempt(last, event, to);
      if (round !== pauses.round()) return;
      const isOver = last.status === 'pending' && index === retryMs.length;
      note(isOver ? { ...last, status: 'failed' } : last);
      if (last.status === 'succeeded') break;
    }
    if (last.status !== 'succeeded') return;
    await amend(last.account, (transaction) => countPending(transaction, event.id, -1));
  }

  /** What connected accounts' events wait for is known only here. */
  function correct({ account, event }: ToldEvent, awaited: number): void {
    const missing = awaited - Number(event['pending_webhooks']);
    if (missing !== 0)
      void amend(account, (transaction) => countPending(transaction, event.id, missing));
  }

  function wakeWhereMoved(type: string): void {
    const nowMs = clock();
    if (type === clockMoved || nowMs - lastMs >= movedMs) pauses.wake();
    lastMs = nowMs;
  }

  return {
    take(told) {
      const { account, event, isOwn, to } = told;
      if (!isOwn) return;
      const type = String(event['type']);
      wakeWhereMoved(type);
      const awaited = to === undefined ? book.awaiting(account, event) : book.named(account, to);
      if (to === undefined) correct(told, awaited.length);
      for (const one of awaited) {
        const { id, url } = one.endpoint;
        const start = { event: event.id, endpoint: id, type, account, url: String(url) };
        const delivery = { ...start, attempts: 0, answer: undefined, reason: '' };
        void send({ ...delivery, status: 'pending' }, told, one);
      }
    },
    deliveries: (event) =>
      [...log.values()].filter((one) => event === undefined || one.event === event).reverse(),
    drop() {
      pauses.drop();
      log.clear();
    },
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** As this endpoint gets it: in its version, and with the account where that is a connected one. */
function rendered(event: ApiObject, endpoint: ApiObject, { account }: Delivery): object {
  const { api_version: version, application } = endpoint;
  return {
    ...event,
    ...(application ? { account: accountIn(event) ?? account } : {}),
    ...(version ? { api_version: version } : {}),
  };
}

type Transaction = Parameters<Parameters<Sandbox['amend']>[1]>[0];

/** Without effect where the event is gone. */
function countPending(transaction: Transaction, id: string, by: number): void {
  const record = transaction.record('event', id);
  if (!record) return;
  const pending = Math.max(0, Number(record.version['pending_webhooks']) + by);
  transaction.put({ ...record, version: { ...record.version, pending_webhooks: pending } });
}
