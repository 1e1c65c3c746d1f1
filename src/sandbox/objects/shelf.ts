// The objects of one kind in one account: found by id at once, walked newest first from anywhere.

import { recordKey, type StoredRecord } from './commit.ts';

/** A place on the shelf: the same one, whatever is put there. */
export interface Entry {
  /** Undefined once forgotten. */
  record: StoredRecord | undefined;
  /** Of a current record: a later one has a higher, until the next change. Else one of those below. */
  position: number;
}

const removed = -1;
const forgotten = -2;

export interface Shelf {
  /** The current record; undefined where none is, or it was removed. */
  get(key: string): StoredRecord | undefined;
  /** What a removed record left behind. */
  getRemoved(key: string): StoredRecord | undefined;
  /** A new key comes last; a known one keeps its place. Gives what takes the change back. */
  put(record: StoredRecord): () => void;
  /** Gives what takes the change back. Without effect for an unknown key. */
  remove(record: StoredRecord): () => void;
  /**
   * From beside `from` (or the end) to the other end. Nothing, when `from` is unknown. Its cost is
   * what is taken from it, not what there is.
   */
  walk(direction: 'older' | 'newer', from?: string): Iterable<StoredRecord>;
  size(): number;
  /** Nothing is there under this key, which is a new one. */
  expect(key: string): void;
  /** Told of what is there, then of what comes, or comes back, in the place of `before`. */
  watch(listener: Watcher): void;
  /** Of a current record: a later one has a higher. Only good until the next change. */
  positionOf(key: string): number;
  /** Neither records nor what removed ones left behind. */
  isEmpty(): boolean;
  /**
   * Forgets the oldest above `countMax`, and closes gaps. Not to be called before a change is
   * final.
   */
  tidy(countMax: number): void;
  removed(): Iterable<StoredRecord>;
}

type Watcher = (entry: Entry, before?: StoredRecord) => void;

/** Below this many places, gaps are not worth closing. */
const placesMin = 64;

export function createShelf(): Shelf {
  // What is forgotten goes with a whole map: taken out one by one, keys are costly.
  let entries = new Map<string, Entry>();
  let older = new Map<string, Entry>();
  const watchers: Watcher[] = [];
  let order: (Entry | undefined)[] = [];
  let size = 0;
  let oldest = 0;
  // Most keys are only asked for right after they came. All others wait here in `order`, for the first
  // that is none of these: to put a key into a long map takes longer than to make what it stands for.
  let unmapped = 0;
  let latestKey: string | undefined;
  let latest: Entry | undefined;

  function find(key: string): Entry | undefined {
    if (key !== latestKey) {
      map();
      latest = entries.get(key) ?? older.get(key);
      latestKey = key;
    }
    return latest;
  }

  function map(): void {
    for (; unmapped < order.length; unmapped += 1) {
      const entry = order[unmapped];
      if (entry?.record) entries.set(recordKey(entry.record), entry);
    }
  }

  function put(record: StoredRecord): () => void {
    const key = recordKey(record);
    const known = find(key);
    if (known && known.position >= 0) return replace(known, record);
    const entry: Entry = { record, position: order.length };
    if (known) {
      // In its place: what was there before is not to be found any more.
      older.delete(key);
      entries.set(key, entry);
    }
    latest = entry;
    order.push(entry);
    size += 1;
    tell(entry);
    return () => {
      order.pop();
      size -= 1;
      unmapped = Math.min(unmapped, order.length);
      latestKey = undefined;
      entry.record = undefined;
      entry.position = forgotten;
      entries.delete(key);
      if (known) entries.set(key, known);
    };
  }

  function replace(entry: Entry, record: StoredRecord): () => void {
    const before = entry.record;
    entry.record = record;
    tell(entry, before);
    return () => void replace(entry, before as StoredRecord);
  }

  function tell(entry: Entry, before?: StoredRecord): void {
    for (const watcher of watchers) watcher(entry, before);
  }

  function remove(record: StoredRecord): () => void {
    const entry = find(recordKey(record));
    if (!entry || entry.position < 0) return () => undefined;
    const { position, record: before } = entry;
    map();
    order[position] = undefined;
    Object.assign(entry, { record, position: removed });
    size -= 1;
    return () => {
      order[position] = Object.assign(entry, { record: before, position });
      size += 1;
      tell(entry);
    };
  }

  function positionOf(key: string): number {
    return find(key)?.position ?? removed;
  }

  function walk(direction: 'older' | 'newer', from?: string): Iterable<StoredRecord> {
    return size === 0 ? [] : steps(direction, from);
  }

  function* steps(direction: 'older' | 'newer', from?: string): Iterable<StoredRecord> {
    const step = direction === 'older' ? -1 : 1;
    const end = step < 0 ? order.length : oldest - 1;
    const start = from === undefined ? end : positionOf(from);
    if (from !== undefined && start < 0) return;
    for (let at = start + step; at >= oldest && at < order.length; at += step) {
      const entry = order[at];
      if (entry?.record) yield entry.record;
    }
  }

  function tidy(countMax: number): void {
    while (size > countMax) {
      const entry = order[oldest];
      if (entry) {
        entry.record = undefined;
        entry.position = forgotten;
        order[oldest] = undefined;
        size -= 1;
      }
      oldest += 1;
    }
    if (entries.size >= countMax) turn();
    if (order.length > placesMin && order.length > 2 * size) close();
  }

  /** Of the older map there is nothing left, but for what was removed. */
  function turn(): void {
    const kept = [...older].filter(([, { position }]) => position !== forgotten);
    older = entries;
    entries = new Map(kept);
    latestKey = undefined;
  }

  function close(): void {
    unmapped = order.slice(0, unmapped).filter((entry) => entry !== undefined).length;
    order = order.filter((entry) => entry !== undefined);
    oldest = 0;
    for (const [position, entry] of order.entries()) if (entry) entry.position = position;
  }

  return {
    get(key) {
      const entry = find(key);
      return entry && entry.position >= 0 ? entry.record : undefined;
    },
    getRemoved(key) {
      const entry = find(key);
      return entry?.position === removed ? entry.record : undefined;
    },
    put,
    remove,
    walk,
    size: () => size,
    expect(key) {
      latestKey = key;
      latest = undefined;
    },
    watch(listener) {
      for (const entry of order) if (entry?.record) listener(entry);
      watchers.push(listener);
    },
    positionOf,
    isEmpty: () => size + entries.size + older.size === 0,
    tidy,
    *removed() {
      for (const map of [older, entries]) {
        for (const { record, position } of map.values()) {
          if (record && position === removed) yield record;
        }
      }
    },
  };
}
