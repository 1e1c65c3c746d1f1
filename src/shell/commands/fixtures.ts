// `stripe fixtures`: runs a file of prepared requests.

import type { Command } from '../command.ts';
import { fixtureFlags } from '../fixture-flags.ts';

export const fixtures: Command = {
  path: ['stripe', 'fixtures'],
  summary: 'Run a file of prepared requests',
  flags: fixtureFlags,
  positionals: 1,

  async run(invocation, context) {
    const { runFixtures } = await import('../run-trigger.ts');
    return runFixtures(invocation, context);
  },
};
