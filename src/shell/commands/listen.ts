// `stripe listen` and `stripe logs tail`: what happens in the sandbox, as it happens.

import type { Command } from '../command.ts';
import { flagsOf } from '../local-usage-flags.ts';
import { localUsages } from '../local-usage.ts';

const hidden = flagsOf(`print-json switch Print each event as JSON
  load-from-webhooks-api switch The former name of --use-configured-webhooks`).map((flag) => ({
  ...flag,
  isHidden: true,
}));

export const listen: Command = {
  path: ['stripe', 'listen'],
  summary: 'Receive events, and hand them on to a local server',
  flags: [...(localUsages.get('listen')?.flags ?? []), ...hidden],
  positionals: 0,

  async run({ flags }, context) {
    if (flags.isOn('print-json')) context.warn(deprecated);
    const { listen: start } = await import('../listen.ts');
    return start(flags, context);
  },
};

const deprecated =
  'Flag --print-json has been deprecated, Please use `--format json` instead and use `jq` if you ' +
  'need to process the JSON in the terminal.\n';

export const logsTail: Command = {
  path: ['stripe', 'logs', 'tail'],
  summary: 'Follow the log of API requests',
  flags: localUsages.get('logs tail')?.flags ?? [],
  positionals: 0,

  async run({ flags }, context) {
    const { tailLogs } = await import('../tail-logs.ts');
    return tailLogs(flags, context);
  },
};
