// All objects of all accounts. Owner of the state: changes come in transactions, one a request.

import { assert } from '../../base/assert.ts';
import { createRandom, type Random } from '../../base/random.ts';
import { recordKey } from './commit.ts';
import type { Change, Commit, RememberedReply, Snapshot, StoredRecord } from './commit.ts';
import { readSnapshot } from './read-snapshot.ts';
import { createShelf, type Shelf } from './shelf.ts';

/** Older events are forgotten first; Stripe lists those of 30 days. */
export const eventsMax = 10_000;

/** In each account. Stripe forgets them after 24 hours at the earliest. */
export const repliesMax = 1_000;

/** What a transaction sees and changes: the objects of one account. */
export interface Holdings {
  readonly random: Random;
  record(object: string, key: string): StoredRecord | undefined;
  removed(object: string, key: string): StoredRecord | undefined;
  walk(object: string, direction: 'older' | 'newer', from?: string): Iterable<StoredRecord>;
  shelf(object: string): Shelf;
  put(record: StoredRecord): void;
  remove(record: StoredRecord): void;
  reply(key: string): RememberedReply | undefined;
  remember(reply: RememberedReply): void;
  /** Those of another account, in the same transaction. */
  of(account: string): Holdings;
}

/** Nothing that is done in it lasts unless `commit` is called; `rollback` leaves no trace. */
export interface Transaction extends Holdings {
  /** Undefined where nothing changed, or all was rolled back. */
  commit(): Commit | undefined;
  rollback(): void;
}

export interface Store {
  /** One at a time, whatever accounts it touches: the former must be committed or rolled back. */
  begin(account: string): Transaction;
  /** Of any account, outside of a transaction. */
  record(account: string, object: string, key: string): StoredRecord | undefined;
  /** Whether there is, or has been, one of a kind in any account. */
  hasHeld(object: string): boolean;
  snapshot(): Snapshot;
  /** Throws, and leaves everything as it is, for what is no snapshot. */
  restore(snapshot: Snapshot): void;
  reset(): Commit;
  /** False for a commit that is already in. Throws where one before it is missing. */
  apply(commit: Commit): boolean;
  sequence(): number;
}

interface Account {
  readonly shelves: Map<string, Shelf>;
  readonly replies: Map<string, RememberedReply>;
}

const emptyShelf = createShelf();

