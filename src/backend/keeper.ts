// Decides where a sandbox is kept: in the saved journal as long as that works, else in memory only.

import type { Sandbox } from '../sandbox/sandbox.ts';
import { openSavedDatabase } from './saved-database.ts';
import { createSavedJournal, JournalError, type SavedJournal } from './saved-journal.ts';
import { createTurns, TurnsError } from './turns.ts';

/** `reason`: sentences for the reader, of what happened and what to do; empty where it was asked for. */
export type StorageState =
  { readonly type: 'saved' } | { readonly type: 'memory'; readonly reason: string };

export interface Keeper {
  /** Does `work` on the newest state of all tabs, and sees to it that what it changed is written. */
  perform<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Makes the state after `work` that of all tabs, and saves again where that had ended. */
  replace(work: () => void): Promise<void>;
  state(): StorageState;
  close(): void;
}

export interface KeeperOptions {
  readonly sandbox: Sandbox;
  /** Of the database, the lock and the channel: tabs that give the same name share one sandbox. */
  readonly name: string;
  readonly locks: Pick<LockManager, 'request'> | undefined;
  /** Called when another tab's changes have come in. */
  onForeignChange(): void;
  onState(state: StorageState): void;
}

export async function openKeeper(options: KeeperOptions): Promise<Keeper> {
  const { sandbox, name, locks, onForeignChange, onState } = options;
  const turns = createTurns(name, locks);
  const notices = new BroadcastChannel(name);
  let journal: SavedJournal | undefined;
  let state: StorageState = { type: 'saved' };

  async function goOnInMemory(error: unknown): Promise<void> {
    journal?.close();
    journal = undefined;
    state = { type: 'memory', reason: await reasonOf(error) };
    onState(state);
  }

  async function open(): Promise<SavedJournal> {
    const onLost = (reason: string): void => void goOnInMemory(new JournalError(reason));
    return createSavedJournal(sandbox, await openSavedDatabase(name, onLost));
  }

  /** An error of the journal ends the saving, not the work. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await goOnInMemory(error);
    }
  }

  /** `isAlone` is false where the browser refuses the lock; then nothing may be written. */
  async function inTurn<T>(
    work: (isAlone: boolean) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    try {
      return await turns.take(() => work(true), signal);
    } catch (error) {
      if (!(error instanceof TurnsError)) throw error;
      await goOnInMemory(error);
      return work(false);
    }
  }

  const catchUp = (): Promise<void> =>
    attempt(async () => {
      if (await journal?.catchUp()) onForeignChange();
    });

  const save = (): Promise<void> =>
    attempt(async () => {
      if (!journal || !(await saveOrFold(journal))) return;
      notices.postMessage('changed');
      // After the answer, not before it: the time it takes grows with the whole sandbox.
      if (journal.isLong()) setTimeout(() => void inTurn(foldLong), 0);
    });

  async function foldLong(): Promise<void> {
    await catchUp();
    await attempt(async () => {
      if (journal?.isLong()) await journal.fold();
    });
  }

  let isNoticed = false;
  notices.addEventListener('message', () => {
    // One look finds all that was written until then.
    if (!journal || isNoticed) return;
    isNoticed = true;
    void inTurn(() => {
      isNoticed = false;
      return catchUp();
    });
  });

  await inTurn(async (isAlone) => {
    if (!isAlone) return;
    await attempt(async () => {
      journal = await open();
    });
    await catchUp();
  });

  return {
    async perform(work, signal) {
      if (!journal) return work();
      return new Promise((resolve, reject) => {
        inTurn(async () => {
          await catchUp();
          const result = await work();
          // The answer need not wait for what is already on its way; the next turn does.
          const saved = save();
          resolve(result);
          await saved;
        }, signal).catch(reject);
      });
    },
    replace: (work) =>
      inTurn(async (isAlone) => {
        // A snapshot that is none throws here, while nothing has changed yet.
        work();
        if (!isAlone) return;
        await attempt(async () => {
          journal ??= await open().catch(async (error: unknown) => {
            await (await import('./saved-anew.ts')).clearAway(name, error);
            return open();
          });
          await journal.replace();
          notices.postMessage('changed');
          if (state.type === 'saved') return;
          state = { type: 'saved' };
          onState(state);
        });
      }),
    state: () => state,
    close() {
      notices.close();
      journal?.close();
      journal = undefined;
    },
  };
}

/** For a sandbox that is not to outlive the page. */
export const memoryKeeper: Keeper = {
  perform: (work) => work(),
  replace: async (work) => work(),
  state: () => ({ type: 'memory', reason: '' }),
  close: () => undefined,
};

/** A full database may still take the whole state, which is shorter than the way to it. */
async function saveOrFold(journal: SavedJournal): Promise<boolean> {
  try {
    return await journal.save();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'QuotaExceededError') throw error;
    await journal.fold();
    return true;
  }
}

/** Where the words cannot be fetched, that is what is told. */
async function reasonOf(error: unknown): Promise<string> {
  try {
    return (await import('./keeper-reasons.ts')).reasonOf(error);
  } catch (failure) {
    return String(failure);
  }
}
