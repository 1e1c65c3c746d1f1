// What is done together at the end of a turn, and what is done at once.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inBursts } from '../../src/server/in-bursts.ts';

function watched(): { readonly done: string[]; readonly give: (item: string) => void } {
  const done: string[] = [];
  return { done, give: inBursts((item: string) => done.push(item)) };
}

/** As a client that asks, waits for its answer, and asks again. */
async function askedAlone(give: (item: string) => void, turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    give('alone');
    await nextTurn();
  }
}

test('what comes in one turn is done at its end, in its order', async () => {
  const { done, give } = watched();
  give('first');
  await Promise.resolve();
  give('second');
  expect(done).toEqual([]);
  await nextTurn();
  expect(done).toEqual(['first', 'second']);
});

test('what is handed over while a burst is done waits for the next one', async () => {
  const done: string[] = [];
  const give = inBursts((item: string) => {
    done.push(item);
    if (item === 'first') give('of the first');
  });
  give('first');
  give('second');
  await nextTurn();
  expect(done.slice(0, 2)).toEqual(['first', 'second']);
  await nextTurn();
  expect(done).toEqual(['first', 'second', 'of the first']);
});

test('where items come one by one, most are done at once', async () => {
  const { done, give } = watched();
  await askedAlone(give, 8);
  expect(done).toHaveLength(8);
  let atOnce = 0;
  for (let turn = 0; turn < 160; turn += 1) {
    const before = done.length;
    give('alone');
    if (done.length > before) atOnce += 1;
    await nextTurn();
  }
  expect(done).toHaveLength(168);
  expect(atOnce).toBe(140);
});

test.for([2, 3, 7, 8, 16])('where %d come in a turn, they are soon held again', async (many) => {
  const { done, give } = watched();
  await askedAlone(give, 100);
  for (let turn = 0; turn < 16; turn += 1) {
    for (let count = 0; count < many; count += 1) give('one of many');
    await nextTurn();
  }
  done.length = 0;
  for (let count = 0; count < many; count += 1) give('one of many');
  expect(done).toEqual([]);
  await nextTurn();
  expect(done).toHaveLength(many);
});
