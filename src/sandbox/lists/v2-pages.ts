// Pages of /v2: the address of one holds all that the first request asked for, which cannot be changed then.
// Source: https://docs.stripe.com/api-v2-overview#list-pagination

import type { Field, Fields } from '../../catalog/type.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ParamRules } from '../checking/params.ts';
import { checkFields } from '../checking/v2-fields.ts';
import type { Problem } from '../checking/v2-refusals.ts';
import { readCursor, writeCursor } from './search.ts';

/** What is asked for on a page is what its first request has asked for. */
export function checkAsked(params: FormObject, { fields, mirror }: ParamRules): FormObject {
  // What is written has a mirror; all else is asked in a query.
  const opened = openPage(mirror ? params : listed(params, fields), fields);
  return checkFields(opened.params, { fields: opened.fields, mirror }, opened.problems);
}

/** One value of a list is written like any other: `include=identity`. */
function listed(params: FormObject, fields: Fields): FormObject {
  const read = Object.entries(params).map(([name, value]) => {
    const isOne = fields.get(name)?.type.type === 'array' && typeof value === 'string';
    return [name, isOne ? [value] : value] as const;
  });
  return Object.assign(Object.create(null), Object.fromEntries(read));
}

const start = 'page_';

interface Opened {
  readonly params: FormObject;
  /** With `page`, which the catalogue does not tell. */
  readonly fields: Fields;
  readonly problems: readonly Problem[];
}

const page: Field = {
  name: 'page',
  type: { type: 'string' },
  isRequired: false,
  isNullable: false,
  isClearable: false,
};

/** Lists are told by their `limit`. */
function openPage(params: FormObject, own: Fields): Opened {
  if (!own.has('limit')) return { params, fields: own, problems: [] };
  const fields = new Map([...own, ['page', page]]);
  const { page: token } = params;
  const opened = token === undefined ? undefined : readPage(token);
  if (token === undefined) return { params, fields, problems: [] };
  if (!opened) return { params, fields, problems: [wrongToken] };
  const changed = Object.keys(params).filter(
    (name) => name !== 'page' && String(params[name]) !== String(opened.params[name]),
  );
  const message = 'This cannot be changed after the first request of a list.';
  return {
    params: Object.assign(Object.create(null), opened.params, params),
    fields,
    problems: changed.map((path) => ({ path, message })),
  };
}

export const wrongToken: Problem = {
  path: 'page',
  message: 'Invalid page token. Use the next_page_url of a previous answer.',
};

interface PageToken {
  /** `>` or `<`, and the id that the page goes on after, or ends before. */
  readonly cursor: string;
  /** Of the first request. */
  readonly params: FormObject;
}

export function writePage({ cursor, params }: PageToken): string {
  const { page: _, ...asked } = params;
  return start + encodeURIComponent(writeCursor(JSON.stringify([cursor, asked])));
}

/** Undefined for what was not given out. */
export function readPage(token: unknown): PageToken | undefined {
  if (typeof token !== 'string' || !token.startsWith(start)) return undefined;
  try {
    const [cursor, params]: unknown[] = JSON.parse(readCursor(token.slice(start.length)) ?? '');
    const isWhole = typeof cursor === 'string' && typeof params === 'object' && params !== null;
    return isWhole ? { cursor, params: params as FormObject } : undefined;
  } catch {
    return undefined;
  }
}
