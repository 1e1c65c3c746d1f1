// `clear`: empties the screen.

import type { Command } from '../command.ts';

export const clear: Command = {
  path: ['clear'],
  summary: 'Empty the screen',

  async run(_, { host }) {
    host.clear?.();
    return 0;
  },
};
