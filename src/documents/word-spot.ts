// Where in a document the word of a command stands that something is told of. Pure.

import type { Span, Spot } from './piece.ts';
import type { PlannedStep } from './plan.ts';
import { spotIn } from './rewrite.ts';

/** Where the command begins, if the word is not known or not found in it. */
export function spotOfWord(source: string, step: PlannedStep, word: string | undefined): Spot {
  const { block, command, line } = step;
  const before = command.slice(0, wordIndex(command, word)).split('\n');
  const last = before.at(-1) ?? '';
  const shown = block.text.split('\n')[line] ?? '';
  // Behind the prompt; further lines of a command have none.
  const margin = before.length === 1 ? shown.indexOf(command.split('\n', 1)[0] ?? '') : 0;
  const isFirst = before.length === 1 && last === '';
  return spotIn(source, block, line + before.length - 1, isFirst ? 1 : margin + last.length + 1);
}

/** Of a span on one line; of any other, where it begins. */
export function spotInSpan(source: string, span: Span, word: string | undefined): Spot {
  const { text, line, column } = span;
  const shown = source.split(/\r\n|\n|\r/)[line - 1] ?? '';
  const isWhole = shown.startsWith(text, column - 1);
  return { line, column: isWhole ? column + wordIndex(text, word) : column };
}

/** In UTF-16 units; 0 where it is not found. Sooner as a name with a value than in a text. */
function wordIndex(line: string, word: string | undefined): number {
  if (!word) return 0;
  const escaped = `(?<![\\w{-])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
  const found =
    new RegExp(`${escaped}(?=[=[])`).exec(line) ?? new RegExp(`${escaped}(?![\\w}-])`).exec(line);
  return found?.index ?? 0;
}

/** Of what the API says of a parameter that it does not know, the first: in the words of /v1 or of /v2. */
export function paramIn(message: string): string | undefined {
  const [, former, field] =
    /^Received unknown parameters?: ([^.,]+)|'(?:[^':]*\.)?([^'.:]+): Unknown field\./.exec(
      message,
    ) ?? [];
  return former ?? field;
}
