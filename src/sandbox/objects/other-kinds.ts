// What is known of the kinds that the first customer does without: nothing, until it is fetched and given
// here. See fetch-code.ts.

import { late } from '../../base/late.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call, Initial } from '../behaviour.ts';
import type { IdShape } from './ids.ts';
import type { Shelf } from './shelf.ts';

/** Each of any kind of object, whether or not there is anything special about it. */
export interface OtherKinds {
  idShape(object: string): IdShape;
  behaviourOf(object: string): Behaviour | undefined;
  initialState(object: string, call: Call, id: string): Initial;
  /** By kind: see shape-corrections.ts. */
  readonly hidden: Readonly<Record<string, readonly string[]>>;
  readonly added: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Current versions that name `value` in a field, oldest first. */
  having(shelf: Shelf, field: string, value: string): readonly ApiObject[];
  /** Throws for what is wrong in the parts of a customer that few requests tell. */
  checkParts(params: FormObject): void;
  /** With the id of the default payment method. Throws where it is not the customer's. */
  withDefault(customer: ApiObject, call: Call): ApiObject;
}

export const otherKinds = late<OtherKinds>();
