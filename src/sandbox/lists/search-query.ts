// The search query language: `email:"a@b.c" AND metadata["k"]~"part" -created>1700000000`.
// Source: https://docs.stripe.com/search#search-query-language

import { ApiError, shorten } from '../../wire/api-error.ts';

export type Operator = ':' | '~' | '>' | '<' | '>=' | '<=';

export interface Clause {
  /** Dotted, as in `payment_method_details.card.last4`; `metadata` for a metadata key. */
  readonly field: string;
  readonly metadataKey: string | undefined;
  readonly operator: Operator;
  /** As written, without quotes; null for `null`. */
  readonly value: string | null;
  readonly isNegated: boolean;
}

export interface Query {
  readonly clauses: readonly Clause[];
  readonly isAny: boolean;
}

/** Source: https://docs.stripe.com/search#query-structure-and-terminology */
export const clausesMax = 10;

const quoted = String.raw`"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'`;
const field = String.raw`metadata\s*\[\s*(?:${quoted})\s*\]|[A-Za-z_][\w.]*`;
const bare = String.raw`(null|true|false|[+-]?\d+(?:\.\d+)?)(?![\w."'])`;
const clausePattern = new RegExp(
  String.raw`(-?)\s*(${field})\s*(>=|<=|[:~><])\s*(?:${quoted}|${bare})`,
  'y',
);
const joinPattern = /\s+(and|or)\s+|\s+/iy;

/** Throws ApiError for what is no query. */
export function parseQuery(text: string): Query {
  const clauses: Clause[] = [];
  const joins = new Set<string>();
  const source = text.trim();
  let at = 0;
  while (at < source.length) {
    const { clause, end } = readClause(source, at);
    clauses.push(clause);
    at = end;
    if (at >= source.length) break;
    joinPattern.lastIndex = at;
    const join = joinPattern.exec(source);
    if (!join) throw unreadable();
    joins.add(join[1]?.toLowerCase() ?? 'and');
    at = joinPattern.lastIndex;
    if (at >= source.length) throw unreadable();
  }
  return checked(clauses, joins);
}

function readClause(source: string, at: number): { clause: Clause; end: number } {
  clausePattern.lastIndex = at;
  const found = clausePattern.exec(source);
  if (!found) throw unreadable();
  const [, minus, name = '', doubleKey, singleKey, operator, double, single, bare] = found;
  const key = doubleKey ?? singleKey;
  const quoted = double ?? single;
  const clause: Clause = {
    field: key === undefined ? name : 'metadata',
    metadataKey: key === undefined ? undefined : unescape(key),
    operator: operator as Operator,
    value: quoted === undefined ? (bare === 'null' ? null : (bare ?? null)) : unescape(quoted),
    isNegated: minus === '-',
  };
  return { clause, end: clausePattern.lastIndex };
}

function checked(clauses: readonly Clause[], joins: ReadonlySet<string>): Query {
  if (clauses.length === 0) throw unreadable();
  if (joins.size > 1) {
    throw new ApiError(
      'A search query can combine its clauses with AND or with OR, but not with both.',
      {
        param: 'query',
      },
    );
  }
  if (clauses.length > clausesMax) {
    throw new ApiError(`A search query can have up to ${clausesMax} clauses.`, { param: 'query' });
  }
  return { clauses, isAny: joins.has('or') };
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}

function unreadable(): ApiError {
  return new ApiError(
    'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` ' +
      'to query for metadata or key:"value" to query for other fields.',
    { param: 'query' },
  );
}

export function unsupportedField(field: string, resource: string): ApiError {
  return new ApiError(
    `Field \`${shorten(field)}\` is an unsupported search field for resource \`${resource}\`. ` +
      `See http://stripe.com/docs/search#query-fields-for-${resource.replaceAll('_', '-')} for a ` +
      'list of supported fields.',
    { param: 'query' },
  );
}
