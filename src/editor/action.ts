// What can be done to the line: the vocabulary between keys and the editor.

import type { Completion } from './assist.ts';

/** Where a move ends, or how far a deletion reaches. */
export type Target =
  'left' | 'right' | 'wordLeft' | 'wordRight' | 'spacedLeft' | 'lineStart' | 'lineEnd';

export type Action =
  /** Typed characters: one keystroke's, or an input method's. */
  | { readonly type: 'insert'; readonly text: string }
  /** Pasted text of any size, raw: line feeds stay, control codes go. */
  | { readonly type: 'paste'; readonly text: string }
  /** The whole text is replaced, as by a click on a snippet. Can be undone. */
  | { readonly type: 'replace'; readonly text: string }
  | { readonly type: 'move'; readonly to: Target }
  /** One line up or down: in the menu, else in the text, else in the history. */
  | { readonly type: 'up' | 'down' }
  | { readonly type: 'delete'; readonly to: Target }
  /** A deletion that `yank` can bring back. */
  | { readonly type: 'kill'; readonly to: Target | 'whole' | 'spacesAround' }
  | { readonly type: 'yank' | 'yankPop' | 'yankLastWord' }
  | { readonly type: 'transposeCharacters' | 'transposeWords' }
  | { readonly type: 'changeCase'; readonly to: 'upper' | 'lower' | 'capital' }
  | { readonly type: 'undo' | 'redo' | 'revert' }
  | { readonly type: 'history'; readonly to: 'previous' | 'next' | 'first' | 'last' }
  /** To the next entry that begins with what stands before the cursor. */
  | { readonly type: 'historyPrefix'; readonly to: 'previous' | 'next' }
  | { readonly type: 'search'; readonly to: 'previous' | 'next' }
  | { readonly type: 'complete' }
  /** The answer to the effect `complete` that carried the same `token`. */
  | { readonly type: 'candidates'; readonly token: number; readonly completion: Completion }
  /** What is said about those candidates, once it is known. */
  | { readonly type: 'descriptions'; readonly token: number; readonly completion: Completion }
  /** The candidate at `index` of those shown was pointed at. */
  | { readonly type: 'pick'; readonly index: number }
  | { readonly type: 'enter' | 'newline' | 'enterAndNext' }
  | { readonly type: 'interrupt' | 'deleteOrEnd' | 'escape' | 'abort' | 'clearScreen' };
