import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeEntry } from '../../src/backend/journal-entry.ts';
import { openSavedSandbox, type SavedSandbox } from '../../src/backend/saved-sandbox.ts';
import { foldCharactersMin } from '../../src/backend/saved-journal.ts';
import { createFakeLocks } from './fake-locks.ts';
import { createFakeSandbox } from './fake-sandbox.ts';

let name = '';
let locks = createFakeLocks();
let tabs: SavedSandbox[] = [];
let count = 0;

beforeEach(() => {
  count += 1;
  name = `test-${count}`;
  locks = createFakeLocks();
});

afterEach(() => {
  for (const tab of tabs) tab.close();
  tabs = [];
});

interface TabOptions {
  readonly weight?: number;
  readonly hasLocks?: boolean;
  readonly isSaved?: boolean;
}

async function openTab(options: TabOptions = {}): Promise<SavedSandbox> {
  const { weight = 0, hasLocks = true, isSaved = true } = options;
  const sandbox = createFakeSandbox(weight);
  const tab = await openSavedSandbox({
    sandbox,
    name,
    isSaved,
    locks: hasLocks ? locks : undefined,
  });
  tabs.push(tab);
  return tab;
}

const url = 'https://api.stripe.com/v1/things';

async function make(tab: SavedSandbox, id: string, signal?: AbortSignal): Promise<Response> {
  return tab.fetch(new Request(url, { method: 'POST', body: id, signal: signal ?? null }));
}

async function list(tab: SavedSandbox): Promise<string[]> {
  return (await tab.fetch(new Request(url))).json() as Promise<string[]>;
}

/** The database behind the tabs' back. */
async function raw(
  work: (journal: IDBObjectStore, snapshots: IDBObjectStore) => void,
): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
    opening.addEventListener('error', () => reject(opening.error));
  });
  const transaction = database.transaction(['journal', 'snapshots'], 'readwrite');
  work(transaction.objectStore('journal'), transaction.objectStore('snapshots'));
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  database.close();
}

/** Makes each transaction that writes fail at its end, as a full disk does. */
function fillDisk(): () => void {
  const { add, put } = IDBObjectStore.prototype;
  const refuse = (): never => {
    throw new DOMException('no room', 'QuotaExceededError');
  };
  IDBObjectStore.prototype.add = refuse;
  IDBObjectStore.prototype.put = refuse;
  return () => Object.assign(IDBObjectStore.prototype, { add, put });
}

