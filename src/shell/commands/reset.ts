// `reset`: takes the sandbox back to its beginning, so that a walk through a guide can begin anew.

import type { Command } from '../command.ts';
import { ShellError } from '../shell-error.ts';

export const reset: Command = {
  path: ['reset'],
  summary: 'Empty the sandbox',

  async run(_, { host, print }) {
    if (!host.reset) {
      throw new ShellError(
        'There is no sandbox here that could be emptied: requests go elsewhere.',
      );
    }
    await host.reset();
    print('The sandbox is as it began.\n');
    return 0;
  },
};
