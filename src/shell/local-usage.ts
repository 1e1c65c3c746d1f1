// What the help tells of hand-written commands, beside what they say themselves. Names, letters
// and kinds are the official CLI's facts; the words are ours, and say it where this shell does
// less.

import { flagsOf } from './local-usage-flags.ts';
import { hiddenUsages } from './local-usage-hidden.ts';
import { remoteUsages } from './local-usage-remote.ts';
import type { LocalUsage, UsageFlag } from './usage-type.ts';

const path: LocalUsage = { tails: ['<path> [flags]'] };

const rewrites = (what: string): string =>
  `add list Parameters to add to the ${what}
  api-version text API version for all requests of the ${what}
  edit switch Change the ${what} in an editor first; not in this shell
  override list Parameters to give other values in the ${what}
  remove list Parameters to leave out of the ${what}
  skip list Steps of the ${what} to leave out
  stripe-account text Connected account to act for`;

/** By words, for leaves and groups. */
export const localUsages: ReadonlyMap<string, LocalUsage> = new Map<string, LocalUsage>([
  ['post', path],
  ['delete', path],
  ['preview post', path],
  ['preview delete', path],
  [
    'trigger',
    {
      about:
        'Makes the requests that lead to an event of the given type. All objects that the event\n' +
        'needs are made as well, and so are the events that come with them.',
      tails: ['<event> [flags]'],
      examples: ['stripe trigger payment_intent.created'],
      flags: flagsOf(
        `raw text Requests as JSON, in place of the event's own\n${rewrites('recipe')}`,
      ),
    },
  ],
  ['fixtures', { flags: flagsOf(rewrites('file')) }],
  [
    'logs tail',
    {
      about: 'Shows each API request as it is made, with its status and its error.',
      examples: ['stripe logs tail', 'stripe logs tail --filter-http-method POST'],
      flags: flagsOf(`filter-account commas Only between accounts: connect_in, connect_out or self
        filter-http-method commas Only these methods: GET, POST or DELETE
        filter-ip-address commas Only requests from these addresses
        filter-request-path commas Only requests to these paths
        filter-request-status commas Only requests that ended so: SUCCEEDED or FAILED
        filter-source commas Only requests from here: API or DASHBOARD
        filter-status-code commas Only responses with these status codes
        filter-status-code-type commas Only responses of these kinds: 2XX, 4XX or 5XX
        format text JSON prints each request as one line of JSON`),
    },
  ],
  ['climate commitment disable', { summary: 'End the Climate commitment' }],
  [
    'climate commitment enable',
    {
      summary: 'Begin or change the Climate commitment',
      about:
        'Begins the Climate commitment, or changes it.\n\n' +
        'RATE is the part of all payments in percent, as in 1.5.',
    },
  ],
  ['climate commitment show', { summary: 'Show the Climate commitment' }],
  ...remoteUsages,
  ...hiddenUsages,
]);

/** Of a command by its words; none where the help knows of none. */
export function localFlags(words: string): readonly UsageFlag[] {
  return localUsages.get(words)?.flags ?? [];
}
