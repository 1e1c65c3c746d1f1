// `export NAME=value`: hands a variable on to the commands that follow, as `stripe` reads
// STRIPE_API_KEY.

import { withoutLiveKeys } from '../../text/live-key.ts';
import type { Command } from '../command.ts';
import { ShellError } from '../shell-error.ts';

export const exportVariable: Command = {
  path: ['export'],
  summary: 'Set a variable for the commands that follow',
  usage: '[NAME[=value]...]',
  isRaw: true,

  async run({ words }, { print, variables }) {
    for (const word of words.slice(1)) {
      const found = /^([A-Za-z_]\w*)(?:=([\s\S]*))?$/.exec(word);
      if (!found) throw new ShellError(`sandshell: export: \`${word}': not a valid identifier`);
      const [, name = '', value] = found;
      if (value !== undefined) variables.set(name, value);
      variables.export(name);
    }
    if (words.length > 1) return 0;
    // A live key may have come with the environment that the shell was started in.
    for (const [name, value] of variables.exported())
      print(`export ${name}=${quoted(withoutLiveKeys(value))}\n`);
    return 0;
  },
};

function quoted(value: string): string {
  return `'${value.replaceAll("'", `'"'"'`)}'`;
}
