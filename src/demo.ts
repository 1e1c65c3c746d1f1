// The demo page's own script: the loader, as any docs page has it, and what only this page needs.

import './loader.ts';

const backend = new URLSearchParams(location.search).get('backend') ?? 'sandbox';

document.querySelector('sand-shell')?.setAttribute('backend', backend);
for (const link of document.querySelectorAll<HTMLElement>('[data-backend]')) {
  if (link.dataset['backend'] === backend) link.ariaCurrent = 'true';
}

// One worker for one scope: the one that answers requests takes the place of the one that works
// offline.
if (import.meta.env.PROD && backend !== 'worker' && 'serviceWorker' in navigator) {
  registerWorker().catch((error: unknown) => {
    console.info('Sandshell works, but not offline:', error);
  });
}

/** In a sandboxed frame already the mention of workers throws. */
async function registerWorker(): Promise<void> {
  await navigator.serviceWorker.register('./sw.js');
}
