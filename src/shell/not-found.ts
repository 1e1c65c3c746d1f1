// What to tell about a first word that is no command, of a line or behind `stripe`; often only `stripe`
// is missing before it.

import { harmlessFor } from '../text/ansi.ts';
import { redactKeys } from '../text/redact.ts';
import type { Command, Context, Place } from './command.ts';
import { meantByCurl } from './curl-meant.ts';
import { printFolded } from './fold-lines.ts';
import { ShellError } from './shell-error.ts';
import { likelyName, unknownCommand } from './suggest-command.ts';
import { findPlace } from './tree.ts';

const notFoundCode = 127;

export interface KnownNames {
  readonly root: Place;
  readonly commands: readonly Command[];
  /** Of whoever runs the line. */
  readonly context?: Pick<Context, 'isInteractive' | 'host'>;
}

export function commandNotFound(
  words: readonly string[],
  { root, commands, context }: KnownNames,
): ShellError {
  const name = words[0] ?? '';
  const lines = [`sandshell: ${name}: command not found`];
  const isBelowStripe = findPlace(root, words).place !== root;
  const names = commands.map(({ path }) => path[0] ?? '');
  const near = likelyName(name, names);
  const fromCurl = name === 'curl' ? meantByCurl(words.slice(1)) : undefined;
  if (fromCurl) lines.push('Did you mean this? The shell brings the key.', fromCurl);
  else if (name === '$') lines.push('Leave the "$" out: it stands for the prompt.');
  else if (isBelowStripe) lines.push(`Did you mean "stripe ${words.join(' ')}"?`);
  else if (near) lines.push(`Did you mean "${near}"? See "help".`);
  else if (context?.isInteractive && !context.host.isUnread) lines.push(adviceOn(name, words));
  return new ShellError(lines.join('\n'), { exitCode: notFoundCode });
}

/** For a person whose habits are those of another shell. */
function adviceOn(name: string, words: readonly string[]): string {
  // As behind `sudo` and `npx`.
  if (words.includes('stripe')) return `Leave the "${name}" out: write stripe first.`;
  if (name.startsWith('!')) return 'The key ↑ brings back the line before, Ctrl+R an earlier one.';
  if (/^(exit|quit|bye|:q!?)$/.test(name)) return 'Esc, then Tab, leaves this shell.';
  return 'See "help" for what can be typed here.';
}

/** As the CLI, on standard output; gives the exit code. `name` is the first word behind `stripe`. */
export function tellUnknown(name: string, context: Context): number {
  const told = unknownCommand(name, context.catalog.rootNames);
  const see = 'ee "stripe --help" for a list of available commands.';
  const safe = redactKeys(harmlessFor(context, told));
  printFolded(`${safe}\n${told.endsWith('?') ? 'If not, s' : 'S'}${see}\n`, context);
  return 1;
}
