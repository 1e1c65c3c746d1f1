// Commands that the official CLI has given up; it says so, whatever follows them.

import type { Command } from '../command.ts';
import { ShellError } from '../shell-error.ts';

const lastVersion = 'v1.51.0';

const names = ['samples', 'serve', 'status'];

export const gone: readonly Command[] = names.map((name) => ({
  path: ['stripe', name],
  summary: '',
  isHidden: true,
  isRaw: true,

  async run({ words }) {
    throw goneError(name, words.includes('-h') || words.includes('--help') ? 0 : 1);
  },
}));

/** Also their help says nothing else. */
export function refuseGone(name: string | undefined): void {
  if (name !== undefined && names.includes(name)) throw goneError(name, 0);
}

function goneError(name: string, exitCode: number): ShellError {
  const message =
    `The \`stripe ${name}\` command is no longer available in Stripe CLI ${lastVersion} and ` +
    `later. To use it, install a version earlier than ${lastVersion}.`;
  return new ShellError(message, { exitCode });
}
