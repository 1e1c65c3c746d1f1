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
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const isPrompted = hasPrompts(lines);
  const commands: string[] = [];
  let open: string | undefined;

  for (const line of lines) {
    const isPrompt = line.trimStart().startsWith('$ ');
    if (open === undefined && isPrompted && !isPrompt) continue;
    const added = open === undefined && isPrompted ? line.trimStart().slice(2) : line;
    const command = open === undefined ? added : `${open}\n${added}`;
    open = isUnfinished(command) ? command : undefined;
    if (open === undefined) commands.push(command);
  }
  if (open !== undefined) commands.push(open);
  return commands.map((command) => command.trim()).filter(isRunnable);
}

/** Whether the first line that is no comment shows one. */
export function hasPrompts(lines: readonly string[]): boolean {
  const first = lines.find((line) => isRunnable(line.trim()));
  return first !== undefined && first.trimStart().startsWith('$ ');
}

/** Comments and blank lines are no commands. */
function isRunnable(command: string): boolean {
  return command !== '' && !command.startsWith('#');
}

/** Ends in a backslash, inside a quote or a here-document. A comment's quotes do not count. */
export function isUnfinished(command: string): boolean {
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
