// What was done to a line, as edits that can be taken back and done again.

import { applyEdit, bufferOf, type Buffer, type Edit } from './buffer.ts';

interface Step {
  readonly start: number;
  readonly removed: string;
  readonly inserted: string;
  readonly cursorBefore: number;
  readonly cursorAfter: number;
}

/** Steps, the newest last. An edit costs what it changes, not what the line holds. */
export interface Undo {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

export const emptyUndo: Undo = { done: [], undone: [] };

const stepsMax = 1000;
/** Typed letters are taken back in such groups, as in readline. */
const groupUnitsMax = 20;

/** `isTyping` lets the edit join the step before, where it goes on right behind that. */
export function remember(undo: Undo, before: Buffer, edit: Edit, isTyping: boolean): Undo {
  const step: Step = {
    start: edit.start,
    removed: before.text.slice(edit.start, edit.end),
    inserted: edit.text,
    cursorBefore: before.cursor,
    cursorAfter: edit.start + edit.text.length,
  };
  const last = undo.done.at(-1);
  const joined = isTyping && last ? join(last, step) : undefined;
  const kept = joined ? undo.done.slice(0, -1) : undo.done.slice(1 - stepsMax);
  return { done: [...kept, joined ?? step], undone: [] };
}

function join(last: Step, step: Step): Step | undefined {
  const isNext = step.removed === '' && last.removed === '' && last.cursorAfter === step.start;
  const inserted = last.inserted + step.inserted;
  if (!isNext || inserted.length > groupUnitsMax || last.inserted.endsWith(' ')) return undefined;
  return { ...last, inserted, cursorAfter: step.cursorAfter };
}

export interface Undone {
  readonly buffer: Buffer;
  readonly undo: Undo;
}

/** Undefined where there is nothing to take back. */
export function undoStep({ done, undone }: Undo, buffer: Buffer): Undone | undefined {
  const step = done.at(-1);
  if (!step) return undefined;
  const { start, inserted, removed, cursorBefore } = step;
  const edited = applyEdit(buffer, { start, end: start + inserted.length, text: removed });
  return {
    buffer: bufferOf(edited.text, cursorBefore),
    undo: { done: done.slice(0, -1), undone: [...undone, step] },
  };
}

/** Undefined where nothing was taken back. */
export function redoStep({ done, undone }: Undo, buffer: Buffer): Undone | undefined {
  const step = undone.at(-1);
  if (!step) return undefined;
  const { start, inserted, removed, cursorAfter } = step;
  const edited = applyEdit(buffer, { start, end: start + removed.length, text: inserted });
  return {
    buffer: bufferOf(edited.text, cursorAfter),
    undo: { done: [...done, step], undone: undone.slice(0, -1) },
  };
}
