// `stripe trigger`: makes an event happen, by the requests that lead to it.

import type { Command } from '../command.ts';
import { fixtureFlags } from '../fixture-flags.ts';

export const trigger: Command = {
  path: ['stripe', 'trigger'],
  summary: 'Make events happen, for testing',
  flags: [...fixtureFlags, { name: 'raw', type: 'string', summary: '' }],

  async run(invocation, context) {
    const { runTrigger } = await import('../run-trigger.ts');
    return runTrigger(invocation, context);
  },
};
