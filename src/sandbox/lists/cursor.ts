// Where a page of a list begins: beside an object that is there, or where a deleted one was.
// Source: https://docs.stripe.com/api/pagination

import { ApiError } from '../../wire/api-error.ts';
import { missingByParam } from '../checking/errors.ts';
import { exclusive } from '../checking/exclusive.ts';
import type { StoredRecord } from '../objects/commit.ts';
import { planOf } from '../objects/plan.ts';
import { findRecord, type Work } from '../objects/work.ts';

export interface Cursor {
  readonly direction: 'older' | 'newer';
  readonly from?: string | undefined;
  /** Whether the named one is no more: then `from` is the next older one. */
  readonly isGone?: boolean;
}

export function cursorOf(work: Work): Cursor {
  const { type, types } = work.plan.objects[0] === 'event' ? work.params : {};
  if (type !== undefined && types !== undefined) throw exclusive(['type', 'types'], 'types');
  const after = known(work, 'starting_after', 'older');
  const before = known(work, 'ending_before', 'newer');
  if (after !== undefined && before !== undefined) {
    throw new ApiError(
      'Received both starting_after and ending_before parameters. Please pass in only one.',
    );
  }
  return before ?? after ?? { direction: 'older' };
}

function known(work: Work, param: string, direction: Cursor['direction']): Cursor | undefined {
  const id = work.params[param];
  if (typeof id !== 'string' || id === '') return undefined;
  if (findRecord(work, work.plan.objects, id)) return { direction, from: id };
  const gone = keptOf(work, id);
  if (gone) return { direction, from: behind(work, gone), isGone: true };
  throw missingByParam(work.plan.objects[0] ?? '', id, param);
}

/**
 * What is left of one that was deleted, where it can still be asked for, as of a customer.
 * Source: recordings of version 2026-08-26.
 */
function keptOf({ catalog, path, plan, transaction }: Work, id: string): StoredRecord | undefined {
  const gone = transaction.removed(plan.objects[0] ?? '', id);
  const match = gone && catalog.match('GET', `${path}/${id}`);
  return match && planOf(match.route).keepsDeleted ? gone : undefined;
}

/** The newest of those that are older than it, and still there. */
function behind({ transaction }: Work, { behind: key, version }: StoredRecord): string | undefined {
  let next = key;
  while (next !== undefined && !transaction.record(version.object, next)) {
    next = transaction.removed(version.object, next)?.behind;
  }
  return next;
}
