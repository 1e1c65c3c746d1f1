// Completing: asking for candidates, taking the only one, or choosing in the menu.

import type { Candidate, Completion } from './assist.ts';
import {
  chosenOf,
  commonStart,
  describeMenu,
  filterMenu,
  moveChoice,
  openMenu,
  type Menu,
} from './menu.ts';
import { bell, edited, quiet, type EditorState, type Outcome } from './state.ts';

/** Asks anew; the menu, if one is open, stays until the answer comes. */
export function ask(state: EditorState): Outcome {
  const { text, cursor } = state.buffer;
  const token = state.token + 1;
  return {
    state: { ...state, token, isAsking: true },
    effect: { type: 'complete', token, text, cursor },
  };
}

/** The next candidate where the menu is open. */
export function complete(state: EditorState): Outcome {
  if (state.menu) return quiet({ ...state, menu: moveChoice(state.menu, 1) });
  return state.buffer.text.slice(0, state.buffer.cursor).trim() === '' ? quiet(state) : ask(state);
}

export function receive(state: EditorState, token: number, completion: Completion): Outcome {
  if (!state.isAsking || token !== state.token) return quiet(state);
  const asked = { ...state, isAsking: false };
  const { candidates } = completion;
  const menu = openMenu(completion, state.buffer.text.length);
  if (state.menu) return quiet({ ...asked, menu });
  const only = candidates.length === 1 ? candidates[0] : undefined;
  if (menu && only) return quiet(take(asked, menu, only));
  return menu ? quiet({ ...withCommonStart(asked, completion), menu }) : bell(asked);
}

/** The open menu says more; which candidates it shows, and which is chosen, stays. */
export function describe(state: EditorState, token: number, completion: Completion): Outcome {
  if (!state.menu || token !== state.token) return quiet(state);
  return quiet({ ...state, menu: describeMenu(state.menu, completion.candidates) });
}

/** As much as all candidates agree on. */
function withCommonStart(state: EditorState, { start, candidates }: Completion): EditorState {
  const { text, cursor } = state.buffer;
  const typed = text.slice(start, cursor);
  const common = commonStart(candidates);
  const isMore = common.length > typed.length && common.startsWith(typed);
  return isMore ? edited(state, { start, end: cursor, text: common }, { type: 'other' }) : state;
}

/** Puts a candidate into the line and closes the menu. */
export function take(state: EditorState, menu: Menu, candidate: Candidate): EditorState {
  const { text } = state.buffer;
  const { start } = menu.completion;
  const end = Math.max(start, text.length - menu.restUnits);
  const suffix = candidate.suffix ?? '';
  const isThere = suffix !== '' && text.startsWith(suffix, end);
  const edit = { start, end, text: candidate.text + (isThere ? '' : suffix) };
  return { ...edited(state, edit, { type: 'other' }), menu: undefined };
}

export function takeChosen(state: EditorState, menu: Menu): EditorState {
  const candidate = chosenOf(menu);
  return candidate ? take(state, menu, candidate) : { ...state, menu: undefined };
}

/** After an edit with the menu open: what still fits is shown, and better is asked for. */
export function refilter(before: EditorState, state: EditorState): Outcome {
  const { menu } = state;
  const { text, cursor } = state.buffer;
  if (!menu) return quiet({ ...state, isAsking: false });
  const { start } = menu.completion;
  const isSameStart = text.slice(0, start) === before.buffer.text.slice(0, start);
  const kept = isSameStart && cursor >= start && text.length - cursor >= menu.restUnits;
  const filtered = kept ? filterMenu(menu, text.slice(start, cursor)) : undefined;
  if (!filtered) return quiet({ ...state, menu: undefined, isAsking: false });
  return ask({ ...state, menu: filtered });
}
