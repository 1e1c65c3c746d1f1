// What the lexer makes of a text: words, operators and comments, each with its place in the source.

/**
 * `from` and `to` count UTF-16 units of the source; `to` is the first unit that no longer belongs.
 */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * A word is its parts side by side: `a"$B"` is a plain `a` and a quoted variable. `source` is the text
 * of a line whose output takes the place of `$(…)`.
 */
export type Part =
  | (Range & { readonly type: 'text'; readonly text: string; readonly isQuoted: boolean })
  | (Range & { readonly type: 'variable'; readonly name: string; readonly isQuoted: boolean })
  | (Range & {
      readonly type: 'substitution';
      readonly source: string;
      readonly isQuoted: boolean;
    });

export interface Word extends Range {
  readonly type: 'word';
  /** Empty only for a word that stands for nothing at all, which no source gives. */
  readonly parts: readonly Part[];
}

/**
 * `\n` stands for a line end, `<` for an input that is read from a file, `<<` for one that the word
 * behind it is; `>` and those after it tell
 * where output and errors go.
 */
export type OperatorText = ';' | '&&' | '||' | '|' | '\n' | '<' | '<<' | '>' | '2>' | '&>' | '2>&1';

export interface Operator extends Range {
  readonly type: 'operator';
  readonly text: OperatorText;
}

export interface Comment extends Range {
  readonly type: 'comment';
}

export type Token = Word | Operator | Comment;

/** Something that bash would do and this shell does not, or that makes no sense to either. */
export interface Problem extends Range {
  readonly message: string;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  /** The first that was met; the tokens go on behind it as well as they can. */
  readonly problem: Problem | undefined;
  /** An open quote or a backslash at the very end: more text may follow. */
  readonly isOpen: boolean;
}
