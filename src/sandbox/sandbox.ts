// The door of the sandbox: a Request in, a Response out; the one place where errors are caught.

import { seconds, type Clock } from '../base/clock.ts';
import { createEmitter } from '../base/emitter.ts';
import type { Fetch, Respond } from '../base/fetch.ts';
import { createRandom } from '../base/random.ts';
import { isOfLoading } from '../base/words-of-error.ts';
import { ApiError, LateRefusal, errorBody } from '../wire/api-error.ts';
import { answer, type Answer, type Place, type Surroundings } from './answer.ts';
import type { ApiObject } from './behaviour.ts';
import type { Told } from './call.ts';
import { unexpected } from './checking/errors.ts';
import { kindsFromTheStart } from './first-kinds.ts';
import type { Change, Commit, Snapshot } from './objects/commit.ts';
import { makeRequestId } from './objects/ids.ts';
import { firstKinds } from './objects/kinds.ts';
import { createStore, type Transaction } from './objects/store.ts';
import { waitingKind } from './objects/waiting-kind.ts';
import { prepare, type GivenCatalog } from './prepare.ts';
import { partsOf, toResponse, type Reply } from './reply.ts';

export interface SandboxOptions {
  readonly catalog: GivenCatalog;
  readonly clock: Clock;
  /** The same seed and the same requests give the same ids. */
  readonly seed: string;
  /** Node's own Response takes longer to make and to read than all the rest of an answer. */
  readonly respond?: Respond | undefined;
}

export interface ToldEvent {
  readonly account: string;
  readonly event: ApiObject;
  readonly isOwn: boolean;
  /** Of one that is told again: the id of the webhook endpoint that it is for; '' for none. */
  readonly to?: string | undefined;
}

export interface SandboxEvents {
  /**
   * A Stripe event object came to be. `isOwn` is false for those of commits applied from
   * elsewhere.
   */
  readonly event: ToldEvent;
  /** This sandbox changed its state by a request or a reset. Told before the Response is given. */
  readonly commit: Commit;
  /** All objects are gone or replaced: by `reset`, `restore`, or an applied commit that resets. */
  readonly reset: undefined;
}

export interface Sandbox {
  /**
   * What goes wrong inside is answered as Stripe answers it, with status 500. Rejects only when the
   * request was aborted, with its reason, or code for it could not be fetched, and then nothing was
   * done; or when a listener throws.
   */
  readonly fetch: Fetch;
  /** Shares its objects with the sandbox: to be read, written out or cloned, not to be changed. */
  snapshot(): Snapshot;
  /**
   * Takes the snapshot's state in place of the present one, `sequence` included. Tells 'reset', and
   * no 'commit': the snapshot itself is what there is to keep. The snapshot's objects are taken as
   * they are, and must not be changed afterwards. Throws when it is no snapshot of
   * this
   * format; then the present state stays as it is.
   */
  restore(snapshot: Snapshot): void;
  /** Empties all accounts, and starts the ids anew from the seed. A commit like any other. */
  reset(): void;
  /**
   * Takes over a commit of another sandbox. False, and nothing happens, when it is already in (its
   * sequence is not above `sequence()`). Throws when commits before it are missing.
   */
  apply(commit: Commit): boolean;
  /**
   * Changes an account's state without a request, as a delivery that came through does. A commit like
   * any other; tells the events that `work` gives, which is synchronous, and must not throw: it may roll
   * back.
   */
  amend(account: string, work: (transaction: Transaction) => readonly Told[] | void): void;
  /** Of the last commit in the present state; 0 for none. */
  sequence(): number;
  /** Gives a function that stops the listening. */
  on<Name extends keyof SandboxEvents>(
    type: Name,
    listener: (event: SandboxEvents[Name]) => void,
  ): () => void;
}

export function createSandbox(options: SandboxOptions): Sandbox {
  const { catalog, clock, seed, respond = toResponse } = options;
  firstKinds.give(kindsFromTheStart);
  const store = createStore(seed);
  const emitter = createEmitter<SandboxEvents>();
  // A stream of its own: reading must not move the ids of objects.
  let requestIds = createRandom(`${seed} requests`);

  const fetch: Fetch = async (request) => {
    const requestId = makeRequestId(requestIds);
    const asked = { requestId, method: request.method };
    const place: Place = { account: undefined, headers: {} };
    const around = (): Surroundings => ({ store, now: seconds(clock), requestId, place });
    let given: Answer;
    try {
      const prepared = await prepare(request, catalog, store.hasHeld(waitingKind));
      // From here on everything is synchronous: no other request comes between.
      request.signal.throwIfAborted();
      if (!prepared.refusal && fileAddress.test(prepared.plain.path)) {
        const { fileResponse } = await import('./upload.ts');
        request.signal.throwIfAborted();
        return fileResponse(prepared.plain, around());
      }
      given = answer(prepared, around());
    } catch (error) {
      if (request.signal.aborted) throw request.signal.reason;
      const told = await spoken(error);
      // A caller that has no answer sends the request again; one that has this would not.
      if (isOfLoading(told)) throw told;
      const reply = refusal(told, { requestId, ...place });
      return respond(partsOf(reply, asked));
    }
    // Outside of the catch: a listener's mistake must not be told as a refusal.
    tell(given);
    const reply = given.reply ?? refusal(given.refusal, { requestId, ...place });
    return respond(partsOf(reply, asked));
  };

  function tell({ commit, events }: Pick<Answer, 'commit' | 'events'>): void {
    if (commit) emitter.emit('commit', commit);
    for (const { account, event, to } of events) {
      emitter.emit('event', { account, event, isOwn: true, to });
    }
  }

  function apply(commit: Commit): boolean {
    const news = commit.changes.flatMap(newsOf);
    if (!store.apply(commit)) return false;
    if (commit.changes.some(({ type }) => type === 'reset')) emitter.emit('reset', undefined);
    for (const told of news) emitter.emit('event', told);
    return true;
  }

  /** Another version of an event that is known is no news. */
  function newsOf(change: Change): readonly ToldEvent[] {
    if (change.type !== 'put') return [];
    const { account, record } = change;
    const event = record.version;
    const isNews = event.object === 'event' && !store.record(account, 'event', event.id);
    return isNews ? [{ account, event, isOwn: false }] : [];
  }

  return {
    fetch,
    snapshot: store.snapshot,
    restore(snapshot) {
      store.restore(snapshot);
      requestIds = createRandom(`${seed} requests ${snapshot.sequence}`);
      emitter.emit('reset', undefined);
    },
    reset() {
      const commit = store.reset();
      emitter.emit('commit', commit);
      emitter.emit('reset', undefined);
    },
    apply,
    amend(account, work) {
      const transaction = store.begin(account);
      const events = work(transaction) ?? [];
      tell({ commit: transaction.commit(), events });
    },
    sequence: store.sequence,
    on: emitter.on,
  };
}

/** What answers with a file's bytes. */
const fileAddress = /^\/links\/|\/(contents|pdf)$/;

/** Where the words cannot be fetched, that is what is told. */
async function spoken(error: unknown): Promise<unknown> {
  try {
    return error instanceof LateRefusal ? await error.tell() : error;
  } catch (failure) {
    return failure;
  }
}

function refusal(error: unknown, place: Place & { readonly requestId: string }): Reply {
  const told = error instanceof ApiError ? error : unexpected();
  // A trace for whoever looks for the mistake: the caller is told no more than Stripe tells.
  if (told !== error) console.error('Sandshell sandbox:', error);
  const headers = { ...place.headers, 'Stripe-Should-Retry': 'false' };
  return { status: told.status, body: errorBody(told, place), headers };
}
