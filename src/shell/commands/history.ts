// `history`: the lines that were run before, oldest first, with numbers.

import { redactKeys } from '../../text/redact.ts';
import type { Command } from '../command.ts';

export const history: Command = {
  path: ['history'],
  summary: 'List the lines run before',

  async run(_, { host, print }) {
    const lines = host.history?.() ?? [];
    for (const [index, line] of lines.entries()) {
      print(`${String(index + 1).padStart(5)}  ${redactKeys(line)}\n`);
    }
    return 0;
  },
};
