// Flags that `trigger` and `fixtures` share.

import type { Flag } from './flag.ts';

const list = (name: string): Flag => ({ name, type: 'list', summary: '' });
const text = (name: string): Flag => ({ name, type: 'string', summary: '' });

/** What they are for is told by the help page's own table. */
export const fixtureFlags: readonly Flag[] = [
  ...['add', 'override', 'remove', 'skip'].map(list),
  ...['api-version', 'stripe-account'].map(text),
  { name: 'edit', type: 'boolean', bare: 'true', summary: '' },
  { ...text('api-base'), isHidden: true },
];
