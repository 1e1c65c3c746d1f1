// `shortcuts`: what the keys of the terminal do.

import { pad, textWidth } from '../../text/width.ts';
import type { Command } from '../command.ts';

export const shortcuts: Command = {
  path: ['shortcuts'],
  summary: 'Show what the keys do',

  async run(_, { host, print }) {
    const rows = host.shortcuts?.() ?? [];
    const width = Math.max(0, ...rows.map(([keys]) => textWidth(keys)));
    if (rows.length === 0) print('There are no keys here: this is no terminal.\n');
    for (const [keys, does] of rows) print(`${pad(keys, width)}  ${does}\n`);
    return 0;
  },
};
