// Walking through the history, and searching it letter by letter.

import type { Action } from './action.ts';
import { before, bufferOf, lineDown, lineUp } from './buffer.ts';
import { addEntry, findPrefix, findText, goTo } from './history.ts';
import { bell, movedTo, quiet, type EditorState, type Outcome, type Search } from './state.ts';
import { emptyUndo } from './undo.ts';

type Way = Extract<Action, { type: 'history' }>['to'];

export function walk(state: EditorState, to: Way): Outcome {
  const { index, entries } = state.history;
  const target = { previous: index - 1, next: index + 1, first: 0, last: entries.length }[to];
  return showEntry(state, target);
}

function showEntry(state: EditorState, index: number): Outcome {
  const { buffer, undo } = state;
  const history = goTo(state.history, index, { buffer, undo });
  if (!history) return bell(state);
  const draft = history.drafts.get(index) ?? {
    buffer: bufferOf(history.entries[index] ?? ''),
    undo: emptyUndo,
  };
  return quiet({ ...state, ...draft, history, last: { type: 'other' } });
}

/** Through the lines of the text first, and only from its edge through the history. */
export function walkLines(state: EditorState, to: 'up' | 'down'): Outcome {
  const { text, cursor } = state.buffer;
  const target = to === 'up' ? lineUp(text, cursor) : lineDown(text, cursor);
  if (target !== undefined) return quiet(movedTo(state, target));
  return walk(state, to === 'up' ? 'previous' : 'next');
}

/** The cursor stays where it is, so that the search can go on with the same beginning. */
export function walkPrefix(state: EditorState, to: 'previous' | 'next'): Outcome {
  const { text, cursor } = state.buffer;
  const index = findPrefix(state.history, text.slice(0, cursor), to === 'previous' ? -1 : 1);
  if (index === undefined) return bell(state);
  const { state: shown } = showEntry(state, index);
  return quiet(movedTo(shown, cursor));
}

/** Puts the line that is run into the history, and an empty one in its place. */
export function leaveLine(state: EditorState, text: string): EditorState {
  return {
    ...state,
    buffer: bufferOf(''),
    undo: emptyUndo,
    history: addEntry(state.history, text),
    menu: undefined,
    search: undefined,
    isAsking: false,
    last: { type: 'other' },
  };
}

/** After the line was run: the entry that came after it, ready to be run next. */
export function showNext(state: EditorState, before: EditorState): EditorState {
  const next = before.history.index + 1;
  if (next >= before.history.entries.length) return state;
  const entry = before.history.entries[next] ?? '';
  const isAdded = state.history.entries.at(-1) !== before.history.entries.at(-1);
  const shift = before.history.entries.length + Number(isAdded) - state.history.entries.length;
  const history = { ...state.history, index: next - shift };
  return { ...state, buffer: bufferOf(entry), history };
}

export function startSearch(state: EditorState): Outcome {
  const search: Search = {
    query: '',
    found: undefined,
    isFailing: false,
    origin: state.buffer,
  };
  return quiet({ ...state, search, menu: undefined, isAsking: false, last: { type: 'other' } });
}

/** Undefined where the action is none of the search's: it then ends, keeping what it found. */
export function searchStep(
  state: EditorState,
  search: Search,
  action: Action,
): Outcome | undefined {
  switch (action.type) {
    case 'insert':
    case 'paste':
      return refine(state, { ...search, query: search.query + action.text });
    case 'delete':
      if (action.to !== 'left') return undefined;
      return refine(state, {
        ...search,
        query: search.query.slice(0, before(search.query, search.query.length)),
        found: undefined,
      });
    case 'search':
      return searchOn(state, search, action.to === 'previous' ? -1 : 1);
    case 'abort':
    case 'escape':
    case 'interrupt':
      return quiet({ ...state, search: undefined, buffer: search.origin });
    default:
      return undefined;
  }
}

/** The query changed: looks from where it stands, or from the newest. */
function refine(state: EditorState, search: Search): Outcome {
  const { entries } = state.history;
  if (search.query === '') {
    return quiet(showFound(state, { ...search, found: undefined, isFailing: false }));
  }
  const index = search.found?.index ?? entries.length - 1;
  const found = findText(entries, search.query, { index, step: -1 });
  return found
    ? quiet(showFound(state, { ...search, found, isFailing: false }))
    : bell({ ...state, search: { ...search, isFailing: true } });
}

/** The next match whose line differs from the one shown. */
function searchOn(state: EditorState, search: Search, step: 1 | -1): Outcome {
  const { entries } = state.history;
  const shown = search.found && entries[search.found.index];
  let index = (search.found?.index ?? entries.length) + step;
  let found = search.query === '' ? undefined : findText(entries, search.query, { index, step });
  while (found && entries[found.index] === shown) {
    index = found.index + step;
    found = findText(entries, search.query, { index, step });
  }
  return found
    ? quiet(showFound(state, { ...search, found, isFailing: false }))
    : bell({ ...state, search: { ...search, isFailing: search.query !== '' } });
}

function showFound(state: EditorState, search: Search): EditorState {
  const { found, origin } = search;
  const entry = found && state.history.entries[found.index];
  const buffer = entry === undefined ? origin : bufferOf(entry, found?.start);
  return { ...state, search, buffer };
}

/** Keeps what was found as the line, at its place in the history. */
export function endSearch(state: EditorState, search: Search): EditorState {
  const ended = { ...state, search: undefined };
  if (!search.found) return ended;
  const draft = { buffer: search.origin, undo: state.undo };
  const history = goTo(state.history, search.found.index, draft) ?? state.history;
  return { ...ended, history, undo: emptyUndo };
}
