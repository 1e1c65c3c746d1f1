// What of the history reaches the storage, and what a storage that fails does to it: nothing.

import { expect, test } from 'vitest';
import { createSavedHistory, storageName } from '../../src/terminal/saved-history.ts';
import { memoryStorage } from './memory-storage.ts';

test('lines survive a reload, the oldest first', () => {
  const storage = memoryStorage();
  const history = createSavedHistory(() => storage);
  history.add('one');
  history.add('two');
  expect(createSavedHistory(() => storage).load()).toEqual(['one', 'two']);
});

test('a test key is stored without its secret', () => {
  const storage = memoryStorage();
  createSavedHistory(() => storage).add('get --api-key sk_test_4eC39HqLyjWDarjtT1zdp7dc');
  const stored = storage.getItem(storageName)!;
  expect(stored).toContain('sk_test_');
  expect(stored).not.toContain('4eC39HqLyjWDarjtT1zd');
});

test('a line with a live key is not stored at all', () => {
  for (const key of ['sk_live_abc123', 'rk_live_abc123', 'pk_live_abc123']) {
    const storage = memoryStorage();
    createSavedHistory(() => storage).add(`STRIPE_API_KEY=${key} stripe customers list`);
    expect(storage.length).toBe(0);
  }
});

test('what another tab has added is kept', () => {
  const storage = memoryStorage();
  const mine = createSavedHistory(() => storage);
  mine.add('mine');
  createSavedHistory(() => storage).add('theirs');
  mine.add('mine again');
  expect(mine.load()).toEqual(['mine', 'theirs', 'mine again']);
});

test('repeats and blanks are stored once, or not at all', () => {
  const history = createSavedHistory(memoryStorage);
  const storage = memoryStorage();
  const kept = createSavedHistory(() => storage);
  for (const line of ['one', 'one', '', '  ', ' hidden']) kept.add(line);
  expect(kept.load()).toEqual(['one']);
  expect(history.load()).toEqual([]);
});

test('the newest thousand lines are kept', () => {
  const storage = memoryStorage();
  storage.setItem(storageName, JSON.stringify(Array.from({ length: 1000 }, (_, at) => `${at}`)));
  const history = createSavedHistory(() => storage);
  history.add('new');
  expect(history.load()).toHaveLength(1000);
  expect(history.load().at(-1)).toBe('new');
  expect(history.load()[0]).toBe('1');
});

test('the storage never holds more than a few hundred kilobytes', () => {
  const storage = memoryStorage();
  const history = createSavedHistory(() => storage);
  for (let count = 0; count < 40; count += 1) history.add(`${count}${'x'.repeat(9000)}`);
  expect(storage.getItem(storageName)!.length).toBeLessThan(210_000);
  expect(history.load().at(-1)).toMatch(/^39/);
});

const broken: readonly (readonly [name: string, storage: () => Storage])[] = [
  [
    'forbidden',
    () => {
      throw new Error('SecurityError');
    },
  ],
  [
    'full',
    () => ({
      ...memoryStorage(),
      setItem() {
        throw new Error('QuotaExceededError');
      },
    }),
  ],
];

for (const [name, storage] of broken) {
  test(`a storage that is ${name} leaves a history for as long as the page lives`, () => {
    const history = createSavedHistory(storage);
    history.add('one');
    history.add('two');
    expect(history.load()).toEqual(['one', 'two']);
  });
}

test('what is no list of lines is taken for no history', () => {
  for (const stored of ['{', '"text"', '{"__proto__":1}', 'null', '5']) {
    const storage = memoryStorage();
    storage.setItem(storageName, stored);
    expect(createSavedHistory(() => storage).load()).toEqual([]);
  }
});

test('of a list only the lines are taken', () => {
  const storage = memoryStorage();
  storage.setItem(storageName, '["one",2,null,["x"],"two"]');
  expect(createSavedHistory(() => storage).load()).toEqual(['one', 'two']);
});
