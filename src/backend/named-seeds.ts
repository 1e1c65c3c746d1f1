// The named seeds: sandboxes that begin with objects, by the name that is given for a seed.

import type { PlayStep } from './play.ts';
import { readPlay } from './play.ts';

const plays: Readonly<Record<string, () => Promise<string>>> = {
  shop: async () => (await import('./seeds/shop.ts')).shop,
  saas: async () => (await import('./seeds/saas.ts')).saas,
  marketplace: async () => (await import('./seeds/marketplace.ts')).marketplace,
};

export const seedNames: readonly string[] = Object.keys(plays);

/** Any other text is a seed of ids alone, `empty` among them. */
export function isNamedSeed(seed: string | undefined): seed is string {
  return seed !== undefined && Object.hasOwn(plays, seed);
}

/** Of a named seed. */
export async function stepsOf(seed: string): Promise<readonly PlayStep[]> {
  return readPlay((await plays[seed]?.()) ?? '');
}
