// The one drawer of a page: the `<sand-shell drawer>` that the page wrote, or one added to it.

import type { SandShell } from './sand-shell.ts';

/** The element must be defined by then. */
export function pageDrawer(): SandShell {
  const found = document.querySelector<SandShell>('sand-shell[drawer]');
  if (found) return found;
  const added = document.createElement('sand-shell') as SandShell;
  added.setAttribute('drawer', '');
  document.body.append(added);
  return added;
}
