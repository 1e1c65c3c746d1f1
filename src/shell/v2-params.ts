// Parameters of /v2 requests: one JSON object from -d, and over it the flags.

import { depthMax, readJson } from '../text/json-token.ts';
import type { FlagParam } from './api-params.ts';
import { queryEscape } from './go-format.ts';
import { formatFloat, readJsonValue, writeJson, type JsonValue } from './go-json.ts';
import type { Parsed } from './parser.ts';
import { ShellError } from './shell-error.ts';

export type JsonObject = ReadonlyMap<string, JsonValue>;

/** Throws ShellError, in the CLI's words, for everything but one JSON object. */
export function readV2Data(parsed: Parsed): JsonObject {
  const [text, ...more] = parsed.values('data');
  if (text === undefined) return new Map();
  if (more.length > 0 || !/^\s*[[{]/.test(text)) {
    throw new ShellError("v2 API takes a single 'data' param containing a full JSON string");
  }
  const value = readJson(text) ? readJsonValue(text) : null;
  if (!(value instanceof Map)) {
    throw new ShellError(`data is invalid json: [${text.slice(0, depthMax)}]`);
  }
  return value as JsonObject;
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
function put(object: JsonObject, [name = '', ...rest]: readonly string[], value: JsonValue): JsonObject {
  const before = object.get(name);
  const inner: JsonObject = before instanceof Map ? before : new Map();
  return new Map([...object, [name, rest.length === 0 ? value : put(inner, rest, value)]]);
}

/** Keys sorted; nothing at all for an empty object. */
export function writeV2Body(object: JsonObject): string {
  return object.size === 0 ? '' : writeJson(object, { indent: '' });
}

/** Together with what the path's own query says, sorted by name. Throws ShellError for objects. */
export function writeV2Query(object: JsonObject, pathQuery: string): string {
  const pairs = [...new URLSearchParams(pathQuery)];
  for (const [name, value] of object) {
    const items: readonly JsonValue[] = Array.isArray(value) ? value : [value];
    pairs.push(...items.map((item): [string, string] => [name, queryText(item)]));
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
