// What the help tells of commands that the official CLI does not name in its lists.

import { pagingFlagsShared, requestFlags } from './api-flags.ts';
import type { LocalUsage } from './usage-type.ts';
import { flagsOf } from './local-usage-flags.ts';

type Row = readonly [words: string, usage: LocalUsage];

const request = '[--param=value] [--parent[child]=value] [-d "nested[param]=value"]';

const unversioned = requestFlags.filter(({ name }) => name !== 'stripe-version');

/** In place of `--confirm`, which other operations have. */
const deletionFlags = [
  ...unversioned.filter(({ name }) => name !== 'confirm'),
  ...flagsOf('yes switch Do not ask'),
];

/** Operations of a preview, which are not in the catalogue. */
function operation(words: string, ids: readonly string[], params: readonly string[] = []): Row {
  const shared = words.endsWith('delete') ? deletionFlags : unversioned;
  const isRead = /list|retrieve/.test(words);
  return [
    `databases ${words}`,
    {
      tails: [[...ids.map((id) => `<${id}>`), request].join(' ')],
      asGenerated: { params },
      flags: [...shared, ...(isRead ? pagingFlagsShared : [])],
    },
  ];
}

export const hiddenUsages: readonly Row[] = [
  [
    'agent report_usage',
    {
      examples: ['stripe agent report_usage --type skill --name <name>'],
      flags: flagsOf(`name text Name of the tool
        type text Kind of the tool: skill`),
    },
  ],
  ['chat', { aliasOf: 'community' }],
  ['daemon', { flags: flagsOf('port number Port to listen at; any that is free') }],
  [
    'databases',
    {
      summary: 'Databases of the account',
      asGenerated: 'resource',
      flags: flagsOf('json switch Print it for programs'),
    },
  ],
  operation('create', [], ['api-version']),
  operation('delete', ['db_id']),
  operation('list', []),
  operation('retrieve', ['db_id']),
  ['databases users', { summary: 'Users of a database', asGenerated: 'resource' }],
  operation('users create', ['db_id'], ['username']),
  operation('users delete', ['db_id', 'dbuser_id']),
  operation('users list', ['db_id']),
  operation('users retrieve', ['db_id', 'dbuser_id']),
  ['discord', { aliasOf: 'community' }],
  ['keys', { summary: 'Keys of the account' }],
  [
    'keys permissions',
    {
      tails: ['[endpoints...] [flags]'],
      examples: ['stripe keys permissions "GET /v1/balance"'],
    },
  ],
  ['plugin', { summary: 'Parts that can be added to the CLI' }],
  ['plugin install', { tails: ['<plugin> [flags]'] }],
  [
    'plugin uninstall',
    { tails: ['[name] [flags]'], flags: flagsOf('all switch All that are installed') },
  ],
  ['plugin upgrade', { tails: ['<plugin> [flags]'] }],
  ['postinstall', { examples: ['stripe postinstall'] }],
  ['reauth', { examples: ['stripe reauth'] }],
  ['v2 billing meter_event_stream', { asGenerated: 'resource' }],
  ['v2 billing meter_event_stream create', { about: '' }],
];
