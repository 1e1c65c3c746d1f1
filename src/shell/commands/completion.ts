// `stripe completion`: there are no files to write a script to; Tab completes by itself.

import type { Command } from '../command.ts';
import { printFolded } from '../fold-lines.ts';
import { localFlags } from '../local-usage.ts';
import { ShellError } from '../shell-error.ts';

const shells = ['bash', 'zsh', 'fish'];

export const completion: Command = {
  path: ['stripe', 'completion'],
  summary: 'Write completion scripts for bash, zsh and fish',
  flags: localFlags('completion'),
  positionals: 0,

  async run({ flags }, context) {
    const shell = flags.value('shell');
    if (!shell) {
      throw new ShellError(
        'could not automatically detect your shell; ' +
          'please run the command with the --shell flag for bash, zsh, or fish',
      );
    }
    if (!shells.includes(shell)) {
      const known = shells.join(', ');
      throw new ShellError(`unsupported shell "${shell}"; supported shells are: ${known}`);
    }
    printFolded(
      'Tab completes here by itself. The official Stripe CLI writes a script for your own shell:\n' +
        `stripe completion --shell ${shell}\n`,
      context,
    );
    return 0;
  },
};
