// In the place of the worker backend where a page is one file: nothing stands beside it for a worker
// to be started from.

import type { WorkerBackend, WorkerOptions } from './service-worker.ts';

export async function openWorker(_options: WorkerOptions): Promise<WorkerBackend> {
  throw new Error(
    'The worker backend needs a site with mockServiceWorker.js on it, which a page in one file is not.',
  );
}
