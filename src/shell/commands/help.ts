// `stripe help`: explains a command by its words.

import type { Command } from '../command.ts';
import { findPlace } from '../tree.ts';
import { refuseGone } from './gone.ts';

export const help: Command = {
  path: ['stripe', 'help'],
  summary: 'Explain a command',
  usage: '[command]',
  about:
    'Explains a command of the shell, with all of its parameters: stripe help customers create',
  isHidden: true,

  async run({ flags, root }, context) {
    const { print, warn } = context;
    const { usageOfRoot, usagePage } = await import('../usage.ts');
    const { place, stray } = findPlace(root, flags.positionals);
    const options = { ...context, isFull: true };
    await refuseGone(place.words[1]);
    if (place !== root || stray === undefined) {
      print(await usagePage(place, options));
      return 0;
    }
    const topics = flags.positionals.map((word) => `\`${word}\``).join(' ');
    warn(`Unknown help topic [${topics}]\n`);
    warn(usageOfRoot(root, options));
    return 0;
  },
};
