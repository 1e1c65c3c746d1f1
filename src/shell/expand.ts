// Words to texts: quotes are gone by now; variables and the output of inner lines are filled in, and
// split at blanks as bash does.

import type { Part, Range, Word } from './token.ts';

/** One word as a command gets it, with the place in the line that it came from. */
export interface ExpandedWord extends Range {
  readonly text: string;
}

/** Gives a variable's value; undefined for one that is not set, which stands for nothing. */
export type Lookup = (name: string) => string | undefined;

/** What the inner lines have printed, by their parts. */
export type Outputs = ReadonlyMap<Part, string>;

const none: Outputs = new Map();

/** An unquoted variable may stand for no word at all, or for several. */
export function expandWords(
  words: readonly Word[],
  lookup: Lookup,
  outputs: Outputs = none,
): readonly ExpandedWord[] {
  return words.flatMap((word) =>
    expandSplit(word.parts, (part) => textOf(part, lookup, outputs)).map((text) => ({
      text,
      from: word.from,
      to: word.to,
    })),
  );
}

/** In one piece, as the value of an assignment is taken. */
export function expandWhole(word: Word, lookup: Lookup, outputs: Outputs = none): string {
  return word.parts.map((part) => textOf(part, lookup, outputs)).join('');
}

function textOf(part: Part, lookup: Lookup, outputs: Outputs): string {
  if (part.type === 'text') return part.text;
  return (part.type === 'variable' ? lookup(part.name) : outputs.get(part)) ?? '';
}

function expandSplit(parts: readonly Part[], valueOf: (part: Part) => string): readonly string[] {
  const texts: string[] = [];
  let open: string[] | undefined;

  for (const part of parts) {
    const text = valueOf(part);
    if (part.type === 'text' || part.isQuoted) {
      (open ??= []).push(text);
      continue;
    }
    // Blanks of the value end the word on their left and begin one on their right.
    for (const [index, piece] of text.split(/[ \t\n]+/).entries()) {
      if (index > 0 && open) {
        texts.push(open.join(''));
        open = undefined;
      }
      if (piece !== '') (open ??= []).push(piece);
    }
  }
  if (open) texts.push(open.join(''));
  return texts;
}
