// The plug-in shape: what is special about one kind of object, beside what the catalogue says of
// it.

import type { Catalog, Route } from '../catalog/catalog.ts';
import type { Fields } from '../catalog/type.ts';
import type { FormObject } from '../wire/form.ts';

/** One version of one object. Never changed: a change is a new version. */
export interface ApiObject {
  readonly id: string;
  readonly object: string;
  readonly [field: string]: unknown;
}

/** As an event tells it. `id` is null where no request of the account made it happen, but time. */
export interface EventRequest {
  readonly id: string | null;
  readonly idempotency_key: string | null;
}

/** What an event of a type tells of it, where that is not the same for all. */
export type RequestOf = (type: string, own: EventRequest) => EventRequest;

/** Everything that a rule may touch. */
export interface Call {
  /**
   * Checked and typed: numbers are numbers, booleans are booleans, '' where a value is to be
   * unset.
   */
  readonly params: FormObject;
  /** The ids of the path, by the name in braces. */
  readonly ids: ReadonlyMap<string, string>;
  /** In seconds since 1970. */
  readonly now: number;
  /** Of the API, as the request asks for it. */
  readonly version: string;
  /** Whether the request itself says which. */
  readonly isVersionTold: boolean;
  /** The account whose objects these are, as in `acct_1AbC…`. */
  readonly account: string;
  /** That of the key: the platform, where the request acts for a connected account. */
  readonly owner: string;
  /** The same request in another account: what is done there is done with it, or not at all. */
  as(account: string): Call;
  /** The same, as a page makes what its customer wants. */
  byPage(requestOf: RequestOf): Call;
  /** Whether it is made so: what is paid then is no attempt of an invoice's own. */
  readonly isByPage: boolean;
  /** A new id of a kind, as in `cus_…` for `customer`. */
  newId(object: string): string;
  /** Random letters and digits. */
  newText(length: number): string;
  /** Random capitals and digits. */
  newCode(length: number): string;
  get(object: string, id: string): ApiObject | undefined;
  /** All current versions of one kind, oldest first. */
  all(object: string): readonly ApiObject[];
  /** Those that name this id in a field, such as `customer`, oldest first: without a look at the others. */
  having(object: string, field: string, id: string): readonly ApiObject[];
  /** `key` where the object has no id of its own. */
  put(after: ApiObject, key?: string): void;
  /** What the catalogue says of a kind. */
  shape(object: string): Fields | undefined;
  /**
   * Another request to make or change something, as one of this one's: done with it, or not at all.
   * Its parameters are checked and typed. Gives its answer, and throws what it throws.
   */
  request(path: string, params: FormObject): ApiObject;
  /** Takes it out of the lists; `{id, object, deleted: true}` stays behind. */
  remove(object: ApiObject): void;
  /** Done once the creation or the update itself is told; its answer does not know of it. */
  readonly later: (() => void)[];
  /** Ids of charges whose money is told after this answer. */
  readonly untold: Set<string>;
  /** Whoever listens to events hears of this one once more, and the webhook endpoint `to`. */
  tellAgain(event: ApiObject, to: string): void;
  /** Without effect where the API knows no event of this type, or where nothing changed. */
  emit(type: string, object: ApiObject, before?: ApiObject): void;
  /** The same for what no request made happen. */
  emitByTime(type: string, object: ApiObject, before?: ApiObject): void;
}

/** What is looked up, and for which version of the API. */
export type Known = Pick<Call, 'all' | 'get' | 'having' | 'version'>;

/** `before` is the draft of a creation, else the current version. Gives the version after. */
export type Rule = (before: ApiObject, call: Call) => ApiObject;

/** A request that another one entails: done with it, or not at all. */
export interface Entailed {
  /** As in `/v1/customers/cus_123/tax_ids`. */
  readonly path: string;
  readonly params: FormObject;
}

/** By field. Parameters of the same name go before them. */
export type Initial = Readonly<Record<string, unknown>>;

export interface Named {
  readonly version: ApiObject;
  /** Stands for the id where several objects of the kind have the same. */
  readonly key?: string;
}

/** The request that names an object, and what is known of its kind. */
export interface Asked {
  readonly catalog: Catalog;
  readonly route: Route;
}

export interface Behaviour {
  readonly object: string;
  /**
   * By the route's verb. A verb without a rule is plain, or not simulated. That of `delete` may refuse;
   * what it gives is what the event tells.
   */
  readonly rules?: Readonly<Record<string, Rule>>;
  /** By the route's verb: where the id in the path is not the object's own. Gives what was made. */
  readonly makers?: Readonly<Record<string, (call: Call) => ApiObject>>;
  /** By verb: the statuses in which it is allowed. */
  readonly allowed?: Readonly<Record<string, readonly string[]>>;
  /** Values of a new object that its shape and the parameters do not tell. */
  readonly initial?: (call: Call, id: string) => Initial;
  /** By path: fields that are absent unless asked for with `expand`, and what they hold then. */
  readonly includable?: Readonly<Record<string, (object: ApiObject, call: Call) => unknown>>;
  /** Fields that only the answer to the creation tells. */
  readonly toldOnce?: readonly string[];
  /** Throws ApiError for parameters that the catalogue allows and the API does not. */
  readonly check?: (params: FormObject, verb: string) => void;
  /** What a creation or an update does beside the object itself, by requests to create or update. */
  readonly entails?: (object: ApiObject, params: FormObject) => readonly Entailed[];
  /**
   * One that is there in every sandbox, as `pm_card_visa`: made when it is first named. May refuse in
   * words of its own.
   */
  readonly named?: (id: string, call: Call, asked: Asked) => Named | undefined;
  /** All of a list that is computed and not stored, the newest first; undefined for any other. */
  readonly listed?: (call: Call, asked: Asked) => readonly ApiObject[] | undefined;
  /** What is found by its id only, and in no list. */
  readonly isHidden?: (object: ApiObject, call: Call) => boolean;
  /** Fields computed on reading. */
  readonly present?: (object: ApiObject, call: Call) => ApiObject;
}
