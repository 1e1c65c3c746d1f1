// `unset NAME`: forgets variables.

import type { Command } from '../command.ts';

export const unset: Command = {
  path: ['unset'],
  summary: 'Forget a variable',
  usage: 'NAME...',
  isRaw: true,

  async run({ words }, { variables }) {
    for (const name of words.slice(1)) variables.unset(name);
    return 0;
  },
};
