import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import type { StoredRecord } from '../../src/sandbox/objects/commit.ts';
import { createShelf } from '../../src/sandbox/objects/shelf.ts';

const countMax = 7;

/** A shelf as anybody would write it: two lists. */
function plainShelf() {
  let live: StoredRecord[] = [];
  const left = new Map<string, StoredRecord>();
  const at = (key: string): number => live.findIndex(({ version }) => version.id === key);
  return {
    put(record: StoredRecord) {
      const { id } = record.version;
      left.delete(id);
      if (at(id) >= 0) live[at(id)] = record;
      else live.push(record);
    },
    remove(record: StoredRecord) {
      const { id } = record.version;
      if (at(id) < 0) return;
      live.splice(at(id), 1);
      left.set(id, record);
    },
    tidy() {
      live = live.slice(-countMax);
    },
    told: () => ({
      live: live.map(({ version }) => [version.id, version['turn']]),
      left: [...left].map(([id, { version }]) => [id, version['turn']]).sort(),
    }),
  };
}

describe('a shelf that forgets the oldest', () => {
  test.each(['a', 'b', 'c', 'd'])('is as a plain list is (%s)', (seed) => {
    const random = createRandom(seed);
    const [shelf, plain] = [createShelf(), plainShelf()];
    for (let turn = 0; turn < 2_000; turn += 1) {
      const id = `evt_${random.below(10) === 0 ? random.below(turn + 1) : turn}`;
      const record = { version: { id, object: 'event', turn } } as unknown as StoredRecord;
      const isRemoval = random.below(6) === 0;
      const takeBack = isRemoval ? shelf.remove(record) : shelf.put(record);
      if (random.below(5) === 0) takeBack();
      else if (isRemoval) plain.remove(record);
      else plain.put(record);
      shelf.tidy(countMax);
      plain.tidy();
      expect(toldBy(shelf)).toEqual(plain.told());
    }
  });
});

function toldBy(shelf: ReturnType<typeof createShelf>) {
  const live = [...shelf.walk('newer')].map(({ version }) => [version.id, version['turn']]);
  for (const [id, turn] of live) expect(shelf.get(String(id))?.version['turn']).toBe(turn);
  expect(shelf.size()).toBe(live.length);
  const left = [...shelf.removed()].map(({ version }) => [version.id, version['turn']]).sort();
  for (const [id, turn] of left) expect(shelf.getRemoved(String(id))?.version['turn']).toBe(turn);
  return { live, left };
}
