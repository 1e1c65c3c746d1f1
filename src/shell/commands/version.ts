// `stripe version`: the version of the official CLI whose behaviour this shell follows.

import type { Command } from '../command.ts';

export const version: Command = {
  path: ['stripe', 'version'],
  summary: 'Tell the version of the Stripe CLI that this shell follows',
  positionals: 0,

  async run(_, { catalog, print }) {
    // The line about new versions is the CLI's too; here nothing looks for one.
    print(`stripe version ${catalog.cliVersion}\nChecking for new versions...\n\n`);
    return 0;
  },
};
