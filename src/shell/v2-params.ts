// Parameters of /v2 requests: one JSON object from -d, and over it the flags.

import { readJson, type JsonToken } from '../text/json-token.ts';
import type { FlagParam } from './api-params.ts';
import { queryEscape, trimSpace } from './go-format.ts';
import { formatFloat, readJsonValue, writeJson, type JsonValue } from './go-json.ts';
import type { Parsed } from './parser.ts';
import { ShellError } from './shell-error.ts';

export type JsonObject = ReadonlyMap<string, JsonValue>;

/** What looks like the `name=value` of /v1, as the CLI tells it apart. */
const pair = /^\w+=.*$/;

/**
 * Throws ShellError, in the CLI's words, for everything but one JSON object, or null for an empty
 * one.
 */
export function readV2Data(parsed: Parsed): JsonObject {
  const [text, ...more] = parsed.values('data');
  if (text === undefined) return new Map();
  const trimmed = trimSpace(text);
  if (more.length > 0 || trimmed === '' || pair.test(trimmed)) {
    throw new ShellError("v2 API takes a single 'data' param containing a full JSON string");
  }
  const tokens = readJson(text);
  const isReadable = tokens !== undefined && depthOf(tokens) <= depthMax;
  const value = isReadable ? readJsonValue(text) : undefined;
  if (value instanceof Map) return value as JsonObject;
  if (value === null) return new Map();
  throw new ShellError(`data is invalid json: [${text.slice(0, shownMax)}]`);
}

/** In UTF-16 units: nobody reads on. */
const shownMax = 4000;

/** The CLI goes to 10,000, which not every browser could. */
const depthMax = 1500;

function depthOf(tokens: readonly JsonToken[]): number {
  let depth = 0;
  let deepest = 0;
  for (const { type } of tokens) {
    if (type === 'open') deepest = Math.max(deepest, ++depth);
    else if (type === 'close') depth -= 1;
  }
  return deepest;
}

export function mergeParams(data: JsonObject, params: readonly FlagParam[]): JsonObject {
  return params.reduce<JsonObject>(
    (merged, { param, type, values }) => put(merged, namesOf(param), typedValue(type, values)),
    data,
  );
}

function namesOf(param: string): readonly string[] {
  return param.replaceAll(']', '').split('[');
}

export function typedValue(type: FlagParam['type'], values: readonly string[]): JsonValue {
  const last = values.at(-1) ?? '';
  if (type === 'list') return values;
  if (type === 'integer') return BigInt(last);
  return type === 'boolean' ? last === 'true' : last;
}

/** What stands in the way and is no object is replaced. */
function put(
  object: JsonObject,
  [name = '', ...rest]: readonly string[],
  value: JsonValue,
): JsonObject {
  const before = object.get(name);
  const inner: JsonObject = before instanceof Map ? before : new Map();
  return new Map([...object, [name, rest.length === 0 ? value : put(inner, rest, value)]]);
}

/** Keys sorted; nothing at all for an empty object. */
export function writeV2Body(object: JsonObject): string {
  return object.size === 0 ? '' : writeJson(object, { indent: '' });
}

/**
 * For a deletion the CLI makes no pairs: the JSON itself is the query. A URL escapes what JSON may
 * hold and a query may not.
 */
export function writeV2DeletionQuery(object: JsonObject): string {
  return writeV2Body(object).replace(/[%#&+]/g, encodeURIComponent);
}

/** Together with what the path's own query says, sorted by name. Throws ShellError for objects. */
export function writeV2Query(object: JsonObject, pathQuery: string): string {
  const pairs = [...new URLSearchParams(pathQuery)];
  for (const [name, value] of object) {
    const items: readonly JsonValue[] = Array.isArray(value) ? value : [value];
    for (const item of items) pairs.push([name, queryText(item)]);
  }
  return pairs
    .sort(([before], [after]) => (before < after ? -1 : before > after ? 1 : 0))
    .map(([name, value]) => `${queryEscape(name)}=${queryEscape(value)}`)
    .join('&');
}

function queryText(value: JsonValue): string {
  if (typeof value === 'number') return formatFloat(value);
  if (value === null || typeof value === 'object') {
    const kind = value === null ? 'invalid' : Array.isArray(value) ? 'slice' : 'map';
    throw new ShellError(`unsupported query param type: ${kind}`);
  }
  return String(value);
}
