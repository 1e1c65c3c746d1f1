// Which key does what: readline's emacs keys as data. The words on them are in shortcut-rows.ts.
// Source: https://tiswww.case.edu/php/chet/readline/rluserman.html

import type { Action } from './action.ts';
import type { Key } from './key.ts';

export interface Binding {
  /** Names as `readKeys` gives them; two names with a space between are pressed in turn. */
  readonly keys: readonly string[];
  readonly action: Action;
}

export const bindings: readonly Binding[] = [
  { keys: ['Enter', 'C-j', 'C-m'], action: { type: 'enter' } },
  { keys: ['S-Enter', 'M-Enter'], action: { type: 'newline' } },
  { keys: ['Tab', 'C-i'], action: { type: 'complete' } },
  { keys: ['Escape'], action: { type: 'escape' } },
  { keys: ['C-c'], action: { type: 'interrupt' } },
  { keys: ['C-d'], action: { type: 'deleteOrEnd' } },
  { keys: ['C-l'], action: { type: 'clearScreen' } },
  { keys: ['C-g'], action: { type: 'abort' } },

  { keys: ['C-b', 'Left'], action: { type: 'move', to: 'left' } },
  { keys: ['C-f', 'Right'], action: { type: 'move', to: 'right' } },
  {
    keys: ['M-b', 'M-Left', 'C-Left'],
    action: { type: 'move', to: 'wordLeft' },
  },
  {
    keys: ['M-f', 'M-Right', 'C-Right'],
    action: { type: 'move', to: 'wordRight' },
  },
  { keys: ['C-a', 'Home'], action: { type: 'move', to: 'lineStart' } },
  { keys: ['C-e', 'End'], action: { type: 'move', to: 'lineEnd' } },

  { keys: ['Up', 'C-p'], action: { type: 'up' } },
  { keys: ['Down', 'C-n'], action: { type: 'down' } },
  { keys: ['M-<'], action: { type: 'history', to: 'first' } },
  { keys: ['M->'], action: { type: 'history', to: 'last' } },
  {
    keys: ['M-p'],
    action: { type: 'historyPrefix', to: 'previous' },
  },
  { keys: ['M-n'], action: { type: 'historyPrefix', to: 'next' } },
  { keys: ['C-r'], action: { type: 'search', to: 'previous' } },
  { keys: ['C-s'], action: { type: 'search', to: 'next' } },
  { keys: ['C-o'], action: { type: 'enterAndNext' } },

  { keys: ['Backspace', 'C-h', 'S-Backspace'], action: { type: 'delete', to: 'left' } },
  { keys: ['Delete', 'S-Delete'], action: { type: 'delete', to: 'right' } },
  { keys: ['C-k'], action: { type: 'kill', to: 'lineEnd' } },
  {
    keys: ['C-u', 'C-x Backspace'],
    action: { type: 'kill', to: 'lineStart' },
  },
  { keys: ['C-w'], action: { type: 'kill', to: 'spacedLeft' } },
  {
    keys: ['M-Backspace', 'C-Backspace', 'C-M-h'],
    action: { type: 'kill', to: 'wordLeft' },
  },
  {
    keys: ['M-d', 'C-Delete'],
    action: { type: 'kill', to: 'wordRight' },
  },
  { keys: ['M-\\'], action: { type: 'kill', to: 'spacesAround' } },
  { keys: ['C-y'], action: { type: 'yank' } },
  { keys: ['M-y'], action: { type: 'yankPop' } },
  {
    keys: ['M-.', 'M-_'],
    action: { type: 'yankLastWord' },
  },

  { keys: ['C-t'], action: { type: 'transposeCharacters' } },
  { keys: ['M-t'], action: { type: 'transposeWords' } },
  { keys: ['M-u'], action: { type: 'changeCase', to: 'upper' } },
  { keys: ['M-l'], action: { type: 'changeCase', to: 'lower' } },
  { keys: ['M-c'], action: { type: 'changeCase', to: 'capital' } },
  { keys: ['C-_', 'C-x C-u', 'C-z'], action: { type: 'undo' } },
  { keys: ['M-z', 'C-x C-r'], action: { type: 'redo' } },
  { keys: ['M-r'], action: { type: 'revert' } },
];

const actions: ReadonlyMap<string, Action> = new Map(
  bindings.flatMap(({ keys, action }) => keys.map((name) => [name, action] as const)),
);

const prefixes: ReadonlySet<string> = new Set(
  [...actions.keys()].filter((name) => name.includes(' ')).map((name) => name.split(' ')[0] ?? ''),
);

export interface Resolved {
  /** Undefined for a key that means nothing, or half of two. */
  readonly action: Action | undefined;
  /** To be given with the next key: the first of two keys, or empty. */
  readonly prefix: string;
}

export function resolve(prefix: string, key: Key): Resolved {
  if (key.type === 'text') return { action: { type: 'insert', text: key.text }, prefix: '' };
  if (key.type === 'paste') return { action: { type: 'paste', text: key.text }, prefix: '' };
  if (prefix === '' && prefixes.has(key.name)) return { action: undefined, prefix: key.name };
  const name = prefix === '' ? key.name : `${prefix} ${key.name}`;
  return { action: actions.get(name), prefix: '' };
}
