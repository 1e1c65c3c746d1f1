// Randomness is passed in, and always from a seed: the same seed gives the same ids.

import { hash } from './hash.ts';

export interface Random {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  /** `length` characters, each drawn from `alphabet`. */
  text(length: number, alphabet: string): string;
  /** The pattern with a character drawn from `alphabet` in each gap. */
  fill(pattern: Pattern, alphabet: string): string;
  /** The whole state as one number, for `restore`; not a seed. */
  state(): number;
  restore(state: number): void;
}

/** Text with gaps, by the codes of its characters: they are written over each time. */
export interface Pattern {
  readonly codes: number[];
  readonly gaps: readonly number[];
}

/** As `req_***`: each `*` is a gap. */
export function patternOf(text: string): Pattern {
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  return { codes, gaps: [...codes.keys()].filter((at) => text[at] === '*') };
}

/** Mulberry32 over a 32-bit hash of the seed: small and fast, and not for secrets. */
export function createRandom(seed: string): Random {
  let state = hash(seed) | 0;

  function below(limit: number): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  }

  function text(length: number, alphabet: string): string {
    // Not `drawn +=`: an engine keeps what is added to a long text as a chain of texts.
    const codes: number[] = [];
    while (codes.length < length) codes.push(alphabet.charCodeAt(below(alphabet.length)));
    return String.fromCharCode(...codes);
  }

  function fill({ codes, gaps }: Pattern, alphabet: string): string {
    for (const gap of gaps) codes[gap] = alphabet.charCodeAt(below(alphabet.length));
    return String.fromCharCode(...codes);
  }

  return {
    below,
    text,
    fill,
    state: () => state,
    restore: (saved) => {
      state = saved | 0;
    },
  };
}
