// The parameters of one request, as the line gave them: from flags, from -d, and from the shared
// flags.

import { queryEscape, trimSpace } from './go-format.ts';
import type { Parsed } from './parser.ts';
import { ShellError } from './shell-error.ts';

/** A flag of the operation that was given. */
export interface FlagParam {
  /** As the API names it: `address[postal_code]`. */
  readonly param: string;
  readonly type: 'string' | 'boolean' | 'integer' | 'list';
  /** One, but for lists. */
  readonly values: readonly string[];
}

/** One `-d name=value`, cut at the first equals sign. */
export interface DataItem {
  readonly name: string;
  readonly value: string;
}

/** Throws ShellError for an item without an equals sign. */
export function readDataItems(parsed: Parsed): readonly DataItem[] {
  return parsed.values('data').map((item) => {
    const equals = item.indexOf('=');
    if (equals === -1) throw new ShellError(`invalid data argument: ${item}`);
    return { name: item.slice(0, equals), value: item.slice(equals + 1) };
  });
}

/**
 * Refuses a flag whose parameter -d has set too. Only whole names are compared, as in the CLI:
 * `address[city]` beside `--address.city` is sent twice.
 */
export function refuseClash(data: readonly DataItem[], params: readonly FlagParam[]): void {
  const names = new Set(data.map(({ name }) => name));
  const clash = params.find(({ param }) => names.has(param) && !param.includes('['));
  if (clash) throw new ShellError(`flag "${clash.param}" already set`);
}

/** The flags for paging that are no parameters of the operation itself. */
export const pagingFlags = ['limit', 'starting-after', 'ending-before'] as const;

/** In the order of the CLI: -d as given, then flags, then expansions, then paging. */
export function encodeV1(
  data: readonly DataItem[],
  params: readonly FlagParam[],
  parsed: Parsed,
): string {
  const pairs = [
    ...data.map(({ name, value }) => pair(name, value)),
    ...params.flatMap(encodeParam),
    ...parsed.values('expand').map((path) => pair('expand[]', path)),
    ...pagingFlags.flatMap((name) => {
      const value = isParam(name, params) ? '' : (parsed.value(name) ?? '');
      return value === '' ? [] : [pair(name.replace('-', '_'), value)];
    }),
  ];
  return pairs.join('&');
}

/** Whether the flag of this name is the operation's own. */
export function isParam(name: string, params: readonly FlagParam[]): boolean {
  return params.some(({ param }) => param === name.replace('-', '_'));
}

/** The CLI trims the whole pair, so that only blanks at the end of the value go. */
function encodeParam({ param, type, values }: FlagParam): readonly string[] {
  const name = type === 'list' ? `${param}[]` : param;
  return values.map((value) => pair(name, trimSpace(`=${value}`).slice(1)));
}

/** Brackets stay as they are in names. */
function pair(name: string, value: string): string {
  const key = queryEscape(name).replaceAll('%5B', '[').replaceAll('%5D', ']');
  return `${key}=${queryEscape(value)}`;
}
