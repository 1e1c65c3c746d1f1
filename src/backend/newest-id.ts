// The object that a placeholder of a snippet stands for: the newest of its kind that the snippet's key sees.

import { accountOfKey } from '../sandbox/checking/keys.ts';
import type { Snapshot } from '../sandbox/objects/commit.ts';

interface Wanted {
  /** As `customer`. */
  readonly kind: string;
  readonly key: string;
}

/** As far as it is looked at of an event. */
export interface ToldOf {
  readonly id: string;
  readonly type: string;
  readonly object: { readonly object?: unknown; readonly id?: unknown };
}

interface Known {
  /** Of all accounts, oldest first. */
  readonly events: readonly ToldOf[];
  readonly held: Snapshot;
}

/** One that has not been deleted since. Of any account where the key's own and those connected have none. */
export function newestId({ kind, key }: Wanted, { events, held }: Known): string | undefined {
  const seen = eventsSeenBy(key, held);
  const own = events.filter(({ id }) => seen.has(id));
  return newestOf(own, kind) ?? newestOf(events, kind);
}

function eventsSeenBy(key: string, { accounts }: Snapshot): ReadonlySet<string> {
  const own = accountOfKey(key);
  const idsOf = (account: string, kind: string): readonly string[] =>
    (accounts[account]?.records[kind] ?? []).map(({ version }) => version.id);
  return new Set([own, ...idsOf(own, 'account')].flatMap((account) => idsOf(account, 'event')));
}

function newestOf(events: readonly ToldOf[], kind: string): string | undefined {
  const deleted = new Set<unknown>();
  for (const { type, object } of events.toReversed()) {
    const { object: itsKind, id } = object;
    if (itsKind !== kind || typeof id !== 'string') continue;
    if (type.endsWith('.deleted')) deleted.add(id);
    else if (!deleted.has(id)) return id;
  }
  return undefined;
}
