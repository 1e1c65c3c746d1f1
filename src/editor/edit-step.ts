// Moving, deleting, killing and changing text within the line.

import type { Action, Target } from './action.ts';
import type { Assist } from './assist.ts';
import {
  after,
  before,
  lineEnd,
  lineStart,
  spacedEnd,
  spacedStart,
  wordEnd,
  wordStart,
  type Buffer,
} from './buffer.ts';
import { addKill, killAt, type Side } from './kill-ring.ts';
import { bell, edited, movedTo, quiet, type EditorState, type Outcome } from './state.ts';
import { suggestionOf } from './suggestion.ts';

const reach: Record<Target, (text: string, cursor: number) => number> = {
  left: before,
  right: after,
  wordLeft: wordStart,
  wordRight: wordEnd,
  spacedLeft: spacedStart,
  lineStart,
  lineEnd,
};

export function insert(state: EditorState, text: string): Outcome {
  const { cursor } = state.buffer;
  if (text === '') return quiet(state);
  return quiet(edited(state, { start: cursor, end: cursor, text }, { type: 'typing' }));
}

/** At the end of the line, a move to the right takes of the ghost text what it would pass over. */
export function move(state: EditorState, to: Target, assist: Assist): Outcome {
  const { text, cursor } = state.buffer;
  const ghost = suggestionOf(state, assist);
  if (ghost !== '' && (to === 'right' || to === 'lineEnd')) return insertWhole(state, ghost);
  if (ghost !== '' && to === 'wordRight') {
    return insertWhole(state, ghost.slice(0, spacedEnd(ghost, 0)));
  }
  const target = reach[to](text, cursor);
  return target === cursor && (to === 'left' || to === 'right')
    ? bell(state)
    : quiet(movedTo(state, target));
}

function insertWhole(state: EditorState, text: string): Outcome {
  const { cursor } = state.buffer;
  return quiet(edited(state, { start: cursor, end: cursor, text }, { type: 'other' }));
}

export function remove(state: EditorState, to: Target): Outcome {
  const { text, cursor } = state.buffer;
  const target = reach[to](text, cursor);
  if (target === cursor) return bell(state);
  const [start, end] = [Math.min(cursor, target), Math.max(cursor, target)];
  return quiet(edited(state, { start, end, text: '' }, { type: 'other' }));
}

type KillTarget = Extract<Action, { type: 'kill' }>['to'];

export function kill(state: EditorState, to: KillTarget): Outcome {
  const { text, cursor } = state.buffer;
  const [start, end] = stretchOf(state.buffer, to);
  if (start === end) return bell(state);
  if (to === 'spacesAround') {
    return quiet(edited(state, { start, end, text: '' }, { type: 'other' }));
  }
  const side: Side = start < cursor ? 'before' : 'behind';
  const joins = state.last.type === 'kill' ? side : undefined;
  const kills = addKill(state.kills, text.slice(start, end), joins);
  return quiet({ ...edited(state, { start, end, text: '' }, { type: 'kill' }), kills });
}

function stretchOf({ text, cursor }: Buffer, to: KillTarget): [start: number, end: number] {
  if (to === 'whole') return [0, text.length];
  if (to === 'spacesAround') {
    const left = text.slice(0, cursor).search(/[ \t]*$/);
    const right = text.slice(cursor).search(/[^ \t]|$/);
    return [left, cursor + right];
  }
  const target = reach[to](text, cursor);
  // As in readline: at the end of a line, its line feed is what is killed.
  if (to === 'lineEnd' && target === cursor) return [cursor, after(text, cursor)];
  if (to === 'lineStart' && target === cursor) return [before(text, cursor), cursor];
  return [Math.min(cursor, target), Math.max(cursor, target)];
}

export function yank(state: EditorState): Outcome {
  const text = killAt(state.kills, 0);
  if (text === undefined) return bell(state);
  const { cursor } = state.buffer;
  const edit = { start: cursor, end: cursor, text };
  return quiet(edited(state, edit, { type: 'yank', edit, age: 0 }));
}

/** Replaces what was just yanked by the kill before it. */
export function yankPop(state: EditorState): Outcome {
  const { last } = state;
  if (last.type !== 'yank') return bell(state);
  const age = last.age + 1;
  const { start } = last.edit;
  const edit = { start, end: start + last.edit.text.length, text: killAt(state.kills, age) ?? '' };
  return quiet(edited(state, edit, { type: 'yank', edit, age }));
}

/** As a shell reads them: what is in quotes belongs together. */
const words = /(\\.|"(\\.|[^"\\])*"|'[^']*'|\S)+/g;

/** The last word of the entry before; asked again, of the one before that. */
export function yankLastWord(state: EditorState): Outcome {
  const { last, history, buffer } = state;
  const age = last.type === 'lastWord' ? last.age + 1 : 0;
  const entry = history.entries.at(-1 - age);
  if (entry === undefined) return bell(state);
  const text = entry.match(words)?.at(-1) ?? '';
  const [start, end] =
    last.type === 'lastWord'
      ? [last.edit.start, last.edit.start + last.edit.text.length]
      : [buffer.cursor, buffer.cursor];
  const edit = { start, end, text };
  return quiet(edited(state, edit, { type: 'lastWord', edit, age }));
}

/** The characters around the cursor change places; at the end of the line, the last two. */
export function transposeCharacters(state: EditorState): Outcome {
  const { text, cursor } = state.buffer;
  const middle = cursor === lineEnd(text, cursor) ? before(text, cursor) : cursor;
  const [start, end] = [before(text, middle), after(text, middle)];
  const isWithin = start >= lineStart(text, cursor) && start < middle && end > middle;
  if (!isWithin) return bell(state);
  const swapped = text.slice(middle, end) + text.slice(start, middle);
  return quiet(edited(state, { start, end, text: swapped }, { type: 'other' }));
}

/** The word before the cursor goes behind the one at or after it. */
export function transposeWords(state: EditorState): Outcome {
  const { text, cursor } = state.buffer;
  const end = wordEnd(text, cursor);
  const secondStart = wordStart(text, end);
  const start = wordStart(text, secondStart);
  const firstEnd = wordEnd(text, start);
  if (start === secondStart || firstEnd > secondStart) return bell(state);
  const secondEnd = wordEnd(text, secondStart);
  const swapped =
    text.slice(secondStart, secondEnd) +
    text.slice(firstEnd, secondStart) +
    text.slice(start, firstEnd);
  return quiet(edited(state, { start, end: secondEnd, text: swapped }, { type: 'other' }));
}

type Case = Extract<Action, { type: 'changeCase' }>['to'];

export function changeCase(state: EditorState, to: Case): Outcome {
  const { text, cursor } = state.buffer;
  const end = wordEnd(text, cursor);
  if (end === cursor) return bell(state);
  const changed = inCase(text.slice(cursor, end), to);
  return quiet(edited(state, { start: cursor, end, text: changed }, { type: 'other' }));
}

function inCase(text: string, to: Case): string {
  if (to === 'upper') return text.toUpperCase();
  if (to === 'lower') return text.toLowerCase();
  return text.toLowerCase().replace(/\p{L}/u, (letter) => letter.toUpperCase());
}
