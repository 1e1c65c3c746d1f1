// The two files that an element fetches when it is used: one for the prompt, one for what is behind.

import type { FirstCommand } from './first-command.ts';

/** The terminal, its editor, and the session that joins them. */
export function fetchSession(): Promise<typeof import('./start-session.ts')> {
  return import('./start-session.ts');
}

/** Shell, backend and the first part of the catalogue. */
export async function fetchFirstCommand(): Promise<FirstCommand> {
  return (await import('./first-command.ts')).firstCommand;
}

export function fetchKeyRow(): Promise<typeof import('./key-row.ts')> {
  return import('./key-row.ts');
}
