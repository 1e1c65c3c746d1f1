// `stripe logs tail`: shows each request to the API as it is answered, until Ctrl-C.

import { harmless } from '../text/ansi.ts';
import type { Context, FollowedRequest } from './command.ts';
import { usesColor } from './color.ts';
import { readJsonValue, writeJson } from './go-json.ts';
import { keySources, resolveKey } from './keys.ts';
import { listed } from './listen-options.ts';
import { bold, faint, localTime, statusText } from './log-style.ts';
import { nothingToFollow } from './listen.ts';
import type { Parsed } from './parser.ts';
import { harmlessFor } from './reply.ts';
import { ShellError } from './shell-error.ts';
import { untilInterrupted } from './until-interrupted.ts';

export async function tailLogs(flags: Parsed, context: Context): Promise<number> {
  const { host, isInteractive, print, warn } = context;
  const isWanted = readFilters(flags);
  // As the CLI does, though what is followed here asks for none.
  resolveKey({ ...keySources(flags, context), isLive: false });
  if (!host.follow) throw new ShellError(nothingToFollow('logs tail'));
  const isColor = usesColor(context, flags);
  const isJson = flags.value('format')?.toLowerCase() === 'json';
  if (!isInteractive) warn('Getting ready...\n');
  const stop = await host.follow({
    request(request) {
      if (!isWanted(request)) return;
      print(isJson ? `${asJson(request)}\n` : lines(harmlessRequest(request, context), isColor));
    },
  });
  const mark = isInteractive ? '> ' : '';
  warn(`${mark}Ready! You're now waiting to receive API request logs (^C to quit)\n`);
  await untilInterrupted(context);
  stop();
  return 0;
}

interface Filter {
  readonly flag: string;
  /** Throws ShellError for a value that there is not. */
  check(value: string): void;
  fits(value: string, request: FollowedRequest): boolean;
}

const upper = (value: string): string => value.toUpperCase();

function oneOf(values: readonly string[], what: string): Filter['check'] {
  return (value) => {
    if (values.includes(upper(value))) return;
    throw new ShellError(`${value} is not ${what} (${values.join(', ')})`);
  };
}

const anything = (): void => undefined;

/** In the order in which they are checked. What the sandbox does not tell apart lets all through. */
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

function readFilters(flags: Parsed): (request: FollowedRequest) => boolean {
  const given = filters
    .map(({ flag, check, fits }) => ({ values: listed(flags, flag), check, fits }))
    .filter(({ values }) => values.length > 0);
  for (const { values, check } of given) values.forEach(check);
  return (request) =>
    given.every(({ values, fits }) => values.some((value) => fits(value, request)));
}

/** Paths and messages hold what somebody wrote. */
function harmlessRequest(request: FollowedRequest, context: Context): FollowedRequest {
  return { ...request, path: harmlessFor(context, request.path) };
}

/** Fields of an error that are told, in the CLI's order. */
const told = [
  ['Type', 'type'],
  ['Charge', 'charge'],
  ['Code', 'code'],
  ['DeclineCode', 'decline_code'],
  ['Message', 'message'],
  ['Param', 'param'],
] as const;

function lines(request: FollowedRequest, isColor: boolean): string {
  const { method, path, status, requestId, startedMs } = request;
  const time = faint(localTime(startedMs), isColor);
  const first = `${time} [${statusText(status, isColor)}] ${bold(method, isColor)} ${path} [${requestId}]\n`;
  const error = errorOf(request);
  const more = told.flatMap(([name, field]) =>
    typeof error[field] === 'string' ? [`${name}: ${harmless(error[field])}\n`] : [],
  );
  return first + more.join('');
}

function errorOf({ status, responseBody }: FollowedRequest): Readonly<Record<string, unknown>> {
  if (status < 400) return {};
  try {
    const body = JSON.parse(responseBody) as { readonly error?: Record<string, unknown> };
    return body.error ?? {};
  } catch {
    return {};
  }
}

function asJson(request: FollowedRequest): string {
  const { method, path, status, requestId, startedMs } = request;
  const log = {
    created_at: Math.floor(startedMs / 1000),
    error: errorOf(request),
    livemode: false,
    method,
    request_id: requestId,
    status,
    url: path,
  };
  return writeJson(readJsonValue(JSON.stringify(log)), { indent: '' });
}
