// The text being edited and the place of the cursor. Pure: every edit gives a new buffer.

import { clusterAt } from '../text/width.ts';

/** `cursor` counts UTF-16 units from the start, 0 to `text.length`, never inside a character. */
export interface Buffer {
  readonly text: string;
  readonly cursor: number;
}

/** Replaces what stands from `start` to `end` by `text`. All edits are of this one shape. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const emptyBuffer: Buffer = { text: '', cursor: 0 };

const lineFeed = 0x0a;

/** Looked at on either side of a cursor to find a character's edge; longer clusters are cut. */
const clusterUnitsMax = 4096;

/** A buffer whose cursor stands at `cursor`, or at the end of the character around it. */
export function bufferOf(text: string, cursor: number = text.length): Buffer {
  return { text, cursor: edgeFrom(text, Math.max(0, Math.min(cursor, text.length))) };
}

/** The cursor comes to stand behind what was put in. */
export function applyEdit({ text }: Buffer, edit: Edit): Buffer {
  const changed = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return bufferOf(changed, edit.start + edit.text.length);
}

/** The next edge of a character after `cursor`; `text.length` at the end. */
export function after(text: string, cursor: number): number {
  if (cursor >= text.length) return text.length;
  if (isPlainPair(text, cursor)) return cursor + 1;
  const cluster = clusterAround(text, cursor);
  return cluster.start + cluster.length;
}

/** The edge of a character before `cursor`; 0 at the start. */
export function before(text: string, cursor: number): number {
  if (cursor <= 0) return 0;
  if (cursor === 1 || isPlainPair(text, cursor - 2)) return cursor - 1;
  return clusterAround(text, cursor - 1).start;
}

/** `cursor` itself where it is an edge, else the end of the character it stands in. */
function edgeFrom(text: string, cursor: number): number {
  if (cursor === 0 || cursor === text.length || isPlainPair(text, cursor - 1)) return cursor;
  const cluster = clusterAround(text, cursor);
  return cluster.start === cursor ? cursor : cluster.start + cluster.length;
}

/** Two of ASCII: there is an edge between them, and the segmenter need not be made to ask it. */
function isPlainPair(text: string, index: number): boolean {
  return isPlain(text.charCodeAt(index)) && !(text.charCodeAt(index + 1) >= 0x7f);
}

function isPlain(unit: number): boolean {
  return unit === lineFeed || (unit >= 0x20 && unit < 0x7f);
}

/** Looks at a window only, so that a megabyte of text costs a keystroke nothing. */
function clusterAround(text: string, index: number): { start: number; length: number } {
  const from = windowStart(text, index);
  const part = text.slice(from, index + clusterUnitsMax);
  const cluster = clusterAt(part, index - from);
  return { start: from + (cluster?.index ?? 0), length: cluster?.segment.length ?? 1 };
}

/** A place before `index` where a character surely starts: between plain ones, or far away. */
function windowStart(text: string, index: number): number {
  const farthest = Math.max(0, index - clusterUnitsMax);
  for (let start = index - 1; start > farthest; start -= 1) {
    if (isPlain(text.charCodeAt(start)) && isPlain(text.charCodeAt(start - 1))) return start;
  }
  return farthest;
}

/** Letters, digits and emoji of any script, with what joins them: the words of readline. */
const wordCharacter = /[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{RI}\p{EMod}\u200d]/u;
const space = /\s/u;

type IsPart = (character: string) => boolean;

const isWord: IsPart = (character) => wordCharacter.test(character);
const isNotWord: IsPart = (character) => !isWord(character);
const isSpace: IsPart = (character) => space.test(character);
const isNotSpace: IsPart = (character) => !isSpace(character);

/** The end of the word at or after the cursor. */
export function wordEnd(text: string, cursor: number): number {
  return edgeFrom(text, skipRight(text, skipRight(text, cursor, isNotWord), isWord));
}

/** The start of the word at or before the cursor. */
export function wordStart(text: string, cursor: number): number {
  return edgeUpTo(text, skipLeft(text, skipLeft(text, cursor, isNotWord), isWord));
}

/** As `wordStart`, where only white space parts words: a whole `--email=a@b.c` is one. */
export function spacedStart(text: string, cursor: number): number {
  return edgeUpTo(text, skipLeft(text, skipLeft(text, cursor, isSpace), isNotSpace));
}

/** The end of the next stretch without white space. */
export function spacedEnd(text: string, cursor: number): number {
  return edgeFrom(text, skipRight(text, skipRight(text, cursor, isSpace), isNotSpace));
}

/** `cursor` itself where it is an edge, else the start of the character it stands in. */
function edgeUpTo(text: string, cursor: number): number {
  return edgeFrom(text, cursor) === cursor ? cursor : clusterAround(text, cursor).start;
}

/** By code points: clusters would cost a megabyte's walk most of a minute. */
function skipRight(text: string, cursor: number, isPart: IsPart): number {
  let at = cursor;
  while (at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (!isPart(character)) break;
    at += character.length;
  }
  return at;
}

function skipLeft(text: string, cursor: number, isPart: IsPart): number {
  let at = cursor;
  while (at > 0) {
    const isPair = at > 1 && (text.codePointAt(at - 2) ?? 0) > 0xffff;
    const start = at - (isPair ? 2 : 1);
    if (!isPart(text.slice(start, at))) break;
    at = start;
  }
  return at;
}

/** Where the cursor's line of a text of many lines starts. */
export function lineStart(text: string, cursor: number): number {
  return text.lastIndexOf('\n', cursor - 1) + 1 || 0;
}

export function lineEnd(text: string, cursor: number): number {
  const end = text.indexOf('\n', cursor);
  return end < 0 ? text.length : end;
}

/** The place one line above, as far from that line's start; undefined on the first line. */
export function lineUp(text: string, cursor: number): number | undefined {
  const start = lineStart(text, cursor);
  if (start === 0) return undefined;
  const aboveStart = lineStart(text, start - 1);
  return edgeFrom(text, Math.min(aboveStart + cursor - start, start - 1));
}

export function lineDown(text: string, cursor: number): number | undefined {
  const end = lineEnd(text, cursor);
  if (end === text.length) return undefined;
  const column = cursor - lineStart(text, cursor);
  return edgeFrom(text, Math.min(end + 1 + column, lineEnd(text, end + 1)));
}
