// What a test that makes its world at random asks of chance.

import { createRandom, type Random } from '../../src/base/random.ts';
import { openSandbox, type Call } from './open-sandbox.ts';

// Tests read whatever the API answers.
// oxlint-disable-next-line typescript/no-explicit-any
export type Told = any;

/** A sandbox, and the chances of one seed. */
export interface Chance {
  readonly call: Call;
  readonly random: Random;
  oneOf<Item>(items: readonly Item[]): Item;
  /** Once of so many times. */
  isNow(of: number): boolean;
  read(path: string): Promise<Told>;
}

export function openChance(seed: string): Chance {
  const random = createRandom(seed);
  const { call } = openSandbox({ seed });
  return {
    call,
    random,
    oneOf: (items) => items[random.below(items.length)] as (typeof items)[number],
    isNow: (of) => random.below(of) === 0,
    read: async (path) => (await call('GET', `/v1/${path}`)).body,
  };
}
