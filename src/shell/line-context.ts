// Where in a line the cursor stands: in which command, behind which words, in the middle of which
// word.

import { lex } from './lexer.ts';
import { readAssignment } from './script.ts';
import type { Operator, OperatorText, Token, Word } from './token.ts';

export interface LineContext {
  /** Of the command around the cursor, without assignments; quotes gone, variables as typed. */
  readonly words: readonly string[];
  /** The word at the cursor up to it; empty between words. */
  readonly current: string;
  /** Where that word begins; the cursor itself between words. */
  readonly start: number;
  /** Whether the word is so far typed without quotes. */
  readonly isBare: boolean;
  /** Whether the command stands behind a pipe. */
  readonly isPiped: boolean;
}

/** Undefined where nothing can be completed: in a comment, or where a file is to be named. */
export function lineContext(line: string, cursor: number): LineContext | undefined {
  const { tokens } = lex(line.slice(0, cursor));
  const last = tokens.at(-1);
  if (last?.type === 'comment' && last.to === cursor) return undefined;
  // A letter behind it would be of another redirection.
  if (last?.type === 'operator' && last.text === '2>&1' && last.to === cursor) return undefined;
  const isInWord = last?.type === 'word' && last.to === cursor;
  const innerFrom = isInWord ? openInnerLine(last) : undefined;
  if (innerFrom !== undefined) {
    const inner = lineContext(line.slice(innerFrom), cursor - innerFrom);
    return inner && { ...inner, start: inner.start + innerFrom };
  }
  const others = isInWord ? tokens.slice(0, -1) : tokens;
  const before = commandTokens(others);
  if (!before) return undefined;
  const current = isInWord ? textOf(last, line) : '';
  const start = isInWord ? last.from : cursor;
  const isBare = !isInWord || line.slice(start, cursor) === current;
  const isPiped = others.findLast(isJoint)?.text === '|';
  return { words: before.map((word) => textOf(word, line)), current, start, isBare, isPiped };
}

function isJoint(token: Token): token is Operator {
  return token.type === 'operator' && !redirections.has(token.text);
}

/** Where the line inside of a `$(` begins that has no end yet. */
function openInnerLine({ parts, to }: Word): number | undefined {
  // Behind one in quotes stands what the open quote holds: nothing.
  const last = parts.findLast((part) => part.type === 'substitution');
  if (!last || last.to !== to) return undefined;
  const from = last.from + '$('.length;
  return from + last.source.length === to ? from : undefined;
}

/** They stand within a command, and all but the last have a word of their own behind them. */
const redirections: ReadonlySet<OperatorText> = new Set(['<', '<<', '>', '2>', '&>', '2>&1']);

/** The words of the last command; undefined where a redirection still asks for its own. */
function commandTokens(tokens: readonly Token[]): readonly Word[] | undefined {
  const words: Word[] = [];
  let isAsked = false;
  for (const token of tokens) {
    if (token.type === 'operator') {
      isAsked = redirections.has(token.text) && token.text !== '2>&1';
      if (!redirections.has(token.text)) words.length = 0;
    } else if (token.type === 'word') {
      if (!isAsked) words.push(token);
      isAsked = false;
    }
  }
  if (isAsked) return undefined;
  const first = words.findIndex((word) => !isAssignment(word));
  return first === -1 ? [] : words.slice(first);
}

function isAssignment(word: Word): boolean {
  try {
    return readAssignment(word) !== undefined;
  } catch {
    return true;
  }
}

function textOf(word: Word, line: string): string {
  return word.parts
    .map((part) => (part.type === 'text' ? part.text : line.slice(part.from, part.to)))
    .join('');
}
