// What to tell about a first word that is no command; often only `stripe` is missing before it.

import type { Command } from './command.ts';
import { ShellError } from './shell-error.ts';
import { nearCommand } from './suggest-command.ts';
import { findPlace, type Place } from './tree.ts';

const notFoundCode = 127;

export interface KnownNames {
  readonly root: Place;
  readonly commands: readonly Command[];
}

export function commandNotFound(
  words: readonly string[],
  { root, commands }: KnownNames,
): ShellError {
  const name = words[0] ?? '';
  const lines = [`sandshell: ${name}: command not found`];
  const isBelowStripe = findPlace(root, words).place !== root;
  const near = nearCommand(
    name,
    commands.map(({ path }) => path[0] ?? ''),
  );
  if (isBelowStripe) lines.push(`Did you mean "stripe ${words.join(' ')}"?`);
  else if (near && name !== '') lines.push(`Did you mean "${near}"? See "help".`);
  return new ShellError(lines.join('\n'), { exitCode: notFoundCode });
}
