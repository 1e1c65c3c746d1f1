// The journal of a sandbox in IndexedDB: one snapshot and the commits after it. Who may write, and
// when, is decided in keeper.ts.

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

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
  /**
   * By sequence. On its way to the browser when the call returns: then not even a crash of the page
   * stops it. Resolves when the browser has taken it; rejects when a sequence is already there.
   */
  append(entries: ReadonlyMap<number, string>): Promise<void>;
  /** Puts the snapshot in the place of all commits. */
  replace(head: Head, snapshot: string): Promise<void>;
  close(): void;
}

interface Schema extends DBSchema {
  /** Commits by sequence, and the head, whose key comes after all numbers: one look reads both. */
  journal: { key: number | 'head'; value: unknown };
  /** At most one, that goes before the commits. */
  snapshots: { key: 'last'; value: unknown };
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

/**
 * `onLost` is told in a word when the browser (`closed`) or a newer page (`taken`) takes the database
 * away later.
 */
export async function openSavedDatabase(
  name: string,
  onLost: (reason: string) => void,
): Promise<SavedDatabase> {
  const database = await open(name, onLost);
  return {
    read: (generation, sequence) => read(database, generation, sequence),
    append: (entries) => append(database, entries),
    replace: (head, snapshot) => replace(database, head, snapshot),
    close: () => database.close(),
  };
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
        database.createObjectStore('journal');
        database.createObjectStore('snapshots');
      },
      blocked: () => giveUp('another tab with an older version of this page keeps it open'),
      blocking(_current, _blocked, event) {
        onLost('taken');
        (event.target as IDBDatabase).close();
      },
      terminated: () => onLost('closed'),
    })
      .then((database) => (isGivenUp ? database.close() : resolve(database)), reject)
      .finally(() => clearTimeout(timer));
  });
}

/** Two looks find the same state: whoever writes has the lock that the reader has now. */
async function read(
  database: IDBPDatabase<Schema>,
  generation: string | undefined,
  sequence: number,
): Promise<News> {
  const news = readable(await database.getAll('journal', after(sequence)));
  const { head } = news;
  if (head && head.generation === generation && head.foldedThrough <= sequence) return news;
  const [snapshot, records] = await Promise.all([
    database.get('snapshots', 'last'),
    database.getAll('journal', after(0)),
  ]);
  return { ...readable(records), anew: { snapshot } };
}

function after(sequence: number): IDBKeyRange {
  return IDBKeyRange.lowerBound(sequence, true);
}

/** The head is the last record; a journal that was never replaced nor folded has none. */
function readable(records: readonly unknown[]): News {
  const last = records.at(-1);
  if (last === undefined || typeof last === 'string') return { head: firstHead, commits: records };
  return { head: isHead(last) ? last : undefined, commits: records.slice(0, -1) };
}

function isHead(value: unknown): value is Head {
  if (typeof value !== 'object' || value === null) return false;
  const { generation, foldedThrough } = value as Partial<Head>;
  return typeof generation === 'string' && Number.isInteger(foldedThrough);
}

async function append(
  database: IDBPDatabase<Schema>,
  entries: ReadonlyMap<number, string>,
): Promise<void> {
  const transaction = database.transaction('journal', 'readwrite', relaxed);
  const add =
    ([sequence, entry]: [number, string]) =>
    () =>
      transaction.store.add(entry, sequence);
  await whole(transaction, [...entries].map(add));
}

async function replace(
  database: IDBPDatabase<Schema>,
  head: Head,
  snapshot: string,
): Promise<void> {
  const transaction = database.transaction(['journal', 'snapshots'], 'readwrite', relaxed);
  const journal = transaction.objectStore('journal');
  await whole(transaction, [
    () => journal.clear(),
    () => journal.put(head, 'head'),
    () => transaction.objectStore('snapshots').put(snapshot, 'last'),
  ]);
}

/** All of it or nothing, also when one of the requests cannot even be made. */
async function whole(
  transaction: { readonly done: Promise<void>; abort(): void; commit(): void },
  requests: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const ends: Promise<unknown>[] = [transaction.done];
  try {
    for (const request of requests) ends.push(request());
    transaction.commit();
  } catch (error) {
    transaction.abort();
    // They only say that they were aborted.
    await Promise.allSettled(ends);
    throw error;
  }
  await Promise.all(ends);
}
