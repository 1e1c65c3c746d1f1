import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { smallIdb } from '../../src/generator/small-idb.ts';

const resolved = createRequire(import.meta.url).resolve('idb');
const library = readFileSync(resolved.replace(/index\.cjs$/, 'index.js'), 'utf8');
const callers = ['saved-database', 'saved-log', 'saved-anew'].map((name) =>
  readFileSync(`src/backend/${name}.ts`, 'utf8'),
);

test('what is left of idb keeps, reads and waits as the whole one does', async () => {
  const small = smallIdb(library, callers);
  expect(small.length).toBeLessThan(library.length - 2_000);
  const url = `data:text/javascript,${encodeURIComponent(small)}`;
  const { openDB, deleteDB } = (await import(/* @vite-ignore */ url)) as typeof import('idb');
  const database = await openDB('small', 1, { upgrade: (one) => void one.createObjectStore('a') });
  await database.put('a', 'value', 1);
  const transaction = database.transaction('a', 'readwrite');
  void transaction.store.put('other', 2);
  await transaction.done;
  expect(await database.getAll('a')).toEqual(['value', 'other']);
  await expect(database.add('a', 'again', 1)).rejects.toThrow();
  database.close();
  await deleteDB('small');
});

test('the build stops where cursors are wanted, or where idb is another', () => {
  expect(() => smallIdb(library, ['for await (const one of store.iterate())'])).toThrow('cursors');
  expect(() => smallIdb('export {};', callers)).toThrow('idb has no');
});
