// Commands that the official CLI has given up; it says so, whatever follows them.

import type { Command } from '../command.ts';
import { ShellError } from '../shell-error.ts';

const lastVersion = 'v1.51.0';

export const gone: readonly Command[] = ['samples', 'serve', 'status'].map((name) => ({
  path: ['stripe', name],
  summary: '',
  isHidden: true,
  isRaw: true,

  async run({ words }) {
    const isHelp = words.some((word) => word === '-h' || word === '--help');
    const message =
      `The \`stripe ${name}\` command is no longer available in Stripe CLI ${lastVersion} and ` +
      `later. To use it, install a version earlier than ${lastVersion}.`;
    throw new ShellError(message, { exitCode: isHelp ? 0 : 1 });
  },
}));
