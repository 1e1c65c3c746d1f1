// Which key does what: readline's emacs keys as data, with the words that `shortcuts` shows.
// Source: https://tiswww.case.edu/php/chet/readline/rluserman.html

import type { Action } from './action.ts';
import type { Key } from './key.ts';

export interface Binding {
  /** Names as `readKeys` gives them; two names with a space between are pressed in turn. */
  readonly keys: readonly string[];
  readonly action: Action;
  /** Told to readers; absent where it goes without saying. */
  readonly does?: string;
}

export const bindings: readonly Binding[] = [
  { keys: ['Enter', 'C-j', 'C-m'], action: { type: 'enter' }, does: 'run the line' },
  { keys: ['S-Enter', 'M-Enter'], action: { type: 'newline' }, does: 'begin another line' },
  { keys: ['Tab', 'C-i'], action: { type: 'complete' }, does: 'complete; again: next candidate' },
  { keys: ['Escape'], action: { type: 'escape' }, does: 'close the menu; Tab then leaves' },
  { keys: ['C-c'], action: { type: 'interrupt' }, does: 'drop the line, or stop the command' },
  { keys: ['C-d'], action: { type: 'deleteOrEnd' }, does: 'delete the next character' },
  { keys: ['C-l'], action: { type: 'clearScreen' }, does: 'clear the screen' },
  { keys: ['C-g'], action: { type: 'abort' } },

  { keys: ['C-b', 'Left'], action: { type: 'move', to: 'left' } },
  { keys: ['C-f', 'Right'], action: { type: 'move', to: 'right' }, does: 'take the grey text' },
  {
    keys: ['M-b', 'M-Left', 'C-Left'],
    action: { type: 'move', to: 'wordLeft' },
    does: 'a word back',
  },
  {
    keys: ['M-f', 'M-Right', 'C-Right'],
    action: { type: 'move', to: 'wordRight' },
    does: 'a word on, or a word of the grey text',
  },
  { keys: ['C-a', 'Home'], action: { type: 'move', to: 'lineStart' }, does: 'to the line’s start' },
  { keys: ['C-e', 'End'], action: { type: 'move', to: 'lineEnd' }, does: 'to the line’s end' },

  { keys: ['Up', 'C-p'], action: { type: 'up' }, does: 'the line before' },
  { keys: ['Down', 'C-n'], action: { type: 'down' }, does: 'the line after' },
  { keys: ['M-<'], action: { type: 'history', to: 'first' }, does: 'the oldest line' },
  { keys: ['M->'], action: { type: 'history', to: 'last' }, does: 'the line being typed' },
  {
    keys: ['M-p'],
    action: { type: 'historyPrefix', to: 'previous' },
    does: 'an older line that begins like this',
  },
  { keys: ['M-n'], action: { type: 'historyPrefix', to: 'next' } },
  { keys: ['C-r'], action: { type: 'search', to: 'previous' }, does: 'search the history' },
  { keys: ['C-s'], action: { type: 'search', to: 'next' } },
  { keys: ['C-o'], action: { type: 'enterAndNext' }, does: 'run, and fetch the line after' },

  { keys: ['Backspace', 'C-h', 'S-Backspace'], action: { type: 'delete', to: 'left' } },
  { keys: ['Delete', 'S-Delete'], action: { type: 'delete', to: 'right' } },
  { keys: ['C-k'], action: { type: 'kill', to: 'lineEnd' }, does: 'kill to the line’s end' },
  {
    keys: ['C-u', 'C-x Backspace'],
    action: { type: 'kill', to: 'lineStart' },
    does: 'kill to the line’s start',
  },
  { keys: ['C-w'], action: { type: 'kill', to: 'spacedLeft' }, does: 'kill the word before' },
  {
    keys: ['M-Backspace', 'C-Backspace', 'C-M-h'],
    action: { type: 'kill', to: 'wordLeft' },
    does: 'kill the word before, to its punctuation',
  },
  {
    keys: ['M-d', 'C-Delete'],
    action: { type: 'kill', to: 'wordRight' },
    does: 'kill the next word',
  },
  { keys: ['M-\\'], action: { type: 'kill', to: 'spacesAround' } },
  { keys: ['C-y'], action: { type: 'yank' }, does: 'bring back what was killed' },
  { keys: ['M-y'], action: { type: 'yankPop' }, does: 'then: what was killed before that' },
  {
    keys: ['M-.', 'M-_'],
    action: { type: 'yankLastWord' },
    does: 'the last word of the line before',
  },

  { keys: ['C-t'], action: { type: 'transposeCharacters' }, does: 'swap two characters' },
  { keys: ['M-t'], action: { type: 'transposeWords' }, does: 'swap two words' },
  { keys: ['M-u'], action: { type: 'changeCase', to: 'upper' }, does: 'word to capitals' },
  { keys: ['M-l'], action: { type: 'changeCase', to: 'lower' }, does: 'word to small letters' },
  { keys: ['M-c'], action: { type: 'changeCase', to: 'capital' }, does: 'word with a capital' },
  { keys: ['C-_', 'C-x C-u', 'C-z'], action: { type: 'undo' }, does: 'undo' },
  { keys: ['M-z', 'C-x C-r'], action: { type: 'redo' }, does: 'redo' },
  { keys: ['M-r'], action: { type: 'revert' }, does: 'undo all' },
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

const shownNames: readonly (readonly [RegExp, string])[] = [
  [/C-/g, 'Ctrl+'],
  [/M-/g, 'Alt+'],
  [/S-/g, 'Shift+'],
  [/Escape/g, 'Esc'],
];

type ShortcutRow = readonly [keys: string, does: string];

/** Keys that never come to the line: the terminal around it answers them. */
const keysAround: readonly ShortcutRow[] = [
  ['Shift+Tab', 'leave the terminal'],
  ['Page Up, Page Down', 'look back at what was printed'],
];

/** Rows of keys and what they do, for people: `['Ctrl+A, Home', 'to the line’s start']`. */
export function shortcutRows(): readonly ShortcutRow[] {
  const own = bindings.flatMap(({ keys, does }) =>
    does === undefined ? [] : [[keys.slice(0, 2).map(shown).join(', '), does] as const],
  );
  return [...keysAround, ...own];
}

function shown(name: string): string {
  const long = shownNames.reduce((text, [from, to]) => text.replaceAll(from, to), name);
  return long.replace(/(?<=\+)[a-z](?= |$)/g, (letter) => letter.toUpperCase());
}
