// Words to texts: quotes are gone by now, variables are filled in and split at blanks as bash does.

import type { Part, Range, Word } from './token.ts';

/** One word as a command gets it, with the place in the line that it came from. */
export interface ExpandedWord extends Range {
  readonly text: string;
}

/** Gives a variable's value; undefined for one that is not set, which stands for nothing. */
export type Lookup = (name: string) => string | undefined;

/** An unquoted variable may stand for no word at all, or for several. */
export function expandWords(words: readonly Word[], lookup: Lookup): readonly ExpandedWord[] {
  return words.flatMap((word) =>
    expandSplit(word.parts, lookup).map((text) => ({ text, from: word.from, to: word.to })),
  );
}

/** In one piece, as the value of an assignment is taken. */
export function expandWhole(word: Word, lookup: Lookup): string {
  return word.parts.map((part) => textOf(part, lookup)).join('');
}

function textOf(part: Part, lookup: Lookup): string {
  return part.type === 'text' ? part.text : (lookup(part.name) ?? '');
}

function expandSplit(parts: readonly Part[], lookup: Lookup): readonly string[] {
  const texts: string[] = [];
  let open: string[] | undefined;

  for (const part of parts) {
    const text = textOf(part, lookup);
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
