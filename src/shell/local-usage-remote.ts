// What the help tells of commands that need an account, a browser window or files: the official
// CLI has them, and this shell knows their names and flags only.

import type { LocalUsage } from './usage-type.ts';
import { flagsOf } from './local-usage-flags.ts';

const json = 'format text json prints it for programs';

const queryFlags = `dark-style switch Darker colours, for bright backgrounds
  live switch Live mode, which this shell does not have`;

/** What feedback can be about. */
const features = `
Feature options:
  apps       identity          reporting
  capital    invoicing         skills
  checkout   issuing           stablecoins
  cli        managed-payments  subscriptions
  connect    other             tax
  crypto     payments          terminal
  dashboard  payouts           treasury
  docs       radar             webhooks

`;

export const remoteUsages: readonly (readonly [words: string, usage: LocalUsage])[] = [
  [
    'agent setup',
    {
      flags: flagsOf(`client text Only for this program
        force switch Install again what is there
        json switch Print it for programs
        status switch Only show what is there
        yes,y switch Do not ask`),
    },
  ],
  [
    'community',
    {
      aliases: 'community, discord, chat',
      examples: ['stripe community'],
    },
  ],
  [
    'completion',
    {
      flags: flagsOf(`shell text Shell to write for: bash, zsh or fish
        write-to-stdout switch Print the script`),
    },
  ],
  [
    'config',
    {
      examples: [
        'stripe config --list',
        'stripe config --set color off',
        'stripe config --unset color',
      ],
      flags: flagsOf(`confirm,c switch Do not ask before removing a profile
        edit,e switch Open the file in an editor
        list switch List all settings
        remove-profile text Remove this profile
        set switch Give a setting a value
        unset text Remove this setting`),
    },
  ],
  ['data metrics', { summary: 'Query metrics of the account' }],
  [
    'data metrics run',
    {
      examples: ['stripe data metrics run --metric revenue.mrr --granularity day'],
      flags: flagsOf(`${queryFlags}
        currency text Currency of the values
        dry-run switch Show the request, and do not send it
        ends-at text End of the time asked for, in ISO 8601
        filter list Only values with key=value; repeatable
        granularity text day, week, month or year
        group-by list Dimension to group by
        limit number How many rows, 1 to 1000
        metric list Name or id of a metric; repeatable
        starts-at text Start of the time asked for, in ISO 8601
        timezone text Time zone, as in America/New_York`),
    },
  ],
  [
    'directory',
    {
      aliases: 'directory, search, directry, directary, direcotry, diretory',
    },
  ],
  [
    'docs',
    {
      tails: ['<path> [flags]', '[command]'],
      flags: flagsOf(`no-pager switch Print all at once
        non-interactive switch Print without a browser for pages`),
    },
  ],
  ['docs api', { tails: ['<method|resource|event> [flags]'] }],
  ['docs prefs', { summary: 'How documentation is shown' }],
  ['docs prefs list', { examples: ['stripe docs prefs list'] }],
  [
    'docs prefs set',
    {
      tails: ['<id> <value> [flags]'],
      examples: ['stripe docs prefs set server node'],
    },
  ],
  [
    'docs prefs unset',
    {
      tails: ['<id> [flags]'],
      examples: ['stripe docs prefs unset server'],
    },
  ],
  ['docs search', { tails: ['<query> [flags]'] }],
  [
    'feedback',
    {
      isInOrder: true,
      flags: flagsOf(`sentiment text positive, negative or neutral
        message text What you want to tell
        context text What you wanted to do
        feature text What it is about
        actor text human or agent
        json switch Print it for programs`),
      end: features,
    },
  ],
  [
    'listen',
    {
      examples: [
        'stripe listen',
        'stripe listen --all-snapshot --forward-to localhost:4242/webhook',
      ],
      flags: flagsOf(`all-snapshot switch Take all snapshot events
        all-thin switch Take all thin events
        connect-headers commas Headers to send on with events of connected accounts
        events,e commas Types of events to take
        events-from text Accounts to take events from: @self, @accounts or all
        format text JSON prints each event as JSON
        forward-connect-to,c text Where to send events of connected accounts
        forward-to,f text Where to send events
        headers,H commas Headers to send on with events
        latest,l switch Take events in the newest version of the API
        live switch Live mode, which this shell does not have
        print-secret switch Only print the signing secret
        skip-update,s switch Do not look for a newer CLI
        skip-verify switch Do not check certificates
        use-configured-webhooks,a switch Send events to the paths of all webhook endpoints`),
    },
  ],
  [
    'login',
    {
      tails: ['[flags]', '[command]'],
      examples: ['stripe login'],
      flags: flagsOf(`complete text Address from an earlier login to wait for
        interactive,i switch Ask for an API key
        new-session switch Log out first
        non-interactive switch Print what to do as JSON`),
    },
  ],
  ['login list', { examples: ['stripe login list'] }],
  [
    'login switch',
    {
      tails: ['[account_id] [flags]'],
      examples: ['stripe login switch'],
      flags: flagsOf('live switch Live mode of that account'),
    },
  ],
  [
    'logout',
    {
      flags: flagsOf('all,a switch Log out of all projects'),
    },
  ],
  [
    'open',
    {
      examples: ['stripe open --list', 'stripe open api'],
      flags: flagsOf(`list switch List the names of all pages
        live switch Live mode of the Dashboard`),
    },
  ],
  [
    'provision',
    {
      tails: ['[service] [flags]'],
      examples: ['stripe provision <provider>/<service>'],
      flags: flagsOf(`accept-tos switch Accept the terms of service
        config text Settings of the service as JSON
        json switch Print it for programs
        name text Name of the resource
        yes,y switch Do not ask`),
    },
  ],
  ['reporting query-runs', { summary: 'Queries in SQL, and their results' }],
  [
    'reporting query-runs create',
    {
      examples: ['stripe reporting query-runs create --sql "SELECT 1"'],
      flags: flagsOf(`${queryFlags}
        compress-file switch Compress the file of the result
        dry-run switch Show the request, and do not send it
        sql text The query
        sql-file text File that has the query`),
    },
  ],
  [
    'reporting query-runs retrieve',
    {
      tails: ['<id> [flags]'],
      examples: ['stripe reporting query-runs retrieve <query_run_id>'],
      flags: flagsOf(queryFlags),
    },
  ],
  [
    'sandbox claim',
    {
      flags: flagsOf('non-interactive switch Print without waiting for input'),
    },
  ],
  [
    'sandbox create',
    {
      examples: ['stripe sandbox create --email you@example.com'],
      flags: flagsOf(`email text Your email address
        from-git switch Take name and address from git
        full-name text Your name
        non-interactive switch Print without waiting for input`),
    },
  ],
  [
    'switch',
    {
      tails: ['[account_id] [flags]'],
      examples: ['stripe switch acct_1234'],
      flags: flagsOf(`${json}
        live switch Live mode of that account`),
    },
  ],
  ['terminal quickstart', { examples: ['stripe terminal quickstart'] }],
  [
    'whoami',
    {
      examples: ['stripe whoami', 'stripe whoami --format json'],
      flags: flagsOf(json),
    },
  ],
];
