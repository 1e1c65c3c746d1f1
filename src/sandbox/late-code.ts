// Where the way of a request finds what the first customer does without. It is fetched, as fetch-code.ts
// says, before the synchronous core begins.

import { late } from '../base/late.ts';
import type { Field, Fields, Type } from '../catalog/type.ts';
import type { FormObject, FormValue } from '../wire/form.ts';
import type { ApiObject, Behaviour, Call, Entailed } from './behaviour.ts';
import type { Told } from './call.ts';
import type { ParamRules } from './checking/params.ts';
import type { Reading } from './checking/references.ts';
import type { Attempt } from './idempotency.ts';
import type { Work } from './objects/work.ts';
import type { Reply } from './reply.ts';

/** Each gives the body of the answer. */
interface Listing {
  list(work: Work): object;
  search(work: Work): object;
}

/** What `expand` asks for. */
interface Expansion {
  /** Throws for what cannot be expanded. */
  checkExpand(paths: FormValue | undefined, result: Type, library: Pick<Call, 'shape'>): void;
  expanded(body: object, paths: FormValue | undefined, work: Work): object;
}

/** What is done around the plain rules, for one kind of object or another. */
export interface OtherRules {
  /** Of older versions. */
  legacyFields(object: string, own: Fields): readonly Field[];
  /** Throws for parameters that are right in themselves, and wrong all the same. */
  refuse(work: Work): void;
  checkReferences(params: FormObject, shape: Fields, reading: Reading): void;
  createAmong(work: Work): ApiObject;
  ownAccount(work: Work): ApiObject;
  special(work: Work, behaviour: Behaviour | undefined): ApiObject;
  entailedByAny(version: ApiObject, params: FormObject, call: Call): readonly Entailed[];
  /** What goes with an object that is deleted. */
  takeAlong(version: ApiObject, call: Call): void;
  /** Undefined where events are named after the kind. */
  eventStem(version: ApiObject): string | undefined;
  /** Before a request: what time has brought about. */
  catchUp(call: Call): void;
  /** After it: what follows from all that was told. */
  followUp(events: readonly Told[], call: Call): void;
}

interface Idempotency {
  replyOnce(attempt: Attempt): Reply;
}

/** What is otherwise in /v2. */
export interface OfV2 extends Idempotency {
  decodeJson(text: string): FormObject;
  decodeQuery(text: string): FormObject;
  /** What `checkParams` is in /v1. */
  checkAsked(params: FormObject, rules: ParamRules): FormObject;
  /** What is no refusal stays as it is. */
  inV2(error: unknown): unknown;
}

export const listing = late<Listing>();
export const expansion = late<Expansion>();
export const otherRules = late<OtherRules>();
export const idempotency = late<Idempotency>();
export const ofV2 = late<OfV2>();
