// New objects that a rule makes beside its own: whole as their shape says, stored, not yet told.

import { present } from '../base/assert.ts';
import type { FormObject } from '../wire/form.ts';
import type { ApiObject, Call } from './behaviour.ts';
import { initialState } from './initial-state.ts';
import { skeletonOf, sorted, type Values } from './skeleton.ts';

/** With `values` over what an object of the kind begins with. */
export function make(call: Call, object: string, values: Values): ApiObject {
  const id = typeof values['id'] === 'string' ? values['id'] : call.newId(object);
  const made = drafted(call, object, { ...values, id });
  call.put(made);
  return made;
}

/** The same, not stored; without an id where none is given. */
export function drafted(call: Call, object: string, values: Values = {}): ApiObject {
  const shape = present(call.shape(object), `the shape of ${object}`);
  const skeleton = skeletonOf(object, shape);
  const state = initialState(object, withParams(call), String(values['id']));
  const created = typeof skeleton['created'] === 'number' ? { created: call.now } : {};
  return inOrder({ ...skeleton, ...created, ...state, ...values }) as ApiObject;
}

/** The same request, as if it had these parameters, or none; without a prototype, as they are read. */
export function withParams(call: Call, params: FormObject = {}): Call {
  return { ...call, params: Object.assign(Object.create(null) as FormObject, params) };
}

/** A new version with other values, stored; its event is told where a type is given. */
export function change(call: Call, before: ApiObject, values: Values, type?: string): ApiObject {
  const isSame = Object.keys(values).every((name) => name in before);
  const merged = { ...before, ...values };
  // Only a new name has to find its place.
  const after = (isSame ? merged : inOrder(merged)) as ApiObject;
  call.put(after);
  if (type !== undefined) call.emit(type, after, type.endsWith('.updated') ? before : undefined);
  return after;
}

/** By the names that stand there, as they are: objects of a kind have the same ones again and again. */
const orders = new Map<string, readonly string[]>();
const ordersMax = 1_000;

/** As `sorted`. */
function inOrder(values: Values): Values {
  const names = Object.keys(values).join(' ');
  const order = orders.get(names) ?? Object.keys(sorted(values));
  if (orders.size < ordersMax) orders.set(names, order);
  const result: Record<string, unknown> = {};
  for (const name of order) result[name] = values[name];
  return result;
}
