// `stripe community`: where developers talk. Pressing Enter opens it in a tab.

import type { Command } from '../command.ts';
import { printFolded } from '../fold-lines.ts';

const url = 'https://stripe.com/go/developer-chat';

function named(name: string, isHidden: boolean): Command {
  return {
    path: ['stripe', name],
    summary: 'Talk with developers at Stripe',
    positionals: 0,
    isHidden,

    async run(_, context) {
      const { host, isInteractive, readLine } = context;
      printFolded(
        'Chat with other developers and Stripe engineers in the official Stripe Discord server.\n\n' +
          `Press Enter to open the browser or visit ${url}`,
        context,
      );
      if (!isInteractive) return 0;
      const answer = await readLine();
      if (answer !== undefined) host.openUrl?.(url);
      return 0;
    },
  };
}

export const community: readonly Command[] = [
  named('community', false),
  named('discord', true),
  named('chat', true),
];
