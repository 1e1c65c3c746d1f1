// A whole editor for tests: bytes in, and the screen of a real terminal to look at.

import { readKeys, nothingUnread } from '../../src/editor/key.ts';
import { resolve } from '../../src/editor/keymap.ts';
import { step } from '../../src/editor/editor.ts';
import type { Action } from '../../src/editor/action.ts';
import { noAssist, type Assist } from '../../src/editor/assist.ts';
import { editorOf, type Effect, type EditorState } from '../../src/editor/state.ts';

export interface Machine {
  press(bytes: string): void;
  act(action: Action): void;
  state(): EditorState;
  /** The text with `|` where the cursor stands. */
  line(): string;
  readonly effects: Effect[];
}

export function createMachine(entries: readonly string[] = [], assist: Assist = noAssist): Machine {
  let state = editorOf(entries);
  let unread = nothingUnread;
  let prefix = '';
  const effects: Effect[] = [];

  function act(action: Action): void {
    const outcome = step(state, action, assist);
    state = outcome.state;
    if (outcome.effect.type !== 'none') effects.push(outcome.effect);
  }

  return {
    effects,
    act,
    state: () => state,
    line() {
      const { text, cursor } = state.buffer;
      return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
    },
    press(bytes) {
      const read = readKeys(unread, bytes);
      unread = read.unread;
      for (const key of read.keys) {
        const resolved = resolve(prefix, key);
        prefix = resolved.prefix;
        if (resolved.action) act(resolved.action);
      }
    },
  };
}
