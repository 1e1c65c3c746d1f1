// The functions the editor is handed, and what they answer: it knows no shell and no history file.

import type { Run } from '../text/styled.ts';

export interface Candidate {
  /** What replaces the text from `start` to `end`, as it must stand in the line. */
  readonly text: string;
  /** Shown in the menu instead of `text`. */
  readonly label?: string;
  /** A few words beside it. */
  readonly description?: string;
  /** Put behind the candidate once it is taken: a space where the word is whole, else nothing. */
  readonly suffix?: string;
}

export interface Completion {
  /** The stretch of the line that a candidate replaces, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly Candidate[];
  /** The same candidates with more said about them, where that takes longer. */
  readonly described?: Promise<Completion>;
}

export interface Assist {
  /** Colours for the line; the runs' texts put together are the line. Called on every drawing. */
  highlight(line: string): readonly Run[];
  /** Whether Enter must open a continuation line: an open quote, a `\` at the end. */
  isIncomplete(text: string): boolean;
  /** What would go on after `line`, as ghost text; empty or undefined for no idea. */
  suggest(line: string): string | undefined;
}

/** Answers nothing: for tests, and where a line is only read, as at a question. */
export const noAssist: Assist = {
  highlight: (line) => [{ text: line, style: {} }],
  isIncomplete: () => false,
  suggest: () => undefined,
};
