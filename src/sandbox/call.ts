// What a rule may touch, made from the transaction of its request.

import type { Catalog } from '../catalog/catalog.ts';
import type { FormObject } from '../wire/form.ts';
import type { ApiObject, Call, EventRequest, RequestOf } from './behaviour.ts';
import { asTold, countListeners, makeEvent, previousAttributes } from './objects/events.ts';
import type { StoredRecord } from './objects/commit.ts';
import { makeId, randomCode, randomText } from './objects/ids.ts';
import { idShape } from './objects/kinds.ts';
import { otherKinds } from './objects/other-kinds.ts';
import type { Holdings } from './objects/store.ts';
import { stubOf } from './objects/work.ts';

/** `to`: see `ToldEvent`. */
export interface Told {
  readonly account: string;
  readonly event: ApiObject;
  readonly to?: string;
}

export interface CallOptions {
  readonly params: FormObject;
  readonly ids: ReadonlyMap<string, string>;
  readonly transaction: Holdings;
  readonly account: string;
  readonly owner: string;
  readonly now: number;
  readonly version: string;
  readonly isVersionTold?: boolean;
  readonly request: EventRequest;
  /** Of what a page makes. */
  readonly requestOf?: RequestOf;
  readonly catalog: Catalog;
  readonly eventTypes: ReadonlySet<string>;
  /** Gets every event that came to be, in order. */
  readonly events: Told[];
}

/** Another request, as one of this one's. */
export type Perform = (path: string, params: FormObject, own: Own) => ApiObject;

/** Whose call it is, where one account's request touches another. */
export type Own = Pick<CallOptions, 'account' | 'transaction'> & { readonly call: Call };

export function createCall(options: CallOptions, perform: Perform): Call {
  const { params, ids, transaction, account, now } = options;
  const { random } = transaction;

  const newId = (object: string): string => {
    const id = makeId(random, account, idShape(object));
    transaction.shelf(object).expect(id);
    return id;
  };

  const emitAs =
    (request: CallOptions['request']): Call['emit'] =>
    (type, version, before) => {
      if (!options.eventTypes.has(type)) return;
      const object = asTold(version);
      const previous = before && previousAttributes(asTold(before), object);
      if (previous && Object.keys(previous).length === 0) return;
      const event = makeEvent({
        id: newId('event'),
        type,
        object,
        previous,
        created: now,
        apiVersion: options.catalog.apiVersion,
        request: options.requestOf?.(type, request) ?? request,
        pendingWebhooks: countListeners(transaction.walk('webhook_endpoint', 'newer'), type),
      });
      transaction.put({ version: event });
      options.events.push({ account, event });
    };

  const call: Call = {
    params,
    ids,
    now,
    version: options.version,
    isVersionTold: options.isVersionTold === true,
    account,
    owner: options.owner,
    as: (other) =>
      createCall({ ...options, account: other, transaction: transaction.of(other) }, perform),
    isByPage: options.requestOf !== undefined,
    byPage: (requestOf) => createCall({ ...options, requestOf }, perform),
    newId,
    newText: (length) => randomText(random, length),
    newCode: (length) => randomCode(random, length),
    get: (object, id) => transaction.record(object, id)?.version,
    all: (object) => Array.from(transaction.walk(object, 'newer'), ({ version }) => version),
    having: (object, field, value) =>
      otherKinds.code().having(transaction.shelf(object), field, value),
    shape: options.catalog.shape,
    request: (path, given) => perform(path, given, { account, transaction, call }),
    put: (version, key = version.id) => {
      const known = transaction.record(version.object, key);
      if (known) transaction.put(renewed(known, version));
      else transaction.put(key === version.id ? { version } : { version, key });
    },
    remove: (version) => {
      const known = transaction.record(version.object, version.id);
      if (known) transaction.remove({ ...known, version: stubOf(version) });
    },
    tellAgain: (event, to) => void options.events.push({ account, event, to }),
    later: [],
    untold: new Set(),
    emit: emitAs(options.request),
    emitByTime: emitAs({ id: null, idempotency_key: null }),
  };
  return call;
}

/** Most records are a version alone. */
function renewed(known: StoredRecord, version: ApiObject): StoredRecord {
  const isAlone = known.key === undefined && known.within === undefined;
  return isAlone ? { version } : { ...known, version };
}
