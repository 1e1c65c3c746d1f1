// What a request changed, and what the sandbox holds: plain JSON values, to keep and to send to
// other tabs.

import type { ApiObject } from '../behaviour.ts';

/**
 * One request's changes. Small: its size is that of the objects that changed, not that of the
 * total.
 * Sandboxes that apply the same commits in order reach the same state, down to the ids they will
 * give.
 */
export interface Commit {
  /** 1 for the first commit of a sandbox, then one more each. */
  readonly sequence: number;
  /** The state of the stream of ids after this commit. */
  readonly random: number;
  readonly changes: readonly Change[];
}

/** `account` is an id such as `acct_1AbC…`; keys are in no commit. */
export type Change =
  /** A new version of an object; events are objects too (`object: 'event'`). */
  | { readonly type: 'put'; readonly account: string; readonly record: StoredRecord }
  /** Gone from lists. What is left, `{id, object, deleted: true}`, may still be retrieved. */
  | { readonly type: 'remove'; readonly account: string; readonly record: StoredRecord }
  | { readonly type: 'remember'; readonly account: string; readonly reply: RememberedReply }
  /** Everything before is gone, in all accounts. Always the only change of its commit. */
  | { readonly type: 'reset' };

export interface StoredRecord {
  readonly version: ApiObject;
  /** Ids of the path it was made under, outermost first, as `['cus_123']`. Absent at the top. */
  readonly within?: readonly string[];
  /** Stands for the id of what has none, such as a balance. */
  readonly key?: string;
  /** Of what is gone: the key of the next older one then. Absent where none was left. */
  readonly behind?: string;
}

/** The answer to a request with an Idempotency-Key. */
export interface RememberedReply {
  readonly key: string;
  /** Tells apart requests under one key: method, path and parameters, hashed. */
  readonly fingerprint: string;
  /** Absent in what was kept before it was told. */
  readonly path?: string;
  readonly status: number;
  readonly body: unknown;
  readonly requestId: string;
  /** Seconds since 1970. */
  readonly created: number;
}

/** Everything, as one JSON value. */
export interface Snapshot {
  readonly format: 1;
  /** Of the last commit in it. */
  readonly sequence: number;
  readonly random: number;
  readonly accounts: Readonly<Record<string, AccountSnapshot>>;
}

export interface AccountSnapshot {
  /** By kind, each oldest first. */
  readonly records: Readonly<Record<string, readonly StoredRecord[]>>;
  readonly removed: readonly StoredRecord[];
  readonly replies: readonly RememberedReply[];
}

/** What a record is found by, within its kind. */
export function recordKey({ version, key }: StoredRecord): string {
  return key ?? version.id;
}
