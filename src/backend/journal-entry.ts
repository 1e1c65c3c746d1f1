// One entry of a journal as one line of text: a checksum, a space, and the value as JSON.

import { hash } from '../base/hash.ts';

/** Never holds a line end, so that lines of a file can be entries. */
export function encodeEntry(value: unknown): string {
  const json = JSON.stringify(value);
  return `${checksum(json)} ${json}`;
}

/** Undefined where the line is not whole: its checksum disagrees, or it is no entry at all. */
export function decodeEntry(line: unknown): unknown {
  if (typeof line !== 'string') return undefined;
  const json = line.slice(checksumLength + 1);
  if (line !== `${checksum(json)} ${json}`) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const checksumLength = 8;

function checksum(json: string): string {
  return hash(json).toString(16).padStart(checksumLength, '0');
}
