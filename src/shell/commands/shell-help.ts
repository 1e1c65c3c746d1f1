// `help`: what can be typed here.

import type { Command } from '../command.ts';
import { printFolded } from '../fold-lines.ts';

export const shellHelp: Command = {
  path: ['help'],
  summary: 'Show what can be typed here',

  async run({ commands }, context) {
    const print = (text: string): void => printFolded(text, context);
    const width = Math.max(...commands.map(({ path }) => path.join(' ').length));
    print('Type a command of the Stripe CLI; a sandbox answers it. To begin:\n\n');
    for (const line of examples) print(`  ${line}\n`);
    print('\nCommands:\n');
    for (const { path, summary } of commands)
      print(`  ${path.join(' ').padEnd(width)}  ${summary}\n`);
    print('\nTab completes, and shows what fits. "stripe help" lists the commands of stripe.\n');
    return 0;
  },
};

const examples = [
  'stripe customers create --name "Jane Smith" --email jane.smith@email.com',
  'stripe customers list --limit 3',
  'stripe help customers create',
];
