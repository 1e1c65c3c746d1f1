// The names under which the API's operations stand, as `stripe resources` lists them.

import type { Context } from './command.ts';
import { printFolded } from './fold-lines.ts';
import type { Invocation } from './command.ts';
import { summaryOf } from './shown-places.ts';
import { placeAt } from './tree.ts';

/** The CLI lists this one twice: a hand-written command hides the generated one of its name. */
const twice = 'reporting';

export function printNames({ root }: Invocation, context: Context): number {
  const { catalog } = context;
  const generated = catalog.commands.type === 'group' ? catalog.commands.children : new Map();
  const names = [...generated.keys()].filter((name) => catalog.rootNames.includes(name));
  const rows = [...names, twice]
    .sort()
    .map((name): [string, string] => [name, summaryOf(placeAt(root, [name]) ?? root)]);
  rows.splice(rows.findLastIndex(([name]) => name === twice) + 1, 0, [twice, '']);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, summary]) => `  ${name.padEnd(width)} ${summary}\n`);
  const more = 'Use "stripe [command] --help" for more information about a command.';
  printFolded(`Available commands:\n${lines.join('')}\n${more}\n`, context);
  return 0;
}
