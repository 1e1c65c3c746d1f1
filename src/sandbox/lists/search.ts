// Search: which fields may be asked for, whether an object matches, and the pages of what does.
// Source: https://docs.stripe.com/search#supported-query-fields-for-each-resource

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject } from '../behaviour.ts';
import { parseQuery, unsupportedField, type Clause, type Query } from './search-query.ts';

/**
 * `text` takes `:`, for all of its words in their order, and `~`; `token` takes `:`, for the whole; `number`
 * takes `:` and comparisons.
 */
type FieldType = 'text' | 'token' | 'number';

interface Searchable {
  /** As messages call it. */
  readonly resource: string;
  /** Beside metadata, which all have. */
  readonly fields: Readonly<Record<string, FieldType>>;
}

/** Of cards online, at readers, and of Canada's Interac. */
const ofCards: Readonly<Record<string, FieldType>> = Object.fromEntries(
  ['card', 'card_present', 'interac_present'].flatMap((source) =>
    ['last4', 'exp_month', 'exp_year', 'brand', 'fingerprint'].map(
      (name) => [`payment_method_details.${source}.${name}`, 'token'] as const,
    ),
  ),
);

const searchables: ReadonlyMap<string, Searchable> = new Map([
  [
    'charge',
    {
      resource: 'charges',
      fields: {
        amount: 'number',
        'billing_details.address.postal_code': 'token',
        created: 'number',
        currency: 'token',
        customer: 'token',
        disputed: 'token',
        ...ofCards,
        refunded: 'token',
        status: 'token',
      },
    },
  ],
  [
    'customer',
    {
      resource: 'customers',
      fields: { created: 'number', email: 'text', name: 'text', phone: 'text' },
    },
  ],
  [
    'invoice',
    {
      resource: 'invoices',
      fields: {
        created: 'number',
        currency: 'token',
        customer: 'token',
        last_finalization_error_code: 'token',
        last_finalization_error_type: 'token',
        number: 'text',
        receipt_number: 'text',
        status: 'token',
        subscription: 'text',
        total: 'number',
      },
    },
  ],
  [
    'payment_intent',
    {
      resource: 'payment_intents',
      fields: {
        amount: 'number',
        created: 'number',
        currency: 'token',
        customer: 'token',
        status: 'token',
      },
    },
  ],
  [
    'price',
    {
      resource: 'prices',
      fields: {
        active: 'token',
        currency: 'token',
        lookup_key: 'text',
        product: 'text',
        type: 'token',
      },
    },
  ],
  [
    'product',
    {
      resource: 'products',
      fields: {
        active: 'token',
        description: 'text',
        name: 'text',
        shippable: 'token',
        url: 'text',
      },
    },
  ],
  [
    'subscription',
    {
      resource: 'subscriptions',
      fields: { canceled_at: 'number', created: 'number', status: 'token' },
    },
  ],
]);

/** Where a field's value is kept, when not under its own name. */
const places: ReadonlyMap<string, readonly string[]> = new Map([
  ['last_finalization_error_code', ['last_finalization_error', 'code']],
  ['last_finalization_error_type', ['last_finalization_error', 'type']],
  ['subscription', ['parent', 'subscription_details', 'subscription']],
]);

/** What is computed of an object: a charge of which nothing was given back is neither. */
const computed: ReadonlyMap<string, (version: ApiObject) => unknown> = new Map([
  [
    'charge refunded',
    ({ amount_refunded: back, refunded }) => (Number(back) > 0 ? refunded === true : null),
  ],
]);

/** Of a substring, for `~`. */
export const substringLengthMin = 3;

export function isSearchable(object: string): boolean {
  return searchables.has(object);
}

/** A claim about objects of a kind. Throws ApiError for fields and operators it does not have. */
export function matcherOf(text: string, object: string): (version: ApiObject) => boolean {
  const query: Query = parseQuery(text);
  const claims = query.clauses.map((clause) => {
    const isText = checkClause(clause, object) === 'text';
    return (version: ApiObject): boolean => holds(clause, version, isText) !== clause.isNegated;
  });
  return (version) =>
    query.isAny ? claims.some((claim) => claim(version)) : claims.every((claim) => claim(version));
}

