// Events: what happened, with the object as it was then and, for updates, what it was before.
// Source: https://docs.stripe.com/api/events/object

import type { ApiObject, EventRequest } from '../behaviour.ts';
import type { StoredRecord } from './commit.ts';
import { hasNames, type Values } from './skeleton.ts';

/** `customer` and `created` → `customer.created`; undefined where the API knows no such event. */
export function eventType(
  stem: string,
  verb: string,
  known: ReadonlySet<string>,
): string | undefined {
  const type = `${stem}.${verb}`;
  if (known.has(type)) return type;
  const other = `${stem.replaceAll('.', '_')}.${verb}`;
  return known.has(other) ? other : undefined;
}

export interface Happening {
  readonly id: string;
  readonly type: string;
  /** As it is told. */
  readonly object: ApiObject;
  /** What it was before; only for updates. */
  readonly previous: object | undefined;
  readonly created: number;
  readonly apiVersion: string;
  readonly request: EventRequest;
  readonly pendingWebhooks: number;
}

/** What is told only where it is asked for, and in events never. */
const asked: readonly string[] = ['currency_options', 'tiers'];

export function asTold(version: ApiObject): ApiObject {
  if (version.object === 'customer') return withoutFormer(version);
  if (version.object !== 'price' || !asked.some((name) => name in version)) return version;
  const told = Object.entries(version).filter(([name]) => !asked.includes(name));
  return Object.fromEntries(told) as unknown as ApiObject;
}

/** Without what customers had in older versions alone. */
export function withoutFormer(version: ApiObject): ApiObject {
  const { default_currency: _, ...told } = version;
  return told as ApiObject;
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
  const names = Object.keys(before);
  // Side by side where both have the same names in the same order, as most have: reading by name is slow.
  const isAlike = hasNames(after, names);
  const all = isAlike ? names : [...new Set([...names, ...Object.keys(after)])];
  const told = (values: Values): readonly unknown[] =>
    isAlike
      ? Object.values(values)
      : all.map((name) => (Object.hasOwn(values, name) ? values[name] : undefined));
  const former = told(before);
  const present = told(after);
  const changed: [string, unknown][] = [];
  for (let at = 0; at < all.length; at += 1) {
    const was = former[at];
    const is = present[at];
    if (was === is) continue;
    const inner = isPlain(was) && isPlain(is) ? previousAttributes(was, is) : undefined;
    const isDifferent = inner && Object.keys(inner).length > 0;
    if (isDifferent || !isSame(was, is)) changed.push([all[at] as string, inner ?? was ?? null]);
  }
  return Object.fromEntries(changed);
}

function isSame(a: unknown, b: unknown): boolean {
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
