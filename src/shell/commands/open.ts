// `stripe open`: opens a page of Stripe in a tab, or lists those that have a name.

import type { Command } from '../command.ts';
import { printFolded } from '../fold-lines.ts';
import { localFlags } from '../local-usage.ts';
import { ShellError } from '../shell-error.ts';

export const open: Command = {
  path: ['stripe', 'open'],
  summary: 'Open pages of Stripe',
  flags: localFlags('open'),

  async run({ flags }, context) {
    const { host, print } = context;
    const { openPages, openPagesList } = await import('../open-pages.ts');
    const isLive = flags.isOn('live');
    const [name] = flags.positionals;
    if (flags.isOn('list') || name === undefined) {
      printFolded(openPagesList(isLive), context, (_, columns) => openPagesList(isLive, columns));
      return 0;
    }
    print('Checking for new versions...\n\n');
    const url = openPages(isLive).get(name);
    if (!url) throw new ShellError(`unsupported open command, given: ${name}`);
    host.openUrl?.(url);
    printFolded(
      `${host.openUrl ? 'Opening' : 'Open this address in a browser:'} ${url}\n`,
      context,
    );
    return 0;
  },
};
