// Commands that the official CLI has given up; it says so, whatever follows them.

import type { Command } from '../command.ts';
import { ShellError } from '../shell-error.ts';

const names = ['samples', 'serve', 'status'];

export const gone: readonly Command[] = names.map((name) => ({
  path: ['stripe', name],
  summary: '',
  isHidden: true,
  isRaw: true,
  run: ({ words }) => refuse(name, words.includes('-h') || words.includes('--help') ? 0 : 1),
}));

/** Also their help says nothing else. */
export async function refuseGone(name: string | undefined): Promise<void> {
  if (name !== undefined && names.includes(name)) await refuse(name, 0);
}

async function refuse(name: string, exitCode: number): Promise<never> {
  const { goneMessage } = await import('../usage.ts');
  throw new ShellError(goneMessage(name), { exitCode });
}
