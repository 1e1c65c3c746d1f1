// `echo`: prints its words, as bash's does; also the one command whose output can go on into a
// pipe.

import type { Command } from '../command.ts';

export const echo: Command = {
  path: ['echo'],
  summary: 'Print words',
  usage: '[-n] [words...]',
  isRaw: true,

  async run({ words }, { print }) {
    const rest = words.slice(1);
    let isLineEnded = true;
    while (/^-n+$/.test(rest[0] ?? '')) {
      isLineEnded = false;
      rest.shift();
    }
    print(rest.join(' ') + (isLineEnded ? '\n' : ''));
    return 0;
  },
};
