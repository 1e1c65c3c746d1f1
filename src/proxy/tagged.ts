// Visitors who share one sandbox: what they make carries their tag, and they reach nothing that
// carries another's. What the tag cannot tell apart is refused.

import { loadCatalog } from '../catalog/load.ts';
import type { Catalog, Route } from '../catalog/catalog.ts';
import { objectsOf } from '../catalog/type.ts';
import { missingByParam, missingByPath } from '../sandbox/checking/errors.ts';
import { ApiError, errorBody } from '../wire/api-error.ts';
import { decodeForm, paramName, type FormObject, type FormValue } from '../wire/form.ts';
import { type Answer, isOk, jsonAnswer } from './answer.ts';
import type { ForVisitor, Forward, ProxyCall } from './call.ts';
import { isTestName, kindNamed } from './id-kinds.ts';
import { createOwners, publicKinds, shared, type Owners, type Seen } from './owners.ts';
import { Refusal } from './refusal.ts';
import { readList } from './tagged-list.ts';
import { withTags } from './tagged-params.ts';
import type { Visitor } from './visitor-tokens.ts';

interface Place {
  readonly forward: Forward;
  readonly catalog: Catalog;
  readonly owners: Owners;
  readonly lifetimeSeconds: number;
}

export function createTagged(
  forward: Forward,
  { lifetimeSeconds }: Pick<Place, 'lifetimeSeconds'>,
): ForVisitor {
  let opening: Promise<Place> | undefined;
  async function open(): Promise<Place> {
    const catalog = await loadCatalog();
    return { forward, catalog, owners: createOwners(forward, catalog), lifetimeSeconds };
  }
  return async (call, visitor) => {
    opening ??= open();
    const place = await opening;
    try {
      return await answer(call, visitor, place);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const body = errorBody(error, { account: undefined, requestId: '' });
      return jsonAnswer(body, error.status);
    }
  };
}

async function answer(call: ProxyCall, visitor: Visitor, place: Place): Promise<Answer> {
  const { method, path, operation } = call;
  const { forward, catalog, owners } = place;
  const { route } = operation;
  if (path.startsWith('/v2/')) throw notSeparable();
  await catalog.load(route);
  const named = await checkNamed(call, visitor, place);
  const within = outermost(route, path);
  const isWhole = within === path;

  if (route.verb === 'list' || route.verb === 'search') {
    if (within !== undefined) await checkWithin(within, call, visitor, { owners, isChange: false });
    if (within !== undefined || isPublic(route)) return forward(call);
    return readList(call, visitor, place);
  }
  if (method === 'GET') {
    if (within === undefined) {
      if (isPublic(route)) return forward(call);
      throw notSeparable();
    }
    if (!isWhole) await checkWithin(within, call, visitor, { owners, isChange: false });
    const answer = await forward(call);
    return isWhole ? shownTo(visitor, answer, { call, owners }) : answer;
  }
  if (within !== undefined) {
    // Attaching `pm_card_visa` makes a method of the customer named, and changes nobody's.
    const isNew = named && isTestName(idOf(within));
    if (!isNew) await checkWithin(within, call, visitor, { owners, isChange: true });
    const isMade = route.verb === 'create';
    return forward(withTags(call, visitor, { catalog, isMade }));
  }
  const takesTag = catalog.params(route).get('metadata')?.type.type === 'metadata';
  const reachesAll = objectsOf(route.result).some((kind) => reachingAll.has(kind));
  if (reachesAll || (!takesTag && !named)) throw notSeparable();
  const made = await forward(withTags(call, visitor, { catalog, isMade: takesTag }));
  // So that the object is known as theirs before anybody asks for it.
  if (isOk(made)) await owners.of(JSON.parse(made.body) as Seen, call);
  return made;
}

/** What acts on everybody's objects, or on the balance of all, whoever has made it. */
const reachingAll: ReadonlySet<string> = new Set([
  'payout',
  'radar.value_list',
  'topup',
  'transfer',
  'webhook_endpoint',
]);

/** The path up to its first id: `/v1/customers/cus_1` of `/v1/customers/cus_1/sources`. */
function outermost({ path: pattern }: Route, path: string): string | undefined {
  const index = pattern.split('/').findIndex((segment) => segment.startsWith('{'));
  return index < 0 ? undefined : path.split('/', index + 1).join('/');
}

function isPublic({ path }: Route): boolean {
  const [, name = ''] = /^\/v1\/(\w+)s(\/|$)/.exec(path) ?? [];
  return publicKinds.has(name);
}

async function shownTo(
  { tag }: Visitor,
  answer: Answer,
  { call, owners }: { readonly call: ProxyCall; readonly owners: Owners },
): Promise<Answer> {
  if (!isOk(answer) || isPublic(call.operation.route)) return answer;
  const object = JSON.parse(answer.body) as Seen;
  const owner = await owners.of(object, call);
  if (owner === tag || owner === shared) return answer;
  throw missing(call.path, object['object']);
}

async function checkWithin(
  within: string,
  call: ProxyCall,
  { tag }: Visitor,
  { owners, isChange }: { readonly owners: Owners; readonly isChange: boolean },
): Promise<void> {
  const owner = await owners.at(within, call);
  if (owner === tag || (owner === shared && !isChange)) return;
  if (owner !== shared) throw missing(within);
  const message = 'This is there for all visitors: it can be read and used, and not changed.';
  throw new Refusal(403, 'object_shared', message);
}

/** As Stripe says it of an id that is nobody's. */
function missing(path: string, kind?: unknown): ApiError {
  const id = idOf(path);
  const guessed = typeof kind === 'string' ? kind : kindNamed(id, '');
  return missingByPath(guessed ?? (path.split('/').at(-2) ?? '').replace(/s$/, ''), id);
}

function idOf(path: string): string {
  return decodeURIComponent(path.split('/').at(-1) ?? '');
}

/**
 * Every object that a parameter names must be the visitor's or shared. Whether what is made hangs on one
 * of the visitor's own.
 */
async function checkNamed(call: ProxyCall, { tag }: Visitor, place: Place): Promise<boolean> {
  const forms = [call.query, call.body ?? ''].map(decodeForm);
  let hasOwn = false;
  for (const { value, path } of forms.flatMap((form) => [...leaves(form)])) {
    const name = path.findLast((word) => !/^\d+$/.test(word)) ?? '';
    if (path.at(-2) === 'metadata') continue;
    const kind = kindNamed(value, name);
    if (kind === undefined) continue;
    const owner = await place.owners.named(value, kind, call);
    if (owner === tag) hasOwn ||= isFor(name, kind);
    // Where there is nothing it may be any text; for an id the upstream says so itself.
    else if (owner !== undefined && owner !== shared) {
      throw missingByParam(kind, value, paramName(path));
    }
  }
  return hasOwn;
}

/** Whether a parameter, such as `stripe_customer_id`, says what an object is to hang on. */
function isFor(name: string, kind: string): boolean {
  const [word = ''] = kind.split('.').slice(-1);
  return name.includes(word) || word.endsWith(`_${name}`);
}

function* leaves(
  value: FormValue,
  path: readonly string[] = [],
): Generator<{ readonly value: string; readonly path: readonly string[] }> {
  if (typeof value === 'string') yield { value, path };
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value as FormObject)) {
    yield* leaves(inner, [...path, name]);
  }
}

function notSeparable(): Refusal {
  const message =
    'Where visitors share one sandbox this operation is not passed on: its objects do not tell whose ' +
    'they are.';
  return new Refusal(403, 'not_separable', message);
}
