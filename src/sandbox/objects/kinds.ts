// What is special about a kind of object. Customers and their events are known from the start; all
// other kinds come with the first request that may touch one: see prepare.ts.

import { late } from '../../base/late.ts';
import type { Behaviour, Call, Initial } from '../behaviour.ts';
import type { IdShape } from './ids.ts';
import { otherKinds } from './other-kinds.ts';

export interface FirstKind {
  readonly idShape: IdShape;
  readonly behaviour?: Behaviour;
}

/** By kind; given with the sandbox: see first-kinds.ts. */
export const firstKinds = late<ReadonlyMap<string, FirstKind>>();

/** Whether nothing must be fetched for it. */
export function isFirstKind(object: string): boolean {
  return firstKinds.code().has(object);
}

export function idShape(object: string): IdShape {
  return firstKinds.code().get(object)?.idShape ?? otherKinds.code().idShape(object);
}

/** Undefined where the plain rules are all there is. */
export function behaviourOf(object: string): Behaviour | undefined {
  const first = firstKinds.code().get(object);
  return first ? first.behaviour : otherKinds.code().behaviourOf(object);
}

/** Of a new object. A behaviour's own goes before it. */
export function initialState(object: string, call: Call, id: string): Initial {
  return isFirstKind(object) ? {} : otherKinds.code().initialState(object, call, id);
}
