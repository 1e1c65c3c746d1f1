// The journal of a sandbox in IndexedDB: one snapshot and the commits after it. Who may write, and
// when, is decided in keeper.ts.

import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** Tells a reader whether what it holds can be continued. */
export interface Head {
  /** Another after each replacement of the whole state; commits of two generations do not mix. */
  readonly generation: string;
  /** The sequence of the last commit in the snapshot; earlier commits are gone from the journal. */
  readonly foldedThrough: number;
}

export interface News {
  /** Undefined where it is damaged. */
  readonly head: Head | undefined;
  /**
   * Present when the reader's state cannot be continued: it begins anew from here. Undefined inside
   * when the journal began without a snapshot.
   */
  readonly anew?: { readonly snapshot: unknown };
  /** Entries as they were appended, oldest first. */
  readonly commits: readonly unknown[];
}

export interface SavedDatabase {
  /** What was written after commit `sequence` of `generation`; undefined for a first reading. */
  read(generation: string | undefined, sequence: number): Promise<News>;
  /** Resolves when the browser has taken it. Rejects when `sequence` is already there. */
  append(sequence: number, entry: string): Promise<void>;
  /** Puts the snapshot in the place of all commits. */
  replace(head: Head, snapshot: string): Promise<void>;
  close(): void;
}

interface Schema extends DBSchema {
  /** By sequence. */
  commits: { key: number; value: unknown };
  /** One record each under 'head' and 'snapshot'. */
  state: { key: 'head' | 'snapshot'; value: unknown };
}

const version = 1;
/** Some browsers now and then never answer; the page cannot wait for them. */
const openMsMax = 10_000;
/**
 * Safe when the page or the browser crashes; only a power cut may cost the last instants.
 * See https://developer.mozilla.org/docs/Web/API/IDBTransaction/durability
 */
const relaxed = { durability: 'relaxed' } as const;
/** Of a journal that was never replaced nor folded. */
export const firstHead: Head = { generation: '', foldedThrough: 0 };

/** `onLost` is told when the browser or a newer page takes the database away later. */
export async function openSavedDatabase(
  name: string,
  onLost: (reason: string) => void,
): Promise<SavedDatabase> {
  const database = await open(name, onLost);
  return {
    read: (generation, sequence) => read(database, generation, sequence),
    append: (sequence, entry) => append(database, sequence, entry),
    replace: (head, snapshot) => replace(database, head, snapshot),
    close: () => database.close(),
  };
}

/** For a database that cannot be opened: everything in it is lost. Rejects while a tab keeps it open. */
export function deleteSavedDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const blocked = (): void => reject(new Error('another tab keeps it open'));
    deleteDB(name, { blocked }).then(resolve, reject);
  });
}

function open(name: string, onLost: (reason: string) => void): Promise<IDBPDatabase<Schema>> {
  return new Promise((resolve, reject) => {
    let isGivenUp = false;
    const giveUp = (reason: string): void => {
      isGivenUp = true;
      reject(new Error(reason));
    };
    const timer = setTimeout(() => giveUp('it did not open in time'), openMsMax);
    void openDB<Schema>(name, version, {
      upgrade(database) {
        database.createObjectStore('commits');
        database.createObjectStore('state');
      },
      blocked: () => giveUp('another tab with an older version of this page keeps it open'),
      blocking(_current, _blocked, event) {
        onLost('A newer version of this page has taken it over.');
        (event.target as IDBDatabase).close();
      },
      terminated: () => onLost('The browser has closed or removed it.'),
    })
      .then((database) => (isGivenUp ? database.close() : resolve(database)), reject)
      .finally(() => clearTimeout(timer));
  });
}

/** One transaction, so that head, snapshot and commits are of one moment. */
async function read(
  database: IDBPDatabase<Schema>,
  generation: string | undefined,
  sequence: number,
): Promise<News> {
  const transaction = database.transaction(['state', 'commits']);
  const commitsAfter = (after: number): Promise<unknown[]> =>
    transaction.objectStore('commits').getAll(IDBKeyRange.lowerBound(after, true));

  const [found = firstHead, continued] = await Promise.all([
    transaction.objectStore('state').get('head'),
    commitsAfter(sequence),
  ]);
  const head = isHead(found) ? found : undefined;
  if (head && head.generation === generation && head.foldedThrough <= sequence) {
    return { head, commits: continued };
  }
  const [snapshot, commits] = await Promise.all([
    transaction.objectStore('state').get('snapshot'),
    commitsAfter(0),
  ]);
  return { head, anew: { snapshot }, commits };
}

function isHead(value: unknown): value is Head {
  if (typeof value !== 'object' || value === null) return false;
  const { generation, foldedThrough } = value as Partial<Head>;
  return typeof generation === 'string' && Number.isInteger(foldedThrough);
}

async function append(
  database: IDBPDatabase<Schema>,
  sequence: number,
  entry: string,
): Promise<void> {
  const transaction = database.transaction('commits', 'readwrite', relaxed);
  await whole(transaction, [() => transaction.store.add(entry, sequence)]);
}

async function replace(
  database: IDBPDatabase<Schema>,
  head: Head,
  snapshot: string,
): Promise<void> {
  const transaction = database.transaction(['commits', 'state'], 'readwrite', relaxed);
  const state = transaction.objectStore('state');
  await whole(transaction, [
    () => transaction.objectStore('commits').clear(),
    () => state.put(snapshot, 'snapshot'),
    () => state.put(head, 'head'),
  ]);
}

/** All of it or nothing, also when one of the requests cannot even be made. */
async function whole(
  transaction: { readonly done: Promise<void>; abort(): void },
  requests: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const ends: Promise<unknown>[] = [transaction.done];
  try {
    for (const request of requests) ends.push(request());
  } catch (error) {
    transaction.abort();
    // They only say that they were aborted.
    await Promise.allSettled(ends);
    throw error;
  }
  await Promise.all(ends);
}
