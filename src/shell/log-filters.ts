// The filters of `stripe logs tail`: which values there are, and which requests they let through.

import { listed } from './listen-options.ts';
import type { Parsed } from './parser.ts';
import { ShellError } from './shell-error.ts';

/** A request that was answered, as far as a filter looks at it. */
export interface FilteredRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** By the names of the flags, with underscores: `filter_http_method`. */
export type LogFilters = Readonly<Record<string, readonly string[]>>;

interface Filter {
  readonly flag: string;
  /** Throws ShellError for a value that there is not. */
  check(value: string): void;
  /** As it is sent. */
  sent?(value: string): string;
  /** Gets it as it was sent. What a sandbox does not tell apart lets nothing through. */
  fits(value: string, request: FilteredRequest): boolean;
}

const upper = (value: string): string => value.toUpperCase();

function oneOf(values: readonly string[], what: string): Filter['check'] {
  return (value) => {
    if (values.includes(upper(value))) return;
    throw new ShellError(`${value} is not ${what} (${values.join(', ')})`);
  };
}

const anything = (): void => undefined;

/** In the order in which they are checked. */
const filters: readonly Filter[] = [
  {
    flag: 'filter-account',
    check: oneOf(['CONNECT_IN', 'CONNECT_OUT', 'SELF'], 'an acceptable account filter'),
    fits: (value) => upper(value) === 'SELF',
  },
  { flag: 'filter-ip-address', check: anything, fits: () => false },
  {
    flag: 'filter-http-method',
    check: oneOf(['GET', 'POST', 'DELETE'], 'an acceptable HTTP method'),
    fits: (value, { method }) => upper(value) === method,
  },
  { flag: 'filter-request-path', check: anything, fits: (value, { path }) => value === path },
  {
    flag: 'filter-request-status',
    check: oneOf(['SUCCEEDED', 'FAILED'], 'an acceptable request status'),
    fits: (value, { status }) => (upper(value) === 'FAILED') === status >= 400,
  },
  {
    flag: 'filter-source',
    check: oneOf(['API', 'DASHBOARD'], 'an acceptable source'),
    fits: (value) => upper(value) === 'API',
  },
  {
    flag: 'filter-status-code',
    check: checkStatusCode,
    fits: (value, { status }) => Number(value) === status,
  },
  {
    flag: 'filter-status-code-type',
    check(value) {
      if (['2XX', '4XX', '5XX'].includes(upper(value))) return;
      const types = '(2XX, 4XX, 5XX)';
      throw new ShellError(`provided status code type ${value} is not a valid type ${types}`);
    },
    sent: (value) => `${value.charAt(0)}00`,
    fits: (value, { status }) => value.charAt(0) === String(status).charAt(0),
  },
];

function checkStatusCode(value: string): void {
  if (!/^[+-]?\d+$/.test(value))
    throw new ShellError(`strconv.Atoi: parsing "${value}": invalid syntax`);
  const hundreds = Math.floor(Number(value) / 100);
  if ([2, 4, 5].includes(hundreds)) return;
  throw new ShellError(
    `provided status code ${value} is not in the range of acceptable status codes ` +
      "(200's, 400's, 500's)",
  );
}

/** Those that were given, in the CLI's order. Throws ShellError for a value that there is not. */
export function readLogFilters(flags: Parsed): LogFilters {
  const given: Record<string, readonly string[]> = {};
  for (const { flag, check, sent = String } of filters) {
    const values = listed(flags, flag);
    values.forEach(check);
    if (values.length > 0) given[flag.replaceAll('-', '_')] = values.map(sent);
  }
  return given;
}

/** Whether each of the filters has a value that lets the request through. */
export function passesFilters(given: LogFilters, request: FilteredRequest): boolean {
  return filters.every(({ flag, fits }) => {
    const values = given[flag.replaceAll('-', '_')];
    return !values || values.some((value) => fits(value, request));
  });
}
