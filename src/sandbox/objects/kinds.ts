// What is special about a kind of object. Customers and their events are known from the start; all
// other kinds come with the first request that may touch one: see prepare.ts.

import type { Behaviour, Call, Initial } from '../behaviour.ts';
import { customer } from '../resources/customer.ts';
import { event } from '../resources/event.ts';
import type { IdShape } from './ids.ts';
import { otherKinds } from './other-kinds.ts';

interface FirstKind {
  readonly idShape: IdShape;
  readonly behaviour?: Behaviour;
}

const firstKinds: ReadonlyMap<string, FirstKind> = new Map<string, FirstKind>([
  ['customer', { idShape: ['cus', 14], behaviour: customer }],
  ['event', { idShape: ['evt', 24], behaviour: event }],
]);

/** Whether nothing must be fetched for it. */
export function isFirstKind(object: string): boolean {
  return firstKinds.has(object);
}

export function idShape(object: string): IdShape {
  return firstKinds.get(object)?.idShape ?? otherKinds.code().idShape(object);
}

/** Undefined where the plain rules are all there is. */
export function behaviourOf(object: string): Behaviour | undefined {
  const first = firstKinds.get(object);
  return first ? first.behaviour : otherKinds.code().behaviourOf(object);
}

/** Of a new object. A behaviour's own goes before it. */
export function initialState(object: string, call: Call, id: string): Initial {
  return isFirstKind(object) ? {} : otherKinds.code().initialState(object, call, id);
}
