// Tells whether a line runs only what a small tree of commands knows, so that the whole one need not
// be fetched for it.

import { lex } from './lexer.ts';
import { readScript, type Redirection, type SimpleCommand } from './script.ts';
import { findPlace, type Place } from './tree.ts';
import type { Word } from './token.ts';

/** Also for a line that is refused as it stands. */
export function isWithin(line: string, root: Place): boolean {
  const { problem, isOpen } = lex(line);
  if (problem || isOpen) return true;
  return readScript(line)
    .flatMap(({ commands }) => commands)
    .every((command) => isKnown(command, root));
}

function isKnown({ words, assignments, redirections }: SimpleCommand, root: Place): boolean {
  const all = [...words, ...assignments.map(({ value }) => value), ...redirections.flatMap(fileOf)];
  if (all.some(({ parts }) => parts.some(({ type }) => type === 'substitution'))) return false;
  const [name, ...rest] = words.map(textOf);
  if (name !== 'stripe') return name === undefined;
  return findPlace(root, rest).place.operation !== undefined;
}

function fileOf({ file }: Redirection): readonly Word[] {
  return file ? [file] : [];
}

/** A variable stands for something: which, is not known here. */
function textOf({ parts }: Word): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '$')).join('');
}
