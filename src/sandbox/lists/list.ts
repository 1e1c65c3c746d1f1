// Lists: newest first, a page at a time, from either side of an object. A page costs what it holds.
// Source: https://docs.stripe.com/api/pagination and https://docs.stripe.com/api-v2-overview

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { missingByParam, notSimulated } from '../checking/errors.ts';
import { checkReferences } from '../checking/references.ts';
import { invalidFields } from '../checking/v2-refusals.ts';
import { recordKey, type StoredRecord } from '../objects/commit.ts';
import { behaviourOf } from '../objects/kinds.ts';
import { recordsHaving } from '../objects/shelf-index.ts';
import {
  checkParents,
  findRecord,
  isWithin,
  operationName,
  parentsOf,
  shapeOf,
} from '../objects/work.ts';
import type { Work } from '../objects/work.ts';
import { cursorOf, type Cursor } from './cursor.ts';
import { claimsOf, type Claim } from './filters.ts';
import { isSearchable, matcherOf, pageOf } from './search.ts';
import { readPage, writePage, wrongToken } from './v2-pages.ts';

const limitMax = 100;
const limitUsual = 10;
/** Older events are not listed. Source: https://docs.stripe.com/api/events/list */
const eventDays = 30;

const counted = ['dispute', 'refund'];

export function list(work: Work): object {
  // Some lists are short, and told whole.
  const isPaged = work.catalog.params(work.route).has('limit');
  if (!work.isV2) return listV1(work, isPaged ? limitOf(work.params) : limitMax);
  checkParents(work);
  return listV2(work, strictLimit(work.params));
}

function listV1(work: Work, limit: number): object {
  const computed = behaviourOf(work.plan.objects[0] ?? '')?.listed?.(work.call, work);
  // The invoice that is to come, of former versions, is nowhere yet.
  if (!computed || work.ids.get('invoice') !== 'upcoming') checkParents(work);
  const { data, hasMore } = computed
    ? pageWithin(computed, work, limit)
    : page(work, cursorOf(work), limit);
  const told = { data, has_more: hasMore, url: urlOf(work) };
  return isCounted(work)
    ? { object: 'list', count: page(work, { direction: 'older' }, Infinity).data.length, ...told }
    : { object: 'list', ...told };
}

/** Those of one charge. Source: recordings of version 2026-08-26; no page tells of it. */
function isCounted({ plan, params, path }: Work): boolean {
  const [object = ''] = plan.objects;
  return path === `/v1/${object}s` && counted.includes(object) && Boolean(params['charge']);
}

/** What a list is of is named in its address where its path does not tell it. */
function urlOf({ path, plan, params }: Work): string {
  const [object] = plan.objects;
  return object === 'subscription_item'
    ? `${path}?subscription=${String(params['subscription'])}`
    : path;
}

interface Page {
  readonly data: readonly ApiObject[];
  /** In the direction of the walk. */
  readonly hasMore: boolean;
}

/** Kinds whose lists begin with the oldest. */
const oldestFirst: ReadonlySet<string> = new Set(['subscription_item']);

function page(work: Work, { direction, from, isGone = false }: Cursor, limit: number): Page {
  const matches = matcher(work);
  const found: ApiObject[] = [];
  const isTurned = oldestFirst.has(work.plan.objects[0] ?? '');
  const way = isTurned === (direction === 'newer') ? 'older' : 'newer';
  const walked = isGone && way === 'older' ? olderThanGone(work, from) : records(work, way, from);
  for (const record of walked) {
    if (!matches(record)) continue;
    found.push(record.version);
    if (found.length > limit) break;
  }
  const data = found.slice(0, limit);
  return { data: direction === 'newer' ? data.reverse() : data, hasMore: found.length > limit };
}

/** With the one that it begins at. */
function* olderThanGone(work: Work, from: string | undefined): Iterable<StoredRecord> {
  const first = from === undefined ? undefined : findRecord(work, work.plan.objects, from);
  if (!first) return;
  yield first;
  yield* records(work, 'older', from);
}

/** Of a list that is there whole. */
function pageWithin(all: readonly ApiObject[], { params, plan }: Work, limit: number): Page {
  const placeOf = (param: string): number | undefined => {
    const id = params[param];
    if (id === undefined || id === '') return undefined;
    const index = all.findIndex((object) => object.id === id);
    if (index < 0) throw missingByParam(plan.objects[0] ?? '', String(id), param);
    return index;
  };
  const [after, before] = [placeOf('starting_after'), placeOf('ending_before')];
  const rest = before === undefined ? all.slice((after ?? -1) + 1) : all.slice(0, before);
  const data = before === undefined ? rest.slice(0, limit) : rest.slice(-limit);
  return { data, hasMore: rest.length > limit };
}

/** By list and parameter, or by parameter alone: kinds of what is named in a field that does not say it. */
const namedKinds: Readonly<Record<string, readonly string[]>> = {
  financial_account: ['treasury.financial_account'],
  'invoice subscription': ['subscription'],
  'subscription price': ['price'],
  'subscription_item subscription': ['subscription'],
};

function checkNamed({ params, transaction }: Work, object: string): void {
  for (const [param, id] of Object.entries(params)) {
    const kinds = namedKinds[`${object} ${param}`] ?? namedKinds[param];
    if (!kinds || typeof id !== 'string' || id === '') continue;
    const isKnown = kinds.some((kind) => transaction.record(kind, id));
    if (!isKnown) throw missingByParam(kinds[0] ?? '', id, param);
  }
}

