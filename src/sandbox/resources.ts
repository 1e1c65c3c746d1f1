// The list of behaviours: kinds of objects that do more than the plain rules.

import type { Behaviour } from './behaviour.ts';
import { cashBalance } from './resources/cash-balance.ts';
import { customer } from './resources/customer.ts';
import { event } from './resources/event.ts';
import { price } from './resources/price.ts';
import { product } from './resources/product.ts';
import { webhookEndpoint } from './resources/webhook-endpoint.ts';

const behaviours: readonly Behaviour[] = [
  cashBalance,
  customer,
  event,
  price,
  product,
  webhookEndpoint,
];

const byObject: ReadonlyMap<string, Behaviour> = new Map(
  behaviours.map((behaviour) => [behaviour.object, behaviour]),
);

export function behaviourOf(object: string): Behaviour | undefined {
  return byObject.get(object);
}
