// The two files that an element fetches when it is used: one for the prompt, one for what is behind.

import type { FirstCommand } from './first-command.ts';

/** The terminal, its editor, and the session that joins them. */
export function fetchSession(): Promise<typeof import('./start-session.ts')> {
  fetchShared();
  return import('./start-session.ts');
}

/** Shell, backend and the first part of the catalogue. */
export async function fetchFirstCommand(): Promise<FirstCommand> {
  fetchShared();
  return (await import('./first-command.ts')).firstCommand;
}

/** Beside them, not after them; they ask for it themselves. */
function fetchShared(): void {
  import('./first-shared.ts').catch(() => undefined);
}

/** What runs lines while no terminal is wanted. */
export function fetchUnseen(): Promise<typeof import('./unseen.ts')> {
  return import('./unseen.ts');
}

/** Where there is no keyboard to speak of. Without them the prompt still works. */
export async function addKeyRow(row: HTMLElement, send: (code: string) => void): Promise<void> {
  if (!matchMedia('(pointer: coarse)').matches) return;
  const { fillKeyRow } = await import('./key-row.ts');
  fillKeyRow(row, send);
}
