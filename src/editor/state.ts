// What the editor knows between two keys, and the small changes all its parts share.

import type { Assist } from './assist.ts';
import { applyEdit, bufferOf, emptyBuffer, type Buffer, type Edit } from './buffer.ts';
import { historyOf, type Found, type History } from './history.ts';
import type { KillRing } from './kill-ring.ts';
import type { Menu } from './menu.ts';
import { emptyUndo, remember, type Undo } from './undo.ts';

/** The search through the history that runs while the buffer shows what it found. */
export interface Search {
  readonly query: string;
  /** Undefined before the first letter and where nothing matches. */
  readonly found: Found | undefined;
  readonly isFailing: boolean;
  /** The line as it was before, to go back to. */
  readonly origin: Buffer;
}

/** What the action before was, for those that go on with it. */
export type Last =
  | { readonly type: 'other' | 'typing' | 'kill' }
  /** The stretch that was put in, and how many times it was asked for another. */
  | { readonly type: 'yank' | 'lastWord'; readonly edit: Edit; readonly age: number };

export interface EditorState {
  readonly buffer: Buffer;
  readonly undo: Undo;
  readonly kills: KillRing;
  readonly history: History;
  readonly menu: Menu | undefined;
  readonly search: Search | undefined;
  readonly last: Last;
  /** Counts what was asked of the completer; only the answer to the newest is heard. */
  readonly token: number;
  readonly isAsking: boolean;
  /** Escape was the last key: the next Tab leaves. */
  readonly isLeaving: boolean;
}

export type Effect =
  | { readonly type: 'none' | 'cancel' | 'end' | 'clear' | 'bell' }
  | { readonly type: 'run'; readonly text: string }
  /** Answer with the action `candidates`. */
  | {
      readonly type: 'complete';
      readonly token: number;
      readonly text: string;
      readonly cursor: number;
    };

export interface Outcome {
  readonly state: EditorState;
  readonly effect: Effect;
}

export type Step = (state: EditorState, assist: Assist) => Outcome;

export function editorOf(entries: readonly string[] = []): EditorState {
  return {
    buffer: emptyBuffer,
    undo: emptyUndo,
    kills: [],
    history: historyOf(entries),
    menu: undefined,
    search: undefined,
    last: { type: 'other' },
    token: 0,
    isAsking: false,
    isLeaving: false,
  };
}

export function quiet(state: EditorState): Outcome {
  return { state, effect: { type: 'none' } };
}

export function bell(state: EditorState): Outcome {
  return { state, effect: { type: 'bell' } };
}

/** Does the edit so that it can be undone; `last` tells what it was. */
export function edited(state: EditorState, edit: Edit, last: Last): EditorState {
  const isTyping = last.type === 'typing' && state.last.type === 'typing';
  return {
    ...state,
    buffer: applyEdit(state.buffer, edit),
    undo: remember(state.undo, state.buffer, edit, isTyping),
    last,
  };
}

export function movedTo(state: EditorState, cursor: number): EditorState {
  return { ...state, buffer: bufferOf(state.buffer.text, cursor), last: { type: 'other' } };
}
