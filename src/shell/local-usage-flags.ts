// Flags written one a line: `name,letter kind summary`.

import { present } from '../base/assert.ts';
import type { UsageFlag } from './usage-type.ts';

const kinds: Readonly<Record<string, Pick<UsageFlag, 'type' | 'bare' | 'valueName'>>> = {
  text: { type: 'string' },
  switch: { type: 'boolean', bare: 'true' },
  list: { type: 'list' },
  /** A list in one word, commas between. */
  commas: { type: 'list', valueName: 'strings' },
  number: { type: 'integer' },
};

export function flagsOf(lines: string): readonly UsageFlag[] {
  return lines.split('\n').map((line) => {
    const [names = '', kind = '', ...summary] = line.trim().split(' ');
    const [name = '', shorthand] = names.split(',');
    return {
      name,
      ...(shorthand !== undefined && { shorthand }),
      ...present(kinds[kind], `kind of flag ${kind}`),
      summary: summary.join(' '),
    };
  });
}
