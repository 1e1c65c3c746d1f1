// A sandbox that outlives the page and is shared by the tabs of a site: a Fetch around the sandbox
// that first takes over what other tabs changed, and then writes what the request changed.

import { createEmitter } from '../base/emitter.ts';
import type { Fetch } from '../base/fetch.ts';
import type { Commit, Snapshot } from '../sandbox/objects/commit.ts';
import type { Sandbox, SandboxEvents } from '../sandbox/sandbox.ts';
import { memoryKeeper, openKeeper, type StorageState } from './keeper.ts';

export interface SavedEvents {
  /** A Stripe event came to be, in this page or in another tab. */
  readonly event: SandboxEvents['event'];
  /** Objects changed, by this page or by another tab. */
  readonly change: { readonly isOwn: boolean; readonly commit?: Commit };
  /** All objects are gone or replaced, by this page or by another tab. */
  readonly reset: undefined;
  readonly storage: StorageState;
}

/** What a page knows of its sandbox, wherever it is kept. */
export interface SavedSandbox {
  readonly fetch: Fetch;
  snapshot(): Promise<Snapshot>;
  /** Replaces the state in all tabs. Rejects when it is no snapshot; then nothing changes. */
  restore(snapshot: Snapshot): Promise<void>;
  /** See `Sandbox.amend`. */
  amend(...change: Parameters<Sandbox['amend']>): Promise<void>;
  /** Empties the sandbox in all tabs, and saves again where that had ended. */
  reset(): Promise<void>;
  storage(): StorageState;
  on<Name extends keyof SavedEvents>(
    type: Name,
    listener: (event: SavedEvents[Name]) => void,
  ): () => void;
  close(): void;
}

export interface SavedOptions {
  readonly sandbox: Sandbox;
  /** Of the database, the lock and the channel: tabs that give the same name share one sandbox. */
  readonly name: string;
  /** False for a sandbox that begins anew with each visit. */
  readonly isSaved: boolean;
  /** Undefined where the browser has none, as on pages that are not served over HTTPS. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  /** Done before the lock is taken, so that no tab waits while another fetches a part of the page. */
  prepare?(request: Request): Promise<void>;
}

export async function openSavedSandbox(options: SavedOptions): Promise<SavedSandbox> {
  const { sandbox, name, isSaved, locks, prepare } = options;
  const emitter = createEmitter<SavedEvents>();
  sandbox.on('event', (event) => emitter.emit('event', event));
  sandbox.on('reset', () => emitter.emit('reset', undefined));
  sandbox.on('commit', (commit) => emitter.emit('change', { isOwn: true, commit }));
  const keeper = isSaved
    ? await openKeeper({
        sandbox,
        name,
        locks,
        onForeignChange: () => emitter.emit('change', { isOwn: false }),
        onState: (state) => emitter.emit('storage', state),
      })
    : memoryKeeper;

  return {
    async fetch(request) {
      await prepare?.(request);
      // As a network would: what was given up before it began does nothing.
      request.signal.throwIfAborted();
      return keeper.perform(() => sandbox.fetch(request), request.signal);
    },
    snapshot: () => keeper.perform(async () => sandbox.snapshot()),
    async restore(snapshot) {
      await keeper.replace(() => sandbox.restore(snapshot));
      emitter.emit('change', { isOwn: true });
    },
    amend: (...change) => keeper.perform(async () => sandbox.amend(...change)),
    reset: () => keeper.replace(() => sandbox.reset()),
    storage: keeper.state,
    on: emitter.on,
    close: keeper.close,
  };
}
