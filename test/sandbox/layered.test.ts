// Objects put together in layers are what a plain spread gives, in Stripe's order of names.

import { describe, expect, test } from 'vitest';
import { changed, inOrder, layered, replaced } from '../../src/sandbox/objects/layered.ts';
import { sorted, type Values } from '../../src/sandbox/objects/skeleton.ts';

const skeleton: Values = { id: '', object: 'widget', amount: 0, name: null };

/** As text, so that the order of names counts too. */
function told(values: Values): string {
  return JSON.stringify(values);
}

describe('layered', () => {
  test.each<readonly [string, readonly Values[]]>([
    ['without more names', [{ id: 'w_1' }, { amount: 5 }]],
    ['where a later layer says otherwise', [{ amount: 5 }, { amount: 6, name: 'x' }]],
    ['with a new name before the others', [{ id: 'w_2', active: true }]],
    ['with a new name of an earlier object absent', [{ id: 'w_3', size: 3 }]],
    ['with a name whose value is undefined', [{ id: 'w_4', size: undefined }]],
  ])('gives what a sorted spread gives, %s', (_, layers) => {
    const plain = sorted(Object.assign({}, skeleton, ...layers) as Values);
    // The second time it is poured into what the first one left.
    for (const time of [1, 2])
      expect([time, told(layered(skeleton, layers))]).toEqual([time, told(plain)]);
  });

  test('leaves the skeleton and the objects before it as they were', () => {
    const first = layered(skeleton, [{ id: 'w_5' }]);
    layered(skeleton, [{ id: 'w_6', amount: 9, colour: 'red' }]);
    expect(told(first)).toBe('{"id":"w_5","object":"widget","amount":0,"name":null}');
    expect(told(skeleton)).toBe('{"id":"","object":"widget","amount":0,"name":null}');
  });

  test('keeps more sets of names apart than it remembers', () => {
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 20; count += 1) {
        const name = `extra_${count}`;
        expect(Object.keys(layered(skeleton, [{ [name]: count }]))).toEqual([
          'id',
          'object',
          'amount',
          name,
          'name',
        ]);
      }
    }
  });
});

describe('a version after another', () => {
  const before: Values = { id: 'w_1', object: 'widget', amount: 1, name: 'x' };

  test('has other values in the same places, and leaves the former as it was', () => {
    for (const make of [changed, replaced]) {
      const after = make(before, { amount: 2 }, { name: null });
      expect(told(after)).toBe('{"id":"w_1","object":"widget","amount":2,"name":null}');
      expect(told(before)).toBe('{"id":"w_1","object":"widget","amount":1,"name":"x"}');
    }
  });

  test('takes new names: changed in their places, replaced at the end', () => {
    expect(Object.keys(changed(before, { brand: 1 }))).toEqual([
      'id',
      'object',
      'amount',
      'brand',
      'name',
    ]);
    expect(Object.keys(replaced(before, { brand: 1 })).at(-1)).toBe('brand');
  });

  test('keeps the order of a former that is in none', () => {
    const strange: Values = { name: 'x', object: 'widget', id: 'w_9' };
    expect(told(replaced(strange, { name: 'y' }))).toBe(
      '{"name":"y","object":"widget","id":"w_9"}',
    );
    expect(told(replaced(before, { name: 'y' }))).toContain('{"id":"w_1","object"');
  });

  test('is the same object in order where it is in order already', () => {
    expect(inOrder(inOrder(before))).toEqual(before);
    const known = inOrder({ ...before });
    expect(inOrder(known)).toBe(known);
    expect(Object.keys(inOrder({ name: 1, object: 'widget', id: 'w_1' }))).toEqual([
      'id',
      'object',
      'name',
    ]);
  });
});
