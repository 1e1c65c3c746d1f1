// New objects that a rule makes beside its own: whole as their shape says, stored, not yet told.

import { present } from '../../base/assert.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { initialState } from './initial-state.ts';
import { changed, layered } from './layered.ts';
import { skeletonOf, type Values } from './skeleton.ts';

/** With `values`, the later ones over the earlier, over what an object of the kind begins with. */
export function make(call: Call, object: string, ...values: readonly Values[]): ApiObject {
  const made = begun(call, object, values, idIn(values) ?? call.newId(object));
  call.put(made);
  return made;
}

/** The same, not stored; without an id where none is given. */
export function drafted(call: Call, object: string, ...values: readonly Values[]): ApiObject {
  return begun(call, object, values, idIn(values));
}

function idIn(values: readonly Values[]): string | undefined {
  for (const { id } of values) if (typeof id === 'string') return id;
  return undefined;
}

function begun(
  call: Call,
  object: string,
  values: readonly Values[],
  id: string | undefined,
): ApiObject {
  const shape = present(call.shape(object), `the shape of ${object}`);
  const skeleton = skeletonOf(object, shape);
  const layers: Values[] = [initialState(object, call, String(id), none), ...values];
  if (id !== undefined) layers.push({ id });
  if (typeof skeleton['created'] === 'number') layers.unshift({ created: call.now });
  return layered(skeleton, layers) as ApiObject;
}

/** Those of the request are not meant for what is made beside its own object. */
const none = Object.freeze(Object.create(null)) as FormObject;

/** The same request, as if it had these parameters, or none; without a prototype, as they are read. */
export function withParams(call: Call, params: FormObject = {}): Call {
  return { ...call, params: Object.assign(Object.create(null) as FormObject, params) };
}

/** A new version with other values, stored; its event is told where a type is given. */
export function change(call: Call, before: ApiObject, values: Values, type?: string): ApiObject {
  const after = changed(before, values);
  call.put(after);
  if (type !== undefined) call.emit(type, after, type.endsWith('.updated') ? before : undefined);
  return after;
}

/** `changed`, quick where each time the same names are new to the object. */
export function grown(call: Call, before: ApiObject, values: Values): ApiObject {
  const shape = present(call.shape(before.object), `the shape of ${before.object}`);
  return layered(skeletonOf(before.object, shape), [before, values]) as ApiObject;
}
