// The line editor, a pure machine: a state and an action give the next state and what is to be
// done.

import type { Action } from './action.ts';
import type { Assist } from './assist.ts';
import {
  changeCase,
  insert,
  kill,
  move,
  remove,
  transposeCharacters,
  transposeWords,
  yank,
  yankLastWord,
  yankPop,
} from './edit-step.ts';
import {
  endSearch,
  leaveLine,
  searchStep,
  showNext,
  startSearch,
  walk,
  walkLines,
  walkPrefix,
} from './history-step.ts';
import { moveChoice, type Menu } from './menu.ts';
import { complete, describe, receive, refilter, take, takeChosen } from './menu-step.ts';
import { cleanPaste } from './paste.ts';
import { bell, edited, quiet, type EditorState, type Outcome } from './state.ts';
import { redoStep, undoStep } from './undo.ts';

/** Tab belongs to the editor only where it can complete something; else it moves the focus on. */
export function takesTab({ buffer, isLeaving, menu }: EditorState): boolean {
  return !isLeaving && (!!menu || buffer.text.slice(0, buffer.cursor).trim() !== '');
}

/** Total: every action is answered in every state, if only by the bell. */
export function step(state: EditorState, action: Action, assist: Assist): Outcome {
  if (action.type === 'candidates') return receive(state, action.token, action.completion);
  if (action.type === 'descriptions') return describe(state, action.token, action.completion);
  const present = { ...state, isLeaving: action.type === 'escape' };
  if (present.search) {
    const outcome = searchStep(present, present.search, action);
    return outcome ?? step(endSearch(present, present.search), action, assist);
  }
  if (present.menu) return menuStep(present, present.menu, action, assist);
  return settle(present, lineStep(present, action, assist));
}

/** What the open menu takes for itself; all else goes to the line. */
function menuStep(state: EditorState, menu: Menu, action: Action, assist: Assist): Outcome {
  const isChosen = menu.chosen !== undefined;
  switch (action.type) {
    case 'up':
    case 'down':
      return quiet({ ...state, menu: moveChoice(menu, action.type === 'up' ? -1 : 1) });
    case 'pick': {
      const candidate = menu.shown[action.index];
      return quiet(candidate ? take(state, menu, candidate) : state);
    }
    case 'enter':
      if (isChosen) return quiet(takeChosen(state, menu));
      break;
    case 'move':
      if (isChosen && action.to === 'right') return quiet(takeChosen(state, menu));
      break;
    case 'insert':
      if (isChosen) return typeBehind(takeChosen(state, menu), action.text);
      break;
    case 'escape':
    case 'abort':
    case 'interrupt':
      return quiet({ ...state, menu: undefined, isAsking: false });
    default:
      break;
  }
  return settle(state, lineStep(state, action, assist));
}

/** A space typed behind a candidate that brought its own is one space. */
function typeBehind(state: EditorState, text: string): Outcome {
  const { text: line, cursor } = state.buffer;
  return text === ' ' && line[cursor - 1] === ' ' ? quiet(state) : insert(state, text);
}

/** The menu follows what the line's action did: filtered after typing, else closed. */
function settle(before: EditorState, outcome: Outcome): Outcome {
  const { state, effect } = outcome;
  if (effect.type === 'complete' || state.buffer === before.buffer) return outcome;
  const isClosing = !state.menu || state.buffer.text === before.buffer.text;
  if (isClosing) return { state: { ...state, menu: undefined, isAsking: false }, effect };
  return refilter(before, state);
}

function lineStep(state: EditorState, action: Action, assist: Assist): Outcome {
  switch (action.type) {
    case 'insert':
      return insert(state, action.text);
    case 'paste':
      return insert({ ...state, last: { type: 'other' } }, cleanPaste(action.text));
    case 'replace':
      return replace(state, action.text);
    case 'move':
      return move(state, action.to, assist);
    case 'delete':
      return remove(state, action.to);
    case 'kill':
      return kill(state, action.to);
    case 'yank':
      return yank(state);
    case 'yankPop':
      return yankPop(state);
    case 'yankLastWord':
      return yankLastWord(state);
    case 'transposeCharacters':
      return transposeCharacters(state);
    case 'transposeWords':
      return transposeWords(state);
    case 'changeCase':
      return changeCase(state, action.to);
    case 'undo':
    case 'redo':
      return takeBack(state, action.type);
    case 'revert':
      return revert(state);
    case 'up':
    case 'down':
      return walkLines(state, action.type);
    case 'history':
      return walk(state, action.to);
    case 'historyPrefix':
      return walkPrefix(state, action.to);
    case 'search':
      return startSearch(state);
    case 'complete':
      return complete(state);
    default:
      return endStep(state, action, assist);
  }
}

/** Actions that end the line, or have no effect on it. */
function endStep(state: EditorState, action: Action, assist: Assist): Outcome {
  const { text } = state.buffer;
  switch (action.type) {
    case 'enter':
      return assist.isIncomplete(text) ? newline(state, text.length) : run(state);
    case 'newline':
      return newline(state, state.buffer.cursor);
    case 'enterAndNext': {
      const outcome = run(state);
      return { ...outcome, state: showNext(outcome.state, state) };
    }
    case 'interrupt':
      return { state: leaveLine(state, ''), effect: { type: 'cancel' } };
    case 'deleteOrEnd':
      return text === '' ? { state, effect: { type: 'end' } } : remove(state, 'right');
    case 'clearScreen':
      return { state, effect: { type: 'clear' } };
    case 'abort':
      return bell(state);
    default:
      return quiet(state);
  }
}

function run(state: EditorState): Outcome {
  const { text } = state.buffer;
  return { state: leaveLine(state, text), effect: { type: 'run', text } };
}

function newline(state: EditorState, at: number): Outcome {
  return quiet(edited(state, { start: at, end: at, text: '\n' }, { type: 'other' }));
}

function replace(state: EditorState, text: string): Outcome {
  const end = state.buffer.text.length;
  const edit = { start: 0, end, text: cleanPaste(text) };
  return quiet({ ...edited(state, edit, { type: 'other' }), menu: undefined });
}

function takeBack(state: EditorState, type: 'undo' | 'redo'): Outcome {
  const undone = (type === 'undo' ? undoStep : redoStep)(state.undo, state.buffer);
  return undone ? quiet({ ...state, ...undone, last: { type: 'other' } }) : bell(state);
}

/** All changes of this line at once. */
function revert(state: EditorState): Outcome {
  let outcome = takeBack(state, 'undo');
  while (outcome.state.undo.done.length > 0) outcome = takeBack(outcome.state, 'undo');
  return outcome;
}
