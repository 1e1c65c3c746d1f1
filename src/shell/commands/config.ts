// `stripe config`: shows and changes the settings of this shell, which keeps no file of them.

import type { Command, Context } from '../command.ts';
import { localFlags } from '../local-usage.ts';
import { ShellError } from '../shell-error.ts';
import { placeAt } from '../tree.ts';

export const config: Command = {
  path: ['stripe', 'config'],
  summary: 'Read and change the configuration',
  flags: localFlags('config'),

  async run({ flags, root }, context) {
    const { config: settings, print } = context;
    const [name, value] = flags.positionals;
    const unset = flags.value('unset');
    const profile = flags.value('remove-profile');
    if (flags.isOn('edit')) {
      throw new ShellError('stripe config --edit: this shell has no editor; use --set and --unset');
    }
    if (profile !== undefined) throw new ShellError(`no profile named "${profile}" was found`);
    if (flags.isOn('list')) print(toml(settings));
    else if (unset !== undefined) settings.delete(unset);
    else if (flags.isOn('set') && name !== undefined && value !== undefined)
      set(settings, name, value);
    else {
      const place = placeAt(root, ['config']);
      const { showUsage } = await import('../usage.ts');
      if (place) return showUsage(place, context, { isFull: false });
    }
    return 0;
  },
};

/** The CLI takes any colour, and then refuses every command. */
function set(settings: Context['config'], name: string, value: string): void {
  if (name === 'color' && !['on', 'off', 'auto'].includes(value))
    throw new ShellError(`color value not supported: ${value}`);
  settings.set(name, value);
}

/** As the CLI's file is written. */
function toml(settings: Context['config']): string {
  const own = [...settings].sort(byName).map(([name, value]) => `${name} = ${text(value)}\n`);
  return `color = ''\nproject-name = 'default'\n\n[default]\n${own.join('')}`;
}

function text(value: string): string {
  return /['\n\r]/.test(value) ? JSON.stringify(value) : `'${value}'`;
}

function byName([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : 1;
}
