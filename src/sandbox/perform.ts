// One operation: a behaviour's rule where there is one, else the plain rule. All branching is here.

import { present } from '../base/assert.ts';
import type { ApiObject, Behaviour, Entailed } from './behaviour.ts';
import * as crud from './crud.ts';
import { listing, otherRules } from './late-code.ts';
import type { StoredRecord } from './objects/commit.ts';
import { eventType } from './objects/events.ts';
import { behaviourOf } from './objects/kinds.ts';
import { planIn } from './objects/plan.ts';
import { lastId, pathRecord, type Work } from './objects/work.ts';

/** Gives the body of the answer, before `expand`. Throws ApiError; then nothing may be kept. */
export function perform(work: Work, eventTypes: ReadonlySet<string>): object {
  const behaviour = behaviourOf(work.plan.objects[0] ?? '');
  // Before it has come, no parameter is there that it would refuse.
  otherRules.known()?.refuse(work);
  if (work.route.method === 'POST') behaviour?.check?.(work.params, work.route.verb);
  switch (work.plan.type) {
    case 'list':
      return presented(listing.code().list(work), work);
    case 'search':
      return presented(listing.code().search(work), work);
    case 'retrieve':
      return presentOne(
        isOwnAccount(work) ? otherRules.code().ownAccount(work) : crud.retrieve(work),
        work,
      );
    case 'create':
      return presentOne(
        work.plan.objects[1]
          ? otherRules.code().createAmong(work)
          : create(work, behaviour, eventTypes),
        work,
      );
    case 'update':
      return presentOne(change(work, pathRecord(work), { eventTypes }), work);
    case 'delete':
      return remove(work, { eventTypes });
    case 'retrieve-only-one':
      return presentOne(
        work.plan.objects[0] === 'account'
          ? otherRules.code().ownAccount(work)
          : crud.onlyOne(work).version,
        work,
      );
    case 'update-only-one':
      return change(work, crud.onlyOne(work), { eventTypes });
    case 'special':
      return presentOne(otherRules.code().special(work, behaviour), work);
  }
}

function isOwnAccount(work: Work): boolean {
  return work.plan.objects[0] === 'account' && lastId(work) === work.account;
}

function create(
  work: Work,
  behaviour: Behaviour | undefined,
  eventTypes: ReadonlySet<string>,
): ApiObject {
  const draft = crud.draft(work, behaviour);
  const rule = behaviour?.rules?.['create'];
  const told = rule ? rule(draft, work.call) : draft;
  const version = behaviour?.toldOnce ? without(told, behaviour.toldOnce) : told;
  crud.keep(work, version);
  announce(work, { verb: 'created', version, eventTypes });
  const after = entail(work, version, { behaviour, eventTypes });
  return after === version ? told : after;
}

function without(version: ApiObject, names: readonly string[]): ApiObject {
  const kept = Object.entries(version).filter(([name]) => !names.includes(name));
  return Object.fromEntries(kept) as unknown as ApiObject;
}

interface Change {
  readonly eventTypes: ReadonlySet<string>;
}

/** A route may answer with several kinds: what is there says which it is. */
function change(work: Work, record: StoredRecord, { eventTypes }: Change): ApiObject {
  const behaviour = behaviourOf(record.version.object);
  const plain = crud.updated(work, record);
  const rule = behaviour?.rules?.['update'];
  const version = rule ? rule(plain, work.call) : plain;
  crud.replace(work, record, version);
  announce(work, { verb: 'updated', version, eventTypes, before: record.version });
  return entail(work, version, { behaviour, eventTypes });
}

/** Performs what the request entails; gives the object as it is before all that is later. */
function entail(
  work: Work,
  version: ApiObject,
  { behaviour, eventTypes }: Change & { readonly behaviour: Behaviour | undefined },
): ApiObject {
  const all = [
    ...(behaviour?.entails?.(version, work.params) ?? []),
    ...(otherRules.known()?.entailedByAny(version, work.params, work.call) ?? []),
  ];
  for (const entailed of all) performAnother(work, entailed, eventTypes);
  const after = work.call.get(version.object, version.id) ?? version;
  for (const later of work.call.later.splice(0)) later();
  return after;
}

/** All that is not of one request. */
type Around = Omit<Work, 'route' | 'ids' | 'path' | 'params' | 'plan'>;

export function performAnother(
  work: Around,
  { path, params }: Entailed,
  eventTypes: ReadonlySet<string>,
): object {
  const match = present(work.catalog.match('POST', path), `a route for ${path}`);
  const { route, ids } = match;
  const call = { ...work.call, params, ids };
  return perform(
    { ...work, route, ids, path, params, call, plan: planIn(work.catalog, route), isInner: true },
    eventTypes,
  );
}

function remove(work: Work, { eventTypes }: Change): ApiObject {
  const record = pathRecord(work);
  const rule = behaviourOf(record.version.object)?.rules?.['delete'];
  const version = rule ? rule(record.version, work.call) : record.version;
  otherRules.known()?.takeAlong(record.version, work.call);
  const stub = crud.remove(work, record);
  announce(work, { verb: 'deleted', version, eventTypes });
  return stub;
}

interface Announcement {
  readonly verb: 'created' | 'updated' | 'deleted';
  readonly version: ApiObject;
  readonly before?: ApiObject;
  readonly eventTypes: ReadonlySet<string>;
}

/** Without effect for kinds that the API has no such event for. */
function announce({ call }: Work, { verb, version, before, eventTypes }: Announcement): void {
  const stem = otherRules.known()?.eventStem(version) ?? version.object;
  const type = eventType(stem, verb, eventTypes);
  if (type) call.emit(type, version, before);
}

/** As it is told: with what is computed on reading. */
export function presentOne(version: ApiObject, { call }: Work): ApiObject {
  const present = behaviourOf(version.object)?.present;
  return present && version['deleted'] !== true ? present(version, call) : version;
}

function presented(page: object, work: Work): object {
  const { data } = page as { readonly data: readonly ApiObject[] };
  return data[0] && behaviourOf(data[0].object)?.present
    ? { ...page, data: data.map((one) => presentOne(one, work)) }
    : page;
}
