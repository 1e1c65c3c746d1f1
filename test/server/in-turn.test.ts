import { expect, test } from 'vitest';
import { createTurns } from '../../src/server/in-turn.ts';

test('so much is under way at one address, in order, and another address does not wait', async () => {
  const turns = createTurns({ underWayMax: 1, waitingMax: 2 });
  const order: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    order.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  const all = [turns.run('a', work('one')), turns.run('a', work('two')), turns.run('b', work('x'))];
  all.push(turns.run('a', () => Promise.reject(new Error('broken'))));
  await expect(turns.run('a', work('too many'))).rejects.toThrow('too many wait');
  expect(order).toEqual(['one', 'x']);
  ends[0]!();
  expect(await all[0]).toBe('one');
  await expect.poll(() => order).toEqual(['one', 'x', 'two']);
  ends[2]!();
  expect(await all[1]).toBe('two');
  await expect(all[3]).rejects.toThrow('broken');
  ends[1]!();
  expect(await all[2]).toBe('x');
  // What failed has left its place.
  expect(await turns.run('a', async () => 'again')).toBe('again');
});
