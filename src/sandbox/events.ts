// Events: what happened, with the object as it was then and, for updates, what it was before.
// Source: https://docs.stripe.com/api/events/object

import type { ApiObject } from './behaviour.ts';
import type { StoredRecord } from './commit.ts';
import type { Values } from './skeleton.ts';

/** `customer` and `created` → `customer.created`; undefined where the API knows no such event. */
export function eventType(
  stem: string,
  verb: string,
  known: ReadonlySet<string>,
): string | undefined {
  const types = [`${stem}.${verb}`, `${stem.replaceAll('.', '_')}.${verb}`];
  return types.find((type) => known.has(type));
}

/** `id` is null where no request made it happen, but time. */
export interface EventRequest {
  readonly id: string | null;
  readonly idempotency_key: string | null;
}

export interface Happening {
  readonly id: string;
  readonly type: string;
  readonly object: ApiObject;
  /** What it was before; only for updates. */
  readonly previous: object | undefined;
  readonly created: number;
  readonly apiVersion: string;
  readonly request: EventRequest;
  readonly pendingWebhooks: number;
}

export function makeEvent(happening: Happening): ApiObject {
  const { object, previous } = happening;
  return {
    id: happening.id,
    object: 'event',
    api_version: happening.apiVersion,
    created: happening.created,
    data: previous ? { object, previous_attributes: previous } : { object },
    livemode: false,
    pending_webhooks: happening.pendingWebhooks,
    request: happening.request,
    type: happening.type,
  };
}

/**
 * Only what changed, with its former value: inside objects name by name, lists whole. What was not
 * there before is told as null.
 */
export function previousAttributes(before: Values, after: Values): Values {
  return differencesInPlace(before, after) ?? differencesByName(before, after);
}

/** Of two versions with the same names in the same order, as most are; undefined for others. */
function differencesInPlace(before: Values, after: Values): Values | undefined {
  const names = Object.keys(before);
  const later = Object.keys(after);
  if (names.length !== later.length) return undefined;
  const former = Object.values(before);
  const present = Object.values(after);
  const changed: [string, unknown][] = [];
  for (const [at, name] of names.entries()) {
    if (name !== later[at]) return undefined;
    const was = former[at];
    const is = present[at];
    if (was !== is && !isSame(was, is)) changed.push([name, formerOf(was, is)]);
  }
  return Object.fromEntries(changed);
}

function formerOf(was: unknown, is: unknown): unknown {
  return isPlain(was) && isPlain(is) ? previousAttributes(was, is) : (was ?? null);
}

function differencesByName(before: Values, after: Values): Values {
  const changed: [string, unknown][] = [];
  for (const name in before) {
    const former = before[name];
    // Most are the same: asked first, for `hasOwn` is slower.
    if (former === after[name]) continue;
    const present = Object.hasOwn(after, name) ? after[name] : undefined;
    if (isSame(former, present)) continue;
    changed.push([name, formerOf(former, present)]);
  }
  for (const name in after) {
    const isNew = after[name] !== before[name] && !Object.hasOwn(before, name);
    if (isNew) changed.push([name, null]);
  }
  return Object.fromEntries(changed);
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}

function isPlain(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isAwaited({ status, enabled_events: enabled }: ApiObject, type: string): boolean {
  const isAsked = Array.isArray(enabled) && (enabled.includes(type) || enabled.includes('*'));
  return status === 'enabled' && isAsked;
}

/** How many of an account's endpoints wait for an event of its own. */
export function countListeners(endpoints: Iterable<StoredRecord>, type: string): number {
  let count = 0;
  for (const { version } of endpoints) {
    if (isAwaited(version, type) && !version['application']) count += 1;
  }
  return count;
}