export function createStore(seed: string): Store {
  const accounts = new Map<string, Account>();
  const kinds = new Set<string>();
  const random = createRandom(seed);
  let sequence = 0;
  let isOpen = false;

  function account(id: string): Account {
    const known = accounts.get(id);
    if (known) return known;
    const made = { shelves: new Map<string, Shelf>(), replies: new Map<string, RememberedReply>() };
    accounts.set(id, made);
    return made;
  }

  function shelf(accountId: string, object: string): Shelf {
    const { shelves } = account(accountId);
    const known = shelves.get(object);
    if (known) return known;
    const made = createShelf();
    shelves.set(object, made);
    kinds.add(object);
    return made;
  }

  /** Makes the change; gives what takes it back. */
  function perform(change: Change): () => void {
    if (change.type === 'reset') {
      accounts.clear();
      return () => undefined;
    }
    if (change.type === 'remember') return remember(account(change.account), change.reply);
    const { record } = change;
    const place = shelf(change.account, record.version.object);
    return change.type === 'put' ? place.put(record) : place.remove(record);
  }

  /** What can only be done once a change is sure to stay. */
  function settle(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.type === 'reset') continue;
      const { shelves, replies } = account(change.account);
      if (change.type === 'remember') forgetOldest(replies);
      else {
        const { object } = change.record.version;
        shelves.get(object)?.tidy(object === 'event' ? eventsMax : Infinity);
      }
    }
  }

  function begin(accountId: string): Transaction {
    assert(!isOpen, 'one transaction at a time');
    isOpen = true;
    const randomBefore = random.state();
    const changes: Change[] = [];
    const undo: (() => void)[] = [];

    function change(made: Change): void {
      assert(isOpen, 'the transaction is open');
      changes.push(made);
      undo.push(perform(made));
    }

    function commit(): Commit | undefined {
      isOpen = false;
      if (changes.length === 0 && random.state() === randomBefore) return undefined;
      settle(changes);
      sequence += 1;
      return { sequence, random: random.state(), changes };
    }

    function rollback(): void {
      isOpen = false;
      for (const takeBack of undo.reverse()) takeBack();
      changes.length = 0;
      random.restore(randomBefore);
    }

    function holdingsOf(account: string): Transaction {
      let held: Account | undefined;
      // Reading makes no shelves: a stranger's key costs no memory.
      const reading = (object: string): Shelf => {
        held ??= accounts.get(account);
        return held?.shelves.get(object) ?? emptyShelf;
      };
      return {
        random,
        shelf: reading,
        record: (object, key) => reading(object).get(key),
        removed: (object, key) => reading(object).getRemoved(key),
        walk: (object, direction, from) => reading(object).walk(direction, from),
        put: (record) => change({ type: 'put', account, record }),
        remove: (record) => change({ type: 'remove', account, record }),
        reply: (key) => accounts.get(account)?.replies.get(key),
        remember: (reply) => change({ type: 'remember', account, reply }),
        of: holdingsOf,
        commit,
        rollback,
      };
    }

    return holdingsOf(accountId);
  }

  function apply(commit: Commit): boolean {
    assert(!isOpen, 'no transaction is open while a commit is applied');
    if (commit.sequence <= sequence) return false;
    if (commit.sequence !== sequence + 1) {
      throw new Error(`Commit ${commit.sequence} came, but commit ${sequence + 1} is missing`);
    }
    for (const change of commit.changes) perform(change);
    settle(commit.changes);
    sequence = commit.sequence;
    random.restore(commit.random);
    return true;
  }

  function reset(): Commit {
    const commit: Commit = {
      sequence: sequence + 1,
      random: createRandom(seed).state(),
      changes: [{ type: 'reset' }],
    };
    apply(commit);
    return commit;
  }

  function snapshot(): Snapshot {
    const saved: Record<string, Snapshot['accounts'][string]> = {};
    for (const id of [...accounts.keys()].sort()) {
      const held = accounts.get(id);
      if (held && !isEmpty(held)) saved[id] = saveAccount(held);
    }
    return { format: 1, sequence, random: random.state(), accounts: saved };
  }

  function restore(value: Snapshot): void {
    const checked = readSnapshot(value);
    accounts.clear();
    for (const [id, { records, removed, replies }] of Object.entries(checked.accounts)) {
      for (const record of Object.values(records).flat())
        shelf(id, record.version.object).put(record);
      for (const record of removed) leaveBehind(shelf(id, record.version.object), record);
      for (const reply of replies) account(id).replies.set(reply.key, reply);
    }
    sequence = checked.sequence;
    random.restore(checked.random);
  }

  return {
    begin,
    record: (id, object, key) => accounts.get(id)?.shelves.get(object)?.get(key),
    hasHeld: (object) => kinds.has(object),
    snapshot,
    restore,
    reset,
    apply,
    sequence: () => sequence,
  };
}

function remember({ replies }: Account, reply: RememberedReply): () => void {
  const before = replies.get(reply.key);
  // Deleted first, so that a renewed key counts as the newest.
  replies.delete(reply.key);
  replies.set(reply.key, reply);
  return () => {
    replies.delete(reply.key);
    if (before) replies.set(reply.key, before);
  };
}

function forgetOldest(replies: Map<string, RememberedReply>): void {
  for (const key of replies.keys()) {
    if (replies.size <= repliesMax) return;
    replies.delete(key);
  }
}

function leaveBehind(shelf: Shelf, record: StoredRecord): void {
  if (shelf.get(recordKey(record))) return;
  shelf.put(record);
  shelf.remove(record);
  shelf.tidy(Infinity);
}

function isEmpty({ shelves, replies }: Account): boolean {
  return replies.size === 0 && [...shelves.values()].every((shelf) => shelf.isEmpty());
}

function saveAccount({ shelves, replies }: Account): Snapshot['accounts'][string] {
  const records: [kind: string, records: StoredRecord[]][] = [];
  const removed: StoredRecord[] = [];
  for (const [object, shelf] of [...shelves].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (shelf.size() > 0) records.push([object, [...shelf.walk('newer')]]);
    removed.push(...shelf.removed());
  }
  removed.sort((a, b) => (recordKey(a) < recordKey(b) ? -1 : 1));
  return { records: Object.fromEntries(records), removed, replies: [...replies.values()] };
}
