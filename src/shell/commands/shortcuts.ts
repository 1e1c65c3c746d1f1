// `shortcuts`: what the keys of the terminal do.

import { printFolded } from '../fold-lines.ts';
import { pad, textWidth } from '../../text/width.ts';
import type { Command } from '../command.ts';

export const shortcuts: Command = {
  path: ['shortcuts'],
  summary: 'Show what the keys do',

  async run(_, context) {
    const { host, print, columns } = context;
    const rows = (await host.shortcuts?.()) ?? [];
    const widest = Math.max(0, ...rows.map(([keys]) => textWidth(keys)));
    // On a phone a column of them would leave no room beside it.
    const width = widest > columns / 2 ? 0 : widest;
    if (rows.length === 0) print('There are no keys here: this is no terminal.\n');
    for (const [keys, does] of rows) printFolded(`${pad(keys, width)}  ${does}\n`, context);
    return 0;
  },
};
