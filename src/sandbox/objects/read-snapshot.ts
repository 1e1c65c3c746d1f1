// Checks what claims to be a snapshot: it may come from a damaged database or a stranger's file.

import type { AccountSnapshot, RememberedReply, Snapshot, StoredRecord } from './commit.ts';

/** Throws an Error that names the first thing that is not as it must be. */
export function readSnapshot(value: unknown): Snapshot {
  const { format, sequence, random, accounts } = object(value, 'a snapshot');
  if (format !== 1) throw new Error('This is not a Sandshell snapshot of format 1');
  for (const [id, account] of Object.entries(object(accounts, 'accounts'))) {
    checkAccount(account, id);
  }
  return {
    format: 1,
    sequence: whole(sequence, 'sequence'),
    random: whole(random, 'random'),
    accounts: accounts as Readonly<Record<string, AccountSnapshot>>,
  };
}

function checkAccount(value: unknown, id: string): void {
  const { records, removed, replies } = object(value, `account ${id}`);
  for (const [kind, list] of Object.entries(object(records, `records of ${id}`))) {
    for (const record of array(list, kind)) checkRecord(record, kind);
  }
  for (const record of array(removed, `removed of ${id}`)) checkRecord(record);
  for (const reply of array(replies, `replies of ${id}`)) checkReply(reply);
}

function checkRecord(value: unknown, kind?: string): asserts value is StoredRecord {
  const { version, key, within } = object(value, 'a record');
  const { id, object: name } = object(version, 'a version');
  if (typeof name !== 'string' || (kind !== undefined && name !== kind)) {
    throw new Error(`A damaged snapshot: an object of kind ${kind ?? 'unknown'} is not one`);
  }
  if (typeof (key ?? id) !== 'string') throw new Error('A damaged snapshot: an object has no id');
  if (within !== undefined) array(within, 'within');
}

function checkReply(value: unknown): asserts value is RememberedReply {
  const { key, fingerprint, requestId } = object(value, 'a reply');
  if (![key, fingerprint, requestId].every((text) => typeof text === 'string')) {
    throw new Error('A damaged snapshot: a remembered reply is not one');
  }
}

function object(value: unknown, name: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new Error(`A damaged snapshot: ${name} should be an object`);
}

function array(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`A damaged snapshot: ${name} should be a list`);
}

function whole(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw new Error(`A damaged snapshot: ${name} should be a whole number`);
}
