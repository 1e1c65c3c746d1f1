// The plug-in shape: what is special about one kind of object, beside what the catalogue says of it.

import type { FormObject } from '../wire/form.ts';

/** One version of one object. Never changed: a change is a new version. */
export interface ApiObject {
  readonly id: string;
  readonly object: string;
  readonly [field: string]: unknown;
}

/** Everything that a rule may touch. */
export interface Call {
  /** Checked and typed: numbers are numbers, booleans are booleans, '' where a value is to be unset. */
  readonly params: FormObject;
  /** In seconds since 1970. */
  readonly now: number;
  newId(prefix: string, length?: number): string;
  get(id: string): ApiObject | undefined;
  /** All current versions of one kind, oldest first. */
  all(object: string): readonly ApiObject[];
  put(after: ApiObject): void;
  remove(object: ApiObject): void;
  emit(type: string, object: ApiObject, before?: ApiObject): void;
}

/** `before` is the draft of a creation, else the current version. Gives the version after. */
export type Rule = (before: ApiObject, call: Call) => ApiObject;

export interface Behaviour {
  readonly object: string;
  /** Ids begin with it, as in `cus`; then `idLength` characters. */
  readonly idPrefix?: string;
  readonly idLength?: number;
  /** By the route's verb. A verb without a rule is plain, or not simulated. */
  readonly rules?: Readonly<Record<string, Rule>>;
  /** By verb: the statuses in which it is allowed. */
  readonly allowed?: Readonly<Record<string, readonly string[]>>;
  /** Values of a new object that the shape cannot tell. Their order is the order of the keys. */
  readonly initial?: (call: Call) => Readonly<Record<string, unknown>>;
  /** Fields computed on reading. */
  readonly present?: (object: ApiObject) => ApiObject;
}
