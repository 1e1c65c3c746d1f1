// The worker backend: Mock Service Worker answers the page's real requests to Stripe from the
// sandbox, so that they show in the network panel and an official SDK in the page works too.

import { setupWorker } from 'msw/browser';
import type { Fetch } from '../base/fetch.ts';
import { handlers } from './msw-handlers.ts';

export interface WorkerOptions {
  /** Answers what the worker catches. */
  readonly answer: Fetch;
  /** Of `mockServiceWorker.js`; absolute, of the page's own origin, at or above the page's folder. */
  readonly url: string;
}

export interface WorkerBackend {
  /** A real `fetch`, through the worker. */
  readonly send: Fetch;
  /** Lets the page's requests pass again. */
  close(): void;
}

/**
 * While it runs, all requests of the page pass the worker. Rejects with an Error that says what the
 * page lacks.
 */
export async function openWorker({ answer, url }: WorkerOptions): Promise<WorkerBackend> {
  if (!('serviceWorker' in navigator)) {
    throw new Error(
      'The worker backend needs service workers, which this page does not have: ' +
        'serve it over HTTPS or from localhost, and not in a sandboxed frame.',
    );
  }
  if (new URL(url).origin !== location.origin) {
    throw new Error(`The worker backend needs its worker on the page's own origin, not at ${url}.`);
  }

  const worker = setupWorker(...handlers({ fetch: answer }));
  try {
    await worker.start({ serviceWorker: { url }, quiet: true, onUnhandledRequest: 'bypass' });
  } catch (error) {
    throw new Error(
      `The worker backend could not start ${url}. Serve mockServiceWorker.js there ` +
        '("npx msw init FOLDER" writes it), or use the sandbox backend, which needs no worker.',
      { cause: error },
    );
  }
  return { send: (request) => fetch(request), close: () => worker.stop() };
}
