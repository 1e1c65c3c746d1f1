// What all elements of one page share: one way to the API, one request log, one list of events.

import type { Backend } from '../backend/opened.ts';
import { once } from '../base/once.ts';
import { wordsOfError } from '../base/words-of-error.ts';
import type { Snapshot } from '../sandbox/objects/commit.ts';
import { keepSteps } from '../terminal/saved-steps.ts';
import { followEvents } from './event-feed.ts';
import { fetchFirstCommand } from './late-code.ts';
import { readOptions, type Options } from './options.ts';
import type { PageConnection } from './page-connection.ts';

/** Opened once, as the first `<sand-shell>` of the page says. A failure is not kept. */
export const connectPage: () => Promise<PageConnection> = once(connect);

function pageOptions(): Options {
  const first = document.querySelector('sand-shell');
  return readOptions((name) => first?.getAttribute(name) ?? null).options;
}

async function connect(): Promise<PageConnection> {
  const options = pageOptions();
  const inPage = (): Promise<PageConnection> => connectInPage(options);
  if (options.backend !== 'proxy') return inPage();
  return (await import('./page-proxy.ts')).connectProxy(options, inPage);
}

async function connectInPage(options: Options): Promise<PageConnection> {
  const { backend, place, problem } = await open(options);
  const { log, sandbox, send } = backend;
  sandbox.on('event', async (told) => (await import('./page-webhooks.ts')).handOn(sandbox, told));
  const events = await followEvents(sandbox);

  return {
    send,
    requests: log,
    events,
    onEvent: (listener) => sandbox.on('event', listener),
    onReset: (listener) => sandbox.on('reset', listener),
    isKept: () => sandbox.storage().type === 'saved',
    place,
    notice() {
      const storage = sandbox.storage();
      return problem ?? (storage.type === 'memory' && storage.reason ? storage.reason : undefined);
    },
    onNotice: (listener) => sandbox.on('storage', listener),
    async newestId(kind, key) {
      const { newestId } = await import('../backend/newest-id.ts');
      return newestId({ kind, key }, { events: events.entries(), held: await sandbox.snapshot() });
    },
    snapshot: sandbox.snapshot,
    restore: (snapshot) => sandbox.restore(snapshot as Snapshot),
    async reset() {
      await sandbox.reset();
      log.clear();
      keepSteps([]);
    },
  };
}

interface Opened {
  readonly backend: Backend;
  readonly place: string;
  readonly problem?: string;
}

/** Where no worker can run, the page's own sandbox answers, and says so. */
async function open({ backend, seed, nowMs }: Options): Promise<Opened> {
  // On first use: a page with a closed drawer carries neither sandbox nor catalogue.
  const { openBackend } = await fetchFirstCommand();
  const shared = { seed, now: nowMs === undefined ? undefined : new Date(nowMs) };
  const inPage = { type: 'sandbox', ...shared } as const;
  const place = 'Sandbox in this page';
  if (backend !== 'worker') return { backend: await openBackend(inPage), place };
  try {
    const worker = await openBackend({ type: 'worker', ...shared });
    return { backend: worker, place: 'Sandbox behind a service worker' };
  } catch (error) {
    const problem = `${wordsOfError(error)} Until then the sandbox in the page answers.`;
    return { backend: await openBackend(inPage), place, problem };
  }
}
