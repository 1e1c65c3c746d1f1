// `stripe listen` and `stripe logs tail`: what happens in the sandbox, as it happens.

import type { Command } from '../command.ts';
import { flagsOf } from '../local-usage-flags.ts';
import { localFlags } from '../local-usage.ts';

const hidden = flagsOf(`print-json switch Print each event as JSON
  load-from-webhooks-api switch The former name of --use-configured-webhooks
  thin-events commas Thin events to take
  forward-thin-to text Where to send thin events
  forward-thin-connect-to text Where to send thin events of connected accounts`).map((flag) => ({
  ...flag,
  isHidden: true,
}));

export const listen: Command = {
  path: ['stripe', 'listen'],
  summary: 'Receive events, and hand them on to a local server',
  flags: [...localFlags('listen'), ...hidden],
  positionals: 0,

  async run({ flags }, context) {
    for (const [name, remark] of deprecated)
      if (flags.has(name)) context.warn(`Flag --${name} has been deprecated, ${remark}\n`);
    const { listen: start } = await import('../listen.ts');
    return start(flags, context);
  },
};

/** What the CLI says of flags that it has given up. */
const deprecated = [
  [
    'print-json',
    'Please use `--format json` instead and use `jq` if you need to process the JSON in the terminal.',
  ],
  [
    'thin-events',
    'use --events, which accepts both snapshot and thin event types, or --all-thin for all thin ' +
      'events.',
  ],
  [
    'forward-thin-to',
    'use --forward-to together with --all-thin (or --events naming thin event types). Snapshot and ' +
      'thin events cannot share one destination.',
  ],
  [
    'forward-thin-connect-to',
    'use --events-from @accounts with --all-thin (or --events naming thin event types) and ' +
      '--forward-to <url>.',
  ],
] as const;

export const logsTail: Command = {
  path: ['stripe', 'logs', 'tail'],
  summary: 'Follow the log of API requests',
  flags: localFlags('logs tail'),
  positionals: 0,

  async run({ flags }, context) {
    const { tailLogs } = await import('../tail-logs.ts');
    return tailLogs(flags, context);
  },
};