function matcher(work: Work): (record: StoredRecord) => boolean {
  const parents = parentsOf(work);
  const object = work.plan.objects[0] ?? '';
  const shape = shapeOf(work, object);
  // Who is gone has no means of payment; all else is still there to be found.
  const isDeletedFine = object !== 'payment_method';
  checkReferences(work.params, shape, { transaction: work.transaction, isDeletedFine });
  checkNamed(work, object);
  const operation = operationName(work.route);
  const named = claimsOf(work.params, { object, shape, operation });
  const oldest = work.call.now - eventDays * 86_400;
  const isRecent: Claim = ({ created }) => Number(created) >= oldest;
  const claims = object === 'event' ? [...named, isRecent] : named;
  const isHidden = behaviourOf(object)?.isHidden;
  return (record) =>
    isWithin(record, parents) &&
    claims.every((claim) => claim(record.version)) &&
    !isHidden?.(record.version, work.call);
}

/** Of one kind, straight from the store; of more, such as cards and bank accounts, put in order. */
function records(
  work: Work,
  direction: Cursor['direction'],
  from?: string,
): Iterable<StoredRecord> {
  const { transaction, plan } = work;
  const [only = '', ...others] = plan.objects;
  if (others.length === 0) return recordsOf(work, only, { direction, from });
  const all = plan.objects.flatMap((object) => [...transaction.walk(object, 'older')]);
  all.sort((a, b) => Number(b.version['created'] ?? 0) - Number(a.version['created'] ?? 0));
  if (direction === 'newer') all.reverse();
  return from === undefined
    ? all
    : all.slice(all.findIndex(({ version }) => version.id === from) + 1);
}

/** Filters by which few are found among many. */
const indexed = ['charge', 'customer', 'invoice', 'payment_intent', 'product', 'subscription'];

function recordsOf(
  { transaction, params, catalog }: Work,
  object: string,
  { direction, from }: { direction: Cursor['direction']; from: string | undefined },
): Iterable<StoredRecord> {
  const shelf = transaction.shelf(object);
  const shape = catalog.shape(object);
  const field = indexed.find((name) => params[name] && shape?.has(name));
  const value = field === undefined ? undefined : params[field];
  const found =
    field !== undefined && typeof value === 'string'
      ? recordsHaving(shelf, field, value)
      : undefined;
  if (!found) return shelf.walk(direction, from);
  const ordered = direction === 'older' ? found.toReversed() : found;
  if (from === undefined) return ordered;
  const edge = shelf.positionOf(from);
  const isBehind = (record: StoredRecord): boolean => {
    const distance = shelf.positionOf(recordKey(record)) - edge;
    return direction === 'older' ? distance < 0 : distance > 0;
  };
  return ordered.filter(isBehind);
}

/** What is too much or too little becomes the most or the least that a page can hold. */
function limitOf({ limit = limitUsual }: FormObject): number {
  return Math.min(Math.max(Number(limit), 1), limitMax);
}

/** Source: https://docs.stripe.com/api/pagination#pagination-limit */
function strictLimit({ limit = limitUsual }: FormObject): number {
  requireWithin(limit, 'limit', { least: 1, most: limitMax });
  return Number(limit);
}

/** Pages of /v2 have addresses: `?page=…` goes on after the object that is in it. */
function listV2(work: Work, limit: number): object {
  const from = readPage(work.params['page'])?.cursor;
  if (from !== undefined && !findRecord(work, work.plan.objects, from.slice(1))) {
    throw invalidFields([wrongToken]);
  }
  const isBack = from?.startsWith('<') ?? false;
  const cursor: Cursor = { direction: isBack ? 'newer' : 'older' };
  const found = page(work, from === undefined ? cursor : { ...cursor, from: from.slice(1) }, limit);
  const [first, last] = [found.data[0], found.data.at(-1)];
  const hasNext = isBack || found.hasMore;
  const hasPrevious = isBack ? found.hasMore : from !== undefined;
  return {
    data: found.data,
    next_page_url: hasNext && last ? pageUrl(work, `>${last.id}`) : null,
    previous_page_url: hasPrevious && first ? pageUrl(work, `<${first.id}`) : null,
  };
}

function pageUrl({ path, params }: Work, cursor: string): string {
  return `${path}?page=${writePage({ cursor, params })}`;
}

export function search(work: Work): object {
  const { params, transaction, plan, path } = work;
  const object = plan.objects[0] ?? '';
  if (!isSearchable(object)) throw notSimulated(operationName(work.route));
  const limit = limitOf(params);
  const matches = matcherOf(String(params['query']), object);
  const found: ApiObject[] = [];
  for (const { version } of transaction.walk(object, 'older')) {
    if (matches(version)) found.push(version);
  }
  const { data, hasMore, nextPage, totalCount } = pageOf(found, params, limit);
  const expand = params['expand'];
  const isCounted = Array.isArray(expand) && expand.includes('total_count');
  return {
    object: 'search_result',
    data,
    has_more: hasMore,
    next_page: nextPage,
    ...(isCounted ? { total_count: totalCount } : {}),
    url: path,
  };
}
