// What the help tells of hand-written commands. Names, letters and kinds are the official CLI's facts; the
// words are ours, and say it where this shell does less.

import { pagingFlagsShared, requestFlags } from './api-flags.ts';
import { remoteUsages } from './local-usage-remote.ts';
import { flagsOf } from './local-usage-flags.ts';
import type { LocalUsage } from './usage-type.ts';

const shown = requestFlags.filter(({ isHidden }) => !isHidden);
const paged = [...shown, ...pagingFlagsShared];

const paths = 'All paths are listed in the API reference:\nhttps://docs.stripe.com/api';

const getUsage: LocalUsage = {
  summary: 'Send a GET request to the Stripe API',
  about: `Shows an object by its id alone, or sends a GET request to any path of the API.\n\n${paths}`,
  tails: ['<id or path> [flags]'],
  examples: [
    'stripe get cus_NffrFeUfNV2Hib',
    'stripe get pi_3MtwBwLkdIwHu7ix28a3tqPa',
    'stripe get /v1/customers --limit 3',
  ].join('\n  '),
  flags: paged,
};

const postUsage: LocalUsage = {
  summary: 'Send a POST request to the Stripe API',
  about: `Sends a POST request to any path of the API, with parameters, an idempotency key and\nfields to expand.\n\n${paths}`,
  tails: ['<path> [flags]'],
  examples: [
    'stripe post /v1/customers \\',
    '    -d name="Jenny Rosen" \\',
    '    -d "metadata[order]=6735"',
  ].join('\n'),
  flags: shown,
};

const deleteUsage: LocalUsage = {
  summary: 'Send a DELETE request to the Stripe API',
  about: `Sends a DELETE request to any path of the API, after asking whether to.\n\n${paths}`,
  tails: ['<path> [flags]'],
  examples: 'stripe delete /v1/customers/cus_NffrFeUfNV2Hib',
  flags: shown,
};

function preview(usage: LocalUsage, summary: string): LocalUsage {
  const note = 'The request asks for the preview version of the API.';
  const examples = usage.examples?.replaceAll('stripe ', 'stripe preview ');
  const about = usage.about?.replace(`\n\n${paths}`, `\n\n${note}\n\n${paths}`);
  return { ...usage, summary, ...(about && { about }), ...(examples && { examples }) };
}

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
  ['get', getUsage],
  ['post', postUsage],
  ['delete', deleteUsage],
  ['preview get', preview(getUsage, 'Send a GET request to the preview API')],
  ['preview post', preview(postUsage, 'Send a POST request to the preview API')],
  ['preview delete', preview(deleteUsage, 'Send a DELETE request to the preview API')],
  [
    'trigger',
    {
      summary: 'Make an event happen',
      about:
        'Makes the requests that lead to an event of the given type. All objects that the event\n' +
        'needs are made as well, and so are the events that come with them.',
      tails: ['<event> [flags]'],
      examples: 'stripe trigger customer.created',
      flags: flagsOf(
        `raw text Requests as JSON, in place of the event's own\n${rewrites('recipe')}`,
      ),
    },
  ],
  [
    'fixtures',
    {
      summary: 'Make the requests that a file lists',
      flags: flagsOf(rewrites('file')),
    },
  ],
  ['logs', { summary: 'Watch API requests', about: 'Watches API requests as they are made.' }],
  [
    'logs tail',
    {
      summary: 'Show API requests as they are made',
      about: 'Shows each API request as it is made, with its status and its error.',
      examples: ['stripe logs tail', 'stripe logs tail --filter-http-method POST'].join('\n  '),
      flags:
        flagsOf(`filter-account commas Only requests between accounts: connect_in, connect_out or self
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
  ['resources', { summary: 'List the commands for objects of the API' }],
  ['version', { summary: 'Tell the version of the Stripe CLI that this shell follows' }],
  ...remoteUsages,
]);
