// What the help tells of commands that need an account, a browser window or files: the official CLI has
// them, and this shell knows their names and flags only.

import type { LocalUsage } from './usage-type.ts';
import { flagsOf } from './local-usage-flags.ts';

const json = 'format text json prints it for programs';

const queryFlags = `dark-style switch Darker colours, for bright backgrounds
  live switch Live mode, which this shell does not have`;

export const remoteUsages: readonly (readonly [words: string, usage: LocalUsage])[] = [
  ['agent', { summary: 'Tools for coding agents' }],
  [
    'agent setup',
    {
      summary: 'Install tools for coding agents',
      flags: flagsOf(`client text Only for this program
        force switch Install again what is there
        json switch Print it for programs
        status switch Only show what is there
        yes,y switch Do not ask`),
    },
  ],
  ['apps', { summary: 'Plugin: build and manage Stripe Apps' }],
  [
    'community',
    {
      summary: 'Talk to other developers and to people at Stripe',
      aliases: 'community, discord, chat',
      examples: 'stripe community',
    },
  ],
  [
    'completion',
    {
      summary: 'Write completion scripts; this shell completes by itself',
      flags: flagsOf(`shell text Shell to write for: bash, zsh or fish
        write-to-stdout switch Print the script`),
    },
  ],
  [
    'config',
    {
      summary: 'Show and change settings',
      examples: [
        'stripe config --list',
        'stripe config --set color off',
        'stripe config --unset color',
      ].join('\n  '),
      flags: flagsOf(`confirm,c switch Do not ask before removing a profile
        edit,e switch Open the file in an editor
        list switch List all settings
        remove-profile text Remove this profile
        set switch Give a setting a value
        unset text Remove this setting`),
    },
  ],
  ['data', { summary: 'Query data of an account' }],
  ['data metrics', { summary: 'Query metrics of an account' }],
  [
    'data metrics run',
    {
      summary: 'Run one query for metrics',
      examples: 'stripe data metrics run --metric revenue.mrr --granularity day',
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
      summary: 'Plugin: find and set up services',
      aliases: 'directory, search, directry, directary, direcotry, diretory',
    },
  ],
  [
    'docs',
    {
      summary: 'Read docs.stripe.com',
      tails: ['<path> [flags]', '[command]'],
      flags: flagsOf(`no-pager switch Print all at once
        non-interactive switch Print without a browser for pages`),
    },
  ],
  [
    'docs api',
    { summary: 'Look up the API reference', tails: ['<method|resource|event> [flags]'] },
  ],
  ['docs prefs', { summary: 'Show and change how pages are shown' }],
  ['docs prefs list', { summary: 'List all preferences', examples: 'stripe docs prefs list' }],
  [
    'docs prefs set',
    {
      summary: 'Give a preference a value',
      tails: ['<id> <value> [flags]'],
      examples: 'stripe docs prefs set server node',
    },
  ],
  [
    'docs prefs unset',
    {
      summary: 'Take a preference back',
      tails: ['<id> [flags]'],
      examples: 'stripe docs prefs unset server',
    },
  ],
  ['docs search', { summary: 'Search pages for words', tails: ['<query> [flags]'] }],
  [
    'feedback',
    {
      summary: 'Tell Stripe what you think',
      isInOrder: true,
      flags: flagsOf(`sentiment text positive, negative or neutral
        message text What you want to tell
        context text What you wanted to do
        feature text What it is about
        actor text human or agent
        json switch Print it for programs`),
    },
  ],
  ['generate', { summary: 'Plugin: write files to start from' }],
  [
    'listen',
    {
      summary: 'Watch events, and send them on to a server',
      examples: [
        'stripe listen',
        'stripe listen --all-snapshot --forward-to localhost:4242/webhook',
      ].join('\n  '),
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
      summary: 'Log in to a Stripe account; this shell needs none',
      tails: ['[flags]', '[command]'],
      examples: 'stripe login',
      flags: flagsOf(`complete text Address from an earlier login to wait for
        interactive,i switch Ask for an API key
        new-session switch Log out first
        non-interactive switch Print what to do as JSON`),
    },
  ],
  ['login list', { summary: 'List accounts you are logged in to', examples: 'stripe login list' }],
  [
    'login switch',
    {
      summary: "The same as 'stripe switch'",
      tails: ['[account_id] [flags]'],
      examples: 'stripe login switch',
      flags: flagsOf('live switch Live mode of that account'),
    },
  ],
  [
    'logout',
    {
      summary: 'Log out of a Stripe account',
      flags: flagsOf('all,a switch Log out of all projects'),
    },
  ],
  [
    'open',
    {
      summary: 'Open a page of Stripe in the browser',
      examples: ['stripe open --list', 'stripe open api'].join('\n  '),
      flags: flagsOf(`list switch List the names of all pages
        live switch Live mode of the Dashboard`),
    },
  ],
  ['pay', { summary: 'Plugin: send money to another business' }],
  ['projects', { summary: 'Plugin: set up and manage projects' }],
  [
    'provision',
    {
      summary: "Set up a service, as 'stripe projects add' does",
      tails: ['[service] [flags]'],
      examples: 'stripe provision <provider>/<service>',
      flags: flagsOf(`accept-tos switch Accept the terms of service
        config text Settings of the service as JSON
        json switch Print it for programs
        name text Name of the resource
        yes,y switch Do not ask`),
    },
  ],
  ['reporting', { summary: 'Query data of an account with SQL' }],
  ['reporting query-runs', { summary: 'Run queries in SQL' }],
  [
    'reporting query-runs create',
    {
      summary: 'Start a query',
      examples: 'stripe reporting query-runs create --sql "SELECT 1"',
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
      summary: 'See how far a query is',
      tails: ['<id> [flags]'],
      examples: 'stripe reporting query-runs retrieve <query_run_id>',
      flags: flagsOf(queryFlags),
    },
  ],
  ['sandbox', { summary: 'Make and claim a sandbox at Stripe' }],
  [
    'sandbox claim',
    {
      summary: 'Make a sandbox your own',
      flags: flagsOf('non-interactive switch Print without waiting for input'),
    },
  ],
  [
    'sandbox create',
    {
      summary: 'Make a sandbox without an account',
      examples: 'stripe sandbox create --email you@example.com',
      flags: flagsOf(`email text Your email address
        from-git switch Take name and address from git
        full-name text Your name
        non-interactive switch Print without waiting for input`),
    },
  ],
  [
    'switch',
    {
      summary: 'Go to another account',
      tails: ['[account_id] [flags]'],
      examples: 'stripe switch acct_1234',
      flags: flagsOf(`${json}
        live switch Live mode of that account`),
    },
  ],
  [
    'terminal quickstart',
    { summary: 'Set up a card reader', examples: 'stripe terminal quickstart' },
  ],
  ['tools', { summary: 'Plugin: operations outside of the public API' }],
  ['v2 billing meter_event_stream create', { summary: '' }],
  [
    'whoami',
    {
      summary: 'Show the account and its keys',
      examples: ['stripe whoami', 'stripe whoami --format json'].join('\n  '),
      flags: flagsOf(json),
    },
  ],
];
