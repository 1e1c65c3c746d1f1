// The flags that commands share. Names, letters and kinds are the official CLI's; the words are
// ours.

import type { Flag } from './flag.ts';

const text = { type: 'string' } as const;
const switches = { type: 'boolean', bare: 'true' } as const;
const list = { type: 'list' } as const;

/** On every command. */
export const globalFlags: readonly Flag[] = [
  { name: 'api-key', ...text, summary: 'API key for this command; STRIPE_API_KEY goes before it' },
  { name: 'color', ...text, summary: 'Colours in the output: on, off or auto' },
  { name: 'config', ...text, summary: 'Configuration file; this shell has none' },
  { name: 'device-name', ...text, summary: 'Name of this device' },
  { name: 'log-level', ...text, summary: 'Detail of the log: debug, info, warn or error' },
  {
    name: 'map',
    ...text,
    bare: 'tree',
    summary: 'Show the commands as tree, compact, paths or json',
  },
  { name: 'project-name', shorthand: 'p', ...text, summary: 'Profile whose key is used' },
];

export const helpFlag: Flag = {
  name: 'help',
  shorthand: 'h',
  ...switches,
  summary: 'Explain the command',
};

export const versionFlag: Flag = {
  name: 'version',
  shorthand: 'v',
  ...switches,
  summary: 'Tell the version of the Stripe CLI that this shell follows',
};

/** On every API operation, and on get, post and delete. */
export const requestFlags: readonly Flag[] = [
  { name: 'confirm', shorthand: 'c', ...switches, summary: 'Do not ask before deleting' },
  { name: 'dark-style', ...switches, summary: 'Darker colours, for bright backgrounds' },
  { name: 'data', shorthand: 'd', ...list, summary: 'A parameter, as name=value; repeatable' },
  { name: 'dry-run', ...switches, summary: 'Show the request, and do not send it' },
  {
    name: 'expand',
    shorthand: 'e',
    ...list,
    summary: 'Field to show as a whole object; repeatable',
  },
  {
    name: 'idempotency',
    shorthand: 'i',
    ...text,
    summary: 'Key that makes a repeated POST harmless',
  },
  { name: 'live', ...switches, summary: 'Live mode, which this shell does not have' },
  { name: 'show-headers', shorthand: 's', ...switches, summary: 'Show the headers too' },
  { name: 'stripe-account', ...text, summary: 'Connected account to act for' },
  { name: 'stripe-context', ...text, summary: 'Context to act in' },
  {
    name: 'stripe-version',
    shorthand: 'v',
    ...text,
    summary: 'Version of the API for this request',
  },
  { name: 'api-base', ...text, isHidden: true, summary: 'Where requests go' },
];

/** On GET requests, where the operation has no such parameters of its own. */
export const pagingFlagsShared: readonly Flag[] = [
  { name: 'limit', shorthand: 'l', ...text, summary: 'How many objects, 1 to 100' },
  { name: 'starting-after', shorthand: 'a', ...text, summary: 'Id before the first object wanted' },
  { name: 'ending-before', shorthand: 'b', ...text, summary: 'Id behind the last object wanted' },
];
