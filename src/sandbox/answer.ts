// The synchronous core: from plain data to a reply, in one transaction that is kept whole or not at
// all.

import type { Match, Route } from '../catalog/catalog.ts';
import { ApiError } from '../wire/api-error.ts';
import type { FormObject } from '../wire/form.ts';
import type { ApiObject } from './behaviour.ts';
import type { Told } from './call.ts';
import { lateRefusal } from './checking/keys.ts';
import { checkParams } from './checking/params.ts';
import { actingAccount, enter, readVersion } from './gate.ts';
import { expansion, idempotency, ofV2, otherRules } from './late-code.ts';
import type { Commit } from './objects/commit.ts';
import { planIn } from './objects/plan.ts';
import type { Store, Transaction } from './objects/store.ts';
import type { Work } from './objects/work.ts';
import { openCall } from './open-call.ts';
import { perform, presentOne } from './perform.ts';
import type { Prepared } from './prepare.ts';
import { readParams, type PlainRequest } from './read-request.ts';
import type { Reply } from './reply.ts';
import { fieldsFor } from './route-fields.ts';

export interface Surroundings {
  readonly store: Store;
  /** Seconds since 1970. */
  readonly now: number;
  readonly requestId: string;
  readonly place: Place;
}

/** Set as soon as it is known: errors name it, and answer with these headers. */
export interface Place {
  account: string | undefined;
  headers: Headers;
}

export interface Answer {
  /** Absent where the request was refused, and something of it was done all the same. */
  readonly reply?: Reply;
  readonly refusal?: ApiError;
  readonly commit: Commit | undefined;
  readonly events: readonly Told[];
}

/** Throws ApiError, or whatever goes wrong; then the store is as it was before. */
export function answer(prepared: Prepared, surroundings: Surroundings): Answer {
  const { plain, catalog, match } = prepared;
  const { store, place } = surroundings;
  const entry = enter(plain);
  place.account = entry.owner;
  const version = readVersion(plain.version, catalog.apiVersion);
  const isConnected = (id: string): boolean => Boolean(store.record(entry.owner, 'account', id));
  const account = actingAccount(plain, entry, isConnected);
  place.account = account;
  const headers = headersOf(plain, version, surroundings.requestId);
  place.headers = headers;
  if (prepared.refusal) throw prepared.refusal;
  if (!match) throw lateRefusal(({ unknownUrl }) => unknownUrl(plain.method, plain.path));

  const transaction = store.begin(account);
  const events: Told[] = [];
  try {
    const params = readParams(plain);
    // Spread last: where names follow, an engine makes a shape of its own for each such object.
    const admitted = { prepared, match, params, account, transaction, events, ...entry };
    const reply = replyTo(admitted, surroundings, headers);
    const commit = transaction.commit();
    return { reply, commit, events };
  } catch (error) {
    if (!(error instanceof ApiError && error.isKept)) {
      transaction.rollback();
      throw plain.isV2 ? ofV2.code().inV2(error) : error;
    }
    return { refusal: error, commit: transaction.commit(), events };
  }
}

interface Admitted {
  readonly prepared: Prepared;
  readonly match: Match;
  readonly params: FormObject;
  readonly account: string;
  readonly owner: string;
  readonly key: string;
  readonly transaction: Transaction;
  readonly events: Told[];
}

function headersOf(plain: PlainRequest, version: string, requestId: string): Headers {
  const { stripeAccount } = plain;
  const key = keyOnce(plain);
  return Object.assign(
    { 'Stripe-Version': version },
    stripeAccount === null ? null : { 'Stripe-Account': stripeAccount },
    key === null ? null : { 'Idempotency-Key': key, 'Original-Request': requestId },
  );
}

/** By which a request is done once only. */
function keyOnce({ method, isV2, idempotencyKey }: PlainRequest): string | null {
  return method === 'POST' || (isV2 && method !== 'GET') ? idempotencyKey : null;
}

type Headers = Reply['headers'];

function replyTo(admitted: Admitted, { now, requestId }: Surroundings, headers: Headers): Reply {
  const { plain } = admitted.prepared;
  const key = keyOnce(plain);
  const perform = (done?: ApiObject): object =>
    bodyOf(admitted, { now, requestId, key, headers, done });
  return key === null
    ? { status: 200, body: perform(), headers }
    : (plain.isV2 ? ofV2 : idempotency)
        .code()
        .replyOnce({ now, requestId, headers, perform, ...plain, ...admitted, key });
}

interface Occasion {
  readonly now: number;
  readonly requestId: string;
  readonly key: string | null;
  readonly headers: Headers;
  /** What an earlier request has made, and this one only tells. */
  readonly done: ApiObject | undefined;
}

function bodyOf(admitted: Admitted, occasion: Occasion): object {
  const { match, transaction, account, events } = admitted;
  const { now, requestId, key, headers, done } = occasion;
  const { plain, catalog, eventTypes } = admitted.prepared;
  const { route, ids } = match;
  const params = checkedParams(admitted, route);
  const paths = params['expand'];
  const expanding = paths === undefined ? undefined : expansion.code();
  expanding?.checkExpand(paths, route.result, catalog);
  const call = openCall({
    params,
    ids,
    transaction,
    account,
    owner: admitted.owner,
    now,
    version: headers['Stripe-Version'] ?? '',
    isVersionTold: plain.version !== null,
    request: { id: requestId, idempotency_key: key },
    catalog,
    eventTypes,
    events,
    isV2: plain.isV2,
    key: admitted.key,
  });
  const work: Work = {
    catalog,
    route,
    plan: planIn(catalog, route),
    ids,
    path: plain.path,
    isV2: plain.isV2,
    params,
    transaction,
    account,
    key: admitted.key,
    call,
  };
  if (done) return presentOne(done, work);
  otherRules.known()?.catchUp(call);
  const body = perform(work, eventTypes);
  otherRules.known()?.followUp(events, call);
  if (!expanding) return body;
  return expanding.expanded(body, paths, work);
}

function checkedParams({ prepared, params }: Admitted, route: Route): FormObject {
  const { catalog, plain } = prepared;
  const [object = ''] = planIn(catalog, route).objects;
  const check = plain.isV2 ? ofV2.code().checkAsked : checkParams;
  return check(params, {
    fields: fieldsFor(catalog, route),
    mirror: route.method === 'POST' ? catalog.shape(object) : undefined,
  });
}
