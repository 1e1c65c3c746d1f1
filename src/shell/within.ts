// Tells whether a line runs only what a small tree of commands knows, so that the whole one need not
// be fetched for it.

import type { Place } from './command.ts';
import { hasInnerLine, readScript, type Pipeline, type SimpleCommand } from './script.ts';
import { ShellError } from './shell-error.ts';
import { findPlace } from './tree.ts';
import type { Word } from './token.ts';

/** Also for a line that is refused as it stands. */
export function isWithin(line: string, root: Place): boolean {
  return pipelinesOf(line)
    .flatMap(({ commands }) => commands)
    .every((command) => isKnown(command, root));
}

/** None where the line is no sentence of this shell: whoever runs it will be told. */
function pipelinesOf(line: string): readonly Pipeline[] {
  try {
    return readScript(line);
  } catch (error) {
    if (error instanceof ShellError) return [];
    throw error;
  }
}

function isKnown(command: SimpleCommand, root: Place): boolean {
  if (hasInnerLine(command)) return false;
  const [name, ...rest] = command.words.map(textOf);
  if (name !== 'stripe') return name === undefined;
  return findPlace(root, rest).place.operation !== undefined;
}

/** A variable stands for something: which, is not known here. */
function textOf({ parts }: Word): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '$')).join('');
}
