// Commands of the official CLI that this shell knows, and does not run (yet): each says what it
// does.

import type { Command } from '../command.ts';
import { ShellError } from '../shell-error.ts';
import { placeAt } from '../tree.ts';

type Row = readonly [words: string, summary: string];

/** These need an account, a network or a device. */
const elsewhere: readonly Row[] = [
  ['agent setup', 'Set up tools for coding agents'],
  ['data metrics run', 'Query data of the account'],
  ['docs api', 'Read the API reference'],
  ['docs prefs list', 'List how documentation is shown'],
  ['docs prefs set', 'Choose how documentation is shown'],
  ['docs prefs unset', 'Forget how documentation is shown'],
  ['docs search', 'Search the documentation'],
  ['feedback', 'Tell Stripe what you think'],
  ['provision', 'Set up a service'],
  ['reporting query-runs create', 'Run a query on the data of the account'],
  ['reporting query-runs retrieve', 'Fetch the result of a query'],
  ['terminal quickstart', 'Set up a card reader'],
  ['v2 billing meter_event_stream create', 'Send meter events as a stream'],
  ['apps', 'Build Stripe Apps'],
  ['directory', 'Find tools and services'],
  ['generate', 'Write files to start from'],
  ['pay', 'Send money to another business'],
  ['projects', 'Manage integration projects'],
  ['tools', 'Run operations outside of the public API'],
];

const summary = 'Part of the official CLI';

const hidden = ['daemon', 'postinstall', 'agent report_usage'];

/** In groups that are hidden themselves. */
const within = [
  'keys permissions',
  ...['install', 'list', 'uninstall', 'upgrade'].map((word) => `plugin ${word}`),
  ...['', ' users'].flatMap((group) =>
    ['create', 'delete', 'list', 'retrieve'].map((word) => `databases${group} ${word}`),
  ),
];

const cli = 'https://docs.stripe.com/stripe-cli';

export const later: readonly Command[] = [
  ...elsewhere.map((row) =>
    command(row, `This shell does not have it; the official Stripe CLI does: ${cli}`),
  ),
  ...hidden.map((words) => ({
    ...command([words, summary], 'This shell does not have it.'),
    isHidden: true,
  })),
  ...within.map((words) => command([words, summary], 'This shell does not have it.')),
];

function command([words, summary]: Row, remark: string): Command {
  return {
    path: ['stripe', ...words.split(' ')],
    summary,
    isRaw: true,

    async run({ words: rest, root }, context) {
      const place = placeAt(root, words.split(' '));
      if (place && asksForHelp(rest)) {
        const { showUsage } = await import('../usage.ts');
        return showUsage(place, context, { isFull: false });
      }
      throw new ShellError(`stripe ${words}: ${summary}. ${remark}`);
    },
  };
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  const flags = end === -1 ? words : words.slice(0, end);
  return flags.includes('-h') || flags.includes('--help');
}
