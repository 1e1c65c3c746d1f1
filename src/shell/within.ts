// Tells whether a line runs only what a small tree of commands knows, so that the whole one need not
// be fetched for it.

import { lex } from './lexer.ts';
import { readScript, type SimpleCommand } from './script.ts';
import { findPlace, type Place } from './tree.ts';
import type { Word } from './token.ts';

/** What the CLI's hand-written commands need of the catalogue is in every tree. */
const needNoTree = new Set(['get', 'post', 'delete', 'version']);

/** Of this shell, without those that suggest or list commands. */
const plainCommands = new Set(['clear', 'echo', 'export', 'history', 'reset', 'unset']);

/** Also for a line that is refused as it stands. */
export function isWithin(line: string, root: Place): boolean {
  const { problem, isOpen } = lex(line);
  if (problem || isOpen) return true;
  return readScript(line)
    .flatMap(({ commands }) => commands)
    .every((command) => isKnown(command, root));
}

function isKnown({ words }: SimpleCommand, root: Place): boolean {
  const [name, ...rest] = words.map(textOf);
  if (name !== 'stripe') return name === undefined || plainCommands.has(name);
  const { place } = findPlace(root, rest);
  return place.operation !== undefined || needNoTree.has(place.words[1] ?? '');
}

/** A variable stands for something: which, is not known here. */
function textOf({ parts }: Word): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '$')).join('');
}
