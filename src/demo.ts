// The demo page's own script: the loader, as any docs page has it, and what only this page needs.

import './loader.ts';

const backend = new URLSearchParams(location.search).get('backend') ?? 'sandbox';

document.querySelector('sand-shell')?.setAttribute('backend', backend);
for (const link of document.querySelectorAll<HTMLElement>('[data-backend]')) {
  if (link.dataset['backend'] === backend) link.ariaCurrent = 'true';
}

// One worker for one scope: the one that answers requests takes the place of the one that works
// offline. The page in one file needs none.
const isServed = import.meta.env.PROD && import.meta.env.MODE !== 'single';
if (isServed && backend !== 'worker' && 'serviceWorker' in navigator) {
  registerWorker().catch((error: unknown) => {
    console.info('Sandshell works, but not offline:', error);
  });
}

/** In a sandboxed frame already the mention of workers throws. */
async function registerWorker(): Promise<void> {
  const { serviceWorker } = navigator;
  const isAlone = await holdTab();
  const { waiting } = await serviceWorker.register('./sw.js');
  if (waiting && isAlone) takeNewBuild(waiting);
}

/**
 * A new build waits while tabs of the old one are open, because its worker forgets the files that they
 * may still need. The first tab to be loaded alone takes it.
 */
function takeNewBuild(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  waiting.postMessage({ type: 'SKIP_WAITING' });
}

/** Holds a lock for as long as the tab lives; gives whether no other tab does. */
async function holdTab(): Promise<boolean> {
  const name = 'sandshell-demo';
  await new Promise<void>((resolve, reject) => {
    const untilTheEnd = (): Promise<never> => {
      resolve();
      return new Promise(() => undefined);
    };
    navigator.locks.request(name, { mode: 'shared' }, untilTheEnd).catch(reject);
  });
  const { held = [] } = await navigator.locks.query();
  return held.filter((lock) => lock.name === name).length === 1;
}
