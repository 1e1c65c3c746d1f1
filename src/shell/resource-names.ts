// The names under which the API's operations stand, as `stripe resources` lists them.

import type { Context } from './command.ts';
import type { Invocation } from './invocation.ts';
import { summaryOf } from './shown-places.ts';
import { placeAt } from './tree.ts';

/** The CLI lists this one twice: a hand-written command hides the generated one of its name. */
const twice = 'reporting';

export function printNames({ root }: Invocation, { catalog, print }: Context): number {
  const generated = catalog.commands.type === 'group' ? catalog.commands.children : new Map();
  const names = [...generated.keys()].filter((name) => catalog.rootNames.includes(name));
  const rows = [...names, twice]
    .sort()
    .map((name): [string, string] => [name, summaryOf(placeAt(root, [name]) ?? root)]);
  rows.splice(rows.findLastIndex(([name]) => name === twice) + 1, 0, [twice, '']);
  const width = Math.max(...rows.map(([name]) => name.length));
  print('Available commands:\n');
  for (const [name, summary] of rows) print(`  ${name.padEnd(width)} ${summary}\n`);
  print('\nUse "stripe [command] --help" for more information about a command.\n');
  return 0;
}
