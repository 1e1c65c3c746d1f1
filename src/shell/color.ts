// Whether output takes colours: where it goes to, what --color says, what the environment says.

import type { Context } from './command.ts';
import type { Parsed } from './parser.ts';

/** The environment goes before `--color on`, and `--color off` before everything, as in the CLI. */
export function usesColor({ environment, isColor }: Context, flags: Parsed): boolean {
  const choice = flags.value('color');
  if (choice === 'off') return false;
  const force = environment.get('CLICOLOR_FORCE');
  if (force !== undefined) return force !== '0';
  if (environment.get('CLICOLOR') === '0') return false;
  return choice === 'on' || isColor;
}
