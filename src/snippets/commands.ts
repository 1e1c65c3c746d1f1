// The command lines of a code block, ready to be typed.

import { textOf } from './text-of.ts';

export function commandsOf(pre: HTMLPreElement): readonly string[] {
  return commandsIn(textOf(pre));
}

/**
 * A block that shows prompts (`$ stripe …`) may also show output: only what follows a prompt is a
 * command. A block without prompts is commands only. A line goes on after `\`, inside quotes,
 * and behind `<<EOF` up to the line that is `EOF`.
 */
export function commandsIn(text: string): readonly string[] {
  return placedCommands(text.replaceAll('\r\n', '\n').split('\n')).map(({ command }) => command);
}

/** From `line` (counted from 0) to before `end`. */
export interface PlacedCommand {
  readonly command: string;
  readonly line: number;
  readonly end: number;
  readonly isPrompted: boolean;
}

export function placedCommands(lines: readonly string[]): readonly PlacedCommand[] {
  const isPrompted = hasPrompts(lines);
  const found: PlacedCommand[] = [];
  for (let end = 0; end < lines.length;) {
    const line = end;
    let typed = lines[end++] as string;
    if (isPrompted) {
      if (!isPrompt(typed)) continue;
      typed = typed.trimStart().slice(2);
    }
    while (end < lines.length && isUnfinished(typed)) typed += `\n${lines[end++]}`;
    const command = typed.trim();
    if (isRunnable(command)) found.push({ command, line, end, isPrompted });
  }
  return found;
}

/** Whether the first line that is no comment shows one. */
function hasPrompts(lines: readonly string[]): boolean {
  const first = lines.find((line) => isRunnable(line.trim()));
  return first !== undefined && isPrompt(first);
}

export function isPrompt(line: string): boolean {
  return line.trimStart().startsWith('$ ');
}

/** Comments and blank lines are no commands. */
function isRunnable(command: string): boolean {
  return command !== '' && !command.startsWith('#');
}

/** Ends in a backslash, inside a quote or a here-document. A comment's quotes do not count. */
function isUnfinished(command: string): boolean {
  if (command.trimStart().startsWith('#')) return false;
  let quote = '';
  for (let index = 0; index < command.length; index += 1) {
    const character = command[index] ?? '';
    if (character === '\\' && quote !== "'") {
      if (index === command.length - 1) return true;
      index += 1;
    } else if (!quote && character === '<') {
      const end = /^<<\s*(['"]?)([\w.]+)\1/.exec(command.slice(index))?.[2];
      if (end) return !command.endsWith(`\n${end}`);
    } else if (quote === character) quote = '';
    else if (!quote && (character === '"' || character === "'")) quote = character;
  }
  return quote !== '';
}
