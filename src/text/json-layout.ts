// The official CLI's layout of JSON: two blanks a level, and an array without objects on one line
// where it fits into 80 columns. Columns count bytes, as in the CLI, and so do its small
// inaccuracies.

import type { JsonToken } from './json-token.ts';

const columnsMax = 80;
/** With no more room than this the CLI does not even try a single line. */
const roomMin = 3;

/** A token with what stands before it: nothing, a blank, or a line end and the indent. */
export interface PlacedToken extends JsonToken {
  readonly before: string;
}

/** Lays out one whole value, as `readJson` gives it. */
export function layOutJson(tokens: readonly JsonToken[]): readonly PlacedToken[] {
  const groups = measure(tokens);
  const placed: PlacedToken[] = [];
  const levels: Level[] = [];
  let column = 0;

  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as JsonToken;
    const level = levels.at(-1);
    if (token.type === 'close') levels.pop();
    const before = spaceBefore(token, level, levels.length);
    if (token.type === 'key') column = before.length + byteLength(token.text) + 2;
    if (isValue(token) && level?.isArray) {
      // The line end is counted for the first element only.
      column = before.length - (level.hasElements ? 1 : 0);
      level.hasElements = true;
    }
    placed.push({ ...token, before });
    const group = groups.get(index);
    if (group === undefined) continue;
    const room = columnsMax - column;
    const fits = !group.hasObject && room > roomMin && group.bytes <= room;
    if (fits || group.closedBy === index + 1) {
      placed.push(...onOneLine(tokens, index + 1, group.closedBy));
      index = group.closedBy;
    } else levels.push({ isArray: token.text === '[', hasElements: false });
  }
  return placed;
}

/** An open bracket whose contents stand on lines of their own. */
interface Level {
  readonly isArray: boolean;
  hasElements: boolean;
}

function isValue({ type }: JsonToken): boolean {
  return type === 'open' || type === 'string' || type === 'number' || type === 'word';
}

function spaceBefore(token: JsonToken, level: Level | undefined, depth: number): string {
  if (level === undefined || token.type === 'comma' || token.type === 'colon') return '';
  if (isValue(token) && !level.isArray) return ' ';
  return `\n${'  '.repeat(depth)}`;
}

/** The tokens from `from` up to and with `to`. */
function* onOneLine(tokens: readonly JsonToken[], from: number, to: number): Iterable<PlacedToken> {
  for (let index = from; index <= to; index += 1) {
    const token = tokens[index] as JsonToken;
    yield { ...token, before: tokens[index - 1]?.type === 'comma' ? ' ' : '' };
  }
}

/** Between an opening bracket and the one that closes it. */
interface Group {
  readonly closedBy: number;
  readonly hasObject: boolean;
  /** On one line, with both brackets. Of no meaning where there is an object inside. */
  readonly bytes: number;
}

/** By the index of the opening bracket. */
function measure(tokens: readonly JsonToken[]): ReadonlyMap<number, Group> {
  const groups = new Map<number, Group>();
  const open: { index: number; hasObject: boolean; bytesBefore: number }[] = [];
  let bytes = 0;

  for (const [index, { type, text }] of tokens.entries()) {
    if (type === 'open') open.push({ index, hasObject: text === '{', bytesBefore: bytes });
    bytes += byteLength(text) + (type === 'comma' ? 1 : 0);
    if (type !== 'close') continue;
    const group = open.pop();
    const parent = open.at(-1);
    if (group === undefined) continue;
    const { hasObject, bytesBefore } = group;
    if (parent) parent.hasObject ||= hasObject;
    groups.set(group.index, { closedBy: index, hasObject, bytes: bytes - bytesBefore });
  }
  return groups;
}

/** In UTF-8. */
function byteLength(text: string): number {
  let bytes = text.length;
  for (const character of text.match(/[^\u0000-\u007F]/gu) ?? []) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x800 ? 1 : 2;
  }
  return bytes;
}
