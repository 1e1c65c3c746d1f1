// `stripe help`: explains a command by its words.

import type { Command } from '../command.ts';
import { likelyName } from '../suggest-command.ts';
import { findPlace } from '../tree.ts';
import { harmlessFor } from '../../text/ansi.ts';
import { refuseGone } from './gone.ts';

export const help: Command = {
  path: ['stripe', 'help'],
  summary: 'Explain a command',
  usage: '[command]',
  about:
    'Explains a command of the shell, with all of its parameters: stripe help customers create',
  isHidden: true,

  async run({ flags, root }, context) {
    const { usageOfRoot, showUsage } = await import('../usage.ts');
    const { place, stray } = findPlace(root, flags.positionals);
    await refuseGone(place.words[1]);
    if (place !== root || stray === undefined)
      return showUsage(place, context, { isFull: true, stray });
    const topics = flags.positionals.map((word) => `\`${word}\``).join(' ');
    const shown = harmlessFor(context, topics);
    context.warn(`Unknown help topic [${shown}]\n`);
    context.warn(usageOfRoot(root, { ...context, isFull: true }));
    const near = likelyName(stray, context.catalog.rootNames);
    const isRead = context.isInteractive && !context.host.isUnread;
    if (near && isRead) context.warn(`Did you mean "stripe help ${near}"?\n`);
    return 0;
  },
};
