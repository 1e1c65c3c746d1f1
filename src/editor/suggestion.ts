// Ghost text: what stands behind the cursor in grey until a move to the right takes it.

import type { Assist } from './assist.ts';
import { chosenOf } from './menu.ts';
import type { EditorState } from './state.ts';

/** Longer lines are not guessed at. */
const lineUnitsMax = 1000;

/** Empty where there is nothing to show. The choice in the menu is shown the same way. */
export function suggestionOf(state: EditorState, assist: Assist): string {
  const { text, cursor } = state.buffer;
  if (cursor !== text.length || state.search || text.length > lineUnitsMax) return '';
  if (!state.menu) return text === '' ? '' : (assist.suggest(text) ?? '');
  const candidate = chosenOf(state.menu)?.text ?? '';
  const typed = text.slice(state.menu.completion.start);
  return candidate.startsWith(typed) ? candidate.slice(typed.length) : '';
}