describe('kept', () => {
  test('what was made is there after a reload, in the same order', async () => {
    const before = await openTab();
    for (const id of ['a', 'b', 'c']) await make(before, id);
    before.close();

    const after = await openTab();
    expect(await list(after)).toEqual(['a', 'b', 'c']);
    expect(after.storage()).toEqual({ type: 'saved' });
  });

  test('two tabs see each other’s objects at once', async () => {
    const [first, second] = [await openTab(), await openTab()];
    await make(first, 'a');
    expect(await list(second)).toEqual(['a']);
    await make(second, 'b');
    expect(await list(first)).toEqual(['a', 'b']);
  });

  test('tabs that write at the same time lose nothing, and end in the same order', async () => {
    const [first, second] = [await openTab(), await openTab()];
    const ids = Array.from({ length: 100 }, (_, index) => `id-${index}`);
    await Promise.all(ids.map((id, index) => make(index % 2 ? first : second, id)));

    const seen = await list(first);
    expect(seen.toSorted()).toEqual(ids.toSorted());
    expect(await list(second)).toEqual(seen);
    expect(await list(await openTab())).toEqual(seen);
  });

  test('a tab is told of another tab’s changes', async () => {
    const [first, second] = [await openTab(), await openTab()];
    const told = new Promise((resolve) => second.on('change', resolve));
    await make(first, 'a');
    expect(await told).toEqual({ isOwn: false });
  });

  test('reset empties all tabs, also those that come later', async () => {
    const [first, second] = [await openTab(), await openTab()];
    await make(first, 'a');
    await list(second);
    await second.reset();
    expect(await list(first)).toEqual([]);
    await make(first, 'b');
    expect(await list(second)).toEqual(['b']);
    expect(await list(await openTab())).toEqual(['b']);
  });

  test('a tab is told when another tab empties the sandbox', async () => {
    const [first, second] = [await openTab(), await openTab()];
    await make(first, 'a');
    await list(second);
    const told = new Promise((resolve) => second.on('reset', () => resolve('told')));
    await first.reset();
    expect(await told).toBe('told');
  });

  test('a restored snapshot replaces the state of all tabs', async () => {
    const [first, second] = [await openTab(), await openTab()];
    await make(first, 'a');
    const snapshot = await first.snapshot();
    await make(second, 'b');
    await first.restore(snapshot);
    expect(await list(second)).toEqual(['a']);
    await make(second, 'c');
    expect(await list(first)).toEqual(['a', 'c']);
    expect(await list(await openTab())).toEqual(['a', 'c']);
  });

  test('what is no snapshot is refused, and nothing changes', async () => {
    const tab = await openTab();
    await make(tab, 'a');
    await expect(tab.restore({} as never)).rejects.toThrow('no snapshot');
    expect(await list(tab)).toEqual(['a']);
    expect(tab.storage()).toEqual({ type: 'saved' });
  });

  test('a long journal is folded into a snapshot, and tabs that were behind catch up', async () => {
    const weight = foldCharactersMin / 4;
    const [first, second] = [await openTab({ weight }), await openTab({ weight })];
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) await make(first, id);
    await expect.poll(() => commitsLeft()).toBeLessThan(3);
    await make(first, 'g');
    expect(await list(second)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(await list(await openTab())).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  test('a request that is aborted while it waits does nothing', async () => {
    const tab = await openTab();
    const [gone, stays] = [new AbortController(), make(tab, 'a')];
    const waits = make(tab, 'b', gone.signal);
    gone.abort();
    await expect(waits).rejects.toThrow();
    await stays;
    expect(await list(tab)).toEqual(['a']);
  });

  test('a sandbox that is not to be kept begins anew, without a complaint', async () => {
    const before = await openTab({ isSaved: false });
    await make(before, 'a');
    expect(before.storage()).toEqual({ type: 'memory', reason: '' });
    expect(await list(await openTab({ isSaved: false }))).toEqual([]);
  });
});

async function commitsLeft(): Promise<number> {
  let left = 0;
  await raw((journal) => {
    const counting = journal.count(IDBKeyRange.bound(0, Infinity));
    counting.onsuccess = () => {
      left = counting.result;
    };
  });
  return left;
}

describe('broken storage', () => {
  test.each<[string, (journal: IDBObjectStore, snapshots: IDBObjectStore) => void, string[]]>([
    ['a commit with a wrong checksum', (journal) => journal.put('00000000 {}', 2), ['a', 'c']],
    ['a commit that is no text', (journal) => journal.put({ odd: true }, 2), ['a', 'c']],
    ['a commit that is gone', (journal) => journal.delete(2), ['a', 'c']],
    ['a last commit cut short', (journal) => journal.put('12345678 {"seq', 3), ['a', 'b']],
    [
      'a commit that fits its checksum and makes no sense',
      (journal) => journal.put(encodeEntry({ sequence: 2, changes: 7 }), 2),
      ['a', 'c'],
    ],
    ['a damaged head', (journal) => journal.put(7, 'head'), ['a', 'b', 'c']],
    [
      'a damaged snapshot',
      (journal, snapshots) => {
        journal.put({ generation: 'x', foldedThrough: 0 }, 'head');
        snapshots.put('broken', 'last');
      },
      ['a', 'b', 'c'],
    ],
  ])('%s: the rest is there, in memory, and the page says so', async (_name, damage, left) => {
    const before = await openTab();
    for (const id of ['a', 'b', 'c']) await make(before, id);
    before.close();
    await raw(damage);

    const after = await openTab();
    expect(await list(after)).toEqual(left);
    expect(after.storage()).toMatchObject({ type: 'memory' });
    expect(after.storage()).toHaveProperty('reason', expect.stringContaining('damaged'));
    await make(after, 'd');
    expect(await list(after)).toEqual([...left, 'd']);
  });

  test('reset after damage saves again', async () => {
    const before = await openTab();
    await make(before, 'a');
    before.close();
    await raw((journal) => journal.put('broken', 1));

    const after = await openTab();
    await after.reset();
    expect(after.storage()).toEqual({ type: 'saved' });
    await make(after, 'b');
    expect(await list(await openTab())).toEqual(['b']);
  });

  test('a full database: the answer comes, the page is told, and work goes on', async () => {
    const tab = await openTab();
    await make(tab, 'a');
    const told = new Promise((resolve) => tab.on('storage', resolve));
    const free = fillDisk();
    try {
      expect((await make(tab, 'b')).status).toBe(200);
      expect(await told).toMatchObject({ reason: expect.stringContaining('no room left') });
      await make(tab, 'c');
    } finally {
      free();
    }
    expect(await list(tab)).toEqual(['a', 'b', 'c']);
    expect(await list(await openTab())).toEqual(['a']);

    await tab.reset();
    await make(tab, 'd');
    expect(tab.storage()).toEqual({ type: 'saved' });
    expect(await list(await openTab())).toEqual(['d']);
  });

  test('a database of a newer version is left alone, also by reset', async () => {
    await new Promise<void>((resolve) => {
      const opening = indexedDB.open(name, 99);
      opening.onsuccess = () => {
        opening.result.close();
        resolve();
      };
    });
    const tab = await openTab();
    await make(tab, 'a');
    await tab.reset();
    await make(tab, 'b');
    expect(await list(tab)).toEqual(['b']);
    expect(tab.storage()).toHaveProperty('reason', expect.stringContaining('newer version'));
    expect((await indexedDB.databases()).find((found) => found.name === name)?.version).toBe(99);
  });

  test('a page that may not ask for locks is told so in plain words', async () => {
    const denied = new DOMException('Access is denied', 'SecurityError');
    locks.request = () => Promise.reject(denied);
    const tab = await openTab();
    const { reason } = tab.storage() as { reason?: string };
    expect(reason).toContain('no locks (as in a sandboxed frame)');
    expect(reason).not.toContain('Access is denied');
  });

  test('a browser without locks: in memory, and reset does not write either', async () => {
    const tab = await openTab({ hasLocks: false });
    await make(tab, 'a');
    expect(tab.storage()).toHaveProperty('reason', expect.stringContaining('locks'));
    await tab.reset();
    await make(tab, 'b');
    expect(await list(tab)).toEqual(['b']);
    expect(await list(await openTab())).toEqual([]);
  });

  test('a browser without a database: in memory', async () => {
    const there = globalThis.indexedDB;
    Reflect.deleteProperty(globalThis, 'indexedDB');
    try {
      const tab = await openTab();
      await make(tab, 'a');
      expect(await list(tab)).toEqual(['a']);
      expect(tab.storage()).toHaveProperty('reason', expect.stringContaining('no database'));
    } finally {
      globalThis.indexedDB = there;
    }
  });

  test('a database that is removed while the page is open: what was there stays', async () => {
    const tab = await openTab();
    await make(tab, 'a');
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve;
    });
    await make(tab, 'b');
    expect(await list(tab)).toEqual(['a', 'b']);
    expect(tab.storage()).toMatchObject({ type: 'memory' });
  });
});
