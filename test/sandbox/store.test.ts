// The store against the simplest thing that could be right: a list of objects in the order they
// came.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Snapshot, StoredRecord } from '../../src/sandbox/objects/commit.ts';
import {
  createStore,
  eventsMax,
  type Store,
  type Transaction,
} from '../../src/sandbox/objects/store.ts';

const accounts = ['acct_a', 'acct_b'] as const;
const kinds = ['customer', 'event', '__proto__', 'constructor'] as const;

interface Model {
  /** By account and kind: oldest first. */
  live: Map<string, StoredRecord[]>;
  removed: Map<string, Map<string, StoredRecord>>;
}

type Step =
  | { readonly type: 'put'; readonly kind: string; readonly id: string; readonly value: number }
  | { readonly type: 'remove'; readonly kind: string; readonly id: string }
  | { readonly type: 'draw' };

const id = fc.constantFrom('1', '2', '3', '4', '5', '__proto__', 'toString');
const kind = fc.constantFrom(...kinds);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant('put' as const), kind, id, value: fc.nat(99) }),
  fc.record({ type: fc.constant('remove' as const), kind, id }),
  fc.record({ type: fc.constant('draw' as const) }),
);
const request = fc.record({
  account: fc.constantFrom(...accounts),
  steps: fc.array(step, { maxLength: 6 }),
  isRefused: fc.boolean(),
});

function recordOf(object: string, idText: string, value: number): StoredRecord {
  return { version: { id: idText, object, value } };
}

function perform(transaction: Transaction, steps: readonly Step[]): void {
  for (const one of steps) {
    if (one.type === 'put') transaction.put(recordOf(one.kind, one.id, one.value));
    else if (one.type === 'draw') transaction.random.below(10);
    else if (transaction.record(one.kind, one.id))
      transaction.remove(recordOf(one.kind, one.id, -1));
  }
}

function performOnModel(model: Model, account: string, steps: readonly Step[]): void {
  for (const one of steps) {
    if (one.type === 'draw') continue;
    const place = `${account} ${one.kind}`;
    const live = model.live.get(place) ?? [];
    const removed = model.removed.get(place) ?? new Map<string, StoredRecord>();
    model.live.set(place, live);
    model.removed.set(place, removed);
    const at = live.findIndex(({ version }) => version.id === one.id);
    if (one.type === 'put') {
      const record = recordOf(one.kind, one.id, one.value);
      if (at >= 0) live[at] = record;
      else live.push(record);
      removed.delete(one.id);
    } else if (at >= 0) {
      live.splice(at, 1);
      removed.set(one.id, recordOf(one.kind, one.id, -1));
    }
  }
}

function expectSame(store: Store, model: Model): void {
  for (const account of accounts) {
    const transaction = store.begin(account);
    for (const object of kinds) {
      const place = `${account} ${object}`;
      const live = model.live.get(place) ?? [];
      expect([...transaction.walk(object, 'newer')]).toEqual(live);
      expect([...transaction.walk(object, 'older')]).toEqual([...live].reverse());
      for (const [index, record] of live.entries()) {
        const key = record.version.id;
        expect(transaction.record(object, key)).toEqual(record);
        expect([...transaction.walk(object, 'newer', key)]).toEqual(live.slice(index + 1));
        expect([...transaction.walk(object, 'older', key)]).toEqual(live.slice(0, index).reverse());
      }
      for (const [key, record] of model.removed.get(place) ?? []) {
        expect(transaction.record(object, key)).toBeUndefined();
        expect(transaction.removed(object, key)).toEqual(record);
      }
    }
    transaction.rollback();
  }
}

test('it holds what the model holds, refused requests leave nothing, and copies agree', () => {
  fc.assert(
    fc.property(fc.array(request, { maxLength: 25 }), fc.nat(24), (requests, restoredAt) => {
      const store = createStore('seed');
      const follower = createStore('another seed');
      follower.restore(store.snapshot());
      let restored = createStore('a third seed');
      restored.restore(store.snapshot());
      const model: Model = { live: new Map(), removed: new Map() };
      for (const [index, { account, steps, isRefused }] of requests.entries()) {
        const before = JSON.stringify(store.snapshot());
        const transaction = store.begin(account);
        perform(transaction, steps);
        if (isRefused) {
          transaction.rollback();
          expect(JSON.stringify(store.snapshot())).toBe(before);
        } else {
          const commit = transaction.commit();
          performOnModel(model, account, steps);
          if (commit) {
            const sent = JSON.parse(JSON.stringify(commit));
            expect(follower.apply(sent)).toBe(true);
            expect(follower.apply(sent)).toBe(false);
            expect(restored.apply(sent)).toBe(true);
          }
        }
        if (index === restoredAt) {
          restored = createStore('a fourth seed');
          restored.restore(JSON.parse(JSON.stringify(store.snapshot())));
        }
      }
      expectSame(store, model);
      const saved = JSON.stringify(store.snapshot());
      expect(JSON.stringify(follower.snapshot())).toBe(saved);
      expect(JSON.stringify(restored.snapshot())).toBe(saved);
      expectSame(restored, model);
    }),
    { numRuns: 300 },
  );
});

