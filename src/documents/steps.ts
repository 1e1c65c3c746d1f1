// The commands of a code block, each with its lines and with the output that is shown below it. Pure.

import { isPrompt, placedCommands } from '../snippets/commands.ts';

/** Lines count from 0, in the text of the block. */
export interface Step {
  readonly command: string;
  readonly line: number;
  /** What stands below a command with a prompt; undefined where nothing does. */
  readonly shown: ShownLines | undefined;
}

export interface ShownLines {
  readonly text: string;
  readonly line: number;
  readonly lineCount: number;
}

export function stepsIn(text: string): readonly Step[] {
  const lines = text.split('\n');
  return placedCommands(lines).map(({ command, line, end, isPrompted }) => {
    return { command, line, shown: isPrompted ? shownFrom(end, lines) : undefined };
  });
}

/** Up to the next prompt, without the blank lines around it. */
function shownFrom(from: number, lines: readonly string[]): ShownLines | undefined {
  let [first, end] = [from, from];
  while (end < lines.length && !isPrompt(lines[end] ?? '')) end += 1;
  while (first < end && (lines[first] ?? '').trim() === '') first += 1;
  while (end > first && (lines[end - 1] ?? '').trim() === '') end -= 1;
  if (first === end) return undefined;
  return { text: lines.slice(first, end).join('\n'), line: first, lineCount: end - first };
}
