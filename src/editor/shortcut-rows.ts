// The words that `shortcuts` shows for the keys; fetched by whoever asks for them.

import { bindings } from './keymap.ts';

/** By the first key of a binding; none where it goes without saying. */
export const words: ReadonlyMap<string, string> = new Map([
  ['Enter', 'run the line'],
  ['S-Enter', 'begin another line'],
  ['Tab', 'complete; again: next candidate'],
  ['Escape', 'close the menu; Tab then leaves'],
  ['C-c', 'drop the line, or stop the command'],
  ['C-d', 'delete the next character'],
  ['C-l', 'clear the screen'],
  ['C-f', 'take the grey text'],
  ['M-b', 'a word back'],
  ['M-f', 'a word on, or a word of the grey text'],
  ['C-a', 'to the line’s start'],
  ['C-e', 'to the line’s end'],
  ['Up', 'the line before'],
  ['Down', 'the line after'],
  ['M-<', 'the oldest line'],
  ['M->', 'the line being typed'],
  ['M-p', 'an older line that begins like this'],
  ['C-r', 'search the history'],
  ['C-o', 'run, and fetch the line after'],
  ['C-k', 'kill to the line’s end'],
  ['C-u', 'kill to the line’s start'],
  ['C-w', 'kill the word before'],
  ['M-Backspace', 'kill the word before, to its punctuation'],
  ['M-d', 'kill the next word'],
  ['C-y', 'bring back what was killed'],
  ['M-y', 'then: what was killed before that'],
  ['M-.', 'the last word of the line before'],
  ['C-t', 'swap two characters'],
  ['M-t', 'swap two words'],
  ['M-u', 'word to capitals'],
  ['M-l', 'word to small letters'],
  ['M-c', 'word with a capital'],
  ['C-_', 'undo'],
  ['M-z', 'redo'],
  ['M-r', 'undo all'],
]);

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
  const own = bindings.flatMap(({ keys }) => {
    const does = words.get(keys[0] ?? '');
    return does === undefined ? [] : [[keys.slice(0, 2).map(shown).join(', '), does] as const];
  });
  return [...keysAround, ...own];
}

function shown(name: string): string {
  const long = shownNames.reduce((text, [from, to]) => text.replaceAll(from, to), name);
  return long.replace(/(?<=\+)[a-z](?= |$)/g, (letter) => letter.toUpperCase());
}
