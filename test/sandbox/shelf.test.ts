import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import type { StoredRecord } from '../../src/sandbox/objects/commit.ts';
import { having } from '../../src/sandbox/objects/shelf-index.ts';
import { createShelf, type Shelf } from '../../src/sandbox/objects/shelf.ts';

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
      const isKnown = random.below(10) === 0;
      const id = `evt_${isKnown ? random.below(turn + 1) : turn}`;
      const record = recordOf({ id, turn });
      const isRemoval = random.below(6) === 0;
      if (!isKnown && random.below(2) === 0) shelf.expect(id);
      const takeBack = isRemoval ? shelf.remove(record) : shelf.put(record);
      if (random.below(5) === 0) takeBack();
      else if (isRemoval) plain.remove(record);
      else plain.put(record);
      shelf.tidy(countMax);
      plain.tidy();
      // Not each time: a shelf does some of its work only when somebody asks.
      if (random.below(3) === 0) expect(toldBy(shelf)).toEqual(plain.told());
    }
  });
});

test('what names the same owner is found by it, whatever was put, taken away or taken back', () => {
  const random = createRandom('owners');
  const shelf = createShelf();
  for (let turn = 0; turn < 500; turn += 1) {
    const id = `item_${random.below(20)}`;
    const record = recordOf({ id, turn, owner: `owner_${random.below(3)}` });
    const takeBack = random.below(5) === 0 ? shelf.remove(record) : shelf.put(record);
    if (random.below(5) === 0) takeBack();
    const found = having(shelf, 'owner', 'owner_1');
    const all = Array.from(shelf.walk('newer'), ({ version }) => version);
    expect(found).toEqual(all.filter(({ owner }) => owner === 'owner_1'));
  }
});

test.each([
  ['moved to another owner', (shelf: Shelf) => shelf.put(owned('owner_2'))],
  ['removed', (shelf: Shelf) => shelf.remove(owned('owner_1'))],
])('what was %s, and back, is found by its owner, first asked for in between', (_, changed) => {
  const shelf = createShelf();
  shelf.put(owned('owner_1'));
  const takeBack = changed(shelf);
  expect(having(shelf, 'owner', 'owner_1')).toEqual([]);
  takeBack();
  expect(having(shelf, 'owner', 'owner_1')).toEqual([owned('owner_1').version]);
});

test('what goes to and fro between owners is looked at a few times, not once for each time it came', () => {
  const shelf = createShelf();
  let looks = 0;
  const toOwner = (owner: string): void => {
    const version = {
      id: 'item_1',
      object: 'item',
      get owner() {
        looks += 1;
        return owner;
      },
    };
    shelf.put({ version });
  };
  having(shelf, 'owner', 'owner_1');
  for (let turn = 0; turn < 2_000; turn += 1) toOwner(`owner_${turn % 2}`);
  looks = 0;
  expect(having(shelf, 'owner', 'owner_1')).toHaveLength(1);
  expect(looks).toBeLessThan(100);
});

function owned(owner: string): StoredRecord {
  return recordOf({ id: 'item_1', owner });
}

function recordOf(version: Readonly<Record<string, unknown>>): StoredRecord {
  return { version: { object: 'event', ...version } } as unknown as StoredRecord;
}

function toldBy(shelf: Shelf) {
  const live = [...shelf.walk('newer')].map(({ version }) => [version.id, version['turn']]);
  for (const [id, turn] of live) expect(shelf.get(String(id))?.version['turn']).toBe(turn);
  expect(shelf.size()).toBe(live.length);
  const left = [...shelf.removed()].map(({ version }) => [version.id, version['turn']]).sort();
  for (const [id, turn] of left) expect(shelf.getRemoved(String(id))?.version['turn']).toBe(turn);
  return { live, left };
}
