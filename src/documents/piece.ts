// What a document is made of for the checker: code blocks, code in its prose, headings. Pure.

import type { FenceInfo } from '../snippets/fence-info.ts';

/** Lines and columns count from 1, columns in UTF-16 units. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

export type Piece = Block | Span | Heading | Shell;

export interface Block {
  readonly type: 'block';
  /** As a reader sees it, its lines parted by `\n`. */
  readonly text: string;
  readonly info: FenceInfo;
  /** Of the first line of the text in the document. */
  readonly line: number;
  /** Lines of the document that hold the text; 0 for a fence with nothing in it. */
  readonly lineCount: number;
  /** In a fence or an indented block the text is the tail of whole lines. */
  readonly form: 'fence' | 'indented' | 'inline';
  /** Of the HTML that stands for the text of an inline block, where it can be written anew. */
  readonly html?: { readonly from: number; readonly to: number } | undefined;
}

/** Code in a sentence. */
export interface Span extends Spot {
  readonly type: 'span';
  readonly text: string;
}

export interface Heading {
  readonly type: 'heading';
  readonly text: string;
  /** 1 to 6. */
  readonly depth: number;
}

/** A `<sand-shell>` of the page, with the sandbox that it asks for. */
export interface Shell {
  readonly type: 'shell';
  readonly seed: string | undefined;
  /** ISO 8601. */
  readonly now: string | undefined;
}
