// The key that a line would be run with. Runs nothing.

import type { Variables } from './command.ts';

interface Given {
  readonly variables: Pick<Variables, 'exported'>;
  readonly profileKey: string;
}

/** `words` are of one command; those before it may give variables. */
export function keyFor(words: readonly string[], { variables, profileKey }: Given): string {
  const flag = words.findIndex((word) => /^--api-key(=|$)/.test(word));
  const given = words[flag]?.split('=')[1] ?? words[flag + 1];
  const [, ofCommand] = words.map((word) => /^STRIPE_API_KEY=(.+)/.exec(word)).find(Boolean) ?? [];
  const ofVariable = ofCommand ?? variables.exported().get('STRIPE_API_KEY');
  return ofVariable || (flag >= 0 && given) || profileKey;
}

/** Of the line's first command that names one. */
export function keyForLine(line: string, given: Given): string {
  return keyFor(line.replace(/["']/g, '').split(/\s+/), given);
}
