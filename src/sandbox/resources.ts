// The list of behaviours: kinds of objects that do more than the plain rules.

import type { Behaviour } from './behaviour.ts';
import { customer } from './resources/customer.ts';
import { price } from './resources/price.ts';

const behaviours: readonly Behaviour[] = [customer, price];

const byObject: ReadonlyMap<string, Behaviour> = new Map(
  behaviours.map((behaviour) => [behaviour.object, behaviour]),
);

export function behaviourOf(object: string): Behaviour | undefined {
  return byObject.get(object);
}
