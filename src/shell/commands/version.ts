// `stripe version`: the version of the official CLI whose behaviour this shell follows.

import type { Command } from '../command.ts';

export const version: Command = {
  path: ['stripe', 'version'],
  summary: 'Tell the version of the Stripe CLI that this shell follows',
  positionals: 0,

  async run(_, { catalog, print }) {
    print(`stripe version ${catalog.cliVersion}\n`);
    return 0;
  },
};
