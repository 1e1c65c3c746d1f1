// `stripe resources`: the names under which the API's operations stand.

import type { Command, Context } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { placeAt } from '../tree.ts';

/** The CLI lists this one twice: a hand-written command hides the generated one of its name. */
const hidden = 'reporting';

export const resources: Command = {
  path: ['stripe', 'resources'],
  summary: 'List the resources of the API',
  positionals: 0,
  run: printNames,
};

/** The page of `stripe` names it, and no list does. */
export const resourcesHelp: Command = {
  ...resources,
  path: ['stripe', 'resources', 'help'],
  isHidden: true,
};

async function printNames({ root }: Invocation, { catalog, print }: Context): Promise<number> {
  const { summaryOf } = await import('../command-map.ts');
  const generated = catalog.commands.type === 'group' ? catalog.commands.children : new Map();
  const names = [...generated.keys()].filter((name) => catalog.rootNames.includes(name));
  const rows = [...names, hidden]
    .sort()
    .map((name): [string, string] => [name, summaryOf(placeAt(root, [name]) ?? root)]);
  rows.splice(rows.findLastIndex(([name]) => name === hidden) + 1, 0, [hidden, '']);
  const width = Math.max(...rows.map(([name]) => name.length));
  print('Available commands:\n');
  for (const [name, summary] of rows) print(`  ${name.padEnd(width)} ${summary}\n`);
  print('\nUse "stripe [command] --help" for more information about a command.\n');
  return 0;
}