/** Gives the type of its field. */
function checkClause(clause: Clause, object: string): FieldType {
  const { field, metadataKey, operator, value } = clause;
  const searchable = searchables.get(object);
  const fields = new Map(Object.entries(searchable?.fields ?? {}));
  const type = metadataKey === undefined ? fields.get(field) : 'text';
  if (!type) throw unsupportedField(field, searchable?.resource ?? object);
  const allowed = { text: ':~', token: ':', number: ':>=<=' }[type];
  if (!allowed.includes(operator)) {
    throw refused(`Field \`${field}\` does not support the operator \`${operator}\`.`);
  }
  if (operator === '~' && (value?.length ?? 0) < substringLengthMin) {
    throw refused(`A substring must have at least ${substringLengthMin} characters.`);
  }
  if (type === 'number' && value !== null && !Number.isFinite(Number(value || NaN))) {
    throw refused(`Field \`${field}\` takes a number, not \`${value.slice(0, 50)}\`.`);
  }
  return type;
}

function refused(message: string): ApiError {
  return new ApiError(message, { param: 'query' });
}

/** Capitals and small letters count as the same. */
function holds(
  { field, metadataKey, operator, value }: Clause,
  version: ApiObject,
  isText: boolean,
): boolean {
  const path =
    metadataKey === undefined ? (places.get(field) ?? field.split('.')) : [field, metadataKey];
  const compute = computed.get(`${version.object} ${field}`);
  const found = compute ? compute(version) : valueAt(version, path);
  if (value === null) return found === undefined || found === null;
  if (found === undefined || found === null) return false;
  const text = String(found).toLowerCase();
  switch (operator) {
    case ':':
      if (isText && metadataKey === undefined) return hasWords(text, value.toLowerCase());
      return text === value.toLowerCase() || (typeof found === 'number' && found === Number(value));
    case '~':
      return text.includes(value.toLowerCase());
    case '>':
      return Number(found) > Number(value);
    case '<':
      return Number(found) < Number(value);
    case '>=':
      return Number(found) >= Number(value);
    case '<=':
      return Number(found) <= Number(value);
  }
}

/** Whole words, one after the other. */
function hasWords(text: string, wanted: string): boolean {
  const [words, asked] = [text, wanted].map((one) => ` ${one.trim().split(/\s+/).join(' ')} `);
  return words !== undefined && asked !== undefined && words.includes(asked);
}

function valueAt(version: ApiObject, path: readonly string[]): unknown {
  let value: unknown = version;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

export interface SearchPage {
  readonly data: readonly ApiObject[];
  readonly hasMore: boolean;
  readonly nextPage: string | null;
  readonly totalCount: number;
}

/**
 * `found` is newest first. The cursor names the last object told, so that new ones do not shift
 * it.
 */
export function pageOf(found: readonly ApiObject[], params: FormObject, limit: number): SearchPage {
  const after = readCursor(params['page']);
  const start = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0) throw badCursor();
  const data = found.slice(start, start + limit);
  const hasMore = found.length > start + limit;
  const last = data.at(-1);
  return {
    data,
    hasMore,
    nextPage: hasMore && last ? writeCursor(last.id) : null,
    totalCount: found.length,
  };
}

export function writeCursor(id: string): string {
  const bytes = new TextEncoder().encode(JSON.stringify([id]));
  return btoa(String.fromCharCode(...bytes));
}

export function readCursor(page: unknown): string | undefined {
  if (page === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(String(page)), (letter) => letter.charCodeAt(0));
    const [id]: unknown[] = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof id === 'string') return id;
  } catch {
    // Told below, as every other cursor that was not given out.
  }
  throw badCursor();
}

function badCursor(): ApiError {
  return new ApiError('Invalid page token. Use the next_page of a previous answer.', {
    param: 'page',
  });
}