test('a commit that comes too early is refused, and changes nothing', () => {
  const [store, follower] = [createStore('a'), createStore('a')];
  const commits = [1, 2].map((value) => {
    const transaction = store.begin('acct_a');
    transaction.put(recordOf('customer', String(value), value));
    return transaction.commit();
  });
  if (!commits[0] || !commits[1]) throw new Error('no commits');
  expect(() => follower.apply(commits[1]!)).toThrow('commit 1 is missing');
  expect(follower.sequence()).toBe(0);
  follower.apply(commits[0]);
  follower.apply(commits[1]);
  expect(follower.snapshot()).toEqual(store.snapshot());
});

test('a reset is a commit that empties all, and starts the ids anew', () => {
  const [store, follower] = [createStore('a'), createStore('b')];
  const first = store.snapshot();
  const transaction = store.begin('acct_a');
  transaction.random.below(5);
  transaction.put(recordOf('customer', '1', 1));
  const made = transaction.commit();
  if (made) follower.apply(made);
  const reset = store.reset();
  follower.apply(JSON.parse(JSON.stringify(reset)));
  expect(store.snapshot()).toEqual({ ...first, sequence: 2 });
  expect(follower.snapshot()).toEqual(store.snapshot());
});

test('a transaction that only reads is no commit, and a stranger leaves no account behind', () => {
  const store = createStore('a');
  const transaction = store.begin('acct_stranger');
  expect(transaction.record('customer', 'x')).toBeUndefined();
  expect(transaction.commit()).toBeUndefined();
  expect(store.snapshot().accounts).toEqual({});
});

test('of events only the newest are kept, the same ones in every copy', () => {
  const [store, follower] = [createStore('a'), createStore('a')];
  for (let n = 0; n < eventsMax + 200; n += 1) {
    const transaction = store.begin('acct_a');
    transaction.put(recordOf('event', `evt_${n}`, n));
    const commit = transaction.commit();
    if (commit) follower.apply(commit);
  }
  const events = store.snapshot().accounts['acct_a']?.records['event'] ?? [];
  expect(events).toHaveLength(eventsMax);
  expect(events[0]?.version.id).toBe('evt_200');
  expect(follower.snapshot()).toEqual(store.snapshot());
});

const damaged: readonly (readonly [what: string, value: unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['text', 'x'],
  ['a list', []],
  ['another format', { format: 2, sequence: 0, random: 0, accounts: {} }],
  ['no accounts', { format: 1, sequence: 0, random: 0 }],
  ['no sequence', { format: 1, random: 0, accounts: {} }],
  ['half an account', { format: 1, sequence: 0, random: 0, accounts: { a: { records: {} } } }],
  ['a record without an id', withRecord({ version: { object: 'customer' } })],
  ['a record of another kind', withRecord({ version: { id: '1', object: 'price' } })],
  ['no record', withRecord(null)],
];

function withRecord(record: unknown): unknown {
  const account = { records: { customer: [record] }, removed: [], replies: [] };
  return { format: 1, sequence: 1, random: 1, accounts: { acct_a: account } };
}

for (const [what, value] of damaged) {
  test(`a snapshot that is ${what} is refused, and what is there stays`, () => {
    const store = createStore('a');
    const transaction = store.begin('acct_a');
    transaction.put(recordOf('customer', '1', 1));
    transaction.commit();
    const before = JSON.stringify(store.snapshot());
    expect(() => store.restore(value as Snapshot)).toThrow(Error);
    expect(JSON.stringify(store.snapshot())).toBe(before);
  });
}

test('the cost of a page does not grow with the number of objects', () => {
  const store = createStore('a');
  const transaction = store.begin('acct_a');
  for (let n = 0; n < 50_000; n += 1) transaction.put(recordOf('customer', `cus_${n}`, n));
  let taken = 0;
  for (const record of transaction.walk('customer', 'older', 'cus_40000')) {
    taken += 1;
    if (taken === 1) expect(record.version.id).toBe('cus_39999');
    if (taken === 100) break;
  }
  expect(taken).toBe(100);
  transaction.rollback();
  expect(store.snapshot().accounts).toEqual({});
  // Whoever committed it all the same would keep nothing.
  expect(transaction.commit()).toBeUndefined();
  expect(store.sequence()).toBe(0);
});
